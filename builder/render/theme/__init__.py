"""A theme: its files, its templates and its words."""
