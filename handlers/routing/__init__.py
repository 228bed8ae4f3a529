"""Decides which handler answers a message: buttons, commands, running dialogues, and last the meaning of the words."""
