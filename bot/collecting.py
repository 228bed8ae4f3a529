"""Python's search for circles of objects that nobody needs any more, which stops everything while it goes through all that lives.

The knowledge is most of that, and stays: a full search among it takes a fifth of a second, in a province seconds. So the running program sets it apart.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Pauses the search. Where many objects are made and all of them stay, it only costs a tenth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def set_apart() -> None:
    """Takes all that lives now for lasting; no later search looks at it."""
    gc.freeze()


def set_apart_anew() -> None:
    """Where something was set apart: searches all once, so that what was exchanged is freed, and sets the rest apart."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
        gc.freeze()
