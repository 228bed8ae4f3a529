"""What decides the service, the category and the due date of a report: what it tells, not a passing word."""

from __future__ import annotations

import pytest

from handlers.reporting.story import triaged
from handlers.talking.state import ChatState
from handlers.talking.turn import Knowledge
from tests.talks.test_follow_ups import talk
from tests.turns import turn_of
from tests.world import World


@pytest.mark.parametrize(
    ("story", "service"),
    [
        ("dimintai 100rb sama bapak di loket 2\nktp saya ditahan juga sama dia", None),
        ("dimintai 100rb sama bapak di loket 2\npas rekam ktp kemarin", "juai/perekaman-e-ktp"),
        ("petugas minta 50rb waktu urus ktp", "juai/perekaman-e-ktp"),
    ],
)
def test_a_service_is_named_by_the_first_line_or_by_dealing_with_it(knowledge: Knowledge, story: str, service: str | None) -> None:
    assert triaged(turn_of(knowledge, story), {"office": "juai", "story": story})["service"] == service


def test_an_offices_only_service_is_not_that_of_every_report(knowledge: Knowledge) -> None:
    money, contest = "kepala desa kami tidak transparan dana desa", "juara lomba desa tahun ini diatur panitia"
    turn = turn_of(knowledge, money, state=ChatState(office="buleleng"))
    proposed = [triaged(turn, {"office": "buleleng", "story": story}) for story in (money, contest)]
    assert [each["proposed_service"] for each in proposed] == [None, "buleleng/lomba-desa"]


async def test_a_detail_makes_no_minor_matter_of_a_report(world: World) -> None:
    told = (
        "udah 3x bolak balik disuruh pulang terus, katanya pak camat ga ada mulu",
        "iya",
        "di kantor camat, tanggal 24 november",
        "anonim",
    )
    citizen = await talk(world, *told)
    due = next(line for line in citizen.heard[-1].text.plain.splitlines() if "paling lambat" in line)
    await world.passes(seconds=30)
    await citizen.says("nomer antrian aja ga ada, pegawainya malah main hp sama ngerokok")
    citizen.sees("saya tambahkan ke cerita.", due)


async def test_a_due_date_that_a_detail_changes_is_told(world: World) -> None:
    citizen = await talk(world, "mau lapor jalan berlubang di desa mungkur uyam rt 2, sejak seminggu", "anonim")
    await world.passes(seconds=30)
    citizen = await citizen.says("uang perbaikannya dikorupsi sama kepala desa")
    citizen.sees("saya tambahkan ke cerita. Karena tambahan ini, batas waktu jawabannya berubah.")
