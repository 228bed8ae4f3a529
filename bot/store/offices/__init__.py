"""An office's own data: its bots and settings, its survey, and the counts of its picture."""
