"""What was kept of a talk is read by every later version; what fits no more is left out and named, and never a failure."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.store.databases.sealed import Sealed
from handlers.casework.moves import Action
from handlers.routing import activities
from handlers.talking import state as states
from handlers.talking.state import Changes, ChatState, ClosedQuestion, Line, Remark, Repeated, Standing, Ticks
from handlers.talking.wording import plain
from tests.world import World

SAMPLES = [
    json.loads(line)
    for path in sorted((Path(__file__).parent.parent / "data" / "chat_states").glob("*.jsonl"))
    for line in path.read_text().splitlines()
]
FULL = ChatState(
    office="juai",
    dialogue=Standing(name="intake", step="place", answers={"story": "jalan rusak", "occurred": None}, editing=True, keep=True),
    parked=Standing(name="intake", step="story", keep=True),
    cancelled=Standing(name="intake", step="identity", keep=True),
    topic="juai/perekaman-e-ktp",
    topics=("a", "b"),
    part="biaya",
    offered=("a",),
    near=("b",),
    unclear="syaratnya?",
    referral="SKCK diurus di Polsek.",
    last_question="biaya ktp",
    checklist=Ticks(service="juai/perekaman-e-ktp", done=(0, 2), at=datetime(2026, 11, 24, tzinfo=UTC)),
    remark=Remark(text="ini fotonya", files=({"ref": "ab"},)),
    closed_question=ClosedQuestion(action=Action.INFORM, number="JUAI-2611-7K3FQ", at=datetime(2026, 11, 24, tzinfo=UTC)),
    at_desk=datetime(2026, 11, 24, tzinfo=UTC),
    repeated=Repeated(text="syarat ktp apa", times=2),
    lines=(Line(message="m1", text="jalan rusak", files=("ab",)),),
    danger="kebakaran",
    danger_at=datetime(2026, 11, 24, tzinfo=UTC),
    photo_facts="no",
    choices=(("menu", "Menu"),),
    last_text="halo",
    last_at=datetime(2026, 11, 24, tzinfo=UTC),
)


def test_a_state_comes_back_as_it_was_kept() -> None:
    assert states.load(json.loads(json.dumps(states.dump(FULL))), activities.STEPS) == (FULL, ())
    empty = [one.name for one in fields(ChatState) if one.name != "version" and not getattr(FULL, one.name)]
    assert not empty, "the sample holds every field"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["name"])
def test_every_earlier_version_is_read_whole(sample: dict[str, Any]) -> None:
    state, lost = states.load(sample["kept"], activities.STEPS)
    assert lost == ()
    found = {
        "dialogue": state.dialogue and state.dialogue.name,
        "step": state.dialogue and state.dialogue.step,
        "parked": state.parked and state.parked.name,
        "office": state.office,
        "topic": state.topic,
        "photo_facts": state.photo_facts,
        "danger": state.danger,
        "last_question": state.last_question,
        "last_text": state.last_text,
    }
    assert {key: value for key, value in found.items() if key in sample["state"]} == sample["state"]
    assert states.load(states.dump(state), activities.STEPS) == (state, ())


def test_nothing_of_an_earlier_version_is_forgotten() -> None:
    told = next(one for one in SAMPLES if one["name"] == "files offered to a case")
    state, _ = states.load(told["kept"], activities.STEPS)
    assert state.remark
    assert (state.remark.text, state.remark.files[0]["facts"]) == ("ini fotonya", {"taken": "2026-11-23T10:00:00"})
    ticked, _ = states.load(next(one for one in SAMPLES if "checklist" in one["kept"])["kept"], activities.STEPS)
    assert ticked.checklist
    assert ticked.checklist.done == (0, 2)
    running, _ = states.load(SAMPLES[0]["kept"], activities.STEPS)
    assert running.dialogue
    assert running.dialogue.answers["story"] == "berkas ktp saya sudah seminggu di kecamatan belum selesai"
    assert running.dialogue.keep


@pytest.mark.parametrize(
    ("kept", "lost"),
    [
        ({"office": ["juai"], "topic": "juai/perekaman-e-ktp"}, ("office",)),
        ({"offered": "juai", "topic": "juai/perekaman-e-ktp"}, ("offered",)),
        ({"mood": "good", "topic": "juai/perekaman-e-ktp"}, ("mood",)),
        ({"checklist": {"service": "x"}, "dialogue": {"step": 4}, "topic": "juai/perekaman-e-ktp"}, ("checklist", "dialogue")),
        ({"dialogue": {"name": "horoscope", "step": "sign"}, "topic": "juai/perekaman-e-ktp"}, ("dialogue",)),
    ],
)
def test_what_does_not_fit_is_named_and_left_out(kept: dict[str, Any], lost: tuple[str, ...]) -> None:
    state, named = states.load({"version": states.VERSION, **kept}, activities.STEPS)
    assert named == lost
    assert state == ChatState(topic="juai/perekaman-e-ktp")


def test_the_changes_that_handlers_make_are_the_fields_of_the_state() -> None:
    hints = ChatState.__annotations__
    assert {one.name: hints[one.name] for one in fields(ChatState) if one.name != "version"} == {
        name: hint.__forward_arg__ for name, hint in Changes.__annotations__.items()
    }


def test_a_complaint_that_is_left_can_be_gone_on_with_and_a_question_cannot() -> None:
    told, asked = Standing(name="intake", step="place", keep=True), Standing(name="human", step="question")
    assert ChatState(dialogue=told).left() == ChatState(parked=told)
    assert ChatState(dialogue=asked, parked=told).left() == ChatState(parked=told)
    assert replace(ChatState(dialogue=asked), parked=None).left() == ChatState()


async def renamed(world: World, old: str, new: str) -> None:
    """What the states of all chats hold, under another name, as a version that has renamed it finds them."""
    for address, kept in await world.app.database.fetch("SELECT address, state FROM chats"):
        await world.app.database.execute("UPDATE chats SET state = ? WHERE address = ?", Sealed(kept.replace(old, new)), address)


async def test_a_step_that_is_gone_asks_the_first_open_question_with_a_kind_word(world: World) -> None:
    citizen = world.citizen()
    await citizen.presses_id("office:juai")
    await citizen.says("lapor")
    await renamed(world, '"step": "story"', '"step": "star_sign"')
    await citizen.says("berkas ktp saya sudah seminggu di kecamatan belum selesai")
    citizen.sees(plain("misc.state_lost")[:40]).sees("nama Bapak/Ibu")


async def test_a_dialogue_that_is_gone_ends_with_a_kind_word(world: World) -> None:
    citizen = world.citizen()
    await citizen.says("lapor")
    await renamed(world, '"name": "intake"', '"name": "horoscope"')
    await citizen.says("menu")
    citizen.sees(plain("misc.state_lost")[:40]).offers("Ajukan pengaduan")
    await citizen.says("menu")
    citizen.does_not_see(plain("misc.state_lost")[:40])
