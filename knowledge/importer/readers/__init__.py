"""One module a format: a file becomes a Document of lines and tables, each with its place."""
