"""Evidence: what people send beside words, kept by the hash of its content."""
