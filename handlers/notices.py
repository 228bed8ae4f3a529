"""What is told to whom when something happens to a complaint: values for the outbox. Pure.

Nothing a notification shows gives away what the rules hide: of a confidential report it carries the number and a button, no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.casework.access import StaffMember, may_see
from handlers.casework.complaint import Complaint, Event
from handlers.casework.ladder import Point, Recipient, When
from handlers.casework.moves import OPEN, Action, State
from handlers.message import Attachment, AttachmentKind, Choice, Notice, Reply, Text
from handlers.recipients import resolve
from handlers.rules import OfficeRules
from handlers.wording import button, has, moment, plain, say

EXCERPT = 300
_TO_CITIZENS = ("reporter.", "follower.", "merged.")
SOLVED = "solved"


@dataclass(frozen=True, kw_only=True)
class _Told:
    """To whom, under which sentence, with which buttons; `mine` is the number under which a merged report's reporter knows it."""

    to: Recipient | int
    key: str
    choices: tuple[Choice, ...] = ()
    urgent: bool = False
    mine: str = ""

    @property
    def for_staff(self) -> bool:
        return not self.key.startswith(_TO_CITIZENS)


def of_event(*, before: Complaint, after: Complaint, event: Event, staff: Sequence[StaffMember], rules: OfficeRules) -> tuple[Notice, ...]:
    """Everyone concerned hears of the event, except who did it."""
    told = _citizen_side(before, after, event) + _staff_side(before, after, event)
    made: list[Notice] = []
    for one in told:
        people = {one.to} if isinstance(one.to, int) else resolve([one.to], after, staff, event.at)
        hidden = after.confidential and one.for_staff
        text = _sentence(one, before, after, event, rules, hidden=hidden)
        attachments = () if hidden or one.key.startswith("follower.") else _shown_files(event)
        for person in sorted(people - {event.actor}):
            made.append(
                Notice(
                    person=person,
                    reply=Reply(
                        text=text, choices=one.choices, attachments=attachments, template=_template(one.key), parameters=(after.number,)
                    ),
                    key=f"case:{after.number}:{event.at.isoformat()}:{event.action}:{one.key}:{person}",
                    urgent=one.urgent,
                    complaint=after.number,
                    not_before=None if one.urgent or one.for_staff else rules.quiet_until(event.at),
                )
            )
    return tuple(made)


def _citizen_side(before: Complaint, after: Complaint, event: Event) -> list[_Told]:
    """What the reporter and the followers hear."""
    key = f"reporter.{event.action}"
    choices = _reporter_choices(after)
    told = [_Told(to=after.reporter, key=key, choices=choices)] if has(f"notices.{key}") else []
    if event.action is Action.APPROVE or (not has(f"notices.{key}") and after.due != before.due and _moved(before, after)):
        told = [*told, _Told(to=after.reporter, key="reporter.due_moved", choices=choices)]
    if event.action in {Action.TAKE, Action.ANSWER, Action.REJECT, Action.LAPSE, Action.ACCEPT}:
        told += [_Told(to=follower, key="follower.progress", choices=_case(after.number)) for follower in after.followers]
    if has(f"notices.merged.{event.action}"):
        told += [_Told(to=person, key=f"merged.{event.action}", choices=_case(mine), mine=mine) for mine, person in after.merged]
    return told


def _case(number: str) -> tuple[Choice, ...]:
    return (button(f"case:{number}", "details"),)


def _moved(before: Complaint, after: Complaint) -> bool:
    """A new due moment that is news: not the clock standing still or running on, not the end."""
    return bool(before.due and after.due and after.state is not State.RESOLVED and before.state is after.state)


def _reporter_choices(complaint: Complaint) -> tuple[Choice, ...]:
    number = complaint.number
    if complaint.state is State.RESOLVED:
        return (button(f"c:accept:{number}", "content"), button(f"c:reopen:{number}", "not_content"), button(f"case:{number}", "details"))
    if complaint.state is State.WAITING:
        return (button(f"c:reply:{number}", "reply_now"), button(f"case:{number}", "details"))
    if complaint.state in {State.CLOSED, State.REJECTED}:
        return (button(f"rate:{number}", "rate"), button(f"case:{number}", "details"))
    return (button(f"case:{number}", "details"),)


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
    urgent = after.urgent and event.action in {Action.FILE, Action.RAISE}
    if event.action in _TO_UNIT and not (event.action is Action.FILE and after.urgent):
        told.append(_Told(to=Recipient.UNIT, key="unit.new", choices=new_choices(after.number)))
    disputed = event.action is Action.RATE and event.data.get("outcome", SOLVED) != SOLVED
    if event.action in _TO_OFFICER and not disputed and not (event.action is Action.REOPEN and after.officer is None):
        told.append(_Told(to=Recipient.OFFICER, key=f"officer.{event.action}", choices=(button(f"case:{after.number}", "open"),)))
    if event.action in _TO_SUPERVISOR:
        told.append(_Told(to=Recipient.SUPERVISOR, key=f"supervisor.{event.action}", choices=_supervisor_choices(after), urgent=urgent))
    if disputed:  # goes past the one who answered
        told.append(_Told(to=Recipient.SUPERVISOR, key="supervisor.dispute", choices=_supervisor_choices(after)))
    if event.data.get("doubts"):
        told.append(_Told(to=Recipient.SUPERVISOR, key="supervisor.doubts", choices=(button(f"case:{after.number}", "open"),)))
    if event.action is Action.ASSIGN and before.officer not in (None, after.officer):
        told.append(_Told(to=before.officer or 0, key="officer.unassigned"))
    return told


