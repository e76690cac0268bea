"""What the machine knows of a briefing → its file, with all that a person wrote kept."""
