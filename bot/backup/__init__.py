"""Backups and their way back: the database and the files together, sealed where the office has a key, checked as they are made.

A backup is one file with the database in it. The contents of the files that people sent never change, so each lies once in `files/` beside
the backups and serves all of them; what no kept backup names goes. To carry a backup elsewhere, copy the whole folder.
"""
