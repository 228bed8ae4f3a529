"""Transports messages and time: channels, storage, delivery, schedules, web pages, settings, command line."""
