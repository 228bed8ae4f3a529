"""A case on one page: story, evidence, talk, history with names, the timer with its explanation, and all allowed acts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.store.cases import complaints, desk_notes, search
from bot.store.cases import files as kept_files
from bot.store.databases.database import Conflict
from bot.store.people import people
from bot.web.desk.act_forms import typed, uploads
from bot.web.desk.acting import CASE, FIELDS, TOLD, Acting, told_of
from bot.web.desk.rows import row_of, urgency_of
from bot.web.desk.shortcuts import KEYS
from bot.web.desk.visitor_turn import place_of, turn_of
from bot.web.query import whole_number
from bot.web.staff.door import NotHere, read_form
from bot.web.staff.pages import HOME, short_moment
from bot.web.staff.visitor import Visitor
from handlers.case import action_steps, cards, case_changes, history_lines, photo_facts
from handlers.casework.access import StaffMember, actor, may_handle
from handlers.casework.complaint import Actor, Complaint
from handlers.casework.deciding import TAKE_BACK, allowed
from handlers.casework.events import Event, files_of_staff
from handlers.casework.masking import for_staff, said_to_staff
from handlers.casework.moves import CITIZENS, Action
from handlers.casework.payloads import Answered, Filed
from handlers.rules import OfficeRules
from handlers.talking.attachments import attachment_of
from handlers.talking.message import Attachment
from handlers.talking.wording import has, plain
from handlers.telling.case_words import category_name, due_words, proposed
from handlers.telling.reminders import late_words

LOOK_EVERY = 3.0
MOST_OTHERS = 50
"""Seconds between two checks whether the case has changed."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the history as the page shows it."""

    at: str
    who: str
    what: str
    said: str
    files: tuple[Attachment, ...]
    doubts: tuple[str, ...]
    inside: bool


