"""Exports: who may, what is in them and what never is; each in the audit; no cell is a formula."""

from __future__ import annotations

import csv
import io
import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from bot.papers.tables import FORMS
from bot.web.desk.exporting import unused
from handlers.casework.complaint import Identity
from handlers.casework.moves import Action, Role
from handlers.desk.register_columns import REGISTER, harmless
from tests.cases_on_file import OnFile
from tests.web.staff.browsers import StaffBrowser, signed_in
from tests.world import World

FORMULA = '=HYPERLINK("http://jahat.example","klik")'


async def export(browser: StaffBrowser, kind: str = "pengaduan", form: str = "csv", **more: str) -> list[list[str]]:
    """The rows of an export, the titles first."""
    await browser.opens("/meja/juai/ekspor")
    answer = await browser.sends("/meja/juai/ekspor", {"isi": kind, "bentuk": form, **more})
    assert answer.status_code == 200, answer.text
    if form == "csv":
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}, "no formula"
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


async def cases(world: World) -> None:
    file, officer = OnFile(world), await world.person_of(world.officer())
    case = await file.act(
        await file.complaint(FORMULA + " hubungi 0812-9876-5432", name="Siti Aminah", contact="081234567890"),
        Action.TAKE,
        Role.OFFICER,
        officer,
    )
    await file.act(case, Action.NOTE, Role.HANDLER, officer, text="+62 sudah ditelepon di 081298765432, surel tetangga@contoh.id")
    await file.complaint("Ada kekerasan di rumah tetangga.", confidential=True, name="Budi", identity=Identity.CONFIDENTIAL)
    await file.complaint("Di kantor lain.", office="buleleng")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["pengaduan", "riwayat", "register"])
