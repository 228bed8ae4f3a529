"""The public page of an office: its figures, its standards as pages to read, and the ways to the bot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.papers import survey_report
from bot.resources import Resources
from bot.store.offices import survey, tallies
from bot.store.offices.month_counts import Days
from bot.store.offices.scope import Scope
from bot.store.offices.tallies import Dimension
from bot.web.staff.pages import Pages
from handlers.asking.opening_hours import opening
from handlers.desk import picture
from handlers.desk.picture import Shares
from handlers.survey import report as reports
from handlers.survey.report import Point
from handlers.survey.stretches import Length, stretch_of
from handlers.talking.wording import day, in_words_of, plain
from handlers.telling.case_words import category_name
from knowledge.standards.office import Office
from knowledge.standards.standard import COMPONENTS, Contact, Service

PATH = "/kantor/{office}"
YEAR = timedelta(days=365)
CACHED = {"Cache-Control": "public, max-age=600"}


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What became of the complaints of a year. A row that could be about a person is left out, and so is the sum."""

    rows: tuple[tuple[str, Shares], ...]
    whole: Shares | None
    hidden: int
    first: str
    last: str


class OfficePages:
    """Pages that work without scripts and are about no single person."""

    def __init__(self, resources: Resources, pages: Pages) -> None:
        self._resources, self._pages = resources, pages

    def routes(self) -> list[BaseRoute]:
        return [Route(PATH, self.show), Route(f"{PATH}/layanan/{{service}}", self.standard)]

    async def show(self, request: Request) -> Response:
        office = self._resources.library.offices.get(request.path_params["office"])
        if office is None:
            return self._absent()
        with in_words_of(office.sentences):
            hours = opening(self._resources.knowledge.rules[office.id], self._resources.now.astimezone(office.zone).date())
        facts = {
            "opening": hours,
            "contacts": _contacts(office),
            "link": link,
            "services": self._resources.library.services_of(office.id),
            "figures": await self._figures(office),
            "index": await self._index(office),
            "comma": survey_report.comma,
            "grade_words": survey_report.grade_words,
            "stretch_name": survey_report.stretch_name,
        }
        return self._made("public/office", office, **facts)

    async def standard(self, request: Request) -> Response:
        """One standard with everything that citizens may read; editors' remarks are left out."""
        library, path = self._resources.library, request.path_params
        office, service = library.offices.get(path["office"]), library.services.get(f"{path['office']}/{path['service']}")
        if office is None or service is None:
            return self._absent()
        parts = [(plain(f"components.{key}"), service.component(key)) for key in COMPONENTS if service.component(key).is_written]
        return self._made("public/standard", office, service=service, parts=parts, source=source_words(service))

    def _made(self, template: str, office: Office, **facts: Any) -> Response:
        response = self._pages.make(template, shown=office, **facts)
        response.headers.update(CACHED)
        return response

    def _absent(self) -> Response:
        return self._pages.make("public/absent", status=404)

    async def _figures(self, office: Office) -> Figures:
        """The figures of the year that ended with the last month: whole months, so that no single day can be derived."""
        today = self._resources.now.astimezone(office.zone).date()
        last = today.replace(day=1)
        first = (last - YEAR).replace(day=1)
        since, until = (datetime.combine(day, time(), tzinfo=office.zone).astimezone(UTC) for day in (first, last))
        scope = Scope(office=office.id)
        rows = await tallies.of_period(
            self._resources.database, scope, Dimension.CATEGORY, Days.uncounted(since, until), self._resources.now
        )
        public_rows, rules = picture.public_rows(rows), self._resources.knowledge.rules[office.id]
        return Figures(
            rows=tuple((category_name(row.key, rules), row) for row in public_rows),
            whole=picture.whole(rows) if len(public_rows) == len(rows) and rows else None,
            hidden=len(rows) - len(public_rows),
            first=day(first),
            last=day(last - timedelta(days=1)),
        )

    async def _index(self, office: Office) -> Point | None:
        """The index of the survey for the last whole half year."""
        stretch = stretch_of(self._resources.now.astimezone(office.zone).date(), Length.HALF).before
        people = await survey.answers(self._resources.database, office.id, stretch.first, stretch.last)
        published = reports.published_result(people)
        return Point(stretch=stretch, n=len(people), result=published) if published else None


def _contacts(office: Office) -> list[tuple[str, Sequence[Contact]]]:
    """The contacts of the office, then those of units that have their own, each under its name; the place stands in the address."""
    own = [contact for contact in office.contacts if not (office.address and contact.kind == "alamat")]
    groups = [(office.name, own), *((unit.name, unit.contacts) for unit in office.units)]
    return [(name, contacts) for name, contacts in groups if contacts]


def link(contact: Contact) -> str:
    """What a press on the contact opens; empty where nothing does."""
    if contact.kind == "telepon":
        return "tel:" + "".join(sign for sign in contact.value if sign.isdecimal() or sign == "+")
    return f"mailto:{contact.value}" if contact.kind == "email" else ""


def source_words(service: Service) -> str:
    """Where the standard stands, in words."""
    source = service.source
    issued = day(source.issued) if source.issued else (str(source.year) if source.year else "")
    return ", ".join(filter(None, [source.document, source.number, issued, source.part]))
