"""Ways to cite a briefing, for readers and for their programs."""
