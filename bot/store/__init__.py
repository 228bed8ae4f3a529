"""All SQL of the program: one module for each kind of row, one transaction for each turn."""
