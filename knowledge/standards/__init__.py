"""What an office promises, as values: the standards, the office with its calendar and policy, and the library that loads them."""
