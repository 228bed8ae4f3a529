"""A slip that is put right replaces the value of its kind, in place or time before the story, and nothing else."""

from __future__ import annotations

import pytest

from handlers.reporting import slips
from handlers.talking.state import Standing
from handlers.talking.turn import Knowledge
from knowledge.language.values import Values
from tests.turns import turn_of

TOLD = {
    "story": "parit depan rumah mampet sudah dua minggu, tiga kali saya telepon, waktu itu diminta 20 ribu, kejadiannya senin",
    "place": "gang mawar rt 7 rw 2, desa Lalayau",
    "occurred": "senin jam 8",
}


@pytest.mark.parametrize(
    ("words", "field", "right"),
    [
        ("eh rt 9", "place", "gang mawar rt 9 rw 2, desa Lalayau"),
        ("salah pak, rw 4", "place", "gang mawar rt 7 rw 4, desa Lalayau"),
        ("eh desa Buntu Karau", "place", "gang mawar rt 7 rw 2, eh desa Buntu Karau".replace("eh ", "")),
        ("maksud saya kemarin lusa", "occurred", "kemarin lusa jam 8"),
        ("eh rabu deng", "occurred", "rabu jam 8"),
        ("eits jam 9 pagi", "occurred", "senin jam 9 pagi"),
        ("ralat, sebulan", "story", TOLD["story"].replace("dua minggu", "sebulan")),
        ("eh tiga bulan", "story", TOLD["story"].replace("dua minggu", "tiga bulan")),
        ("lima kali deng", "story", TOLD["story"].replace("tiga kali", "lima kali")),
        ("eh bukan 20 deng, 35 ribu", "story", TOLD["story"].replace("20 ribu", "35 ribu")),
    ],
)
def test_the_value_of_its_kind_is_replaced(knowledge: Knowledge, words: str, field: str, right: str) -> None:
    change = slips.put_right(turn_of(knowledge, words), Standing(name="intake", step="identity", answers=TOLD))
    assert change is not None and change.standing.answers[field] == right


def test_what_was_wrong_in_the_time_is_put_right_in_the_story_too(knowledge: Knowledge) -> None:
    change = slips.put_right(turn_of(knowledge, "eh kamis"), Standing(name="intake", step="identity", answers=TOLD))
    assert change is not None and "kejadiannya kamis" in change.standing.answers["story"]


@pytest.mark.parametrize(
    "words",
    [
        "rt 9",  # nothing says that the other was wrong
        "eh rt 9 kah?",
        "eh kemarin ada petugas datang juga",
        "maaf pak, tiga hari lalu bapak saya meninggal",
        "eh gang sebelah juga rusak jalannya",
        "eh 5 ekor",  # nothing of the kind was told
        "eh ga jadi",
    ],
)
def test_what_is_no_slip_changes_nothing(knowledge: Knowledge, words: str) -> None:
    assert slips.put_right(turn_of(knowledge, words), Standing(name="intake", step="identity", answers=TOLD)) is None


def test_minggu_alone_is_a_week_and_no_day() -> None:
    assert [[value.kind for value in Values().read(text)] for text in ("gelap minggu", "gelap senin", "gelap hari minggu")] == [
        [],
        ["day"],
        ["day"],
    ]
