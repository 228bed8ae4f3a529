"""The report of the survey of satisfaction as a paper and as a workbook, with the content that PermenPANRB 14/2017 (chapter IV) requires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from bot.drawing.charts import Bar, Part, bars
from bot.drawing.shapes import Drawing
from bot.papers.blocks import Block, Facts, Figure, Heading, Paper, Table, Words
from bot.papers.workbook import Cell, Sheet
from handlers.survey.elements import Element
from handlers.survey.index import FACTOR, Grade, Result, graded
from handlers.survey.report import Point, Quota, Report
from handlers.survey.stretches import Length, Stretch
from handlers.talking.wording import day, plain
from knowledge.standards.office import Office


def paper(report: Report, office: Office, free: tuple[int, int]) -> Paper:
    """The report as a paper. `free`: how many of how many services of the office cost nothing."""
    title = plain("skm_report.title", office=office.name, stretch=stretch_name(report.stretch))
    return Paper(title=title, foot=title, blocks=[Heading(text=title, level=0), *_blocks(report, office, free)])


def _blocks(report: Report, office: Office, free: tuple[int, int]) -> list[Block]:
    first, last = day(report.stretch.first), day(report.stretch.last)
    blocks: list[Block] = [
        Heading(text=plain("skm_report.method_head")),
        Words(text=plain("skm_report.method", office=office.full_name, first=first, last=last)),
        Heading(text=plain("skm_report.people_head")),
        Words(text=plain("skm_report.people", n=report.n)),
        Table(
            titles=plain("skm_report.quota_titles").split("|"),
            rows=shown(quota_rows(report.quotas, office)),
            widths=[3, 1.2, 1.2, 1.2, 1.2],
        ),
    ]
    if report.result is None:
        return [*blocks, Words(text=plain("skm_report.too_few"))]
    return [*blocks, *_values(report, report.result, free), *_plans(report), *_trend(report.trend), *_publication(report, office)]


def _values(report: Report, result: Result, free: tuple[int, int]) -> list[Block]:
    rows = shown(element_rows(report, result))
    return [
        Heading(text=plain("skm_report.values_head")),
        Facts(rows=[(plain("skm_report.index"), f"{comma(result.published)} ({grade_words(result.grade)})")]),
        Figure(drawing=means_chart(result)),
        Table(titles=plain("skm_report.value_titles").split("|"), rows=rows, widths=[0.6, 4, 1.3, 1.2, 1.2, 2.2]),
        Words(text=plain("skm_report.free", free=free[0], all=free[1]), small=True),
    ]


def _plans(report: Report) -> list[Block]:
    rows = [[name_of(element), comma(two(mean)), plan or plain("skm_report.no_plan")] for element, mean, plan in report.lowest]
    return [
        Heading(text=plain("skm_report.plan_head")),
        Table(titles=plain("skm_report.plan_titles").split("|"), rows=rows, widths=[2.5, 1, 4]),
    ]


def _trend(points: Sequence[Point]) -> list[Block]:
    rows = shown(trend_rows(points))
    chart = bars(plain("skm_report.trend_head"), [_bar(point) for point in points])
    head = Heading(text=plain("skm_report.trend_head"))
    return [head, Figure(drawing=chart), Table(titles=plain("skm_report.trend_titles").split("|"), rows=rows)]


def _publication(report: Report, office: Office) -> list[Block]:
    return [Heading(text=plain("skm_report.publication_head")), Words(text=publication(report, office))]


def publication(report: Report, office: Office) -> str:
    """The text for the notice board and the office's page; empty where too few have answered."""
    if report.result is None:
        return ""
    low = ", ".join(name_of(element) for element, _, _ in report.lowest)
    facts = {"published": comma(report.result.published), "grade": grade_words(report.result.grade), "n": report.n, "lowest": low}
    return plain("skm_report.publication", office=office.full_name, stretch=stretch_name(report.stretch), **facts)


def means_chart(result: Result) -> Drawing:
    """Each element's mean times 25, on the scale of the index."""
    given_means = [(element, mean) for element, mean in result.means.items() if mean is not None]
    rows = [
        Bar(label=name_of(element), parts=(Part(colour="running", count=round(mean * FACTOR)),), note=comma(two(mean)))
        for element, mean in given_means
    ]
    return bars(plain("skm_report.values_head"), rows)


