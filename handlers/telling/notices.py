"""What is told to whom when something happens to a complaint: values for the outbox. Pure.

Nothing a notification shows gives away what the rules hide: of a confidential report it carries the number and a button, no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint, Event
from handlers.casework.ladder import Recipient
from handlers.casework.moves import OPEN, Action, Role, State
from handlers.rules import OfficeRules
from handlers.talking.buttons import Act, OpenCase, Rate
from handlers.talking.message import Attachment, AttachmentKind, Audience, Choice, LetterKind, Notice, Reply, Text
from handlers.talking.wording import button, has, moment, plain, say
from handlers.telling.recipients import resolve
from knowledge.policy import INQUIRY

EXCERPT = 300
SOLVED = "solved"
ADD_JOINED = "add_joined"
"""What an officer is told when somebody whose report was merged adds to the main one: it carries their words."""


@dataclass(frozen=True, kw_only=True)
class _Told:
    """To whom and as what, which sentence, which buttons; `mine` is the number under which a merged report's reporter knows it."""

    to: Recipient | int
    audience: Audience
    event: str
    choices: tuple[Choice, ...] = ()
    urgent: bool = False
    mine: str = ""

    @property
    def key(self) -> str:
        """The sentence, in the wording under `notices`."""
        return f"{self.audience}.{self.event}"


def of_event(*, before: Complaint, after: Complaint, event: Event, staff: Sequence[StaffMember], rules: OfficeRules) -> tuple[Notice, ...]:
    """Everyone concerned hears of the event, except who did it."""
    told = _citizen_side(before, after, event) + _staff_side(before, after, event)
    made: list[Notice] = []
    for one in told:
        people = {one.to} if isinstance(one.to, int) else resolve([one.to], after, staff, event.at)
        hidden = after.confidential and one.audience.is_staff
        text = _sentence(one, before, after, event, rules, hidden=hidden)
        number = one.mine or after.number
        attachments = () if hidden or one.audience is Audience.FOLLOWER else _shown_files(event)
        for person in sorted(people - {event.actor}):
            made.append(
                Notice(
                    person=person,
                    reply=Reply(text=text, choices=one.choices, attachments=attachments, template=_template(one), parameters=(number,)),
                    key=f"case:{number}:{event.at.isoformat()}:{event.action}:{one.key}:{person}",
                    kind=LetterKind.CASE,
                    audience=one.audience,
                    event=one.event,
                    urgent=one.urgent,
                    complaint=number,
                    not_before=None if one.urgent or one.audience.is_staff else rules.quiet_until(event.at),
                )
            )
    return tuple(made)


def _citizen_side(before: Complaint, after: Complaint, event: Event) -> list[_Told]:
    """What the reporter and the followers hear."""
    choices = reporter_choices(after)
    named = has(f"notices.reporter.{event.action}")
    told = [_Told(to=after.reporter, audience=Audience.REPORTER, event=event.action, choices=choices)] if named else []
    if event.action is Action.APPROVE or (not named and after.due != before.due and _moved(before, after)):
        told = [*told, _Told(to=after.reporter, audience=Audience.REPORTER, event="due_moved", choices=choices)]
    if event.action in {Action.TAKE, Action.ANSWER, Action.REJECT, Action.LAPSE, Action.ACCEPT}:
        shown = case_button(after.number)
        told += [_Told(to=follower, audience=Audience.FOLLOWER, event="progress", choices=shown) for follower in after.followers]
    if event.action is Action.MERGE:
        told += [_told_of_merging(follower, after) for follower in after.followers]
    if merged := _merged_event(before, after, event):
        told += [
            _Told(to=person, audience=Audience.MERGED, event=merged, choices=_merged_choices(mine, after), mine=mine)
            for mine, person in after.merged
        ]
    return told


def _told_of_merging(follower: int, after: Complaint) -> _Told:
    """Who follows goes along to the report that lives on; the reporter at another address keeps the number as at the first."""
    if follower in after.proven:
        return _Told(to=follower, audience=Audience.REPORTER, event="merge", choices=case_button(after.number))
    return _Told(to=follower, audience=Audience.FOLLOWER, event="merge", choices=case_button(after.merged_into or after.number))


def _merged_event(before: Complaint, after: Complaint, event: Event) -> str | None:
    """What the reporters hear whose reports were merged into this one; one that ends before it was answered lets theirs go instead."""
    if after.ended and not before.ended and after.state is not State.REJECTED:
        return "closed" if after.answer else None
    if has(f"notices.merged.{event.action}"):
        return event.action
    return "due_moved" if after.due != before.due and _moved(before, after) else None


