"""What an office changes in its own files, and how ready they are for its citizens."""
