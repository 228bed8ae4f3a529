"""Measured figures, reproducible by one command each: `python -m bench`, `python -m bench.understanding`, `python -m bench.scale`."""

import knowledge  # noqa: F401 - before numpy is loaded: with its threads a bench beside other work measures how they wait for one another
