"""What commands do with an archive as it stands: curate, suggest, check, explain, export."""
