"""People, their addresses, and who is signed in."""
