"""An officer searches in the chat; a citizen with the same words does not."""

from __future__ import annotations

import pytest

from handlers.casework.complaint import Identity
from tests.cases_on_file import OnFile
from tests.world import World


@pytest.mark.parametrize(
    "words", ["cari lampu pasar", "/cari lampu", "pengaduan tanggal 24 november", "laporan hari ini", "kasus yang belum diambil"]
)
async def test_an_officer_finds_cases_by_words_and_days(world: World, words: str) -> None:
    case = await OnFile(world).complaint()
    officer = await world.officer().says(words)
    assert case.number in officer.screen and "Ditemukan" in officer.screen


async def test_the_last_three_letters_of_a_number_are_enough(world: World) -> None:
    case = await OnFile(world).complaint()
    for words in (f"cari {case.number[-3:]}", f"cari {case.number[-4:].lower()}"):
        assert case.number in (await world.officer().says(words)).screen, words
    assert case.number not in (await world.citizen().says(f"cari {case.number[-3:]}")).screen


@pytest.mark.parametrize("words", ["cari jembatan", "pengaduan tanggal 1 november"])
async def test_what_is_not_there_is_said_so(world: World, words: str) -> None:
    await OnFile(world).complaint()
    assert "Tidak ada pengaduan seperti itu" in (await world.officer().says(words)).screen


async def test_a_citizen_searches_nothing(world: World) -> None:
    case = await OnFile(world).complaint()
    for words in ("cari lampu pasar", "pengaduan tanggal 24 november"):
        assert case.number not in (await world.citizen().says(words)).screen


async def test_a_confidential_case_is_not_found_by_who_may_not_see_it(world: World) -> None:
    case = await OnFile(world).complaint(confidential=True)
    rudi = await (await world.enrol("Rudi")).says("cari lampu")
    assert case.number not in rudi.screen


async def test_an_officers_own_complaint_still_begins_one(world: World) -> None:
    officer = await world.officer().says("pengaduan, lampu jalan depan rumah saya mati sejak tanggal 3 november dan gelap sekali")
    assert "Ditemukan" not in officer.screen and "Tidak ada pengaduan" not in officer.screen


@pytest.mark.parametrize("words", ["cari", "/cari", "cari %"])
async def test_the_command_alone_is_told_how_to_search(world: World, words: str) -> None:
    (await world.officer().says(words)).sees("misalnya: cari lampu pasar")


@pytest.mark.parametrize("words", ["cari wulandari", "cari 0812-9876-5432", "cari +62 812 98765432"])
async def test_a_reporter_is_found_by_name_or_number_only_by_who_may_see_them(world: World, words: str) -> None:
    file, rudi = OnFile(world), await world.enrol("Rudi")
    open_case = await file.complaint(name="Wulandari", contact="081298765432")
    hidden = await file.complaint(name="Wulandari", contact="081298765432", identity=Identity.CONFIDENTIAL)
    found = (await world.supervisor().says(words)).screen
    assert open_case.number in found and hidden.number not in found
    assert open_case.number not in (await rudi.says(words)).screen, "the name is for the handler and the supervisor"
