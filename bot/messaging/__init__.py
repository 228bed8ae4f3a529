"""Transports messages: inbox, conversation, letters, outbox."""
