"""Whether another process has the same SQLite file open. The system frees the lock when a process ends, in whatever way."""

from __future__ import annotations

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: nobody can tell, and leases expire by themselves
    fcntl = None  # type: ignore[assignment]


class Presence:
    """A lock file beside the database, shared by all processes that have it open."""

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

    def leave(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
