"""The charts of an office's picture: the same drawings on the page, in a paper and, stacked, in a chat."""

from __future__ import annotations

from collections.abc import Sequence

from bot.drawing import charts
from bot.drawing.charts import Bar, Column, Part
from bot.drawing.shapes import Drawing
from handlers.desk.picture import Shares, Week
from handlers.rules import OfficeRules
from handlers.talking.wording import plain
from handlers.telling.case_words import category_name

MOST_ROWS = 5
"""With these the picture is no higher than four thirds of its width; WhatsApp cuts what is higher in its bubble."""
_OUTCOMES = ("kept", "late", "running", "other")


def category_chart(rows: Sequence[Shares], rules: OfficeRules) -> Drawing:
    """In time, late and running, for each category."""
    legend = [(key, plain(f"charts.{key}")) for key in _OUTCOMES if any(getattr(row, key) for row in rows)]
    return charts.bars(plain("charts.categories"), [_bar(category_name(row.key, rules), row) for row in rows], legend)


def _bar(label: str, row: Shares) -> Bar:
    counts = {key: getattr(row, key) for key in _OUTCOMES}
    parts = (Part(colour=key, count=count, says=f"{label}, {plain(f'charts.{key}')}: {count}") for key, count in counts.items())
    return Bar(label=label, parts=tuple(parts))


def week_chart(weeks: Sequence[Week]) -> Drawing:
    """Received, ended and open, for each week."""
    columns = [Column(label=f"{week.monday.day}/{week.monday.month}", first=week.came, second=week.ended, line=week.open) for week in weeks]
    return charts.flow(plain("charts.weeks"), columns, (plain("charts.came"), plain("charts.ended"), plain("charts.open")))


def for_chat(office: str, today: str, categories: Sequence[Shares], weeks: Sequence[Week], rules: OfficeRules) -> Drawing:
    """The picture of the week as one drawing, no higher than chats show whole; of many categories those with the most cases."""
    parts = [(plain("charts.weeks"), week_chart(weeks))]
    if categories:
        parts.append((plain("charts.categories"), category_chart(categories[:MOST_ROWS], rules)))
    return charts.stacked((office, today), parts)
