"""How things are kept between builds: listings, packs, sealed files, the key of our code. For every room."""
