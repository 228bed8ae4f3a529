"""How tasks end when the program stops."""

from __future__ import annotations

import asyncio

import pytest

from bot import loop
from bot.loop import end


async def test_a_task_whose_library_loses_the_first_cancelling_ends_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "CANCEL_AGAIN_SECONDS", 0.01)
    cancelled = 0

    async def deaf_once() -> None:
        nonlocal cancelled
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                cancelled += 1
                if cancelled > 1:
                    raise

    task = asyncio.create_task(deaf_once())
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await end([task])
    assert task.cancelled() and cancelled == 2


async def test_one_that_fails_while_it_ends_keeps_nobody_from_stopping() -> None:
    async def fails() -> None:
        raise ValueError

    tasks = [asyncio.create_task(fails()), asyncio.create_task(asyncio.sleep(60))]
    await asyncio.sleep(0)
    await end(tasks)
    assert all(task.done() for task in tasks)


async def test_nothing_to_end_is_no_mistake() -> None:
    await end([])
