"""What only the whole archive says of a briefing: who is who, what repeats what, when it was written."""
