"""What a week teaches: promises and requirements by service, with nobody's data."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.store.cases import complaints
from bot.store.offices import lessons
from bot.store.offices.eyes import EVERYTHING
from bot.store.offices.scope import Scope
from handlers.casework.complaint import Identity
from handlers.casework.moves import Action, Role
from handlers.desk.lessons import Lessons, is_about_requirements
from tests.cases_on_file import OnFile
from tests.world import World

TITLES = {"juai/ktp": "KTP", "juai/kk": "KK"}


async def learnt(world: World) -> Lessons:
    since = world.now - timedelta(days=7)
    return await lessons.lessons_since(world.app.database, Scope(office="juai", eyes=EVERYTHING), since, TITLES)


async def test_the_promise_broken_most_comes_first_with_its_count(world: World) -> None:
    file = OnFile(world)
    for service, promise in (("juai/kk", "1 hari"), ("juai/ktp", "15 menit"), ("juai/ktp", "15 menit")):
        case = await file.complaint("lama sekali", service=service, promise=promise)
        await file.act(case, Action.TAKE, Role.OFFICER, 902)
    week = await learnt(world)
    assert [(one.title, one.count, one.what) for one in week.promises] == [("KTP", 2, "15 menit"), ("KK", 1, "1 hari")]
    assert not week.requirements


async def test_each_promise_has_its_own_line_with_an_example_that_is_about_it(world: World) -> None:
    file = OnFile(world)
    for story, promise in (("sudah seminggu", "15 menit"), ("diminta 50 ribu", "Gratis"), ("sudah dua minggu", "15 menit")):
        await file.complaint(story, service="juai/ktp", promise=promise, name="Ibu Siti")
    promises = (await learnt(world)).promises
    told = [(one.count, one.what, one.example, len(one.numbers)) for one in promises]
    assert told == [(2, "15 menit", "sudah dua minggu", 2), (1, "Gratis", "diminta 50 ribu", 1)]


async def test_words_of_a_protected_reporter_are_no_example_and_numbers_are_hidden(world: World) -> None:
    file, hidden = OnFile(world), "berkas saya ditolak, rumah saya RT 2"
    await file.complaint(hidden, service="juai/ktp", identity=Identity.CONFIDENTIAL)
    await file.complaint(hidden, service="juai/kk", identity=Identity.ANONYMOUS)
    shown = await file.complaint("syaratnya bolak-balik, NIK 6311041506800001", service="juai/ktp", name="Ibu Siti")
    one, alone = (await learnt(world)).requirements
    assert one.count == 2 and "rumah saya" not in one.example and "6311041506800001" not in one.example and "bolak-balik" in one.example
    assert (alone.count, alone.example) == (1, "")
    async with world.app.database.transaction() as transaction:
        await complaints.forget(transaction, shown.number)
    assert [one.count for one in (await learnt(world)).requirements] == [1, 1]


async def test_what_is_about_no_service_teaches_nothing_about_one(world: World) -> None:
    file = OnFile(world)
    await file.complaint("berkas hilang")
    await file.complaint("syarat aneh", service="lain/ktp")
    await file.complaint("syarat aneh", service="juai/ktp", at=world.now - timedelta(days=8))
    assert not await learnt(world)


@pytest.mark.parametrize(
    ("text", "is_about"), [("Disuruh fotokopi lagi", True), ("Kurang lengkap terus", True), ("Lampu jalan mati", False)]
)
def test_what_is_about_requirements(text: str, is_about: bool) -> None:
    assert is_about_requirements(text) is is_about
