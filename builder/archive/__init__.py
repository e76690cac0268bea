"""Content files in, an Archive out."""