def _merged_choices(mine: str, main: Complaint) -> tuple[Choice, ...]:
    return case_button(mine) if main.state in OPEN else (button(Rate(mine), "rate"), *case_button(mine))


def case_button(number: str) -> tuple[Choice, ...]:
    return (button(OpenCase(number), "details"),)


def _moved(before: Complaint, after: Complaint) -> bool:
    """A new due moment that is news: not the clock standing still or running on, not the end."""
    return bool(before.due and after.due and after.state is not State.RESOLVED and before.state is after.state)


def reporter_choices(complaint: Complaint) -> tuple[Choice, ...]:
    number = complaint.number
    if complaint.state is State.RESOLVED:
        return (
            button(Act(Action.ACCEPT, number), "content"),
            button(Act(Action.REOPEN, number), "not_content"),
            button(OpenCase(number), "details"),
        )
    if complaint.state is State.WAITING:
        return (button(Act(Action.REPLY, number), "reply_now"), button(OpenCase(number), "details"))
    if complaint.state in {State.CLOSED, State.REJECTED} and complaint.merged_into is None:
        return (button(Rate(number), "rate"), button(OpenCase(number), "details"))
    return (button(OpenCase(number), "details"),)


_TO_UNIT = frozenset({Action.FILE, Action.TRANSFER, Action.RELEASE, Action.REVIVE})
_TO_OFFICER = frozenset(
    {
        Action.REPLY,
        Action.ADD,
        Action.WITHDRAW,
        Action.REOPEN,
        Action.ACCEPT,
        Action.APPROVE,
        Action.DENY,
        Action.ASSIGN,
        Action.RATE,
        Action.RECALCULATE,
    }
)
_TO_SUPERVISOR = frozenset({Action.REOPEN, Action.REQUEST_CATEGORY, Action.REQUEST_EXTENSION, Action.RAISE})


def _staff_side(before: Complaint, after: Complaint, event: Event) -> list[_Told]:
    """What officers and supervisors hear."""
    told: list[_Told] = []
    open_case = (button(OpenCase(after.number), "open"),)
    supervised = supervisor_choices(after)
    urgent = after.urgent and event.action in {Action.FILE, Action.RAISE}
    if event.action in _TO_UNIT and not (event.action is Action.FILE and after.urgent):
        told.append(_Told(to=Recipient.UNIT, audience=Audience.UNIT, event="new", choices=new_choices(after.number)))
    disputed = event.action is Action.RATE and event.data.get("outcome", SOLVED) != SOLVED
    if event.action in _TO_OFFICER and not disputed and not (event.action is Action.REOPEN and after.officer is None):
        told.append(_Told(to=Recipient.OFFICER, audience=Audience.OFFICER, event=_officer_event(after, event), choices=open_case))
    if event.action in _TO_SUPERVISOR:
        told.append(_to_supervisor(event.action, supervised, urgent=urgent))
    if disputed:  # goes past the one who answered
        told.append(_to_supervisor("dispute", supervised))
    if event.data.get("doubts"):
        told.append(_to_supervisor("doubts", open_case))
    if event.action is Action.ASSIGN and before.officer not in (None, after.officer):
        told.append(_Told(to=before.officer or 0, audience=Audience.OFFICER, event="unassigned"))
    return told


def _to_supervisor(event: str, choices: tuple[Choice, ...], *, urgent: bool = False) -> _Told:
    return _Told(to=Recipient.SUPERVISOR, audience=Audience.SUPERVISOR, event=event, choices=choices, urgent=urgent)


def _officer_event(after: Complaint, event: Event) -> str:
    """What the officer hears; it tells a follower and a further reporter from the reporter, who may write from another address."""
    by_another = {Role.FOLLOWER: "add_follower", Role.JOINED: ADD_JOINED}.get(event.role)
    return by_another if by_another and event.actor not in after.proven else event.action


def new_choices(number: str) -> tuple[Choice, ...]:
    return (button(Act(Action.TAKE, number), "take"), button(OpenCase(number), "open"))


def supervisor_choices(complaint: Complaint) -> tuple[Choice, ...]:
    open_case = button(OpenCase(complaint.number), "open")
    if complaint.pending:
        return (button(Act(Action.APPROVE, complaint.number), "approve"), button(Act(Action.DENY, complaint.number), "deny"), open_case)
    return (button(Act(Action.ASSIGN, complaint.number), "assign"), open_case) if complaint.state in OPEN else (open_case,)


