"""Cases with their history and files, and what is found and kept about them."""
