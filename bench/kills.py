"""Two real processes on one database under load; one of them is killed (-9) again and again and started anew: what is lost, what is doubled.

The processes are forks of one that has read the library, so that a start takes no time of the processor. Each runs the whole App without its pages; people write through
Telegram's Bot API over HTTP, and cases become due all the time.
"""

from __future__ import annotations

import asyncio
import json
import random
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench import reminders
from bot.app import App, build
from bot.settings import Settings
from bot.store.databases.database import Database, repeated, stamp
from handlers.talking.message import reply_from_json
from handlers.talking.turn import Knowledge
from tests.channels.fake_telegram import TOKEN, FakeTelegram
from tests.faults.running import Town, until

PEOPLE, CASES = 20, 10
"""Who write, and cases that become due, before each kill."""
LONGEST_SECONDS = 240.0
"""Until what a dead process had in hand is done: its lease, and the work that has gathered."""
LISTED = "petugas_ringkasan"
"""The template of a letter that lists several cases; its first parameter is their number."""
_FORK = get_context("fork")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`doubled` in the database, `repeated` towards people: the messages that were in flight. `due`: points of the ladder, of one case each; `untold`: cases of
    which nobody was told; `told`: how many points each officer was told of, singly or in a list.
    """

    kills: int
    written: int
    lost: int
    doubled: int
    repeated: int
    refused: int
    due: int
    untold: int
    told: Mapping[int, int]


class Nursery:
    """A process that has read the library and never runs a loop; what it starts are its forks."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._pipe, theirs = _FORK.Pipe()
        self._process = _FORK.Process(target=_nurse, args=(knowledge, theirs))
        self._process.start()

    async def start(self, settings: Settings) -> int:
        """The number of a new process that works by now."""
        return int(await asyncio.to_thread(self._asked, "start", settings))

    async def end(self, pid: int, how: signal.Signals) -> None:
        await asyncio.to_thread(self._asked, how.name, pid)

    def close(self) -> None:
        self._pipe.send(None)
        self._process.join()

    def _asked(self, *wish: object) -> Any:
        self._pipe.send(wish)
        return self._pipe.recv()


def _nurse(knowledge: Knowledge, pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    running: dict[int, Any] = {}
    try:
        while (wish := pipe.recv()) is not None:
            match wish:
                case ("start", settings):
                    ours, theirs = _FORK.Pipe()
                    process = _FORK.Process(target=_work, args=(knowledge, settings, theirs))
                    process.start()
                    running[process.pid or 0] = process
                    ours.recv()
                    pipe.send(process.pid)
                case (str(how), pid):
                    process = running.pop(pid)
                    process.kill() if how == "SIGKILL" else process.terminate()
                    process.join()
                    pipe.send(process.exitcode)
    finally:
        for process in running.values():
            process.kill()


def _work(knowledge: Knowledge, settings: Settings, ready: Connection) -> None:
    asyncio.run(_working(build(settings, knowledge=knowledge), ready))


async def _working(app: App, ready: Connection) -> None:
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    await app.start()
    ready.send("works")
    await ended.wait()
    await app.stop()


@contextmanager
def nursery(knowledge: Knowledge) -> Iterator[Nursery]:
    made = Nursery(knowledge)
    try:
        yield made
    finally:
        made.close()


async def kill(times: int, folder: Path, database: str, knowledge: Knowledge, nurse: Nursery) -> Outcome:
    """`database`: an address, or nothing for SQLite in the folder."""
    async with FakeTelegram() as telegram:
        settings = Settings(
            data=folder,
            database=database,
            telegram_token=TOKEN,
            telegram_base_url=telegram.url,
            log_level="ERROR",
            _env_file=None,
        )
        town = Town(telegram, database or str(settings.sqlite_file))
        town.settle(PEOPLE)
        processes = [await nurse.start(settings) for _ in range(2)]
        app = build(settings, knowledge=knowledge)
        await app.database.open()
        try:
            await reminders.fill(app, due=0, others=1)
            await _killed(times, town, app.database, settings, nurse, processes)
            with suppress(TimeoutError):
                await until(lambda: town.done() and not _untold(town), LONGEST_SECONDS, look=0.2)
            for process in processes:
                await nurse.end(process, signal.SIGTERM)
            return await _outcome(town, times, app.database)
        finally:
            await app.database.close()


async def _killed(times: int, town: Town, database: Database, settings: Settings, nurse: Nursery, processes: list[int]) -> None:
    dice, layout = random.Random(times), await database.tables()
    for time in range(times):
        await repeated(_let_become_due, database, layout, time)
        town.write(("menu",))
        await asyncio.sleep(dice.uniform(0.05, 1.0))
        place = dice.randrange(2)
        await nurse.end(processes[place], signal.SIGKILL)
        processes[place] = await nurse.start(settings)
        if time % 10 == 9:
            print(f"  {time + 1} kills, {town.written} messages written", flush=True)


async def _let_become_due(database: Database, layout: dict[str, list[str]], time: int) -> None:
    """Copies of the one case, each with a number of its own, that are due at once."""
    async with database.transaction() as transaction:
        for table in ("complaints", "history", "case_facts"):
            copies = reminders.copies(table, layout[table], CASES, first=time * CASES + 1, due_at=stamp(reminders.RECEIVED))
            await transaction.execute(copies, "LATER")


def _untold(town: Town) -> int:
    """Due cases of which nobody has been told."""
    return int(town.rows(f"SELECT COUNT(*) FROM complaints WHERE reminded_at < '{stamp(reminders.RECEIVED)}'")[0][0])


async def _outcome(town: Town, times: int, database: Database) -> Outcome:
    rows = {number for (number,) in town.rows("SELECT id FROM inbox WHERE state = 'done'")}
    answers = [str(key) for (key,) in town.rows("SELECT key FROM outbox WHERE state = 'sent' AND key LIKE 'in:%'")]
    told: Counter[int] = Counter()
    for person, body in await database.fetch("SELECT person, body FROM outbox WHERE kind = 'ladder'"):
        reply = reply_from_json(json.loads(body))
        told[int(person)] += int(reply.parameters[0]) if reply.template == LISTED else 1
    return Outcome(
        kills=times,
        written=town.written,
        lost=town.written - len(rows & {int(key.split(":")[1]) for key in answers}),
        doubled=len(answers) - len({*answers}) + max(0, len(answers) - len(rows)),
        repeated=len(town.telegram.sent) - len(answers),
        refused=len(town.telegram.refused),
        due=int(town.rows("SELECT COUNT(*) FROM complaints")[0][0]),
        untold=_untold(town),
        told=told,
    )