def _bar(point: Point) -> Bar:
    count, note = (round(point.result.index), comma(point.result.published)) if point.result else (0, plain("skm_report.few"))
    return Bar(label=stretch_name(point.stretch), parts=(Part(colour="kept", count=count),), note=note)


def sheets(report: Report, office: Office, words: Sequence[str]) -> list[Sheet]:
    """The report as a workbook, with the free remarks."""
    sheets_made = [
        Sheet(
            name=plain("skm_report.sheet_people"),
            titles=plain("skm_report.quota_titles").split("|"),
            rows=quota_rows(report.quotas, office),
        )
    ]
    if report.result:
        summary: list[Sequence[Cell]] = [
            (plain("skm_report.index"), Decimal(report.result.published)),
            (plain("skm_report.grade"), grade_words(report.result.grade)),
        ]
        sheets_made += [
            Sheet(name=plain("skm_report.sheet_index"), titles=("", ""), rows=[*summary, ("", publication(report, office))]),
            Sheet(
                name=plain("skm_report.sheet_values"),
                titles=plain("skm_report.value_titles").split("|"),
                rows=element_rows(report, report.result),
            ),
            Sheet(
                name=plain("skm_report.sheet_plan"),
                titles=plain("skm_report.plan_titles").split("|"),
                rows=[(name_of(element), two(mean), plan) for element, mean, plan in report.lowest],
            ),
        ]
    trend = Sheet(name=plain("skm_report.sheet_trend"), titles=plain("skm_report.trend_titles").split("|"), rows=trend_rows(report.trend))
    remark_rows = [(word,) for word in words] if report.result else []
    return [*sheets_made, trend, Sheet(name=plain("skm_report.sheet_words"), titles=(plain("skm_report.sheet_words"),), rows=remark_rows)]


def quota_rows(quotas: Sequence[Quota], office: Office) -> list[list[Cell]]:
    """For each unit: how many people were served, are to be asked, have answered, and are missing; empty where it is not known."""
    names: Mapping[str, str] = {"": plain("skm_report.whole_office"), **{unit.id: unit.name for unit in office.units}}
    counts = ((quota.unit, (quota.population, quota.sample, quota.answered, quota.missing)) for quota in quotas)
    return [[names.get(unit, unit), *("" if count is None else count for count in row)] for unit, row in counts]


def element_rows(report: Report, result: Result) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for place, (element, mean) in enumerate(result.means.items(), start=1):
        value = [plain("skm_report.few")] * 3 if mean is None else [two(mean), two(mean * FACTOR), grade_words(graded(mean * FACTOR))]
        rows.append([f"U{place}", name_of(element), report.asked[element] if mean is not None else plain("skm_report.few"), *value])
    return rows


def trend_rows(points: Sequence[Point]) -> list[list[Cell]]:
    few = plain("skm_report.few")
    return [
        [stretch_name(point.stretch), point.n, Decimal(point.result.published), point.result.grade.value]
        if point.result
        else [stretch_name(point.stretch), few, few, few]
        for point in points
    ]


def name_of(element: Element) -> str:
    return plain(f"satisfaction.{element}.name")


def grade_words(grade: Grade) -> str:
    return f"{grade}, {plain(f'skm_report.grades.{grade}')}"


def stretch_name(stretch: Stretch) -> str:
    """`Semester 2 tahun 2026`."""
    keys = {Length.YEAR: "year", Length.HALF: "half", Length.QUARTER: "quarter"}
    return plain(f"skm_report.stretch.{keys[stretch.length]}", place=stretch.place, year=stretch.year)


def two(value: Fraction) -> Decimal:
    """Two decimals, halves rounded up."""
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def shown(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The cells as people read them: decimals with the Indonesian comma, a dash where nothing is known."""
    return [[comma(cell) if isinstance(cell, Decimal) else str(cell) if cell != "" else "–" for cell in row] for row in rows]


def comma(number: str | Decimal) -> str:
    return str(number).replace(".", ",")
