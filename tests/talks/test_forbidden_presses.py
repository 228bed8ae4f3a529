"""Every verb on every case, pressed by everybody who may not: nothing changes, and who may see nothing reads nothing.

`make attack` does the same over HTTP with more cases, and with words and "sure" behind each press.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bench.attack.pressing import MAY, RECEIVER, SEES_NOTHING, STORIES
from handlers.casework.moves import Action
from handlers.talking.message import Channel
from handlers.talking.turn import Knowledge
from tests.phones import Phone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

THERE = "landak-dsp3akb"
WORD = "kenari"


@pytest.fixture
async def world(tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[World]:
    """Who may do what is the same on every channel; everybody may press as fast as they like."""
    made = World(tmp_path, knowledge, Channel.WEB)
    made.other["messages_per_minute"] = 10_000
    await made.start()
    yield made
    await made.stop()


async def everybody(world: World) -> dict[str, Phone]:
    gone = await world.enrol("who was removed")
    await world.app.database.execute("UPDATE staff SET active = 0 WHERE person = ?", await world.person_of(gone))
    return {
        "who was removed": gone,
        "officer of another unit": await world.enrol("officer of another unit", units={"pembangunan"}),
        "officer of another office": await world.enrol("officer of another office", office=THERE),
        RECEIVER: world.supervisor(THERE),
        "head": await world.enrol("head", roles=["pimpinan"]),
        "admin": await world.enrol("admin", roles=["admin"]),
        "a stranger": world.citizen("a stranger"),
        "the reporter": world.citizen("the reporter"),
    }


@pytest.mark.parametrize("name", ["taken", "confidential"])
async def test_what_somebody_may_not_do_changes_nothing(world: World, name: str) -> None:
    people = await everybody(world)
    number = await complain(people["the reporter"], f"{STORIES[name]} {WORD}", identity={"confidential": "Rahasia"}.get(name, "Terbuka"))
    await world.officer().presses_id(f"c:take:{number}")
    persons = {await world.person_of(phone): who for who, phone in people.items()}
    for phone in people.values():
        for action in Action:
            phone.press(f"c:{action}:{number}")
        await world.settle()
    done = {(persons[event.actor], event.action) for event in await world.history(number) if event.actor in persons}
    assert {(who, action) for who, action in done if action not in MAY[who]} == {("the reporter", "file")}
    assert [who for who in SEES_NOTHING if who in people and WORD in " ".join(people[who].texts)] == []
