"""An officer files a report for somebody at the counter, in a letter or by telephone; the slip with number, PIN and codes is printed at once."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest, SettingsError
from bot.store.databases.database import repeated
from bot.store.people import people
from bot.vault import new_token
from bot.web.desk.acting import Acting
from bot.web.desk.room import OFFICE
from bot.web.desk.visitor_turn import turn_of
from bot.web.entries import code_picture, entries
from bot.web.staff.door import read_form
from bot.web.staff.pages import HOME
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember, may_see
from handlers.casework.complaint import Complaint, Identity
from handlers.casework.moves import Role, State
from handlers.reporting.filing import Filed
from handlers.reporting.filing_for import Statement, Via, file_for
from handlers.reporting.story import LONGEST_STORY, SHORTEST_STORY
from handlers.rules import OfficeRules
from handlers.talking.message import Attachment
from handlers.talking.wording import plain
from handlers.telling.case_words import due_words
from handlers.telling.recipients import resolve
from handlers.telling.reminders import doors

RECEIVERS = ("petugas", "pengawas", "admin")
LONGEST_LINE = 300
OLDEST = timedelta(days=60)
SLIP = "slip"
SHOWN_FOR = timedelta(minutes=10)
"""For this long a slip can be looked at again by who made it."""
NOON = time(12)
_LINES = {"nama": "name", "kontak": "contact", "kapan": "occurred", "tempat": "place", "layanan": "service"}


class _LimitPassed(Exception):
    """The limit of an old letter has already passed, so the head would be told at once; nothing is filed until the officer knows this."""

    def __init__(self, due: str, limit: str) -> None:
        super().__init__(due)
        self.due, self.limit = due, limit


class Receiving(Acting):
    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(f"{OFFICE}/terima", self.show),
            self.door.deed(f"{OFFICE}/terima", self.receive),
            self.door.page(f"{OFFICE}/terima/slip/{{number}}", self.slip),
        ]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        return self._form(visitor, self.here(request, visitor, *RECEIVERS), {})

    def _form(self, visitor: Visitor, member: StaffMember, typed: Mapping[str, str], wrong: str = "") -> Response:
        """The form with what was typed and what is wrong with it; chosen files must be chosen again."""
        today = self.now.astimezone(self.rules(member.office).office.zone).date()
        facts = {
            "ways": Via,
            "modes": Identity,
            "services": self.library.services_of(member.office),
            "today": today,
            "typed": defaultdict(str, typed),
            "wrong": wrong,
        }
        once = typed.get("sekali") or new_token()
        form_page = self.page("receiving", visitor, member, "receiving", earliest=today - OLDEST, once=once, **facts)
        form_page.status_code = 400 if wrong else 200
        return form_page

    async def receive(self, request: Request, visitor: Visitor) -> Response:
        """Files the report and leads to the slip, the only place with the PIN. A form that is sent twice files once."""
        member, form = self.here(request, visitor, *RECEIVERS), await read_form(request)
        rules, once = self.rules(member.office), f"terima/{str(form.get('sekali', ''))[:80]}"
        try:
            statement = replace(_statement(form, rules, self.now), files=await self._files(form))
        except BadRequest as refused:
            return self._form(visitor, member, {key: str(value) for key, value in form.items() if isinstance(value, str)}, str(refused))
        try:
            filed = await repeated(self._file, visitor, member, statement, once, late_too="tetap" in form)
        except _LimitPassed as passed:
            fields = [(name, value) for name, value in form.multi_items() if name != "kunci" and isinstance(value, str)]
            facts = {"due": passed.due, "limit": passed.limit, "fields": fields, "has_files": bool(statement.files)}
            return self.page("old_letter", visitor, member, "receiving", **facts)
        self.resources.committed()
        return self._to_slip(request, visitor, member, filed)

    async def _file(self, visitor: Visitor, member: StaffMember, statement: Statement, once: str, *, late_too: bool) -> Filed:
        async with turn_of(self, visitor) as (turn, transaction):
            await people.hold(transaction, visitor.person)
            if await turn.ports.audit.count(visitor.person, "form_sent", once):
                raise BadRequest(plain("web_desk.filed_already"))
            filed = await file_for(turn, member, await people.somebody(transaction, self.now), statement)
            case, rules = filed.complaint, self.rules(member.office)
            if case.due and case.due < self.now and not late_too:
                raise _LimitPassed(due_words(case.due, rules), rules.policy.all_categories[case.category].limit.words)
            await turn.ports.audit.write(visitor.person, "form_sent", once)
            await turn.ports.audit.write(visitor.person, "filed_for", filed.complaint.number)
            await self.send(transaction, filed.notices)
            return filed

    async def _files(self, form: FormData) -> tuple[Attachment, ...]:
        return tuple([await self._stored(upload) for upload in form.getlist("files") if isinstance(upload, UploadFile) and upload.size])

    def _to_slip(self, request: Request, visitor: Visitor, member: StaffMember, filed: Filed) -> Response:
        """Leads to the slip, so that going back to it sends nothing again; its PIN lies sealed in this browser for a while."""
        path = f"{HOME}/{member.office}/terima/slip/{filed.complaint.number}"
        sealed = self.resources.vault.seal_text(json.dumps([visitor.person, filed.pin, (self.now + SHOWN_FOR).isoformat()]))
        response = RedirectResponse(path, status_code=303)
        secure, age = request.url.scheme == "https", int(SHOWN_FOR.total_seconds())
        response.set_cookie(SLIP, sealed, max_age=age, path=path, httponly=True, samesite="lax", secure=secure)
        return response

    async def slip(self, request: Request, visitor: Visitor) -> Response:
        """The slip for whoever has just filed the report, in the same browser; afterwards only that it is shown no more."""
        member, number = self.here(request, visitor, *RECEIVERS), request.path_params["number"]
        minutes = int(SHOWN_FOR.total_seconds() // 60)
        pin = self._pin(request.cookies.get(SLIP, ""), visitor)
        async with turn_of(self, visitor) as (turn, _):
            case = await turn.ports.complaints.get(number) if pin else None
            staff = await turn.ports.people.staff(member.office)
        if case is None or case.office != member.office:
            return self.page("slip_over", visitor, member, "receiving", minutes=minutes)
        rules = self.rules(case.office)
        ways = [*await entries(self.resources, case.number, case.office), (plain("channels.web"), self.resources.site)]
        codes = [(name, address, await asyncio.to_thread(code_picture, address)) for name, address in ways]
        facts = {
            "due": due_words(case.due, rules),
            "is_late": case.due is not None and case.due < self.now,
            "outside": plain("reject_said.outside", doors=doors(rules)) if case.state is State.REJECTED else "",
            "closed_to": "" if may_see(member, case) else _who_has(case, staff, self.now),
        }
        return self.page("slip", visitor, member, "receiving", case=case, pin=pin, minutes=minutes, codes=codes, **facts)

    def _pin(self, sealed: str, visitor: Visitor) -> str:
        """The PIN in the cookie of this visitor; empty where there is none or its time is over."""
        try:
            person, pin, until = json.loads(self.resources.vault.open_text(sealed)) if sealed else (None, "", "")
        except SettingsError:  # it was sealed with a key that is no longer there
            return ""
        return str(pin) if person == visitor.person and self.now < datetime.fromisoformat(until) else ""


def _who_has(case: Complaint, staff: Sequence[StaffMember], now: datetime) -> str:
    """By their function, who has a case that is closed to the member who wrote it down."""
    if case.state is State.REJECTED:
        return plain("web_desk.closed_to_you.nobody")
    people = resolve({Role.OFFICER}, case, staff, now)
    roles = {role for member in staff if member.person in people for role in member.roles}
    leading = (Role.EXAMINER, Role.SUPERVISOR, Role.HEAD) if case.examined_by else (Role.OFFICER, Role.SUPERVISOR, Role.HEAD)
    who = next((role for role in leading if role in roles), Role.SUPERVISOR)
    return plain(f"web_desk.closed_to_you.{Role.HEAD if case.examined_by is Role.HEAD else who}")


def _statement(form: FormData, rules: OfficeRules, now: datetime) -> Statement:
    """The statement in the form. Raises BadRequest where it cannot be filed."""
    lines = {name: str(form.get(key, "")).strip() for key, name in _LINES.items()}
    story, via, mode = str(form.get("isi", "")).strip(), str(form.get("lewat", "")), str(form.get("identitas", ""))
    if via not in set(Via) or mode not in set(Identity):
        raise BadRequest(plain("web_desk.how_it_came"))
    if not SHORTEST_STORY <= len(story) <= LONGEST_STORY:
        raise BadRequest(plain("web_desk.story_length", least=SHORTEST_STORY, most=LONGEST_STORY))
    if any(len(line) > LONGEST_LINE for line in lines.values()):
        raise BadRequest(plain("intake.too_long", most=LONGEST_LINE))
    if mode == Identity.ANONYMOUS:
        lines |= {"name": "", "contact": ""}
    elif not lines["name"]:
        raise BadRequest(plain("web_desk.name_missing"))
    received = _received(str(form.get("diterima", "")), rules, now)
    return Statement(
        via=Via(via),
        received=received,
        story=story,
        identity=Identity(mode),
        name=lines["name"],
        contact=lines["contact"],
        occurred=lines["occurred"],
        place=lines["place"],
        service=lines["service"],
        urgent="darurat" in form,
    )


def _received(text: str, rules: OfficeRules, now: datetime) -> datetime:
    """The moment of receipt (UTC): now for today, else noon of that day; a letter counts from the day it arrived."""
    zone = rules.office.zone
    today = now.astimezone(zone).date()
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError as error:
        raise BadRequest(plain("acting.date_unknown")) from error
    if not today - OLDEST <= day <= today:
        raise BadRequest(plain("web_desk.received_when", days=OLDEST.days))
    return now if day == today else datetime.combine(day, NOON, tzinfo=zone).astimezone(UTC)
