"""What carries messages: inbox, the one door in, letters, outbox."""
