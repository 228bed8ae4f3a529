"""Transactions: all or nothing, on the disk before anybody goes on, and nothing lost between two of them."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import warnings
from collections.abc import Callable, Coroutine, Generator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StoreUnavailable
from bot.store.databases.database import Conflict, Database, Violation, repeated
from bot.store.databases.opening import database_at

SQLITE = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
OnDisk = Callable[[], set[str]]
INSERT = "INSERT INTO settings (name, value) VALUES (?, ?)"


async def insert(database: Database, *names: str) -> None:
    """One transaction, which begins at once and so stands in line with the others."""
    async with database.transaction() as transaction:
        await transaction.fetch("SELECT 1")
        for name in names:
            await transaction.execute(INSERT, name, "")
            await asyncio.sleep(0)


async def test_what_is_written_is_seen_by_a_later_question_of_the_same_transaction(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.execute(INSERT, "a", "1")
        await transaction.many(INSERT, [("b", "2"), ("c", "3")])
        assert await transaction.fetch("SELECT value FROM settings ORDER BY name") == [("1",), ("2",), ("3",)]


async def test_a_transaction_is_on_the_disk_when_it_ends(database: Database, on_disk: OnDisk) -> None:
    await insert(database, "a")
    assert on_disk() == {"a"}


async def test_of_several_side_by_side_each_is_on_the_disk_when_it_ends(database: Database, on_disk: OnDisk) -> None:
    async def one(name: str) -> bool:
        await insert(database, name)
        return name in on_disk()

    assert all(await asyncio.gather(*(one(str(number)) for number in range(40))))


async def test_one_that_fails_takes_nothing_of_the_others_away(database: Database, on_disk: OnDisk) -> None:
    await insert(database, "a")
    results = await asyncio.gather(insert(database, "b", "a"), insert(database, "c"), insert(database, "d", "a"), return_exceptions=True)
    assert [type(result) for result in results] == [Violation, type(None), Violation]
    assert on_disk() == {"a", "c"}


async def test_one_that_fails_before_it_wrote_anything_leaves_the_others_alone(database: Database, on_disk: OnDisk) -> None:
    async def fails() -> None:
        async with database.transaction():
            raise ValueError

    results = await asyncio.gather(insert(database, "a"), fails(), insert(database, "b"), return_exceptions=True)
    assert isinstance(results[1], ValueError)
    assert on_disk() == {"a", "b"}


async def test_one_that_is_cancelled_leaves_nothing_behind(database: Database, on_disk: OnDisk) -> None:
    async def hangs() -> None:
        async with database.transaction() as transaction:
            await transaction.execute(INSERT, "half", "")
            await transaction.fetch("SELECT 1")
            await asyncio.sleep(60)

    hanging = asyncio.create_task(hangs())
    others = [asyncio.create_task(insert(database, name)) for name in "ab"]
    await asyncio.sleep(0.02)
    hanging.cancel()
    await asyncio.gather(*others)
    assert on_disk() == {"a", "b"}


async def test_cancelled_at_any_moment_it_is_whole_or_not_there(database: Database, on_disk: OnDisk) -> None:
    for pause in range(12):
        running = [asyncio.create_task(insert(database, f"{pause}{half}1", f"{pause}{half}2")) for half in "ab"]
        for _ in range(pause):
            await asyncio.sleep(0)
        running[0].cancel()
        await asyncio.gather(*running, return_exceptions=True)
    names = on_disk()
    assert all((f"{pause}{half}1" in names) == (f"{pause}{half}2" in names) for pause in range(12) for half in "ab")
    assert all(f"{pause}b1" in names for pause in range(12))


@SQLITE
async def test_when_the_database_takes_everything_back_nobody_is_told_it_was_kept(database: Database, on_disk: OnDisk) -> None:
    """As SQLite does by itself when the disk is full."""

    async def loses_all() -> None:
        async with database.transaction() as transaction:
            await transaction.fetch("ROLLBACK")
            raise ValueError

    results = await asyncio.gather(insert(database, "a"), loses_all(), return_exceptions=True)
    assert [type(result) for result in results] == [StoreUnavailable, ValueError]
    await insert(database, "b")
    assert on_disk() == {"b"}


async def test_nobody_waits_for_one_that_has_asked_nothing_yet(database: Database) -> None:
    async with database.transaction() as thinking:
        await thinking.execute(INSERT, "a", "")
        await insert(database, "b")
    assert await database.fetch("SELECT name FROM settings ORDER BY name") == [("a",), ("b",)]


async def test_what_one_has_seen_no_other_changes_before_it_ends(database: Database) -> None:
    async def count_up() -> None:
        async with database.transaction() as transaction:
            rows = await transaction.fetch("SELECT COUNT(*) FROM settings")
            await asyncio.sleep(0)
            await transaction.execute(INSERT, str(rows[0][0]), "")

    for _ in range(5):
        await asyncio.gather(*(repeated(count_up) for _ in range(4)))
    assert (await database.fetch("SELECT COUNT(*) FROM settings"))[0][0] == 20


async def test_a_question_outside_a_transaction_sees_only_what_is_committed(database: Database, on_disk: OnDisk) -> None:
    """Nothing may be sent that could still be lost."""
    writing = [asyncio.create_task(insert(database, str(number))) for number in range(10)]
    for _ in range(5):
        seen = {row[0] for row in await database.fetch("SELECT name FROM settings")}
        assert seen <= on_disk()
    await asyncio.gather(*writing)


@SQLITE
async def test_a_copy_holds_what_was_written_before(database: Database, tmp_path: Path) -> None:
    await insert(database, "a")
    await database.backup(tmp_path / "copies" / "one.sqlite")
    with closing(sqlite3.connect(tmp_path / "copies" / "one.sqlite")) as copy:
        assert copy.execute("SELECT name FROM settings").fetchall() == [("a",)]


class Interrupted:
    """Work that is stopped at its wait of this number; 0 = never. `waits` counts them."""

    def __init__(self, work: Coroutine[Any, Any, None], at: int) -> None:
        self._work, self._at, self.waits = work.__await__(), at, 0

    def __await__(self) -> Generator[Any, None, None]:
        with suppress(StopIteration):
            waited = next(self._work)
            while True:
                self.waits += 1
                if self.waits == self._at:
                    waited = self._work.throw(asyncio.CancelledError())
                else:
                    yield waited
                    waited = self._work.send(None)


async def test_a_copy_that_is_stopped_amid_its_end_leaves_nothing_open(database: Database, tmp_path: Path) -> None:
    await (whole := Interrupted(database.backup(tmp_path / "whole.sqlite"), 0))
    gc.collect()
    gc.freeze()  # what was there before need not be looked through each time
    for back in range(6):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            with suppress(asyncio.CancelledError):
                await Interrupted(database.backup(tmp_path / f"{back}.sqlite"), whole.waits - back)
            gc.collect()
        assert not told, f"{back}: {[str(one.message) for one in told]}"


async def test_work_that_meets_a_conflict_is_done_again_and_at_last_given_up() -> None:
    tries: list[int] = []

    async def meets(conflicts: int) -> int:
        tries.append(conflicts)
        if len(tries) <= conflicts:
            raise Conflict
        return len(tries)

    assert await repeated(meets, 4) == 5
    tries.clear()
    with pytest.raises(Conflict):
        await repeated(meets, 5)
    assert len(tries) == 5


async def test_what_another_process_commits_is_heard_of(database: Database, address: str, tmp_path: Path) -> None:
    other = database_at(address, tmp_path / "test.sqlite")
    await other.open()
    async with asyncio.timeout(60):
        await database.announced()  # whatever opening it has made
        heard = asyncio.create_task(database.announced())
        await insert(other, "a")
        await heard
    await other.close()
