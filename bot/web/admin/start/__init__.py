"""From nothing to the first answer: a new office out of its own document, step by step in the browser."""
