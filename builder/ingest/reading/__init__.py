"""Files under seeds/ → `RawDocument`s: formats, encodings, blocks, and what a seed claims about itself."""
