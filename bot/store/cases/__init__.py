"""Cases with their history and files, and the tables for finding and counting them."""
