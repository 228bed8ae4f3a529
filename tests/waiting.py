"""Waits of tests that have an end: where something does not come, the test says what, instead of holding the whole run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from subprocess import Popen

PROGRAM_SECONDS = 120
"""Longer than any program takes that a test runs to its end, also on a slow machine."""
ANSWER_SECONDS = 60
"""The bound for an answer over HTTP: httpx's own of 5 s is too short where all processors work."""
STOP_SECONDS = 55
"""Less than systemd waits until it kills, also where the database is away."""


@asynccontextmanager
async def at_most(seconds: float, awaited: str) -> AsyncIterator[None]:
    """Fails with what was waited for, where it takes longer."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise AssertionError(f"{awaited}: not after {seconds:g} s") from None


async def end_of(process: asyncio.subprocess.Process, seconds: float = STOP_SECONDS) -> int:
    """The code with which a process ends that was told to stop; one that does not is killed, and the test fails."""
    try:
        async with at_most(seconds, f"process {process.pid} was to stop"):
            return await process.wait()
    finally:
        if process.returncode is None:
            process.kill()


def put_an_end_to(process: Popen[str]) -> None:
    """Kills it if it still runs, and reads what is left in its pipes."""
    process.kill()
    process.communicate(timeout=STOP_SECONDS)
