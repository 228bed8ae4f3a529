"""Received messages and messages to be sent."""
