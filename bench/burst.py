"""How long real processes take for a province's burst of messages, from received to sent, while very many cases are open.

Messages come at their times, whether or not those before are answered. The processes are forks of this one, which has read the library.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from bench.reminders import fill
from bench.scale import enlarged
from bench.scale import questions as of_all_writers
from bench.turns import buttons_of_answer, settled
from bot.app import App, build
from bot.collecting import set_apart
from bot.settings import Settings
from bot.shelf import made
from bot.store.messages.inbox import Received
from handlers.talking.buttons import ChooseOffice
from handlers.talking.message import Channel
from handlers.talking.turn import Knowledge
from knowledge.standards.library import load

OFFICES, STANDARDS = 300, 43
OPEN_CASES = 100_000
A_SECOND = 54
PERSON_RESTS_SECONDS = 5
LONGEST_SECONDS = 240.0


@dataclass(frozen=True, kw_only=True)
class Burst:
    """`chosen`: everybody has an office; without it each message may be about any of them."""

    folder: Path
    database: str = ""
    processes: int = 1
    seconds: int = 15
    chosen: bool = True

    @property
    def people(self) -> int:
        return A_SECOND * PERSON_RESTS_SECONDS

    @property
    def settings(self) -> Settings:
        return Settings(data=self.folder, database=self.database, messages_per_minute=10_000, log_level="ERROR", _env_file=None)


@dataclass(frozen=True, kw_only=True)
class Passed:
    """Seconds from received to sent of each message that was answered; the processor's milliseconds a message, and the load beside."""

    waited: Sequence[float]
    written: int
    processor: float
    load: float


def province() -> Knowledge:
    return made(enlarged(load(), OFFICES * STANDARDS, of_an_office=STANDARDS))


def burst(given: Burst, knowledge: Knowledge) -> Passed:
    asyncio.run(_prepare(given, knowledge))
    fork, pipes, processes = get_context("fork"), [], []
    for place in range(given.processes):
        ours, theirs = fork.Pipe()
        process = fork.Process(target=_process, args=(given, knowledge, place, theirs))
        process.start()
        pipes.append(ours)
        processes.append(process)
    for pipe in pipes:
        assert pipe.recv() == "ready"
    for pipe in pipes:
        pipe.send("go")
    taken = [pipe.recv() for pipe in pipes]
    load_beside = os.getloadavg()[0]
    for pipe in pipes:
        pipe.send("stop")
    for process in processes:
        process.join()
    return asyncio.run(_passed(given, knowledge, sum(taken), load_beside))


async def _prepare(given: Burst, knowledge: Knowledge) -> None:
    app = build(given.settings, knowledge=knowledge)
    await app.start()  # makes what a first start makes
    await app.stop()
    app = build(given.settings, knowledge=knowledge)
    await app.database.open()
    await fill(app, due=0, others=OPEN_CASES)
    await app.database.close()


def _process(given: Burst, knowledge: Knowledge, place: int, pipe: Connection) -> None:
    asyncio.run(_talk(given, knowledge, place, pipe))


async def _talk(given: Burst, knowledge: Knowledge, place: int, pipe: Connection) -> None:
    app = build(given.settings, knowledge=knowledge)
    await app.start()
    set_apart()  # as the running program does
    people = [f"orang-{number}" for number in range(place, given.people, given.processes)]
    if given.chosen:
        await asyncio.gather(*(_choose(app, person) for person in people))
    pipe.send("ready")
    await asyncio.to_thread(pipe.recv)
    start = time.process_time()
    await _write(app, given, place, people)
    await settled(app, LONGEST_SECONDS)
    pipe.send(1000 * (time.process_time() - start))
    await asyncio.to_thread(pipe.recv)
    await app.stop()


async def _choose(app: App, person: str) -> None:
    offices = list(app.library.offices)
    page, office = app.webchat.open_page(person), offices[int(person.rpartition("-")[2]) % len(offices)]
    await _receive(app, person, f"choose:{person}", {"choice": ChooseOffice(office).id})
    await buttons_of_answer(page)


async def _receive(app: App, person: str, update: str, payload: dict[str, str]) -> None:
    await app.inbox.receive([Received(channel=Channel.WEB, update_id=update, address=person, payload={"address": person, **payload})])


async def _write(app: App, given: Burst, place: int, people: Sequence[str]) -> None:
    """Each message at its time; which that was stands in its id."""
    loop, texts = asyncio.get_running_loop(), of_all_writers()
    begun, now, receiving = loop.time(), app.clock(), []
    for number in range(place, given.seconds * A_SECOND, given.processes):
        after = number / A_SECOND
        await asyncio.sleep(begun + after - loop.time())
        at = now + timedelta(seconds=after)
        update = f"burst:{number}:{at.isoformat()}"
        payload = {"text": texts[number]}
        receiving.append(asyncio.create_task(_receive(app, people[number // given.processes % len(people)], update, payload)))
    await asyncio.gather(*receiving)


async def _passed(given: Burst, knowledge: Knowledge, milliseconds: float, load_beside: float) -> Passed:
    database = build(given.settings, knowledge=knowledge).database
    await database.open()
    answered = await database.fetch(
        "SELECT inbox.update_id, outbox.done_at FROM inbox JOIN outbox ON outbox.key = 'in:' || inbox.id || ':0'"
        " WHERE inbox.update_id LIKE 'burst:%' AND outbox.state = 'sent'"
    )
    await database.close()
    waited = [(datetime.fromisoformat(done) - datetime.fromisoformat(update.split(":", 2)[2])).total_seconds() for update, done in answered]
    written = given.seconds * A_SECOND
    return Passed(waited=waited, written=written, processor=milliseconds / written, load=load_beside)


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """The median and the 99th of a hundred."""
    p50, p99 = np.percentile(seconds, (50, 99))
    return float(p50), float(p99)
