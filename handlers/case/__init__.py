"""One complaint shown and acted on, from both sides."""
