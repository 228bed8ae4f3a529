"""A loop that works when woken, sleeps otherwise, and stops in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable

log = logging.getLogger(__name__)

LONGEST_SLEEP_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
CANCEL_AGAIN_SECONDS = 3.0


class Bell:
    """Wakes everything that is attached to it. Something may be attached after the bell was handed out."""

    def __init__(self) -> None:
        self._wakes: list[Callable[[], None]] = []

    def hang(self, *wakes: Callable[[], None]) -> None:
        self._wakes += wakes

    def __call__(self) -> None:
        for wake in self._wakes:
            wake()


def pause(failures: int) -> float:
    """Seconds until the next try, after this many failures in a row."""
    return float(min(FIRST_PAUSE_SECONDS * 2 ** min(failures, 10), LONGEST_PAUSE_SECONDS))


async def end(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancels the tasks until all have ended: on Python 3.11 a library's `wait_for` can lose a cancellation that comes together with its result."""
    given = running = set(tasks)
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=CANCEL_AGAIN_SECONDS)
    await asyncio.gather(*given, return_exceptions=True)


class Loop(ABC):
    """A task that repeats `_work`, which returns how many seconds it may sleep unless it is woken."""

    def __init__(self) -> None:
        self._awake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._jobs: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        self._awake.set()

    async def stop(self) -> None:
        """Begins nothing new and finishes the work in progress."""
        if self._task:
            await end([self._task])
            self._task = None
        while self._jobs:
            await asyncio.gather(*self._jobs, return_exceptions=True)
        await self._finish()

    @abstractmethod
    async def _work(self) -> float: ...

    async def _finish(self) -> None:
        """Writes down what remains after the last job."""
        return

    def _spawn(self, job: asyncio.Task[None]) -> None:
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)

    async def _run(self) -> None:
        failures = 0
        while True:
            self._awake.clear()
            try:
                sleep = await self._work()
            except Exception:
                log.exception("loop.failed", extra={"loop": type(self).__name__})
                await asyncio.sleep(pause(failures))  # even when woken, so that a full disk is not tried forty times a second
                failures += 1
                continue
            failures = 0
            with contextlib.suppress(TimeoutError):
                # Not `wait_for`: on Python 3.11 it swallows the cancellation by `stop` when the loop is woken at the same moment.
                async with asyncio.timeout(min(max(sleep, 0.0), LONGEST_SLEEP_SECONDS)):
                    await self._awake.wait()
