"""What comes to the counter, in a letter or by telephone: filed by an officer, followed with number and PIN from a slip."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from handlers.casework.complaint import Identity
from handlers.casework.moves import State
from handlers.talking.message import Channel
from tests.cases_on_file import OnFile
from tests.pictures import photo
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.web.staff.browsers import StaffBrowser, signed_in
from tests.web.staff.test_acting import acts
from tests.world import World

STORY = "Jembatan kayu di RT 2 sudah lapuk, takut ada yang jatuh."
FORM = {"lewat": "surat", "isi": STORY, "identitas": "terbuka", "nama": "Haji Rusli", "kontak": "081234567890"}


async def received(browser: StaffBrowser, status: int = 200, files: Any = None, **more: str) -> tuple[str, str]:
    """Number and PIN of the slip."""
    await browser.opens("/meja/juai/terima")
    once = re.search(r'name="sekali" value="([^"]+)"', browser.page)
    assert once
    answer = await browser.sends("/meja/juai/terima", {**FORM, "sekali": once[1], **more}, files=files)
    assert answer.status_code == status, answer.text
    found = re.search(r'class="code">([A-Z0-9-]+)</dd><dt>PIN</dt><dd class="code">(\d+)<', answer.text)
    return (found[1], found[2]) if found else ("", "")


async def test_an_officer_files_for_somebody_and_the_citizen_follows_with_the_slip(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        number, pin = await received(browser)
        case = await world.complaint(number)
        assert (case.text, case.identity) == (STORY, Identity.NAMED)
        page = (await browser.opens(f"/meja/kasus/{number}")).text
        assert "Surat, dicatat oleh" in page and "Haji Rusli" not in page, "an officer who has not taken it sees no name"
        assert "belum terhubung lewat chat" in page and pin not in page
    citizen = await world.citizen().says(number)
    await citizen.says(pin)
    citizen.sees(STORY)
    assert (await world.complaint(number)).reporter == await world.person_of(citizen)
    async with signed_in(world, world.officer()) as browser:
        await browser.opens(f"/meja/kasus/{number}")
        await browser.sends(f"/meja/kasus/{number}/tindakan/take", {})
        await browser.sends(f"/meja/kasus/{number}/tindakan/answer", {"text": "Jembatannya kami ganti hari Senin.", "yakin": "1"})
    await world.passes(minutes=2)
    assert any("ganti hari Senin" in reply.text.plain for reply in citizen.heard)


async def test_the_officer_who_wrote_it_down_may_handle_it(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        number, _ = await received(browser)
        await browser.opens(f"/meja/kasus/{number}")
        await browser.sends(f"/meja/kasus/{number}/tindakan/take", {})
    assert (await world.complaint(number)).officer == await world.person_of(world.officer())


async def test_who_wrote_it_down_finds_it_by_name_and_telephone_until_somebody_takes_it(world: World) -> None:
    rudi = await world.enrol("Rudi Hartono")
    async with signed_in(world, world.officer()) as browser:
        number, _ = await received(browser)
        secret, _ = await received(browser, identitas="rahasia")
        for words in ("rusli", "0812 3456 7890"):
            assert number in (await browser.opens(f"/meja/juai/cari?q={words}")).text, words
            assert secret not in browser.page, words
        await world.officer().says("cari rusli")
        assert number in world.officer().texts[-1]
    async with signed_in(world, rudi) as browser:
        assert number not in (await browser.opens("/meja/juai/cari?q=rusli")).text, "a colleague did not know the name"
        await browser.opens(f"/meja/kasus/{number}")
        await browser.sends(f"/meja/kasus/{number}/tindakan/take", {})
        await browser.sends(f"/meja/kasus/{number}/tindakan/release", {})
    async with signed_in(world, world.officer()) as browser:
        assert number not in (await browser.opens("/meja/juai/cari?q=rusli")).text


async def test_who_has_no_chat_is_not_said_to_be_told_and_cannot_be_asked_there(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        number, _ = await received(browser)
        await browser.opens(f"/meja/kasus/{number}")
        await browser.sends(f"/meja/kasus/{number}/tindakan/take", {})
        assert "kabari lewat kontaknya" in browser.page and "sudah diberi tahu" not in browser.page
        answer = await browser.sends(f"/meja/kasus/{number}/tindakan/ask", {"text": "Jembatan yang mana, Pak?"})
    assert "tidak terkirim" in answer.text
    assert (await world.complaint(number)).state is State.IN_PROGRESS, "its time runs on"


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("inform", {"text": "Sudah kami teruskan ke teknisi."}),
        ("answer", {"text": "Jembatannya kami ganti hari Senin."}),
        ("categorize", {"category": "ringan", "text": "Hanya keterangan loket."}),
        ("reject", {"kind": "spam", "text": "Iklan pinjaman."}),
    ],
)
async def test_no_act_says_that_somebody_without_a_chat_was_told(world: World, action: str, fields: dict[str, Any]) -> None:
    async with signed_in(world, world.supervisor()) as browser:
        number, _ = await received(browser)
        await acts(browser, await world.complaint(number), "take")
        assert await acts(browser, await world.complaint(number), action, **fields) == 200
        said = browser.page.partition('role="status">')[2].partition("</p>")[0]
    assert "belum terhubung lewat chat" in said and "iberi tahu" not in said and "terkirim" not in said


async def test_two_reporters_are_said_to_be_told_of_a_merge_where_both_have_a_chat(world: World) -> None:
    case = await OnFile(world).complaint()
    async with signed_in(world, world.supervisor()) as browser:
        number, _ = await received(browser)
        await acts(browser, await world.complaint(number), "merge", into=case.number)
        assert "Kedua pelapor" not in browser.page and "pelapor lainnya, lewat kontaknya" in browser.page
    assert (await world.complaint(number)).merged_into == case.number


async def test_an_extension_of_somebody_without_a_chat_is_approved_and_no_one_is_said_to_be_told(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        number, _ = await received(browser)
        await acts(browser, await world.complaint(number), "take")
        await acts(browser, await world.complaint(number), "request_extension", until="2026-12-30", text="Menunggu suku cadang.")
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai?daftar=pending")
        await browser.sends("/meja/juai/bersama", {"tindakan": "approve", "nomor": [number]})
        assert "Usulnya disetujui" in browser.page and "Pelapor diberi tahu" not in browser.page
    assert (await world.complaint(number)).extension_used


async def test_the_slip_is_shown_again_to_who_made_it_for_a_while_and_files_nothing(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        number, pin = await received(browser)
        slip = f"/meja/juai/terima/slip/{number}"
        await browser.opens(f"/meja/kasus/{number}")
        assert pin in (await browser.opens(slip)).text and "paling lama 10 menit" in browser.page
        sealed = next(cookie.value for cookie in browser.client.cookies.jar if cookie.name == "slip")
        assert sealed and pin not in sealed
        async with signed_in(world, world.supervisor()) as other:
            other.client.cookies.set("slip", sealed)
            assert pin not in (await other.opens(slip)).text and "tidak ditampilkan lagi" in other.page
        await world.passes(minutes=11)
        assert pin not in (await browser.opens(slip)).text
    assert await world.rows("SELECT COUNT(*) FROM complaints") == [(1,)]


@pytest.mark.parametrize(
    ("fields", "who"),
    [
        ({"identitas": "rahasia"}, "pada petugas yang boleh melihat laporan rahasia"),
        ({"isi": "Kasi pelayanan minta uang 200 ribu supaya KTP saya cepat jadi."}, "pada pengawas"),
        ({"isi": "Pak camat minta uang 200 ribu supaya KTP saya cepat jadi."}, "tidak boleh diperiksa di kantor ini"),
    ],
)
async def test_the_slip_of_a_report_that_is_closed_to_who_wrote_it_down_says_who_has_it(
    world: World, fields: dict[str, Any], who: str
) -> None:
    async with signed_in(world, await world.enrol("Rudi Hartono")) as browser:
        number, _ = await received(browser, **fields)
        assert f"/meja/kasus/{number}" not in browser.page and who in browser.page
        assert (await browser.opens(f"/meja/kasus/{number}")).status_code == 404


@pytest.mark.parametrize("story", ["lampu jalan mati di simpang tiga", "lampu jalan mati", "ahli waris bapak saya dipersulit di loket"])
async def test_a_story_gets_the_service_and_the_unit_that_the_chat_would_give_it(world: World, story: str) -> None:
    told = await complain(world.citizen(), story)
    async with signed_in(world, world.officer()) as browser:
        number, _ = await received(browser, isi=story)
    written, chatted = await world.complaint(number), await world.complaint(told)
    assert (written.service, written.unit, written.category) == (chatted.service, chatted.unit, chatted.category)
    assert (written.service is not None) is ("ahli waris" in story)


async def test_a_letter_counts_from_the_day_it_came(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        number, _ = await received(browser, diterima="2026-11-20")
        later, _ = await received(browser)
    early, late = await world.complaint(number), await world.complaint(later)
    assert early.due and late.due and early.due < late.due


async def test_a_form_sent_twice_files_once(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        await received(browser, sekali="sama")
        await received(browser, status=400, sekali="sama")
    assert await world.rows("SELECT COUNT(*) FROM complaints") == [(1,)]


@pytest.mark.parametrize("database_address", ["postgres"], indirect=True)
async def test_a_form_sent_twice_in_the_same_moment_files_once(world: World) -> None:
    """On PostgreSQL neither of two transactions side by side sees what the other has written."""
    async with signed_in(world, world.officer()) as browser:
        await browser.opens("/meja/juai/terima")
        for number in range(1, 4):
            answers = await asyncio.gather(*(browser.sends("/meja/juai/terima", {**FORM, "sekali": str(number)}) for _ in range(2)))
            assert sorted(answer.status_code for answer in answers) == [200, 400]
            assert await world.rows("SELECT COUNT(*) FROM complaints") == [(number,)]


async def test_of_an_anonymous_one_no_name_is_kept_and_scans_go_along(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        number, _ = await received(browser, identitas="anonim", files={"files": ("surat.jpg", photo(), "image/jpeg")})
    assert await world.rows("SELECT COUNT(*) FROM identities WHERE number = ?", number) == [(0,)]
    assert len(await world.rows("SELECT sha256 FROM files WHERE number = ?", number)) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"lewat": "merpati"},
        {"isi": "a"},
        {"nama": ""},
        {"identitas": ""},
        {"diterima": "2026-11-25"},
        {"diterima": "2026-08-01"},
        {"diterima": "besok"},
        {"nama": "a" * 301},
    ],
)
async def test_what_cannot_be_filed_is_said_so(world: World, fields: dict[str, str]) -> None:
    async with signed_in(world, world.officer()) as browser:
        await received(browser, status=400, **fields)
        assert FORM["kontak"] in browser.page and 'role="alert"' in browser.page, "the form again, with what was typed"
    assert await world.rows("SELECT COUNT(*) FROM complaints") == [(0,)]


async def test_the_slip_has_a_code_for_the_web(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        await received(browser)
        assert "data:image/svg+xml" in browser.page and "https://bot.example.go.id" in browser.page


@pytest.mark.parametrize("channel", [Channel.TELEGRAM, Channel.WHATSAPP])
async def test_the_slip_has_a_code_for_each_platform(world: World) -> None:
    """The link of each platform differs, so it is looked at on both."""
    channel = world.app.channels[world.channel]
    address = await channel.entry("JUAI-261124-ABCDE")
    assert address.startswith(("https://t.me/", "https://wa.me/")) and "JUAI-261124-ABCDE" in address


async def test_the_slip_of_an_old_letter_says_that_the_limit_has_passed(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        await received(browser, diterima="2026-10-01")
        assert "belum disimpan" in browser.page and STORY in browser.page, "the officer is warned first"
        assert await world.rows("SELECT COUNT(*) FROM complaints") == [(0,)]
        await received(browser, diterima="2026-10-01", tetap="1")
        assert "sudah lewat" in browser.page and "PIN" in browser.page and "Dijawab paling lambat" not in browser.page
