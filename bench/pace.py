"""What a piece of work would take on a quiet core: its processor time beside that of fixed work done just before, at the best pace seen.

Beside other jobs a core gives less in the same processor time (shared caches and threads); the ratio to fixed work takes most of that out.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
WINDOW = 15  # pieces of fixed work around one, whose median is its pace
_NUMBERS = np.arange(20_000, dtype=np.float64)


class Pace:
    """Takes the time of pieces of work, in ms."""

    def __init__(self) -> None:
        self._taken: list[float] = []
        self._fixed: list[float] = []

    def taking(self, work: Callable[[], T]) -> T:
        self._fixed.append(_time(_fixed_work)[0])
        taken, result = _time(work)
        self._taken.append(taken)
        return result

    @property
    def measured(self) -> NDArray[np.float64]:
        """Processor time as it was."""
        return np.array(self._taken)

    @property
    def quiet(self) -> NDArray[np.float64]:
        """The same at the best pace of the fixed work (its fifth percentile)."""
        fixed = np.array(self._fixed)
        padded = np.pad(fixed, WINDOW // 2, mode="edge")
        around = np.median(np.lib.stride_tricks.sliding_window_view(padded, WINDOW), axis=1)
        return np.asarray(self.measured * np.percentile(fixed, 5) / around, dtype=np.float64)


def _time(work: Callable[[], T]) -> tuple[float, T]:
    start = time.thread_time()
    result = work()
    return 1000 * (time.thread_time() - start), result


def _fixed_work() -> float:
    """Half numpy, half plain Python, as a question is."""
    words = {f"kata{number}": number for number in range(1500)}
    return float(np.sort(_NUMBERS[::-1]).sum()) + sum(words.values())
