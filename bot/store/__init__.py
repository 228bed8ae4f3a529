"""The only SQL of the program: one file a noun, one connection a database, one transaction a turn."""
