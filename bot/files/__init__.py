"""Evidence: files that people send, stored under the hash of their content."""
