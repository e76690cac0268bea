"""One seed in, one briefing out. Knows nothing of the site."""
