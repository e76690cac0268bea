"""An Archive in, pages as bytes out."""
