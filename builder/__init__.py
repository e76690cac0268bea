"""Dispatchbox: seeds/ → content/ → public/. Open `build.py` first."""

__version__ = "0.1.0"