class Case(Acting):
    """The page of a case and its parts; the acts are in `acting`."""

    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(CASE, self.show),
            self.door.page(f"{CASE}/berkas/{{sha256}}", self.file),
            self.door.page(f"{CASE}/kabar", self.news),
            *super().routes(),
        ]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        response = await self._page(visitor, request.path_params["number"], told=told_of(request))
        response.delete_cookie(TOLD, path=HOME)
        return response

    async def act(self, request: Request, visitor: Visitor) -> Response:
        """Performs an act. What is refused is explained on the page of the case, with the typed words still in the form."""
        try:
            return await super().act(request, visitor)
        except BadRequest as problem:
            return await self._refused(request, visitor, 400, str(problem))
        except Conflict:
            return await self._refused(request, visitor, 409, plain("web_desk.changed_meanwhile"))

    async def _refused(self, request: Request, visitor: Visitor, status: int, wrong: str) -> Response:
        form, action = await read_form(request), request.path_params["action"]
        wrong = "\n".join(filter(None, [wrong, plain("web_desk.choose_files_again") if uploads(form) else ""]))
        return await self._page(visitor, request.path_params["number"], status=status, wrong=wrong, typed={action: typed(form)})

    async def _page(self, visitor: Visitor, number: str, **facts: Any) -> Response:
        complaint = await self.seen(visitor, number)
        member = place_of(visitor, complaint)
        page_facts = {**await self._of_case(complaint, member), **await self._of_visitor(visitor, complaint, member)}
        return self.page("case", visitor, member, "queue", **{"typed": {}, **page_facts, **facts})

    async def _of_case(self, complaint: Complaint, member: StaffMember) -> dict[str, object]:
        """The facts of the case for everybody who may see it."""
        rules, names = self.rules(complaint.office), await self.names(complaint.office)
        who = actor(member.person, complaint, member)
        async with self.database.transaction() as transaction:
            events = await complaints.history(transaction, complaint.number)
            kept = await kept_files.of_complaint(transaction, complaint.number)
        of_staff = files_of_staff(events)
        evidence = [file for file in kept if file.ref not in of_staff]
        led = history_lines.targets(events, self.knowledge, names)
        others = await search.same_reporter(self.database, complaint, member, MOST_OTHERS)
        service = self.library.services.get(complaint.service or "")
        return {
            "case": for_staff(complaint),
            "row": row_of(complaint, rules, self.now, names),
            "urgency": urgency_of(complaint, rules, self.now),
            "category": category_name(complaint.category, rules),
            "due": due_words(complaint.due, rules),
            "account": cards.due_of_case(complaint, rules),
            "proposed": proposed(complaint, rules, reason=True),
            "proposed_by": names.get(complaint.pending.by, plain("cases.former_officer")) if complaint.pending else "",
            "late": [late_words(missed, rules, self.now) for missed in complaint.missed],
            "service": service.title if service else "",
            "evidence": evidence,
            "photo_lines": photo_facts.lines(evidence),
            "lines": [
                _line(event, rules, names, complaint, to if history_lines.is_told(event, who) else "", who)
                for event, to in zip(events, led, strict=True)
            ],
            "came": _came(events[0], names),
            "no_chat": "" if await people.has_address(self.database, complaint.reporter) else plain("web_desk.no_chat"),
            "others": [row_of(other, rules, self.now, names) for other in others.complaints],
            "more_others": others.more,
            "place": len(events),
            **_check_of(complaint, events, names),
        }

    async def _of_visitor(self, visitor: Visitor, complaint: Complaint, member: StaffMember) -> dict[str, object]:
        """What this visitor may know and do."""
        who = actor(visitor.person, complaint, *visitor.members)
        async with turn_of(self, visitor) as (turn, _):
            reporter = await cards.reporter_words(turn, complaint, who)
            persons = {
                Action.ACCUSE: await case_changes.may_be_accused(turn, complaint),
                Action.ABSOLVE: await case_changes.accused_members(turn, complaint),
            }
            blanks = action_steps.fields(turn, complaint.number, complaint.office, complaint.unit, complaint.received, complaint.due)
        rules, database = self.rules(complaint.office), self.database
        late = complaint.since is not None and self.now - complaint.since > TAKE_BACK
        offered = [action for action in allowed(complaint, who) if action in FIELDS and has(f"buttons.c_{action}")]
        acts = [action for action in offered if not (late and action is Action.RETRACT)]
        staff = [
            colleague
            for colleague in await people.staff(database, complaint.office)
            if may_handle(colleague, complaint) and colleague.is_there(self.now)
        ]
        return {
            "reporter": reporter,
            "may_check": Action.CONFIRM_CLOSING in acts,
            "keys": KEYS,
            "acts": [(action, plain(f"buttons.c_{action}"), FIELDS[action]) for action in acts],
            "officers": [(colleague.person, colleague.name) for colleague in staff],
            "persons": {action: [(one.person, one.name) for one in members] for action, members in persons.items()},
            "units": [unit for unit in rules.office.units if unit.id != complaint.unit],
            "offices": [office for office in self.library.offices.values() if office.id != complaint.office],
            "categories": [(key, category.name) for key, category in rules.policy.categories.items() if key != complaint.category],
            "templates": {
                action: [(template.name, template.filled(blanks)) for template in rules.policy.reply_templates if key in template.acts]
                for action, key in action_steps.TEMPLATE_ACTS.items()
            },
            "drafts": await desk_notes.drafts(database, visitor.person, complaint.number),
            "take_back": int(TAKE_BACK.total_seconds()),
            "watches": await desk_notes.watches(database, visitor.person, complaint.number),
            "today": self.now.astimezone(rules.office.zone).date(),
        }

    async def file(self, request: Request, visitor: Visitor) -> Response:
        """A file of the case, for those who may see the case."""
        complaint, sha256 = await self.seen(visitor, request.path_params["number"]), request.path_params["sha256"]
        async with self.database.transaction() as transaction:
            refs = {file.ref for file in await kept_files.of_complaint(transaction, complaint.number)}
        if sha256 not in refs or not (path := await asyncio.to_thread(self.resources.files.path, sha256)).exists():
            raise NotHere
        mime = await asyncio.to_thread(self.resources.files.mime, sha256)
        inline = mime.startswith(("image/", "audio/", "video/"))
        headers = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "private, no-store"}
        return FileResponse(
            path,
            media_type=mime or "application/octet-stream",
            headers=headers,
            filename=sha256[:12],
            content_disposition_type="inline" if inline else "attachment",
        )

    async def news(self, request: Request, visitor: Visitor) -> Response:
        """An event for each change of the case; ends with the server, or when the visitor may no longer see the case."""
        complaint = await self.seen(visitor, request.path_params["number"])
        last_line = whole_number(request.query_params.get("sejak", ""))
        return EventSourceResponse(self._changes(visitor, complaint.number, last_line), ping=20, shutdown_grace_period=5)

    async def _changes(self, visitor: Visitor, number: str, last_shown: int | None) -> AsyncIterator[ServerSentEvent]:
        """`shown`: the last line of the history on the page; without it, the current one."""
        address = f"meja:{visitor.person}:{number}"
        page = self.resources.webchat.open_page(address)
        last_told = await desk_notes.last_change(self.database, number) if last_shown is None else last_shown
        try:
            while not await _ended(page):
                now = await desk_notes.last_change(self.database, number)
                if now != last_told:
                    last_told = now
                    yield ServerSentEvent(event="changed", data=json.dumps({"place": now}))
        finally:
            self.resources.webchat.close_page(address, page)


