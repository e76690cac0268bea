"""What connects briefings: people named together, events, related briefings with the reason."""
