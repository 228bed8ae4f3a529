"""Measured figures, reproducible by one command each: `python -m bench`, `python -m bench.understanding`, `python -m bench.scale`."""
