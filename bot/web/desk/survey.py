"""The survey of satisfaction at the desk: the sample, the result, the plan, the report, and codes for people at the counter."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.drawing.svg import to_svg
from bot.errors import BadRequest
from bot.papers import survey_report, workbook
from bot.papers.pdf import to_pdf
from bot.store.offices import survey
from bot.web.desk.room import LEADERS, OFFICE, Room
from bot.web.desk.sending import sent
from bot.web.entries import code_picture
from bot.web.query import whole_number
from bot.web.staff.door import NotHere, read_form
from bot.web.staff.pages import HOME
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.casework.masking import masked
from handlers.survey import report as reports
from handlers.survey import stretches
from handlers.survey.elements import Element
from handlers.survey.report import Report
from handlers.survey.stretches import Length, Stretch
from knowledge.standards.office import Office

IN_TREND = 4
LONGEST_PLAN = 500
MOST_PEOPLE = 10_000_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FREE = re.compile(r"gratis|tidak (?:dipungut|dikenakan|ada) biaya|tanpa (?:dipungut )?biaya|\brp\.? ?0\b", re.IGNORECASE)


class Survey(Room):
    """For the leaders of the office. Answers stay anonymous: only figures of whole periods, none of fewer than five people."""

    def routes(self) -> list[BaseRoute]:
        path = f"{OFFICE}/survei"
        return [
            self.door.page(path, self.show),
            self.door.deed(path, self.plan),
            self.door.deed(f"{path}/laporan.{{form}}", self.download),
        ]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        return await self._page(request, visitor, self.here(request, visitor, *LEADERS))

    async def _page(self, request: Request, visitor: Visitor, member: StaffMember, wrong: str = "", **typed: str) -> Response:
        """The page with what is wrong and what was typed, if anything."""
        stretch, office = self._stretch(request, member), self.library.offices[member.office]
        report = await self._report(office, stretch)
        today = self.now.astimezone(office.zone).date()
        result = report.result
        return self.page(
            "survey",
            visitor,
            member,
            "survey",
            report=report,
            quotas=survey_report.shown(survey_report.quota_rows(report.quotas, office)),
            values=survey_report.shown(survey_report.element_rows(report, result)) if result else [],
            trend=survey_report.shown(survey_report.trend_rows(report.trend)),
            chart=Markup(to_svg(survey_report.means_chart(result))) if result else "",  # noqa: S704 - every word in it is escaped there
            stretches=[(choice.key, survey_report.stretch_name(choice)) for choice in stretches.choices(today)],
            publication=survey_report.publication(report, office),
            index=survey_report.comma(result.published) if result else "",
            grade=survey_report.grade_words(result.grade) if result else "",
            name_of=survey_report.name_of,
            doors=self._doors(office),
            typed=typed,
            wrong=wrong,
            status=400 if wrong else 200,
        )

    def _stretch(self, request: Request, member: StaffMember) -> Stretch:
        """The period of the query, else the current half year."""
        asked = request.query_params.get("masa", "")
        today = self.now.astimezone(self.rules(member.office).office.zone).date()
        stretch = stretches.read(asked) if asked else stretches.stretch_of(today, Length.HALF)
        if stretch is None:
            raise NotHere
        return stretch

    def _doors(self, office: Office) -> list[tuple[str, str, str]]:
        """For the whole office and each unit: its name, the address of its form, and its QR code."""
        named = [("", office.name), *((unit.id, unit.name) for unit in office.units)]
        address = f"{self.resources.site}/survei/{office.id}"
        links = [(name, f"{address}?unit={unit}" if unit else address) for unit, name in named]
        return [(name, link, code_picture(link)) for name, link in links]

    async def _report(self, office: Office, stretch: Stretch) -> Report:
        people, database = await survey.responses(self.database, office.id, stretch.first, stretch.last), self.database
        answers = [person.points for person in people]
        trend = [reports.point(stretch, answers)]
        for _ in range(IN_TREND - 1):
            before = trend[0].stretch.before
            trend.insert(0, reports.point(before, await survey.answers(database, office.id, before.first, before.last)))
        return Report(
            stretch=stretch,
            n=len(people),
            result=trend[-1].result,
            asked=reports.counted(answers),
            quotas=reports.quotas(people, await survey.populations(database, office.id, stretch), [unit.id for unit in office.units]),
            trend=tuple(trend),
            plans=await survey.plans(database, office.id, stretch),
        )

    async def plan(self, request: Request, visitor: Visitor) -> Response:
        """Stores how many people were served, and what is planned for elements."""
        member, form = self.here(request, visitor, *LEADERS), await read_form(request)
        stretch, office = self._stretch(request, member), self.library.offices[member.office]
        try:
            served = _served(form, ["", *(unit.id for unit in office.units)])
        except BadRequest as refused:
            typed = {key: str(value) for key, value in form.items() if key.startswith(("dilayani_", "rencana_"))}
            return await self._page(request, visitor, member, str(refused), **typed)
        plans = {element: text for element in Element if (text := str(form.get(f"rencana_{element}", "")).strip()[:LONGEST_PLAN])}
        async with self.database.transaction() as transaction:
            await survey.put_populations(transaction, office.id, stretch, served)
            stored_plans = await survey.plans(transaction, office.id, stretch)
            untouched = {element: text for element, text in stored_plans.items() if f"rencana_{element}" not in form}
            await survey.put_plans(transaction, office.id, stretch, {**untouched, **plans})
            audit = self.resources.ports(transaction).audit
            await audit.write(member.person, "survey_planned", f"{office.id}/{stretch.key}")
        return RedirectResponse(f"{HOME}/{office.id}/survei?masa={stretch.key}", status_code=303)

    async def download(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.here(request, visitor, *LEADERS), request.path_params["form"]
        if form not in {"pdf", "xlsx"}:
            raise NotHere
        stretch, office = self._stretch(request, member), self.library.offices[member.office]
        report = await self._report(office, stretch)
        name = f"skm-{office.id}-{stretch.key}.{form}"
        await self.note(member, "exported", f"{office.id}/skm", f"{form}, {stretch.key}, {report.n} jawaban")
        if form == "pdf":
            return sent(
                await asyncio.to_thread(to_pdf, survey_report.paper(report, office, self._services_without_fee(office))),
                name,
                "application/pdf",
            )
        words = [masked(word) for word in await survey.words(self.database, office.id, stretch.first, stretch.last)]
        return sent(await asyncio.to_thread(_workbook, survey_report.sheets(report, office, words)), name, XLSX)

    def _services_without_fee(self, office: Office) -> tuple[int, int]:
        """How many of the office's services cost nothing, by their standards, and how many there are."""
        services = self.library.services_of(office.id)
        fees = [service.component("biaya") for service in services]
        return sum(bool(fee and fee.items and all(_FREE.search(item.text) for item in fee.all_items)) for fee in fees), len(services)


def _served(form: FormData, units: Sequence[str]) -> dict[str, int]:
    """How many people each unit served, by the form; an empty field says nothing. Raises BadRequest for a wrong number."""
    given = {unit: text for unit in units if (text := str(form.get(f"dilayani_{unit}", "")).replace(".", "").strip())}
    if wrong := [text for text in given.values() if not 0 < (whole_number(text) or 0) <= MOST_PEOPLE]:
        raise BadRequest(f"“{wrong[0][:20]}” bukan jumlah orang. Tulis angka mulai 1, atau kosongkan.")
    return {unit: int(text) for unit, text in given.items()}


def _workbook(sheets: Sequence[workbook.Sheet]) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as temporary:
        path = Path(temporary.name)
        workbook.write(path, sheets)
        return path.read_bytes()
