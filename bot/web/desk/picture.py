"""The picture of an office on one page: what is open, what became of the period's cases, how they come and go. Every number opens its list."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.drawing import charts
from bot.drawing.office_charts import category_chart, week_chart
from bot.drawing.shapes import Drawing
from bot.drawing.svg import to_svg
from bot.store.offices import month_counts, tallies
from bot.store.offices.eyes import Eyes, eyes_of
from bot.store.offices.scope import Scope
from bot.store.offices.tallies import Dimension
from bot.web.desk.periods import NAMES, Period, chosen, chosen_or_default
from bot.web.desk.room import LEADERS, OFFICE, Room
from bot.web.staff.visitor import Visitor
from handlers.desk import picture
from handlers.desk.picture import Judged, Now, Shares, Week
from handlers.rules import OfficeRules
from handlers.talking.message import Channel
from handlers.talking.wording import plain, words
from handlers.telling.case_words import why_unanswered
from knowledge.standards.standard import Service

MOST_ROWS = 12
MOST_QUESTIONS = 10
HOURS = range(24)
TABLES = (("Unit", "unit", Dimension.UNIT), ("Layanan", "layanan", Dimension.SERVICE), ("Saluran", "saluran", Dimension.CHANNEL))


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Everything that the page is computed from."""

    now: Now
    period: Mapping[Dimension, Sequence[Shares]]
    judged: Sequence[Judged]
    hours: Counter[str]
    weeks: Sequence[Week]
    reasons: Sequence[tuple[str, int]]
    questions: Sequence[tuple[str, int]]


class Picture(Room):
    """For the leaders of the office; no figure names an officer."""

    def routes(self) -> list[BaseRoute]:
        return [self.door.page(f"{OFFICE}/gambaran", self.show)]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.here(request, visitor, *LEADERS)
        rules, query = self.rules(member.office), request.query_params
        period, wrong = chosen_or_default(query, self.now, rules.office.zone)
        scope = scope_of(query, await eyes_of(self.database, member), member.office)
        counted = await self.counted(scope, period)
        facts = {"period": period, "periods": NAMES, "scope": scope, "find": _finder(scope, period, self.now), "rules": rules}
        page_facts = await asyncio.to_thread(self._reckoned, counted, rules)
        facts |= {"typed": query, "wrong": wrong, "status": 400 if wrong else 200}
        return self.page("picture", visitor, member, "picture", counted=counted, **facts, **page_facts)

    async def counted(self, scope: Scope, period: Period) -> Counted:
        now, database = self.now, self.database
        days = await month_counts.days_of(database, scope, period.since, period.until)
        living = await tallies.living(database, scope, now, chosen({}, now, period.zone).until)  # this month ends with today
        mondays = picture.mondays(now, period.zone)
        return Counted(
            now=living,
            period={dimension: await tallies.of_period(database, scope, dimension, days, now) for dimension in Dimension},
            judged=await tallies.judged(database, scope, days),
            hours=await tallies.hours_of_week(database, scope, days, period.zone),
            weeks=picture.weeks(await tallies.weekly(database, scope, mondays), mondays, living.unended, period.zone),
            reasons=await tallies.reasons(database, scope, period.since, period.until),
            questions=await tallies.questions(database, scope.office, period.since, MOST_QUESTIONS, period.until),
        )

    def _reckoned(self, counted: Counted, rules: OfficeRules) -> dict[str, object]:
        """The rows and charts of the page."""
        categories = counted.period[Dimension.CATEGORY]
        named = naming(rules, self.library.services)
        cells = {(int(hour[0]), int(hour[2:])): count for hour, count in counted.hours.items()}
        tables = [(title, key, counted.period[by][:MOST_ROWS]) for title, key, by in TABLES]
        return {
            "cells_of": Counter(cells),
            "clock_hours": sorted({hour for _, hour in cells}),
            "weekdays": words("dates.days"),
            "whole": picture.whole(categories),
            "categories": categories,
            "weeks": counted.weeks,
            "reopened": picture.reopened(counted.judged),
            "reasons": [(reason, why_unanswered(reason), count) for reason, count in counted.reasons],
            "stars": picture.stars(counted.judged),
            "tables": tables,
            "named": named,
            "chart_categories": _svg(category_chart(categories, rules)),
            "chart_weeks": _svg(week_chart(counted.weeks)),
            "chart_hours": _svg(charts.heat(plain("charts.hours"), cells, [word[:3] for word in words("dates.days")], HOURS)),
        }


def scope_of(query: Mapping[str, str], eyes: Eyes, office: str) -> Scope:
    """The scope that the filters choose, limited to what this member may see."""
    chosen_parts = {name: query.get(key, "") for key, name in (("unit", "unit"), ("layanan", "service"), ("saluran", "channel"))}
    return Scope(office=office, **chosen_parts, eyes=eyes)


def naming(rules: OfficeRules, services: Mapping[str, Service]) -> Callable[[str, str], str]:
    """A function that turns a key of a table into words."""

    def named(kind: str, key: str) -> str:
        if kind == "unit":
            return rules.office.unit(key).name
        if kind == "layanan":
            return services[key].title if key in services else "Tanpa layanan"
        if key in list(Channel):
            return plain(f"channels.{key}")
        return plain(f"via.{key}") if key else "Lainnya"

    return named


def _svg(drawing: Drawing) -> Markup:
    return Markup(to_svg(drawing))  # noqa: S704 - every word in it is escaped there


def _finder(scope: Scope, period: Period, now: datetime) -> Callable[..., str]:
    """A function that makes the address of the list behind a number, from the page's filters and the number's own: relative, since there are
    hundreds of them. Days in the future are left out.
    """
    known_days = {key: day for key, day in period.query.items() if key == "dari" or period.until <= now}
    filters = {"unit": scope.unit, "layanan": scope.service, "saluran": scope.channel}

    def find(*, ever: bool = False, **more: object) -> str:
        days = {} if ever else known_days
        asked = {**filters, **days, **{key: str(value) for key, value in more.items()}}
        return f"cari?{urlencode({key: value for key, value in asked.items() if value})}"

    return find
