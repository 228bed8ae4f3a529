"""The process is killed between receipt and answer, and started again: every message is answered, none twice."""

from __future__ import annotations

import signal
import sqlite3
from pathlib import Path

from tests.channels.fake_telegram import FakeTelegram, Person
from tests.faults.running import started, until
from tests.waiting import end_of

WORDS = ("menu", "jam buka juai")


def rows(folder: Path, sql: str) -> list[tuple[int | str, ...]]:
    with sqlite3.connect(folder / "layanwarga.sqlite") as database:
        return database.execute(sql).fetchall()


def all_answered(folder: Path) -> bool:
    (waiting,) = rows(
        folder,
        "SELECT (SELECT COUNT(*) FROM inbox WHERE state IN ('waiting', 'doing')) + (SELECT COUNT(*) FROM outbox WHERE state = 'waiting')",
    )
    return waiting == (0,)


async def test_kill_and_restart(tmp_path: Path) -> None:
    """Three times one after another: before the first answer, after some, and after most of them."""
    async with FakeTelegram() as telegram:
        people = [telegram.person(number, f"Warga {number}") for number in range(1, 6)]
        process = await started(tmp_path, telegram)
        for killed, answers in enumerate((0, 3, 7)):
            first = len(telegram.sent)
            for words in WORDS:
                for person in people:
                    person.says(words)
            await until(lambda first=first, answers=answers: len(telegram.sent) >= first + answers)  # type: ignore[misc]
            process.send_signal(signal.SIGKILL)
            await end_of(process)
            before = len(telegram.sent) - first
            process = await started(tmp_path, telegram)
            await until(lambda: not telegram.pending and all_answered(tmp_path))
            _check(tmp_path, telegram, people, killed + 1, before, len(telegram.sent) - first)
        process.send_signal(signal.SIGTERM)
        assert await end_of(process) == 0


def _check(folder: Path, telegram: FakeTelegram, people: list[Person], rounds: int, before: int, sent: int) -> None:
    """`before`: how many messages of this round were sent before the process was killed; `sent`: and altogether."""
    received = rows(folder, "SELECT id FROM inbox WHERE state = 'done'")
    answered = rows(folder, "SELECT key FROM outbox WHERE state = 'sent'")
    of_a_round = len(people) * len(WORDS)
    assert len(received) == rounds * of_a_round
    assert sorted(answered) == sorted((f"in:{number}:0",) for (number,) in received)
    assert 0 <= sent - of_a_round <= min(before, len(people))  # at most the one message of each chat that was in flight
    for person in people:
        texts = [one.text for one in telegram.to(person.id)]
        assert list(dict.fromkeys(texts)) == list(dict.fromkeys(one.text for one in telegram.to(people[0].id)))
    assert telegram.refused == []
