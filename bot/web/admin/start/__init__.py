"""Sets up a new office in the browser step by step, from its own document to the first answer."""
