"""Who judges a report of misconduct, by who is named in it."""

from __future__ import annotations

import pytest

from handlers.casework.misconduct import accused, examiner
from handlers.casework.moves import Role
from tests.casework.cases import member

BUDI = member(11, "petugas", name="Budi Santoso")
RINA = member(21, "pengawas", name="Rina Wati")
CAMAT = member(31, "pimpinan", name="Hadi")
EXAMINER = member(51, "pemeriksa", name="Tuti Alawiyah")
STAFF = (BUDI, RINA, CAMAT, EXAMINER, member(61, "grup", name="Grup Umum"))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Budi Santoso minta uang 50 ribu", (11,)),
        ("pak budi minta uang", (11,)),
        ("oknum Budi, minta uang", (11,)),
        ("budi minta uang", ()),  # half a village is called Budi
        ("uang itu diminta budi", ()),
        ("saya diminta uang oleh ibu rina dan bapak Hadi", (21, 31)),
        ("saya diminta uang oleh petugas loket", ()),
        ("di dekat Grup Umum", ()),
    ],
)
def test_who_is_named(text: str, people: tuple[int, ...]) -> None:
    assert accused(text, STAFF) == people


@pytest.mark.parametrize(
    ("people", "judge"),
    [((), Role.EXAMINER), ((11,), Role.EXAMINER), ((21,), Role.HEAD), ((51,), Role.HEAD), ((31,), None), ((21, 31), None)],
)
def test_who_examines_it(people: tuple[int, ...], judge: Role | None) -> None:
    assert examiner(people, STAFF) is judge


def test_about_the_head_by_title_it_is_about_the_heads_and_nobody_inside_judges() -> None:
    assert accused("camat minta uang", STAFF, about_head=True) == (31,)
    assert examiner((), (BUDI, RINA), about_head=True) is None


def test_about_the_supervisor_of_an_office_without_a_head_nobody_inside_judges() -> None:
    assert examiner((21,), (BUDI, RINA)) is None
