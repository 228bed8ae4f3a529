"""Acts at the desk: the same decide and apply as in the chat, with the answers of a form. An act that cannot be undone is shown for confirmation
first.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from urllib.parse import quote, unquote

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.store.cases import desk_notes
from bot.store.databases.database import Transaction, repeated
from bot.store.messages import outbox
from bot.web.desk.act_forms import uploads
from bot.web.desk.room import Room
from bot.web.desk.visitor_turn import place_of, turn_of
from bot.web.staff.door import NotHere, read_form
from bot.web.staff.pages import HOME, short_moment
from bot.web.staff.visitor import Visitor
from handlers.case import action_replies, action_steps, actions, case_changes, merging, photo_facts, protection
from handlers.case.action_steps import ALWAYS_CONFIRMED, LONGEST_WORDS
from handlers.case.dates import date_written, why_no_date
from handlers.case.said_twice import said_already
from handlers.casework import number as numbers
from handlers.casework.complaint import Complaint, Refused
from handlers.casework.masking import for_staff
from handlers.casework.moves import Action
from handlers.desk import mentions
from handlers.rules import OfficeRules
from handlers.talking.dialogue import Answers, NewAnswers
from handlers.talking.message import Attachment, Notice
from handlers.talking.turn import Turn
from handlers.talking.wording import plain
from handlers.telling.case_words import excerpt

CASE = f"{HOME}/kasus/{{number}}"
TOLD = "kabar"
FIELDS: Mapping[Action, tuple[str, ...]] = {
    Action.TAKE: (),
    Action.RELEASE: (),
    Action.APPROVE: (),
    Action.RAISE: ("text",),
    Action.LOWER: ("text",),
    Action.ACCEPT_OFFER: (),
    Action.RETRACT: (),
    Action.RETURN_OFFER: ("text",),
    Action.CONFIRM_CLOSING: (),
    Action.RETURN_CLOSING: ("text",),
    Action.LIFT: ("text",),
    Action.ANSWER: ("text", "files"),
    Action.ASK: ("text",),
    Action.INFORM: ("text", "files"),
    Action.NOTE: ("text", "files"),
    Action.TRANSFER: ("target", "text"),
    Action.CATEGORIZE: ("category", "text"),
    Action.REQUEST_EXTENSION: ("until", "text"),
    Action.DENY: ("text",),
    Action.ASSIGN: ("officer",),
    Action.REJECT: ("kind", "where", "into", "text"),
    Action.MERGE: ("into",),
    Action.ACCUSE: ("person", "text"),
    Action.ABSOLVE: ("person", "text"),
    Action.OPEN_IDENTITY: ("text",),
}
"""The fields of the form of each act."""
OPENED_FOR = timedelta(minutes=5)
"""For this long an opened identity can be looked at again; the same act within it is the same opening."""
MOVED_FROM = "moved"
"""The answer that says that another day is taken than the one which was chosen."""
SHOWN_AGAIN = ALWAYS_CONFIRMED | {Action.TRANSFER}


class _TrialOver(Exception):
    """Everything was allowed; ends the transaction without storing anything."""


class Acting(Room):
    def routes(self) -> list[BaseRoute]:
        return [
            self.door.deed(f"{CASE}/tindakan/{{action}}", self.act),
            self.door.deed(f"{CASE}/draf/{{action}}", self.draft),
            self.door.page(f"{CASE}/identitas", self.opened),
            self.door.deed(f"{CASE}/pantau", self.watch),
        ]

    async def act(self, request: Request, visitor: Visitor) -> Response:
        number, action, form = request.path_params["number"], _action(request), await read_form(request)
        complaint = await self.seen(visitor, number)
        answers = self._signed(form, visitor, number, action) or await self._answers(form, action, self.rules(complaint.office))
        answers = await self._with_whole_number(visitor, complaint, answers)
        if (action in SHOWN_AGAIN or MOVED_FROM in answers) and "yakin" not in form:
            await self._perform(visitor, complaint, action, answers, trial=True)
            await self._keep_draft(visitor, number, action, str(answers.get("text", "")))  # for "Batal"; the page may have sent it later
            return await self._shown_again(visitor, complaint, action, answers)
        if action is Action.OPEN_IDENTITY:  # an identity must not be stored in a cookie: it has a page of its own
            if await self._opened_lately(visitor, number) is None:
                await self._perform(visitor, complaint, action, answers)
            return RedirectResponse(f"{HOME}/kasus/{number}/identitas", status_code=303)
        return _back(number, await self._perform(visitor, complaint, action, answers))

    async def opened(self, request: Request, visitor: Visitor) -> Response:
        """The identity that this visitor opened a moment ago. Reloading opens nothing and tells nobody; later the way is the act again."""
        number = request.path_params["number"]
        complaint = await self.seen(visitor, number)
        message = await self._opened_lately(visitor, number)
        if message is None:
            return RedirectResponse(f"{HOME}/kasus/{number}", status_code=303)
        return self.page("opened", visitor, place_of(visitor, complaint), "queue", number=number, said=message)

    async def _opened_lately(self, visitor: Visitor, number: str) -> str | None:
        """The text with the identity, if this visitor opened it within the last minutes; else None."""
        async with turn_of(self, visitor) as (turn, _):
            past = await turn.ports.complaints.history(number)
            mine = (event for event in past if event.action is Action.OPEN_IDENTITY and event.actor == visitor.person)
            if not any(self.now - event.at <= OPENED_FOR for event in mine):
                return None
            return (await actions.identity_words(turn, number)).plain

    async def seen(self, visitor: Visitor, number: str) -> Complaint:
        """The case, if this visitor may see it."""
        async with turn_of(self, visitor) as (turn, _):
            complaint = await case_changes.visible(turn, number)
        if complaint is None:
            raise NotHere
        place_of(visitor, complaint)
        return complaint

    async def _perform(self, visitor: Visitor, complaint: Complaint, action: Action, answers: Answers, *, trial: bool = False) -> str:
        """Performs the act; returns the message about it. A refused act changes nothing except the audit. A successful trial leaves no trace."""
        problem, message = await repeated(self._tried, visitor, complaint, action, answers, trial=trial)
        self.resources.committed()
        if problem:
            raise BadRequest(problem)
        return message

    async def _tried(self, visitor: Visitor, complaint: Complaint, action: Action, answers: Answers, *, trial: bool) -> tuple[str, str]:
        """The refusal and the message of the act; the act is decided again if somebody else changed the case at the same moment."""
        problem = message = ""
        with suppress(_TrialOver):
            async with turn_of(self, visitor) as (turn, transaction):
                try:
                    message = await self._performed(turn, transaction, complaint, action, answers)
                except Refused as refused:
                    problem = (await action_replies.refusal(turn, refused, complaint.number)).plain
                    stopped = await protection.note_stop(turn, complaint) if refused.why == "leak" else ()
                    await self.send(transaction, stopped)
                if trial and not problem:
                    raise _TrialOver
        return problem, message

    async def _performed(self, turn: Turn, transaction: Transaction, complaint: Complaint, action: Action, answers: Answers) -> str:
        if twice := await self._said_already(turn, complaint, action, answers):
            return twice
        done, reply = await actions.perform(turn, action, complaint.number, answers)
        watchers = await desk_notes.watchers(transaction, complaint.number)
        staff = await turn.ports.people.staff(done.complaint.office)
        await self.send(transaction, (*done.notices, *mentions.mention_notices(done.complaint, done.event, staff, watchers)))
        await desk_notes.keep_draft(transaction, turn.person, complaint.number, action, "", self.now)
        if action is Action.RETRACT:  # what was sent too early can be put right
            await desk_notes.keep_draft(transaction, turn.person, complaint.number, Action.ANSWER, complaint.answer, self.now)
        return reply.text.plain

    async def _said_already(self, turn: Turn, complaint: Complaint, action: Action, answers: Answers) -> str:
        """When the same was sent before, so that it is not sent twice; empty where it was not."""
        past, files = await turn.ports.complaints.history(complaint.number), [file["ref"] for file in answers.get("attachments", ())]
        before = said_already(past, turn.person, action, str(answers.get("text", "")), self.now, files)
        return plain("web_desk.said_already", at=short_moment(before.at, self.rules(complaint.office).office.zone)) if before else ""

    async def send(self, transaction: Transaction, notices: tuple[Notice, ...]) -> None:
        """Stores letters to everybody concerned, in the transaction of the act."""
        await outbox.add(transaction, await self.resources.post.notices(transaction, notices), self.now)

    async def _answers(self, form: FormData, action: Action, rules: OfficeRules) -> NewAnswers:
        """The answers of the form, in the form in which the chat would have them."""
        answers: NewAnswers = {key: str(form.get(key, "")).strip() for key in FIELDS[action] if key != "files"}
        if len(answers.get("text", "")) > LONGEST_WORDS:
            raise BadRequest(plain("intake.too_long", most=LONGEST_WORDS))
        if "until" in answers:
            answers |= self._closing(answers["until"], rules)
        if "into" in answers:
            answers["into"] = numbers.find(answers["into"]) or answers["into"]
        if "files" in FIELDS[action]:
            stored_files = [await self._stored(upload) for upload in uploads(form)]
            answers |= {"attachments": photo_facts.noted(stored_files)} if stored_files else {}
        return {**answers, "office": rules.office.id}

    async def _with_whole_number(self, visitor: Visitor, complaint: Complaint, answers: NewAnswers) -> NewAnswers:
        """The answers with the whole number of another case of which only the last letters were written, as the search takes them."""
        into = str(answers.get("into", ""))
        if not into or numbers.find(into):
            return answers
        async with turn_of(self, visitor) as (turn, _):
            return {**answers, "into": await merging.with_tail(turn, complaint.office, into) or into}

    async def _stored(self, file: UploadFile) -> Attachment:
        content = await file.read(self.resources.files.most_bytes + 1)
        return await asyncio.to_thread(self.resources.files.keep, content, file.filename or "")

    def _closing(self, text: str, rules: OfficeRules) -> dict[str, str]:
        """The last closing time of the chosen working day, or of the next working day, as in the chat."""
        calendar = rules.calendar
        today = calendar.local_date(self.now)
        if (chosen := date_written(text, today)) is None:
            raise BadRequest(why_no_date(text, today).plain)
        until = {"until": calendar.closing(calendar.working_day_on_or_after(chosen)).isoformat()}
        moved = action_steps.closed_day(calendar, text, self.now)
        return {**until, MOVED_FROM: moved.plain} if moved else until

    async def _shown_again(self, visitor: Visitor, complaint: Complaint, action: Action, answers: Answers) -> Response:
        """Shows the words for confirmation, signed."""
        member, body = place_of(visitor, complaint), json.dumps(answers, ensure_ascii=False)
        names = {office.id: office.name for office in self.library.offices.values()}
        names |= {unit.id: unit.name for unit in self.rules(complaint.office).office.units}
        files = [attachment.get("name", "") for attachment in answers.get("attachments", ())]
        fields_shown = {**dict.fromkeys(("kind", "where", "into", "text", "person", MOVED_FROM), ""), **answers}
        facts = {"case": for_staff(complaint), "action": action, "answers": fields_shown, "files": files, "body": body}
        accused = (await self.names(complaint.office)).get(int(answers["person"]), "") if "person" in answers else ""
        other = await self._about(visitor, str(answers.get("into", "")))
        back = plain(f"acting.{action_steps.way_back(action)}") if action in ALWAYS_CONFIRMED else ""
        target = names.get(answers.get("target", "").partition(".")[2], "")
        sign = self.resources.vault.hash(body, _purpose(visitor, complaint.number, action))
        return self.page("sure", visitor, member, "queue", sign=sign, target=target, accused=accused, other=other, back=back, **facts)

    async def _about(self, visitor: Visitor, number: str) -> str:
        """What the other case is about, as far as this visitor may see it."""
        with suppress(NotHere):
            case = await self.seen(visitor, number)
            return plain("notices.hidden") if case.confidential else excerpt(for_staff(case).text, 200)
        return ""

    def _signed(self, form: FormData, visitor: Visitor, number: str, action: Action) -> NewAnswers | None:
        """The confirmed answers; None where the form is the first one."""
        if "isi" not in form:
            return None
        body = str(form["isi"])
        if not self.resources.vault.same(body, _purpose(visitor, number, action), str(form.get("tanda", ""))):
            raise BadRequest("Isian itu tidak terbaca. Kembali lalu coba lagi.")
        signed_answers: NewAnswers = json.loads(body)
        return signed_answers

    async def draft(self, request: Request, visitor: Visitor) -> Response:
        number, action, form = request.path_params["number"], _action(request), await read_form(request)
        complaint, text = await self.seen(visitor, number), str(form.get("text", "")).strip()[:LONGEST_WORDS]
        async with turn_of(self, visitor) as (turn, _):
            is_sent = bool(await self._said_already(turn, complaint, action, {"text": text}))
        await self._keep_draft(visitor, number, action, "" if is_sent else text)  # the page may keep it a moment after it was sent
        return _back(number, plain("web_desk.draft_without_files" if uploads(form) else "web_desk.draft_kept"))

    async def _keep_draft(self, visitor: Visitor, number: str, action: Action, text: str) -> None:
        async with self.database.transaction() as transaction:
            await desk_notes.keep_draft(transaction, visitor.person, number, action, text, self.now)

    async def watch(self, request: Request, visitor: Visitor) -> Response:
        number, form = request.path_params["number"], await read_form(request)
        await self.seen(visitor, number)
        on = form.get("pantau") == "1"
        async with self.database.transaction() as transaction:
            await desk_notes.watch(transaction, visitor.person, number, on=on)
        return _back(number, plain("web_desk.watching" if on else "web_desk.not_watching"))


def told_of(request: Request) -> str:
    """The message of the last act, for the page that follows it."""
    return unquote(request.cookies.get(TOLD, ""))


def _back(number: str, message: str) -> Response:
    response = RedirectResponse(f"{HOME}/kasus/{number}", status_code=303)
    response.set_cookie(TOLD, quote(message[:800]), max_age=60, path=HOME, httponly=True, samesite="lax")
    return response


def _action(request: Request) -> Action:
    text = request.path_params["action"]
    if text not in {action.value for action in FIELDS}:
        raise NotHere
    return Action(text)


def _purpose(visitor: Visitor, number: str, action: Action) -> str:
    return f"act:{visitor.person}:{number}:{action}"
