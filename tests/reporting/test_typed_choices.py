"""What is typed instead of pressed: labels, numbers and ordinals; a way out is never a number."""

from __future__ import annotations

import pytest

from handlers.asking import typed_choice
from handlers.casework import number
from handlers.talking.buttons import Navigate, Option, Way
from handlers.talking.state import ChatState, Standing
from handlers.talking.turn import Knowledge
from tests.turns import turn_of

SHOWN = (
    (Option("urgent", "yes").id, "Ya, sekarang"),
    (Option("urgent", "no").id, "Tidak"),
    (Navigate(Way.BACK).id, "Kembali"),
    (Navigate(Way.CANCEL).id, "Batal"),
)
STARS = tuple((Option("stars", str(count)).id, "★" * count + "☆" * (4 - count)) for count in range(4, 0, -1))


@pytest.mark.parametrize(
    ("said", "place"),
    [
        *(
            (words, 1)
            for words in ("2", "no 2", "nomor 2", "2 pak", "dua", "yang kedua", "yg kedua aja pak", "pilih nomor 2", "tidak pak", "Tidak.")
        ),
        ("ya sekarang", 0),
        ("batal", 3),
        *((words, None) for words in ("3", "4", "03", "0", "12", "yang ketiga", "2 hari lalu", "rt 2", "")),
    ],
)
def test_a_button_is_meant_by_its_label_or_its_place(knowledge: Knowledge, said: str, place: int | None) -> None:
    asked = ChatState(office="juai", dialogue=Standing(name="intake", step="urgent"))
    found = typed_choice.chosen(turn_of(knowledge, said, state=asked), SHOWN, by_place=True)
    assert found == (SHOWN[place][0] if place is not None else None)


@pytest.mark.parametrize(("said", "stars"), [("4", "4"), ("1", "1"), ("3 kak", "3")])
def test_a_number_of_stars_is_its_value_whatever_its_place(knowledge: Knowledge, said: str, stars: str) -> None:
    assert typed_choice.chosen(turn_of(knowledge, said), STARS, by_place=True) == Option("stars", stars).id


def test_where_words_are_awaited_a_digit_is_one_of_them(knowledge: Knowledge) -> None:
    assert typed_choice.chosen(turn_of(knowledge, "2"), SHOWN, by_place=False) is None


@pytest.mark.parametrize("text", ["laporan LGWP12345678 gimana", "nomor sp4n lapor saya 7654321", "#7654321 sudah sampai mana"])
def test_a_number_of_another_portal_is_known_as_one(text: str) -> None:
    assert number.is_of_another_portal(text)


@pytest.mark.parametrize("text", ["JUAI-2611-7K3FQ", "hp saya 081234567890", "kirim lewat sp4n lapor", "rumah nomor 12345"])
def test_and_nothing_else_is(text: str) -> None:
    assert not number.is_of_another_portal(text)
