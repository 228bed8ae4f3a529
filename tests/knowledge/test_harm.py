"""Violence told hesitantly, and what staff do to somebody, told apart from idioms and from staff who are the victims."""

from __future__ import annotations

import pytest

from knowledge.understanding.harm import Harm
from knowledge.understanding.understander import Understander


@pytest.fixture(scope="module")
def harm() -> Harm:
    return Harm()


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("pacarku kalo cemburu suka nampar, wajar ga ya", True),
        ("misalnya ayah tiri suka main tangan itu dilaporin kemana", True),
        ("kakakku pernah dijambak suaminya tapi udah baikan", True),
        ("teman saya dipegang-pegang pelatihnya, gimana ya", True),
        ("aku ditampar kalau pulang telat", True),
        ("saya dipukul preman di pasar", False),
        ("suami saya datang pukul sepuluh", False),
        ("anak tangga kantor licin, kemarin ada yang jatuh", False),
        ("kami dilempar ke loket lain terus", False),
        ("tetangga mukul kentongan tengah malam", False),
    ],
)
def test_violence_between_people_is_heard(harm: Harm, text: str, is_told: bool) -> None:
    assert harm.is_told(text) is is_told


@pytest.mark.parametrize(
    ("text", "is_by_staff"),
    [
        ("waktu foto ktp tangan saya dipegang-pegang bapak loket", True),
        ("pak kades ngajak tidur kalau bantuannya mau cair", True),
        ("didorong satpol pp sampai jatuh", True),
        ("petugas dipukul warga karena antrean", False),
        ("petugasnya membentak nenek saya", False),
        ("dicolek orang tak dikenal di pasar", False),
    ],
)
def test_what_staff_do_to_somebody_is_told_from_what_is_done_to_them(harm: Harm, text: str, is_by_staff: bool) -> None:
    assert harm.is_by_staff(text) is is_by_staff


def test_it_is_misconduct_and_confidential(understander: Understander) -> None:
    proposal = understander.triage("kemarin saya ditampar petugas waktu antre", "juai")
    assert (proposal.category, proposal.confidential) == ("berkadar_pengawasan", True)
