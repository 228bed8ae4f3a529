"""A NIK is no contact, and has no place in a report that hides its reporter."""

from __future__ import annotations

import pytest

from handlers.reporting import changes, plausibility, reporter
from handlers.talking.dialogue import Again, Taken
from handlers.talking.state import Standing
from handlers.talking.turn import Knowledge
from tests.turns import turn_of

NIK = "6311012203860004"


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        (f"nik {NIK}", None),
        (f"NIK saya: {NIK}", None),
        (f"nik {NIK}, hp 081234500888", "081234500888"),
        ("hp 081234500888", "081234500888"),
    ],
)
def test_a_nik_is_no_contact(text: str, contact: str | None) -> None:
    assert plausibility.contact_in(text) == contact


def test_a_name_with_a_nik_is_taken_without_it_and_the_citizen_is_told(knowledge: Knowledge) -> None:
    taken = reporter.take_person(turn_of(knowledge, f"nama saya Rusdiah nik {NIK}"), {"identity": "rahasia"})
    assert isinstance(taken, Taken) and taken.say is not None
    assert (taken.answers["name"], NIK in str(taken.answers)) == ("Rusdiah", False)
    assert "NIK tidak diperlukan" in taken.say.plain
    alone = reporter.take_person(turn_of(knowledge, f"nik {NIK}"), {"identity": "rahasia"})
    assert isinstance(alone, Again) and "NIK tidak diperlukan" in alone.why.plain


@pytest.mark.parametrize("mode", ["rahasia", "anonim"])
def test_a_nik_told_later_is_kept_nowhere(knowledge: Knowledge, mode: str) -> None:
    standing = Standing(
        name="intake", step="review", keep=True, answers={"story": "petugas minta uang rokok", "identity": mode, "office": "juai"}
    )
    change = changes.own_words(turn_of(knowledge, f"oh iya nik saya {NIK}"), standing)
    assert change is not None and NIK not in str(change.standing.answers)
    assert "NIK tidak diperlukan" in change.text.plain
    assert changes.own_words(turn_of(knowledge, "dia minta lagi besoknya"), standing) is None