async def _ended(page: asyncio.Queue[object]) -> bool:
    """Waits until the next look; True where the server stops."""
    try:
        async with asyncio.timeout(LOOK_EVERY):
            return await page.get() is None
    except TimeoutError:
        return False


def _check_of(complaint: Complaint, events: Sequence[Event], names: Mapping[int, str]) -> dict[str, object]:
    """What a second look compares: who ended the case, the citizens' evidence, the office's evidence."""
    closing = complaint.unchecked
    if closing is None:
        return {}
    ending = next(event for event in reversed(events) if event.at == closing.at and event.actor == closing.by)
    citizens_files = [file for event in events if event.role in CITIZENS for file in event.data.attachments]
    return {
        "closed_by": names.get(closing.by, plain("cases.former_officer")),
        "told_files": [attachment_of(file) for file in citizens_files],
        "proof": [attachment_of(file) for file in ending.data.attachments],
    }


def _came(first: Event, names: Mapping[int, str]) -> str:
    """How the case reached the office without a chat, and who wrote it down."""
    if not isinstance(first.data, Filed) or not first.data.via:
        return ""
    name = names.get(first.data.recorded_by or 0, plain("cases.former_officer"))
    return plain("web_desk.recorded", via=plain(f"via.{first.data.via}"), name=name)


def _line(event: Event, rules: OfficeRules, names: Mapping[int, str], complaint: Complaint, target: str, who: Actor) -> Line:
    """A line of the history. Staff are named; a citizen is named only by their part in the case."""
    role = plain(f"roles.{event.role}")
    name = names.get(event.actor or 0, "") if event.actor != complaint.reporter else ""
    text = said_to_staff(event, complaint) if event.action is not Action.FILE and history_lines.is_told(event, who) else ""
    return Line(
        at=short_moment(event.at, rules.office.zone),
        who=f"{name} ({role})" if name else role,
        what=": ".join(filter(None, [plain(f"done.{event.action}"), target])),
        said=text,
        files=tuple(attachment_of(file) for file in event.data.attachments),
        doubts=event.data.doubts if isinstance(event.data, Answered) else (),
        inside=event.action in history_lines.WORDS_INSIDE,
    )
