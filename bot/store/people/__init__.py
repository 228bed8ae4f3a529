"""People, their addresses, and their sessions."""
