"""What an office promises, as values: the standards, the office with its calendar and policy, and the library that reads them from files."""
