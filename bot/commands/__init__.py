"""The command line's commands, grouped by what they are about."""
