"""The picture: for who leads; every number opens the list that it counts; within its size."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest

from bot.drawing.charts import Bar, Column, Part, bars, flow, heat, stacked
from bot.drawing.office_charts import for_chat
from bot.drawing.png import SCALE, _font, to_png
from bot.drawing.shapes import Label, Line
from bot.drawing.svg import to_svg
from handlers.casework.moves import Action, Role
from handlers.desk.picture import Shares, Week
from handlers.talking.turn import Knowledge
from handlers.talking.wording import day
from tests.cases_on_file import OnFile
from tests.web.staff.browsers import StaffBrowser, signed_in
from tests.web.staff.test_finding import found
from tests.world import World

_NUMBER = re.compile(r'<a href="(cari\?[^"]*)">(?:<strong>)?(\d+)(?:</strong>[^<]*)?</a>')


async def year(world: World) -> None:
    """Cases of every kind over the last three months."""
    file, officer = OnFile(world), await world.person_of(world.officer())
    for place in range(24):
        at = world.now - timedelta(days=3 * place, hours=place % 5)
        service = "juai/perekaman-e-ktp" if place % 2 else None
        case = await file.complaint(
            at=at, unit=("pelayanan-kesos", "trantibum")[place % 2], service=service, urgent=place % 11 == 3, confidential=place % 6 == 2
        )
        if place % 4 == 0:
            continue
        case = await file.act(case, Action.TAKE, Role.OFFICER, officer, at=at + timedelta(minutes=20))
        if place % 4 == 1:
            await file.act(case, Action.REJECT, Role.HANDLER, officer, at=at + timedelta(hours=1), kind="spam", text="Iklan.")
        elif place % 4 == 2:
            case = await file.act(case, Action.ANSWER, Role.HANDLER, officer, at=at + timedelta(hours=2), text="Sudah selesai dikerjakan.")
            ends = Action.REOPEN if place % 8 == 2 else Action.ACCEPT
            case = await file.act(case, ends, Role.REPORTER, case.reporter, at=at + timedelta(hours=3))
            if ends is Action.ACCEPT:
                await file.act(case, Action.RATE, Role.REPORTER, case.reporter, at=at + timedelta(hours=3), stars=4)

        elif place % 8 == 3:
            case = await file.act(case, Action.ASK, Role.HANDLER, officer, at=at + timedelta(hours=2), text="Di tiang nomor berapa?")
            await file.act(case, Action.LAPSE, Role.CLOCK, None, at=at + timedelta(hours=3))


@pytest.mark.parametrize(
    ("role", "query"),
    [
        ("pengawas", ""),
        ("pengawas", "?masa=90_hari"),
        ("pengawas", "?masa=bulan_lalu"),
        ("admin", "?masa=90_hari&unit=trantibum"),
        ("pimpinan", "?dari=2026-10-01&sampai=2026-11-20"),
    ],
)
async def test_every_number_opens_the_list_that_it_counts(world: World, role: str, query: str) -> None:
    """Also where some cases are not for the one who counts."""
    await year(world)
    async with signed_in(world, await world.enrol("orang", roles=[role])) as browser:
        await browser.opens(f"/meja/juai/gambaran{query}")
        numbers = [(html.unescape(link), int(count)) for link, count in _NUMBER.findall(browser.page)]
        assert len(numbers) > 10
        assert any("keadaan=terbuka" in link for link, _ in numbers)
        assert not re.search(r"<td>[1-9]\d*</td>", browser.page), "a number that opens nothing"
        for link, count in numbers:
            assert len(await listed(browser, f"/meja/juai/{link}")) == count, link


async def test_what_ended_without_an_answer_kept_no_limit_and_is_listed_with_why(world: World) -> None:
    file, officer = OnFile(world), await world.person_of(world.officer())
    main, asked, joined, gone = [await file.complaint(category="ringan") for _ in range(4)]
    asked, joined = [await file.act(case, Action.TAKE, Role.OFFICER, officer) for case in (asked, joined)]
    asked = await file.act(asked, Action.ASK, Role.HANDLER, officer, text="Di tiang nomor berapa?")
    asked = await file.act(asked, Action.LAPSE, Role.CLOCK, None)
    joined = await file.act(joined, Action.MERGE, Role.HANDLER, officer, into=main.number)
    gone = await file.act(gone, Action.WITHDRAW, Role.REPORTER, gone.reporter)
    async with signed_in(world, world.supervisor()) as browser:
        assert await found(browser, tenggat="tepat") == set()
        page = (await browser.opens("/meja/juai/gambaran")).text
        for why, case in (("tidak menjawab pertanyaan", asked), ("Digabungkan dengan", joined), ("Dicabut pelapor", gone)):
            link = re.search(rf'{why}[^<]*<a href="(cari\?[^"]*)">1</a>', page)
            assert link and await listed(browser, f"/meja/juai/{html.unescape(link[1])}") == {case.number}, why
        joined = await file.act(joined, Action.REVIVE, Role.CLOCK, None)
        joined = await file.act(joined, Action.TAKE, Role.OFFICER, officer)
        joined = await file.act(joined, Action.ANSWER, Role.HANDLER, officer, text="Lampunya sudah kami ganti.")
        await file.act(joined, Action.ACCEPT, Role.REPORTER, joined.reporter)
        assert "Digabungkan dengan" not in (await browser.opens("/meja/juai/gambaran")).text, "it was answered in the end"


async def test_every_hour_of_the_week_has_a_cell(world: World) -> None:
    """Also the hours of the night, in which people report from home."""
    night = world.now.replace(hour=17, minute=30) - timedelta(days=3)  # half past one in the office's zone, the day after
    await OnFile(world).complaint(at=night)
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai/gambaran?masa=90_hari")
    grid = browser.page.partition('id="p-h"')[2].partition("</svg>")[0]
    assert "Min 01.00: 1" in html.unescape(grid) and grid.count("<rect") == 7 * 24


async def test_the_weeks_count_back_to_what_was_open_then(world: World) -> None:
    """Nothing was there before the first case came, and answered cases have not ended."""
    await year(world)
    row = r'<th scope="row">[\d/]+</th><td>(?:<a[^>]*>)?(\d+)(?:</a>)?</td><td>(?:<a[^>]*>)?(\d+)(?:</a>)?</td><td>(?:<a[^>]*>)?(-?\d+)(?:</a>)?</td>'
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai/gambaran?masa=90_hari")
        weeks = re.findall(row, browser.page)
    assert len(weeks) == 12
    came, ended, still = (int(part) for part in weeks[-1])
    assert still == came - ended
    assert min(int(one[2]) for one in weeks) >= 0


async def listed(browser: StaffBrowser, link: str) -> set[str]:
    await browser.opens(link)
    return set(re.findall(r"/meja/kasus/([A-Z0-9-]+)", browser.page))


@pytest.mark.parametrize(("roles", "status"), [(["petugas"], 404), (["pengawas"], 200), (["pimpinan"], 200), (["admin"], 200)])
async def test_the_picture_is_for_who_leads(world: World, roles: list[str], status: int) -> None:
    async with signed_in(world, await world.enrol("orang", roles=roles)) as browser:
        assert (await browser.opens("/meja/juai/gambaran")).status_code == status
        assert (await browser.opens("/meja/buleleng/gambaran")).status_code == 404
        assert ('href="/meja/juai/gambaran"' in (await browser.opens("/meja/juai")).text) is (status == 200)


async def test_no_officer_stands_in_the_picture(world: World) -> None:
    await year(world)
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai/gambaran?masa=90_hari")
        assert "Petugas contoh" not in browser.page
        assert len(browser.page.encode()) < 60_000


@pytest.mark.parametrize("query", ["dari=besok", "dari=2026-11-20&sampai=2026-11-01", "dari=0001-01-01", "sampai=9999-12-31"])
async def test_a_period_that_is_none_is_said_so(world: World, query: str) -> None:
    async with signed_in(world, world.supervisor()) as browser:
        assert (await browser.opens(f"/meja/juai/gambaran?{query}")).status_code == 400


async def test_the_search_of_ended_cases_is_by_the_offices_days(world: World) -> None:
    await year(world)
    async with signed_in(world, world.supervisor()) as browser:
        ended = await found(browser, selesai_dari="2026-11-01", selesai_sampai="2026-11-30", alasan="spam")
        rows = await world.rows(
            "SELECT number FROM case_facts WHERE reason = 'spam' AND ended_at >= '2026-10-31T16' AND ended_at < '2026-11-30T16'"
        )
        assert ended == {row[0] for row in rows} and ended


def test_words_in_a_chart_are_words() -> None:
    nasty = '<script>alert(1)</script> & "kutip"'
    drawn = to_svg(bars(nasty, [Bar(label=nasty[:20], parts=(Part(colour="kept", count=3, says=nasty),))]))
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_one_drawing_is_svg_and_png() -> None:
    columns = [Column(label=f"{week}", first=week, second=2, line=5) for week in range(12)]
    chart = stacked(
        ["Pekan ini"],
        [("Arus", flow("arus", columns, ("masuk", "keluar", "terbuka"))), ("Jam", heat("jam", {(0, 9): 3}, ["Sen"], range(6, 12)))],
    )
    assert to_svg(chart).count("<rect") >= 24
    png = to_png(chart)
    assert png.startswith(b"\x89PNG") and len(png) < 100_000


def test_the_line_goes_through_the_value_of_each_week() -> None:
    drawn = flow("arus", [Column(label=f"{week}", first=0, second=0, line=week) for week in range(12)], ("masuk", "keluar", "terbuka"))
    (line,) = [shape for shape in drawn.shapes if isinstance(shape, Line) and shape.colour == "late"]
    heights = [y for _, y in line.points]
    assert heights == sorted(set(heights), reverse=True) and len(heights) == 12


@pytest.mark.parametrize("rows", [[], [Bar(label="kosong", parts=())]])
def test_a_chart_of_nothing_is_still_one(rows: list[Bar]) -> None:
    assert to_svg(bars("kosong", rows)).startswith("<svg")
    assert to_png(bars("kosong", rows))


@pytest.mark.parametrize("count", [0, 1, 5, 9])
def test_the_picture_for_a_chat_is_no_higher_than_chats_show_whole_and_no_word_leaves_it(knowledge: Knowledge, count: int) -> None:
    rows = [Shares(key=key, kept=30, late=4, running=9, other=2) for key in [*knowledge.rules["juai"].policy.all_categories][:count]]
    rows += [
        Shares(key=f"kategori kantor sendiri yang panjang sekali namanya {place}", kept=1, late=0, running=0, other=0)
        for place in range(count - len(rows))
    ]
    weeks_shown = [Week(monday=date(2026, 9, 7) + timedelta(weeks=week), came=120, ended=110, open=1000) for week in range(12)]
    for rules in knowledge.rules.values():
        drawing = for_chat(f"{rules.office.full_name} dan Sekitarnya", day(date(2026, 9, 30)), rows, weeks_shown, rules)
        assert drawing.height <= drawing.width * 4 / 3
        for label in (shape for shape in drawing.shapes if isinstance(shape, Label) and shape.anchor == "start"):
            assert label.x + _font(label.size, bold=label.bold).getlength(label.text) / SCALE <= drawing.width, label.text