def _sentence(told: _Told, before: Complaint, after: Complaint, event: Event, rules: OfficeRules, *, hidden: bool) -> Text:
    if hidden and told.audience is Audience.UNIT:
        return say("notices.unit.new_confidential", number=after.number)
    return say(f"notices.{told.key}", **_facts(before, after, event, rules, hidden=hidden), mine=told.mine or event.data.get("mine", ""))


def _facts(before: Complaint, after: Complaint, event: Event, rules: OfficeRules, *, hidden: bool) -> dict[str, Any]:
    said = plain("notices.hidden") if hidden else str(event.data.get("text", ""))
    return {
        "what": plain(f"notices.what.{'question' if after.category == INQUIRY else 'complaint'}"),
        "number": after.number,
        "office": rules.office.name,
        "unit": rules.office.unit(after.unit).name,
        "category": category_name(after.category, rules),
        "due": due_words(after.due, rules),
        "text": said,
        "reason": plain("notices.hidden") if hidden else (before.pending.reason if before.pending else said),
        "excerpt": plain("notices.hidden") if hidden else excerpt(after.text),
        "state": plain(f"states.{after.state}"),
        "requested": requested(after, rules),
        "urgent": plain("cases.urgent_mark") if after.urgent else "",
        "stars": "★" * int(event.data.get("stars", 0)),
        "outcome": plain(f"rating.{event.data.get('outcome', SOLVED)}"),
        "doubts": "\n".join(f"• {doubt}" for doubt in event.data.get("doubts", ())),
        "into": str(event.data.get("into", "")),
    }


def requested(complaint: Complaint, rules: OfficeRules) -> str:
    pending = complaint.pending
    if pending is None:
        return ""
    if pending.kind is Action.REQUEST_CATEGORY:
        return category_name(pending.value, rules)
    return due_words(datetime.fromisoformat(pending.value), rules)


def _shown_files(event: Event) -> tuple[Attachment, ...]:
    """Files that belong to what is said between officer and reporter."""
    if event.action not in {Action.ANSWER, Action.INFORM, Action.ASK, Action.REPLY, Action.ADD}:
        return ()
    return tuple(attachment_from_json(one) for one in event.data.get("attachments", ()))


def attachment_to_json(attachment: Attachment) -> dict[str, Any]:
    facts = {"facts": dict(attachment.facts)} if attachment.facts else {}
    return {
        "kind": attachment.kind.value,
        "ref": attachment.ref,
        "name": attachment.name,
        "mime": attachment.mime,
        "size": attachment.size,
        **facts,
    }


def for_history(attachment: Attachment) -> dict[str, Any]:
    """What the history keeps of a file: not what a photo told, which can be taken back."""
    return attachment_to_json(replace(attachment, facts={}))


def attachment_from_json(data: dict[str, Any]) -> Attachment:
    return Attachment(**{**data, "kind": AttachmentKind(data["kind"])})


_TEMPLATES = {
    "reporter.ask": "pertanyaan_petugas",
    "reporter.answer": "jawaban_siap",
    "reporter.due_moved": "tenggat_bergeser",
    "unit.new": "petugas_pengaduan_baru",
}


def _template(told: _Told) -> str:
    return _TEMPLATES.get(told.key, "petugas_pengingat" if told.audience.is_staff else "status_berubah")


def category_name(category: str, rules: OfficeRules) -> str:
    known = rules.policy.all_categories.get(category)
    return known.name if known else category


def due_words(due: datetime | None, rules: OfficeRules) -> str:
    """The due moment in the office's zone; the clock standing still has words of its own."""
    return moment(due, rules.office.zone) if due else plain("cases.clock_stopped")


def excerpt(text: str, limit: int = EXCERPT) -> str:
    """The beginning of a text, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + " …"


def of_lost_alert(lost: Notice, name: str, person: int) -> Notice:
    """An officer could not be reached anywhere: whoever supervises hears of it, and of the case, not what was said."""
    number = lost.complaint
    text = say("addresses.lost", name=name, about=plain("addresses.about", number=number) if number else "")
    return Notice(
        person=person,
        reply=Reply(
            text=text,
            choices=(button(OpenCase(number), "open"),) if number else (),
            template="petugas_pengingat" if number else "petugas_kabar",
            parameters=(number or plain("addresses.lost_about"),),
        ),
        key=f"lost:{lost.key}:{person}",
        kind=LetterKind.LOST,
        audience=Audience.STAFF,
        urgent=lost.urgent,
        complaint=number,
    )
