"""One module for each format: it turns a file into a Document of lines and tables, each with its place."""
