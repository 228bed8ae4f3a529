"""What the offices promise: standards of service as data files, and the code that reads, checks and searches them."""
