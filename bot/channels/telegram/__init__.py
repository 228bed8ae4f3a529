"""Telegram: parse, render and send."""
