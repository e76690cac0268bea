"""The stages that `build.py` puts in order: read, plan, make, index, print; whole, or by the short way."""
