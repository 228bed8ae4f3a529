"""Makes drafts of standards from an office's own documents; only the command and the desk load it, its libraries are an extra."""
