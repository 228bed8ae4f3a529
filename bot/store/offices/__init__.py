"""What belongs to an office: its bots and settings, its survey, and the counts that it sees of itself."""
