"""Two real processes on PostgreSQL under load; one of them is killed (-9) again and again and started anew: what is lost, what is doubled."""

from __future__ import annotations

import asyncio
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.channels.fake_telegram import FakeTelegram
from tests.faults.running import Town, started, until
from tests.postgres import served

PEOPLE = 20
LONGEST_SECONDS = 120.0
"""Until what a dead process had in hand is done: its lease, and the work that has gathered."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`doubled` in the database, `repeated` towards people: the messages that were in flight."""

    kills: int
    written: int
    lost: int
    doubled: int
    repeated: int
    refused: int


async def kill(times: int) -> Outcome:
    dice = random.Random(times)
    with served(("max_connections=100", "unix_socket_directories=")) as server, tempfile.TemporaryDirectory() as folder:
        async with FakeTelegram() as telegram:
            town = Town(telegram, server.schema())
            town.settle(PEOPLE)
            processes = [await started(Path(folder), telegram, town.database) for _ in range(2)]
            for _ in range(times):
                town.write(("menu",))
                await asyncio.sleep(dice.uniform(0.05, 1.0))
                place = dice.randrange(2)
                processes[place].kill()
                await processes[place].wait()
                processes[place] = await started(Path(folder), telegram, town.database)
            await until(town.done, LONGEST_SECONDS)
            for process in processes:
                process.terminate()
                await process.wait()
            return _outcome(town, times)


def _outcome(town: Town, times: int) -> Outcome:
    rows = {number for (number,) in town.rows("SELECT id FROM inbox WHERE state = 'done'")}
    keys = [str(key) for (key,) in town.rows("SELECT key FROM outbox WHERE state = 'sent'")]
    return Outcome(
        kills=times,
        written=town.written,
        lost=town.written - len(rows & {int(key.split(":")[1]) for key in keys}),
        doubled=len(keys) - len({*keys}) + max(0, len(keys) - len(rows)),
        repeated=len(town.telegram.sent) - len(keys),
        refused=len(town.telegram.refused),
    )
