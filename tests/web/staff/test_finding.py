"""Finding cases: by every way there is, and never what the seeker may not see."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest

from handlers.casework.complaint import Identity
from handlers.casework.moves import Action, Role
from tests.cases_on_file import OnFile
from tests.phones import Phone
from tests.web.staff.browsers import StaffBrowser, signed_in
from tests.world import World

UNIT, OTHER_UNIT = "pelayanan-kesos", "trantibum"


async def found(browser: StaffBrowser, **query: str) -> set[str]:
    """The numbers that the search shows."""
    import re
    from urllib.parse import urlencode

    answer = await browser.opens(f"/meja/juai/cari?{urlencode(query)}")
    assert answer.status_code == 200, answer.text
    return set(re.findall(r"/meja/kasus/([A-Z0-9-]+)", answer.text))


async def officer(world: World, *, unit: str = UNIT, sensitive: bool = False, roles: tuple[str, ...] = ("petugas",)) -> Phone:
    return await world.enrol(f"orang-{unit}-{sensitive}-{'-'.join(roles)}", roles=roles, units=[unit], sensitive=sensitive)


FINDS: tuple[dict[str, str], ...] = (
    {"q": "lampu"},
    {"q": "lamp jalan"},
    {"q": "PASAR gelap"},
    {"q": "pengaduan tanggal 24 november"},
    {"q": "belum diambil"},
    {"tempat": "paringin"},
    {"unit": UNIT},
    {"layanan": "juai/perekaman-e-ktp"},
    {"kategori": "normatif"},
    {"keadaan": "received"},
    {"petugas": "-"},
    {"dari": "2026-11-24", "sampai": "2026-11-24"},
    {"q": "lampu", "kategori": "normatif", "unit": UNIT},
    {"saluran": "web"},
)
FINDS_NOT: tuple[dict[str, str], ...] = (
    {"q": "jembatan"},
    {"q": "lampu jembatan"},
    {"q": "pengaduan tanggal 23 november"},
    {"tempat": "amuntai"},
    {"unit": OTHER_UNIT},
    {"layanan": "juai/surat-pengantar"},
    {"kategori": "ringan"},
    {"keadaan": "closed"},
    {"tenggat": "lewat"},
    {"tenggat": "terlambat"},
    {"darurat": "1"},
    {"dibuka": "1"},
    {"dari": "2026-11-25"},
    {"sampai": "2026-11-23"},
    {"saluran": "telegram"},
    {"nilai": "4"},
    {"q": '" OR 1=1 --'},
    {"tempat": "%"},
)


async def test_a_case_is_found_by_what_is_known_of_it_and_by_nothing_else(world: World) -> None:
    case = await OnFile(world).complaint(unit=UNIT, place="Paringin", service="juai/perekaman-e-ktp")
    async with signed_in(world, world.supervisor()) as browser:
        for query in FINDS:
            assert await found(browser, **query) == {case.number}, query
        for query in FINDS_NOT:
            assert await found(browser, **query) == set(), query


async def test_a_case_is_found_by_its_number_in_any_writing_and_by_its_last_letters(world: World) -> None:
    file = OnFile(world)
    case, _ = await file.complaint(), await file.complaint()
    async with signed_in(world, world.supervisor()) as browser:
        assert await found(browser, q=case.number.lower().replace("-", " ")) == {case.number}
        for letters in (case.number[-5:], case.number[-4:], case.number[-3:].lower()):
            assert await found(browser, q=letters) == {case.number}, letters
            assert await found(browser, q=letters, dari="2026-11-01") == {case.number}, letters


async def test_words_of_the_answer_and_of_the_talk_are_found_and_of_closed_cases_too(world: World) -> None:
    file = OnFile(world)
    me = await world.person_of(world.officer())
    case = await file.act(await file.complaint(), Action.TAKE, Role.OFFICER, me)
    case = await file.act(case, Action.ANSWER, Role.HANDLER, me, text="Sudah diperbaiki oleh dinas perhubungan.")
    case = await file.act(case, Action.ACCEPT, Role.REPORTER, case.reporter)
    async with signed_in(world, world.supervisor()) as browser:
        assert await found(browser, q="perhubungan") == {case.number}
        assert await found(browser, keadaan="closed", petugas=str(me)) == {case.number}
        assert await found(browser, tenggat="tepat") == {case.number}


async def test_late_cases_are_found_while_they_are_late_and_as_missed_ever_after(world: World) -> None:
    file = OnFile(world)
    case = await file.complaint(at=world.now - timedelta(days=30))
    async with signed_in(world, world.supervisor()) as browser:
        assert await found(browser, tenggat="lewat") == await found(browser, tenggat="terlambat") == {case.number}
        me = await world.person_of(world.officer())
        case = await file.act(case, Action.TAKE, Role.OFFICER, me)
        await file.act(case, Action.ANSWER, Role.HANDLER, me, text="Sudah dikerjakan kemarin.")
        assert await found(browser, tenggat="lewat") == set()
        assert await found(browser, tenggat="terlambat") == {case.number}


@pytest.mark.parametrize(
    ("who", "sees_open", "sees_secret"),
    [
        ({"unit": UNIT}, True, False),
        ({"unit": UNIT, "sensitive": True}, True, True),
        ({"unit": OTHER_UNIT}, False, False),
        ({"unit": OTHER_UNIT, "sensitive": True}, False, False),
        ({"roles": ("pengawas",)}, True, True),
        ({"roles": ("pimpinan",)}, True, False),
        ({"roles": ("admin",)}, True, False),
    ],
)
async def test_nobody_finds_what_is_not_theirs_to_see(world: World, who: dict[str, object], sees_open: bool, sees_secret: bool) -> None:
    file = OnFile(world)
    seen = await file.complaint("lampu JUAI mati", unit=UNIT, place="Paringin")
    secret = await file.complaint("lampu JUAI dicuri", unit=UNIT, place="Paringin", confidential=True)
    elsewhere = await file.complaint("lampu JUAI mati", office="buleleng", place="Paringin")
    expected = {one.number for one, sees in ((seen, sees_open), (secret, sees_secret)) if sees}
    queries: tuple[dict[str, str], ...] = ({"q": "lampu"}, {"unit": UNIT}, {"q": "JUAI"}, {"dari": "2026-01-01"}, {"tempat": "paringin"})
    async with signed_in(world, await officer(world, **who)) as browser:  # type: ignore[arg-type]
        for query in queries:
            assert await found(browser, **query) == expected, query
            assert elsewhere.number not in browser.page, query


@pytest.mark.parametrize("words", ["Siti", "siti AMINAH", "0812-3456-7890", "+62 812 3456 7890"])
async def test_a_reporter_is_found_by_name_and_number_by_who_may_see_them_alone(world: World, words: str) -> None:
    file = OnFile(world)
    case = await file.complaint(unit=UNIT, name="Siti Aminah", contact="081234567890")
    hidden = await file.complaint(unit=UNIT, name="Siti Aminah", contact="081234567890", identity=Identity.CONFIDENTIAL)
    handling = await officer(world)
    async with signed_in(world, world.supervisor()) as browser:
        assert await found(browser, q=words) == {case.number}
        assert hidden.number not in browser.page
    async with signed_in(world, handling) as browser:
        assert await found(browser, q=words) == set()
        await file.act(case, Action.TAKE, Role.OFFICER, await world.person_of(handling))
        assert await found(browser, q=words) == {case.number}


async def test_the_keys_of_names_tell_nothing_without_the_offices_key(world: World) -> None:
    await OnFile(world).complaint(name="Siti Aminah", contact="081234567890")
    rows = str(await world.rows("SELECT * FROM identity_keys"))
    assert "siti" not in rows.lower() and "8123" not in rows


async def test_what_was_forgotten_is_found_by_nobody(world: World) -> None:
    file = OnFile(world)
    case = await file.complaint(unit=UNIT, name="Siti Aminah", contact="081234567890")
    async with world.app.database.transaction() as transaction:
        await world.app.conversation.ports(transaction, world.now).complaints.unlink(case.number)
    async with signed_in(world, world.supervisor()) as browser:
        assert await found(browser, q="lampu") == await found(browser, q="Siti") == set()


async def test_many_are_shown_page_by_page_and_none_twice(world: World) -> None:
    file = OnFile(world)
    numbers = {(await file.complaint(at=world.now - timedelta(minutes=place), confidential=place % 3 == 0)).number for place in range(130)}
    async with signed_in(world, world.supervisor()) as browser:
        pages = [await found(browser, q="lampu", hal=str(page)) for page in range(3)]
    assert [len(page) for page in pages] == [50, 50, 30]
    assert set().union(*pages) == numbers


async def test_a_search_is_kept_under_a_name_and_dropped_again(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        await browser.opens("/meja/juai/cari?q=lampu")
        await browser.sends("/meja/juai/cari/simpan", {"nama": "Lampu", "query": "q=lampu"})
        await browser.opens("/meja/juai/cari")
        assert 'href="?q=lampu">Lampu</a>' in browser.page
        await browser.sends("/meja/juai/cari/hapus", {"nama": "Lampu"})
        assert "Pencarian tersimpan" not in browser.page
    async with signed_in(world, world.supervisor()) as other:
        await other.opens("/meja/juai/cari")
        assert "Pencarian tersimpan" not in other.page


async def test_a_day_that_is_none_is_said_so(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        for query in ("dari=kemarin", "sampai=2026-13-01", "dari=0001-01-01", "sampai=9999-12-31", "belum_berakhir=9999-12-31"):
            assert (await browser.opens(f"/meja/juai/cari?{query}")).status_code == 400, query
            assert "Tanggalnya tidak terbaca" in browser.page, query


@pytest.mark.parametrize("sign", ["%", "_", "' --", "🙂"])
async def test_what_is_no_word_finds_nothing_and_is_said_so(world: World, sign: str) -> None:
    case = await OnFile(world).complaint()
    async with signed_in(world, world.supervisor()) as browser:
        assert (await browser.opens(f"/meja/juai/cari?q={quote(sign)}")).status_code == 400
        assert "bukan kata atau nomor" in browser.page and case.number not in browser.page


async def test_the_pages_of_another_office_do_not_exist(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        for path in ("/meja/buleleng", "/meja/buleleng/cari?q=lampu", "/meja/tidak-ada"):
            assert (await browser.opens(path)).status_code == 404


async def test_more_reports_of_a_name_than_a_page_holds_are_on_the_next(world: World) -> None:
    """And beside a case of theirs it is said that there are more than are shown."""
    filed, first = OnFile(world), await OnFile(world).complaint(name="Siti Aminah")
    cases = {first.number, *[(await filed.complaint(name="Siti Aminah", reporter=first.reporter)).number for _ in range(51)]}
    async with signed_in(world, world.supervisor()) as browser:
        shown = await found(browser, q="siti aminah")
        assert len(shown) == 50 and "hal=1" in browser.page
        assert shown | await found(browser, q="siti aminah", hal="1") == cases
        await browser.opens(f"/meja/kasus/{first.number}")
        assert "Ini 50 yang terbaru" in browser.page
