"""Lines → title, byline, outlet, date, figures and language, each with its evidence."""
