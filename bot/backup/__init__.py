"""Backup and restore of the database and the files together, encrypted where the office has a key, and checked when made.

A backup is one file with the database in it. People's files never change, so each is stored once in `files/` beside the backups and serves all of
them; one that no backup names is deleted. To copy a backup elsewhere, copy the whole folder.
"""
