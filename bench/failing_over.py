"""Runs two real processes on PostgreSQL and kills (-9) the one that listens, sends and reminds. Measures the seconds until the other does all three."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.channels.fake_telegram import FakeTelegram
from tests.faults.running import Town, started, until
from tests.postgres import served

LEADING = "SELECT node, COUNT(*) FROM leaders WHERE name IN ('listener telegram', 'sender telegram', 'clockwork') GROUP BY node"
LONGEST_SECONDS = 120.0


async def fail_over(times: int) -> list[float]:
    """After each kill somebody writes; it counts until that is answered and all three leases are the other's."""
    with served(("max_connections=100", "unix_socket_directories=")) as server, tempfile.TemporaryDirectory() as folder:
        async with FakeTelegram() as telegram:
            town = Town(telegram, server.schema())
            town.settle(1)
            running, taken = await started(Path(folder), telegram, town.database), []
            for _ in range(times):
                await until(lambda: [count for _, count in town.rows(LEADING)] == [3], LONGEST_SECONDS)
                ((dead, _),) = town.rows(LEADING)
                following = await started(Path(folder), telegram, town.database)
                await asyncio.sleep(1)
                running.kill()
                await running.wait()
                town.write(("menu",))
                taken.append(await until(lambda: _is_over(town, str(dead)), LONGEST_SECONDS))  # noqa: B023 - awaited here
                running = following
            running.terminate()
            await running.wait()
            return taken


def _is_over(town: Town, dead: str) -> bool:
    return town.done() and [count for node, count in town.rows(LEADING) if node != dead] == [3]