async def test_an_export_tells_no_name_no_secret_and_no_formula(world: World, kind: str, form: str) -> None:
    await cases(world)
    async with signed_in(world, world.supervisor()) as browser:
        rows = await export(browser, kind, form)
    everything = str(rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    for secret in ("Siti", "Aminah", "81234567890", "81298765432", "tetangga@", "Budi", "kekerasan", "Di kantor lain"):
        assert secret not in everything
    assert len(rows) == (5 if kind == "riwayat" else 3)
    assert "HYPERLINK" in everything and "9876" not in everything


async def test_a_moment_in_a_workbook_is_a_date(world: World) -> None:
    await cases(world)
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai/ekspor")
        answer = await browser.sends("/meja/juai/ekspor", {"isi": "pengaduan", "bentuk": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None and sheet["B2"].value == world.now.astimezone(ZoneInfo("Asia/Makassar")).replace(
        tzinfo=None, second=0, microsecond=0
    )


async def test_the_head_exports_what_the_head_may_see(world: World) -> None:
    await cases(world)
    async with signed_in(world, await world.enrol("kepala", roles=["pimpinan"])) as browser:
        assert len(await export(browser)) == 2, "the confidential one is not there"


async def test_each_export_is_in_the_audit(world: World) -> None:
    await cases(world)
    async with signed_in(world, world.supervisor()) as browser:
        await export(browser, "register", "csv", masa="bulan_ini")
    rows = await world.rows("SELECT actor, subject, reason FROM audit WHERE action = 'exported'")
    assert rows == [(await world.person_of(world.supervisor()), "juai/register", "csv, 2026-11-01 – 2026-11-24, 2 baris")]


async def test_an_officer_exports_nothing(world: World) -> None:
    async with signed_in(world, world.officer()) as browser:
        assert (await browser.opens("/meja/juai/ekspor")).status_code == 404
        await browser.opens("/meja/juai")
        assert (await browser.sends("/meja/juai/ekspor", {"isi": "pengaduan", "bentuk": "csv"})).status_code == 404
    assert await world.rows("SELECT * FROM audit WHERE action = 'exported'") == []


async def test_a_period_beyond_the_calendar_is_refused_in_words(world: World) -> None:
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai/ekspor")
        for days in ({"dari": "0001-01-01"}, {"sampai": "9999-12-31"}):
            answer = await browser.sends("/meja/juai/ekspor", {"isi": "pengaduan", "bentuk": "csv", **days})
            assert answer.status_code == 400 and "Tanggalnya tidak terbaca" in browser.page, days


async def test_what_lies_outside_the_period_is_not_there(world: World) -> None:
    await cases(world)
    async with signed_in(world, world.supervisor()) as browser:
        assert len(await export(browser, masa="bulan_lalu")) == 1


async def test_questions_are_exported_without_who_asked(world: World) -> None:
    await world.app.database.execute(
        "INSERT INTO unanswered (at, office, text, why, service) VALUES ('2026-11-20T00:00:00.000000Z', 'juai', 'jadwal samsat', 'none', '')"
    )
    async with signed_in(world, world.supervisor()) as browser:
        assert await export(browser, "pertanyaan") == [["Pertanyaan", "Berapa kali"], ["jadwal samsat", "1"]]
        assert len(await export(browser, "pertanyaan", dari="2026-11-01", sampai="2026-11-19")) == 1, "not asked in these days"
        assert len(await export(browser, "pertanyaan", dari="2026-11-21", sampai="2026-11-23")) == 1


@pytest.mark.parametrize(
    ("cell", "shown"), [("=1+1", "'=1+1"), ("+62", "'+62"), ("-1", "'-1"), ("@a", "'@a"), ("\t=1", "'\t=1"), ("a=1", "a=1"), ("", "")]
)
def test_what_a_spreadsheet_would_reckon_is_made_words(cell: str, shown: str) -> None:
    assert harmless(cell) == shown


def test_the_register_has_all_its_columns() -> None:
    assert len(REGISTER) == 12


def test_fifty_thousand_rows_take_seconds_and_little_memory() -> None:
    rows = ([f"JUAI-2611-{place:05}", "2026-11-24 09:00", *["kata " * 8] * 9] for place in range(50_000))
    begun = time.process_time()
    path = unused("xlsx")
    table = FORMS["xlsx"](path, [str(place) for place in range(11)])
    table.add(rows)
    table.close()
    took = time.process_time() - begun
    assert path.stat().st_size > 100_000
    path.unlink()
    assert took < 20, f"{took:.1f} s of processor time"


async def test_numbers_in_a_workbook_are_numbers(world: World) -> None:
    """Whatever column is a count: of questions, of reopenings, the rating."""
    sql = "INSERT INTO unanswered (at, office, text, why, service) VALUES ('2026-11-20T00:00:00.000000Z', 'juai', 'jadwal samsat', 'none', '')"
    await world.app.database.execute(sql)
    file, officer = OnFile(world), await world.person_of(world.officer())
    case = await file.act(await file.complaint(), Action.TAKE, Role.OFFICER, officer)
    case = await file.act(case, Action.ANSWER, Role.HANDLER, officer, text="Sudah selesai dikerjakan.")
    case = await file.act(case, Action.ACCEPT, Role.REPORTER, case.reporter)
    await file.act(case, Action.RATE, Role.REPORTER, case.reporter, stars=3)
    async with signed_in(world, world.supervisor()) as browser:
        for kind in ("pertanyaan", "pengaduan", "register", "riwayat"):
            await browser.opens("/meja/juai/ekspor")
            answer = await browser.sends("/meja/juai/ekspor", {"isi": kind, "bentuk": "xlsx"})
            sheet = load_workbook(io.BytesIO(answer.content)).active
            assert sheet is not None
            values = [cell.value for row in sheet.iter_rows(min_row=2) for cell in row]
            assert values and not [value for value in values if isinstance(value, str) and value.isdecimal()], kind
            assert kind in {"register", "riwayat"} or any(isinstance(value, int) for value in values), kind


async def test_lateness_is_a_number_of_working_hours_that_can_be_summed(world: World) -> None:
    file, officer = OnFile(world), await world.person_of(world.officer())
    case = await file.act(await file.complaint(at=world.now - timedelta(days=20)), Action.TAKE, Role.OFFICER, officer)
    await world.passes(minutes=1)  # the clock notes what is missed
    missed = (await world.complaint(case.number)).missed[0]
    await file.complaint()
    open_time = world.app.library.calendar("juai").open_time_between(missed.due, world.now)
    async with signed_in(world, world.supervisor()) as browser:
        for kind in ("pengaduan", "register"):
            await browser.opens("/meja/juai/ekspor")
            answer = await browser.sends("/meja/juai/ekspor", {"isi": kind, "bentuk": "xlsx", "masa": "90_hari"})
            sheet = load_workbook(io.BytesIO(answer.content)).active
            assert sheet is not None
            titles, *rows = sheet.iter_rows(values_only=True)
            hours = [row[titles.index("Terlambat (jam kerja)")] for row in rows]
            assert hours == [open_time // timedelta(hours=1), None] and hours[0] > 8, kind
