"""What an ingest did and why, for a person to read. Prints nothing."""
