"""Whether another process has the same SQLite file open, and whose turn it is to write. The system frees the locks when a process ends, in whatever way."""

from __future__ import annotations

import os
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: nobody can tell, and leases expire by themselves
    fcntl = None  # type: ignore[assignment]


NEXT, WRITING = 0, 1
"""Two bytes of the lock file: who holds the first is the next one to hold the second."""
LOOK_SECONDS = 0.0005
PATIENCE_SECONDS = 15.0


class Presence:
    """A lock file beside the database, shared by all processes that have it open. SQLite alone is not fair: a waiting process tries again
    after growing pauses of up to 0.1 s, so the process that has just written usually comes first again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def enter(self) -> bool:
        """Registers this process; True where it is the only one."""
        if fcntl is None:
            return False
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            alone = False
        else:
            alone = True
        fcntl.flock(self._file, fcntl.LOCK_SH)
        return alone

    def take_turn(self) -> None:
        """Waits until no other process writes, in the order in which they came. After some seconds SQLite itself tells whether the file is free."""
        end = time.monotonic() + PATIENCE_SECONDS
        for place in (NEXT, WRITING):
            while not self._is_locked(place) and time.monotonic() < end:
                time.sleep(LOOK_SECONDS)
        self._unlock(NEXT)

    def end_turn(self) -> None:
        self._unlock(WRITING)

    def _is_locked(self, place: int) -> bool:
        """Locks the byte; False where another process holds it."""
        if self._file is None:
            return True
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except OSError:
            return False
        return True

    def _unlock(self, place: int) -> None:
        if self._file is not None:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)

    def leave(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
