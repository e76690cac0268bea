"""The search index as files of the site, and queries answered without it."""
