"""The morning lists of a large office are made while citizens go on writing."""

from __future__ import annotations

import sqlite3

from bot.store.databases.sqlite import SqliteDatabase
from tests.casework.cases import at
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_ladder_goes_up import dismiss, news
from tests.world import World


async def statements(world: World) -> list[str]:
    """What the one connection that writes is asked from now on."""
    asked: list[str] = []
    assert isinstance(world.app.database, SqliteDatabase)
    await world.app.database._writer.send(sqlite3.Connection.set_trace_callback, asked.append)
    return asked


async def test_the_open_complaints_are_read_beside_the_writing_and_only_letters_are_written(world: World) -> None:
    await complain(world.citizen())
    await world.at(at("2026-11-25 07:59"))
    asked = await statements(world)
    await world.at(at("2026-11-25 08:00"))
    assert news(world.officer(), "Selamat pagi") and news(world.supervisor(), "Gambaran hari ini")
    assert any(one.startswith("INSERT INTO outbox") for one in asked)
    assert not [one for one in asked if "FROM complaints WHERE office" in one or "FROM unanswered" in one]


async def test_what_was_freed_this_morning_stands_in_the_list_of_who_can_take_it(world: World) -> None:
    number = await complain(world.citizen())
    await world.officer().presses_id(f"c:take:{number}")
    rini = await world.enrol("rini", units=["pelayanan-kesos"])
    await dismiss(world, world.officer())
    await world.at(at("2026-11-25 08:00"))
    assert number in news(rini, "Selamat pagi")[0]
