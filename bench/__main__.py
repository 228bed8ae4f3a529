"""The program's figures, each with the command that repeats it: `python -m bench [start|ask|turns|reminders]`, or all of them."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench import answering, reminders, starting, turns
from bot.app import load_knowledge
from bot.settings import Settings

Row = tuple[str, str]


def start() -> Iterator[Row]:
    with _folder() as folder:
        first, second = starting.run(folder), starting.run(folder)
    yield "first start, with a new database, until the page answers", f"{first.ready:.2f} s"
    yield "second start until the page answers", f"{second.ready:.2f} s"
    yield f"resident memory, idle for {starting.IDLE_SECONDS:.0f} s", f"{second.resident:.0f} MB"
    yield "Ctrl-C until it has stopped in order", f"{second.stopped:.2f} s"


def ask() -> Iterator[Row]:
    found = answering.answering()
    yield "a question of questions_bare_lead, in process", f"p50 {found.p50:.2f} ms, p99 {found.p99:.2f} ms"
    yield "right first action", found.right


def whole_turns() -> Iterator[Row]:
    with _folder() as folder:
        before = asyncio.run(turns.commits(folder))
        per_second = asyncio.run(turns.turns(folder))
        bare = (before + asyncio.run(turns.commits(folder))) / 2
    yield f"whole turns, {turns.PEOPLE} people side by side, SQLite, synchronous=FULL", f"{per_second:.0f} a second"
    yield "bare commits of the same disk, aiosqlite, insert and update, synchronous=FULL", f"{bare:.0f} a second"
    yield "turns to bare commits", f"{per_second / bare:.2f}"


def due_reminders() -> Iterator[Row]:
    knowledge = load_knowledge(Settings(_env_file=None))
    seconds = []
    for among in reminders.AMONG:
        with _folder() as folder:
            fired = asyncio.run(reminders.fire(folder, among, knowledge))
        seconds.append(fired.seconds)
        yield (
            f"{reminders.DUE:,} due points among {among:,} open complaints",
            f"{1000 * fired.seconds:.0f} ms, {fired.letters:,} letters (rows made in {fired.making:.0f} s)",
        )
    yield f"time among {reminders.AMONG[-1]:,} to time among {reminders.AMONG[0]:,}", f"{seconds[-1] / seconds[0]:.2f}"


PARTS: Mapping[str, Callable[[], Iterator[Row]]] = {"start": start, "ask": ask, "turns": whole_turns, "reminders": due_reminders}


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="layanwarga-bench-") as folder:
        yield Path(folder)


def main(names: Sequence[str]) -> int:
    if unknown := set(names) - set(PARTS):
        print(f"not known: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    for name in names or PARTS:
        print(f"\npython -m bench {name}", flush=True)
        for what, value in PARTS[name]():
            print(f"  {what:<84} {value}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
