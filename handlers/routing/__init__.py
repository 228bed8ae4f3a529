"""Which message goes where: presses, commands, running dialogues, and last what the words mean."""
