"""The text of a briefing: Markdown → safe HTML, and what is read from that (blocks, names, statements)."""
