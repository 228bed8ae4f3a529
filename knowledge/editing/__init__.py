"""Changes of an office's files by the office itself, and how ready they are for its citizens."""
