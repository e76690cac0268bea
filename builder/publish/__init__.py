"""Bytes in, the world out: folder, preview, host, PDF."""
