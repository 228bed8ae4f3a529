"""SQLite and PostgreSQL behind one protocol: opening, migrating, moving, sealing."""
