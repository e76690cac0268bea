"""Files of content/issues/ → the vocabulary, and the words that speak for an issue."""
