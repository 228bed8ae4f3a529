"""A form that is refused stands there again with what was written, and with what is wrong."""

from __future__ import annotations

import pytest

from handlers.casework.moves import Action, Role
from tests.cases_on_file import OnFile
from tests.web.staff.browsers import signed_in
from tests.world import World

LONG = "Sudah kami kerjakan, terima kasih. " * 6000
ASKED_FOR = (
    ("/meja/juai/cari?q=jembatan&tempat=Mihu&dari=31-12-2026", ('value="jembatan"', 'value="Mihu"', 'value="31-12-2026"')),
    ("/meja/juai/gambaran?dari=99999-01-01&sampai=2026-11-01", ('value="99999-01-01"', 'value="2026-11-01"')),
)
SENT = (
    ("/survei", {"dilayani_": "banyak", "dilayani_umum": "120"}, ('value="banyak"', 'value="120"')),
    ("/ekspor", {"isi": "riwayat", "bentuk": "csv", "dari": "2026-11-20", "sampai": "2026-11-01"}, ('value="riwayat" checked', 'value="csv" checked', 'value="2026-11-20"')),
    ("/cari/simpan", {"nama": "  ", "query": "q=jembatan"}, ()),
)  # fmt: skip


@pytest.mark.parametrize(("path", "kept"), ASKED_FOR)
async def test_a_search_that_cannot_be_read_keeps_its_fields(world: World, path: str, kept: tuple[str, ...]) -> None:
    async with signed_in(world, world.supervisor()) as browser:
        assert (await browser.opens(path)).status_code == 400
        assert 'role="alert">Tanggalnya tidak terbaca' in browser.page
        assert [words for words in kept if words not in browser.page] == []


@pytest.mark.parametrize(("path", "fields", "kept"), SENT)
async def test_a_refused_form_stands_there_again(world: World, path: str, fields: dict[str, str], kept: tuple[str, ...]) -> None:
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai/cari")
        assert (await browser.sends(f"/meja/juai{path}", fields)).status_code == 400
        assert 'class="wrong" role="alert"' in browser.page
        assert [words for words in kept if words not in browser.page] == []


async def test_an_admins_change_of_a_person_that_is_refused_stands_there_again(world: World) -> None:
    person = await world.person_of(world.officer())
    async with signed_in(world, await world.enrol("Admin", roles=["admin"])) as browser:
        await browser.opens("/meja/juai/petugas")
        await browser.sends(f"/meja/juai/petugas/{person}", {"nama": "Rahmadi, S.Sos.", "peka": "1"})
        assert "Pilih sedikitnya satu peran" in browser.page and 'value="Rahmadi, S.Sos."' in browser.page
        assert 'name="peka" value="1" checked' in browser.page


async def test_an_answer_far_too_long_is_refused_in_one_sentence_with_its_words_still_there(world: World) -> None:
    file, officer = OnFile(world), await world.person_of(world.officer())
    case = await file.act(await file.complaint(), Action.TAKE, Role.OFFICER, officer)
    async with signed_in(world, world.officer()) as browser:
        await browser.opens(f"/meja/kasus/{case.number}")
        answer = await browser.sends(f"/meja/kasus/{case.number}/tindakan/answer", {"text": LONG})
        assert answer.status_code == 400 and "Terlalu panjang. Cukup sampai 3000 huruf." in browser.page
        assert LONG[:3000] in browser.page


async def test_words_sent_from_a_page_that_was_open_too_long_can_be_read_and_copied(world: World) -> None:
    case = await OnFile(world).complaint()
    async with signed_in(world, world.officer()) as browser:
        answer = await browser.sends(f"/meja/kasus/{case.number}/tindakan/note", {"kunci": "lama", "text": "Sudah saya telepon <kemarin>."})
        assert answer.status_code == 400 and "sudah lama terbuka" in browser.page
        assert "readonly>Sudah saya telepon &lt;kemarin&gt;." in browser.page
        assert "<form" not in browser.page.partition("<main")[2]
