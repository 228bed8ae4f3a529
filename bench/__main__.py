"""The program's figures, each with the command that repeats it: `python -m bench [start|ask|turns|reminders|question|bots|failover|burst|cuts|pages|load]`; without a name the first four.

`python -m bench turns --database URL --processes N` measures one case alone, and so with burst and reminders; `python -m bench --kills N` kills processes under load."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench import answering, burst, cutting, failing_over, kills, pages, province, reminders, starting, turns
from bot.app import load_knowledge
from bot.settings import Settings
from tests import postgres

Row = tuple[str, str]
POSTGRES = "postgres"
BOTS = 500
FAIL_OVERS = 3


def start() -> Iterator[Row]:
    with _folder() as folder:
        first, second = starting.run(folder), starting.run(folder)
    yield "first start, with a new database, until the page answers", f"{first.ready:.2f} s"
    yield "second start until the page answers", f"{second.ready:.2f} s"
    yield f"resident memory, idle for {starting.IDLE_SECONDS:.0f} s", f"{second.resident:.0f} MB"
    yield "Ctrl-C until it has stopped in order", f"{second.stopped:.2f} s"


def ask() -> Iterator[Row]:
    measured = answering.answering()
    yield "a question of questions_bare_lead, in process", f"p50 {measured.p50:.2f} ms, p99 {measured.p99:.2f} ms"
    yield "right first action", measured.right


def whole_turns() -> Iterator[Row]:
    """On SQLite, and on a PostgreSQL server of its own with the defaults, where that is installed."""
    for database in ("", POSTGRES) if postgres.programs() else ("",):
        for processes in (1, 2):
            yield from turns_on(database, processes)


def turns_on(database: str, processes: int) -> Iterator[Row]:
    """`database`: an address, `postgres` for a server of its own, or nothing for SQLite."""
    with _folder() as folder, _served(database) as address:
        load = turns.Load(folder=folder, database=address, processes=processes)
        before = asyncio.run(turns.commits(load))
        per_second = asyncio.run(turns.turns(load))
        bare = (before + asyncio.run(turns.commits(load))) / 2
    kind = "PostgreSQL" if database else "SQLite, synchronous=FULL"
    yield f"whole turns, {turns.PEOPLE} people side by side, {kind}, processes: {processes}", f"{per_second:.0f} a second"
    yield f"bare commits there, one after another, insert and update, {kind}", f"{bare:.0f} a second"
    yield "turns to bare commits", f"{per_second / bare:.2f}"


@contextmanager
def _served(database: str) -> Iterator[str]:
    if database != POSTGRES:
        yield database
        return
    with postgres.served(("max_connections=100", "unix_socket_directories=")) as server:
        yield server.url


def due_reminders(database: str = "") -> Iterator[Row]:
    knowledge = load_knowledge(Settings(_env_file=None))
    seconds = []
    for among in reminders.AMONG:
        with _folder() as folder, _served(database) as address:
            fired = asyncio.run(reminders.fire(folder, among, knowledge, address))
        seconds.append(fired.seconds)
        claimed = f"claimed in {1000 * fired.claiming:.1f} ms ({1000 * fired.claiming_processor:.1f} ms of the processor)"
        sentence = f"{claimed}, told in {1000 * fired.seconds:.0f} ms ({1000 * fired.processor:.0f} ms of the processor)"
        yield (
            f"{reminders.DUE:,} due points among {among:,} open complaints",
            f"{sentence}, {fired.letters:,} letters (rows made in {fired.making:.0f} s)",
        )
    yield f"time among {reminders.AMONG[-1]:,} to time among {reminders.AMONG[0]:,}", f"{seconds[-1] / seconds[0]:.2f}"


def kills_of(times: int, database: str) -> Iterator[Row]:
    """On SQLite, or on the database of `--database`. Not among those that run without being asked for: each kill takes about a second."""
    knowledge = load_knowledge(Settings(offices="juai", _env_file=None))
    with kills.nursery(knowledge) as nurse, _folder() as folder, _served(database) as address:
        outcome = asyncio.run(kills.kill(times, folder, address, knowledge, nurse))
    kind = "PostgreSQL" if database else "SQLite"
    yield f"kill -9 of either of two processes on {kind}, {kills.PEOPLE} people writing", f"{outcome.kills} times"
    yield "messages written", f"{outcome.written:,}"
    yield "points of the ladder that became due; of which nobody was told", f"{outcome.due:,}; {outcome.untold}"
    yield "points that each officer was told of", ", ".join(f"{told:,}" for told in outcome.told.values())
    yield "lost; doubled in the database", f"{outcome.lost}; {outcome.doubled}"
    yield "letters that reached a person twice, in flight when their sender was killed", f"{outcome.repeated}"


def a_question() -> Iterator[Row]:
    taken = province.question()
    yield f"a question with an office chosen, {province.SERVICES:,} services", f"p50 {taken['p50']:.1f} ms, p99 {taken['p99']:.1f} ms"


def many_bots() -> Iterator[Row]:
    with _folder() as folder:
        idle = asyncio.run(province.many_bots(folder, BOTS))
    yield f"resident memory with {BOTS} offices of one service each", f"{idle.offices:.0f} MB"
    yield f"with a bot of each that listens, {idle.heard} polls open", f"{idle.listening:.0f} MB"


def bursts(database: str = "", processes: int = 1) -> Iterator[Row]:
    knowledge = burst.province()
    for chosen in (True, False):
        with _folder() as folder, _served(database) as address:
            passed = burst.burst(burst.Burst(folder=folder, database=address, processes=processes, chosen=chosen), knowledge)
        p50, p99 = burst.percentiles(passed.waited)
        kind = f"{'an' if chosen else 'no'} office chosen, {'PostgreSQL' if database else 'SQLite'}, processes: {processes}"
        yield (
            f"{burst.A_SECOND} messages a second, {kind}",
            f"{len(passed.waited):,} of {passed.written:,} sent, p50 {p50:.2f} s, p99 {p99:.2f} s",
        )
        yield "the processor's time of a message, both threads", f"{passed.processor:.1f} ms (load {passed.load:.0f})"


def failing() -> Iterator[Row]:
    taken = asyncio.run(failing_over.fail_over(FAIL_OVERS))
    yield (
        "listener, sender and clockwork killed (-9), seconds until the other does all three",
        ", ".join(f"{seconds:.0f}" for seconds in taken),
    )


def many_pages() -> Iterator[Row]:
    heard = asyncio.run(pages.over_two_processes())
    p50, p99 = burst.percentiles(heard.seconds)
    yield (
        f"{pages.PAGES} pages over two processes, each written to on the other one",
        f"{len(heard.seconds)} answered, {heard.doubled} shown twice",
    )
    yield f"from writing to shown, {pages.AT_ONCE} at once", f"p50 {p50:.2f} s, p99 {p99:.2f} s"
    yield "resident memory of each process", ", ".join(f"{megabytes:.0f} MB" for megabytes in heard.resident)


def slow_line() -> Iterator[Row]:
    for latency, seconds in asyncio.run(pages.first_load()).items():
        yield f"first load in Chromium, 400 kbit/s and {latency} ms, the best of {pages.LOADS}", f"{seconds:.2f} s"


def cuts() -> Iterator[Row]:
    outcome = asyncio.run(cutting.in_every_statement(load_knowledge(Settings(_env_file=None))))
    yield "statements of a report, with what the loops ask meanwhile", f"{outcome.statements}"
    yield "reports with a connection cut in one of them, before the server did it and after", f"{outcome.cuts}"
    yield "lost, doubled, or tried more than once", "0"


PARTS: Mapping[str, Callable[[], Iterator[Row]]] = {
    "start": start,
    "ask": ask,
    "turns": whole_turns,
    "reminders": due_reminders,
}
OF_A_PROVINCE: Mapping[str, Callable[[], Iterator[Row]]] = {
    "question": a_question,
    "bots": many_bots,
    "failover": failing,
    "burst": bursts,
    "cuts": cuts,
    "pages": many_pages,
    "load": slow_line,
}
"""Not among those that run without being asked for."""


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="layanwarga-bench-") as folder:
        yield Path(folder)


def main(arguments: Sequence[str]) -> int:
    chosen = argparse.ArgumentParser(prog="python -m bench")
    chosen.add_argument("names", nargs="*")
    chosen.add_argument(
        "--database",
        default="",
        help="for turns, burst, reminders, kills: an address, or `postgres` for a server of its own; nothing is SQLite",
    )
    chosen.add_argument("--kills", type=int, default=0, help="alone: kill either of two processes so often")
    chosen.add_argument("--processes", type=int, default=0, help="for turns and burst: how many share the work")
    given = chosen.parse_args(arguments)
    if given.kills:
        return _print("kills", kills_of(given.kills, given.database))
    parts = {**PARTS, **OF_A_PROVINCE}
    if given.processes or given.database:
        parts["turns"] = lambda: turns_on(given.database, given.processes or 1)
        parts["burst"] = lambda: bursts(given.database, given.processes or 1)
        parts["reminders"] = lambda: due_reminders(given.database)
    names = given.names
    if unknown := set(names) - set(parts):
        print(f"not known: {', '.join(sorted(unknown))}; there are {', '.join(parts)}", file=sys.stderr)
        return 2
    for name in names or PARTS:
        _print(name, parts[name]())
    return 0


def _print(name: str, rows: Iterator[Row]) -> int:
    print(f"\npython -m bench {name}", flush=True)
    for what, value in rows:
        print(f"  {what:<84} {value}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
