"""What is deleted or changed in the messenger leaves the draft, wherever its words went; everything else stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handlers.reporting import revoked_lines
from handlers.talking.state import ChatState, Line, Standing
from handlers.talking.turn import Knowledge, Turn
from tests.turns import turn_of

TOLD = {
    "office": "juai",
    "story": "parit di depan pasar mampet dan bau\npetugasnya Pak Anu itu malas",
    "place": "gang mawar, rt 7",
    "occurred": "sejak senin",
    "identity": "terbuka",
    "name": "Hamdan",
    "contact": "081234500777",
    "files": [{"ref": "f1", "kind": "photo"}, {"ref": "f2", "kind": "photo"}],
}
LINES = (
    Line(message="m1", text="parit di depan pasar mampet dan bau"),
    Line(message="m2", text="petugasnya  Pak Anu itu malas"),
    Line(message="m3", text="gang mawar, sejak senin"),
    Line(message="m4", text="rt 7"),
    Line(message="m5", text="nama Hamdan 081234500777"),
    Line(message="m6", files=("f2",)),
)


def changed(knowledge: Knowledge, message: str, text: str = "", **more: Any) -> Turn:
    state = ChatState(office="juai", lines=LINES, dialogue=Standing(name="intake", step="review", keep=True, answers=TOLD))
    turn = turn_of(knowledge, text, state=state)
    return replace(turn, inbound=replace(turn.inbound, message=message, **more))


@pytest.mark.parametrize(
    ("message", "gone"),
    [
        ("m2", {"story": "parit di depan pasar mampet dan bau"}),
        ("m3", {"place": "rt 7", "occurred": None}),
        ("m4", {"place": "gang mawar"}),
        ("m5", {"name": None, "contact": None}),
        ("m6", {"files": [{"ref": "f1", "kind": "photo"}]}),
    ],
)
def test_a_deleted_message_leaves_the_draft(knowledge: Knowledge, message: str, gone: dict[str, Any]) -> None:
    done = revoked_lines.revoked(changed(knowledge, message, revoked=True))
    assert done.state.dialogue is not None
    answers = done.state.dialogue.answers
    assert {key: answers.get(key) for key in TOLD} == {**TOLD, **gone}
    assert "sudah saya keluarkan" in done.replies[0].text.plain
    assert message not in {line.message for line in done.state.lines}


def test_what_is_written_anew_stands_in_the_place_of_the_first(knowledge: Knowledge) -> None:
    done = revoked_lines.edited(changed(knowledge, "m2", "petugasnya jarang di loket", edited=True))
    assert done.state.dialogue is not None
    assert done.state.dialogue.answers["story"] == "parit di depan pasar mampet dan bau\npetugasnya jarang di loket"
    moved = revoked_lines.edited(changed(knowledge, "m3", "gang melati, sejak rabu", edited=True))
    assert moved.state.dialogue is not None
    assert (moved.state.dialogue.answers["place"], moved.state.dialogue.answers["occurred"]) == ("gang melati, rt 7", "sejak rabu")


def test_a_draft_without_a_story_asks_for_it_again_and_cannot_be_sent(knowledge: Knowledge) -> None:
    turn = changed(knowledge, "m1", revoked=True)
    assert turn.state.dialogue is not None
    only = replace(turn.state.dialogue, answers={**TOLD, "story": LINES[0].text, "files": []})
    done = revoked_lines.revoked(turn.with_state(dialogue=only))
    assert done.state.dialogue is not None
    assert (done.state.dialogue.step, done.state.dialogue.answers.get("story")) == ("story", "")


def test_an_unknown_message_changes_nothing(knowledge: Knowledge) -> None:
    turn = changed(knowledge, "m9", revoked=True)
    assert revoked_lines.revoked(turn).state == turn.state
    assert not revoked_lines.revoked(turn).replies
    kept = revoked_lines.edited(changed(knowledge, "m2", "batal", edited=True))
    assert kept.state.dialogue is not None and kept.state.dialogue.answers == TOLD


def test_words_about_a_danger_are_forgotten_too(knowledge: Knowledge) -> None:
    turn = turn_of(
        knowledge,
        "",
        state=ChatState(office="juai", danger="suami saya ngamuk\ntolong", lines=(Line(message="m1", text="suami saya ngamuk"),)),
    )
    done = revoked_lines.revoked(replace(turn, inbound=replace(turn.inbound, message="m1", revoked=True)))
    assert (done.state.danger, done.state.lines) == ("tolong", ())