def new_choices(number: str) -> tuple[Choice, ...]:
    return (button(f"c:take:{number}", "take"), button(f"case:{number}", "open"))


def _supervisor_choices(complaint: Complaint) -> tuple[Choice, ...]:
    open_case = button(f"case:{complaint.number}", "open")
    if complaint.pending:
        return (button(f"c:approve:{complaint.number}", "approve"), button(f"c:deny:{complaint.number}", "deny"), open_case)
    return (button(f"c:assign:{complaint.number}", "assign"), open_case) if complaint.state in OPEN else (open_case,)


def _sentence(told: _Told, before: Complaint, after: Complaint, event: Event, rules: OfficeRules, *, hidden: bool) -> Text:
    if hidden and told.key == "unit.new":
        return say("notices.unit.new_confidential", number=after.number)
    return say(f"notices.{told.key}", **_facts(before, after, event, rules, hidden=hidden), mine=told.mine)


def _facts(before: Complaint, after: Complaint, event: Event, rules: OfficeRules, *, hidden: bool) -> dict[str, Any]:
    said = plain("notices.hidden") if hidden else str(event.data.get("text", ""))
    return {
        "number": after.number,
        "office": rules.office.name,
        "unit": rules.office.unit(after.unit).name,
        "category": category_name(after.category, rules),
        "due": due_words(after.due, rules),
        "text": said,
        "reason": plain("notices.hidden") if hidden else (before.pending.reason if before.pending else said),
        "excerpt": plain("notices.hidden") if hidden else excerpt(after.text),
        "state": plain(f"states.{after.state}"),
        "requested": _requested(after, rules),
        "urgent": plain("cases.urgent_mark") if after.urgent else "",
        "stars": "★" * int(event.data.get("stars", 0)),
        "outcome": plain(f"rating.{event.data.get('outcome', SOLVED)}"),
        "doubts": "\n".join(f"• {doubt}" for doubt in event.data.get("doubts", ())),
        "into": str(event.data.get("into", "")),
    }


def _requested(complaint: Complaint, rules: OfficeRules) -> str:
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


def _template(key: str) -> str:
    return _TEMPLATES.get(key, "status_berubah" if key.startswith(_TO_CITIZENS) else "petugas_pengingat")


def of_point(
    *, complaint: Complaint, point: Point, passed: int, staff: Sequence[StaffMember], rules: OfficeRules, now: datetime
) -> tuple[Notice, ...]:
    """The notices of a point on the ladder; `passed` of them are spoken for by this one."""
    text = _point_sentence(complaint, point, passed, rules)
    if point.when is When.REMIND:
        choices = _reporter_choices(complaint)
    elif point.when is When.APPROVAL:
        choices = _supervisor_choices(complaint)
    else:
        choices = new_choices(complaint.number) if complaint.officer is None else (button(f"case:{complaint.number}", "open"),)
    template = "petugas_lewat_tenggat" if point.when in {When.OVERDUE, When.DUE} else "petugas_pengingat"
    return tuple(
        Notice(
            person=person,
            reply=Reply(
                text=text,
                choices=choices if _may_press(person, complaint, staff) else (),
                template=template,
                parameters=(complaint.number,),
            ),
            key=f"ladder:{complaint.number}:{point.key}:{person}",
            urgent=point.when is When.URGENT,
            complaint=complaint.number,
            not_before=rules.quiet_until(now) if point.when is When.REMIND else None,
        )
        for person in sorted(resolve(point.to, complaint, staff, now))
    )


def _may_press(person: int, complaint: Complaint, staff: Sequence[StaffMember]) -> bool:
    """A head hears that a confidential case is late, but does not open it: a button would lead nowhere."""
    return person == complaint.reporter or any(member.person == person and may_see(member, complaint) for member in staff)


def _point_sentence(complaint: Complaint, point: Point, passed: int, rules: OfficeRules) -> Text:
    key = f"ladder.{point.when.value}"
    hidden = complaint.confidential
    text = say(
        key,
        number=complaint.number,
        office=rules.office.name,
        unit=rules.office.unit(complaint.unit).name,
        category=category_name(complaint.category, rules),
        due=due_words(complaint.due, rules),
        excerpt=plain("notices.hidden") if hidden else excerpt(complaint.text),
        state=plain(f"states.{complaint.state}"),
        requested=_requested(complaint, rules),
        reason=plain("notices.hidden") if hidden or not complaint.pending else complaint.pending.reason,
    )
    return Text.join([text, say("ladder.caught_up", count=passed)]) if passed > 1 else text


def of_lateness(complaint: Complaint, rules: OfficeRules, now: datetime) -> Notice:
    """The reporter hears that the limit has passed before having to ask, with the next door."""
    doors = "\n".join(f"• {door.name}: {door.contact}" for door in rules.policy.next_doors)
    text = say("notices.reporter.late", number=complaint.number, due=due_words(complaint.due, rules), doors=doors, office=rules.office.name)
    return Notice(
        person=complaint.reporter,
        reply=Reply(
            text=text,
            choices=(button(f"sum:{complaint.number}", "summary"), *_reporter_choices(complaint)),
            template="tenggat_bergeser",
            parameters=(complaint.number,),
        ),
        key=f"late:{complaint.number}:{complaint.due and complaint.due.isoformat()}",
        complaint=complaint.number,
        not_before=rules.quiet_until(now),
    )


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
            choices=(button(f"case:{number}", "open"),) if number else (),
            template="petugas_pengingat" if number else None,
            parameters=(number,) if number else (),
        ),
        key=f"lost:{lost.key}:{person}",
        urgent=lost.urgent,
        complaint=number,
    )
