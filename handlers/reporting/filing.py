"""Files a complaint: its number and PIN, the first line of its history, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from handlers.asking import service_promises
from handlers.case import case_changes, photo_facts
from handlers.casework import misconduct, payloads
from handlers.casework import number as numbers
from handlers.casework.complaint import Complaint, Identity
from handlers.casework.deciding import filed
from handlers.casework.events import Event
from handlers.casework.evolving import file
from handlers.casework.moves import Role
from handlers.talking.attachments import for_history
from handlers.talking.dialogue import Answers
from handlers.talking.message import Attachment, Notice
from handlers.talking.ports import Filter, ReporterIdentity
from handlers.talking.turn import Turn
from handlers.telling import notices

MOST_AN_HOUR, MOST_A_DAY = 10, 25
"""The most complaints of one person. Who has more to tell adds to one of them, or asks for an officer."""


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A filed complaint, and the notices about it. `pin` opens it from another chat."""

    complaint: Complaint
    pin: str
    notices: tuple[Notice, ...]


async def has_filed_too_many(turn: Turn) -> bool:
    """Whether this person has filed more reports than allowed; the draft stays and can be sent later."""
    day = Filter(reporter=turn.person, received_after=turn.now - timedelta(days=1), limit=MOST_A_DAY)
    filed = await turn.ports.complaints.find(day)
    return len(filed) >= MOST_A_DAY or sum(complaint.received > turn.now - timedelta(hours=1) for complaint in filed) >= MOST_AN_HOUR


async def file_complaint(turn: Turn, answers: Answers) -> Filed:
    """Stores the complaint with its number, PIN, first line of history, files and reporter."""
    complaint, event = await _complaint(turn, answers)
    pin = numbers.new_pin(turn.random)
    identity = (
        ReporterIdentity(name=answers.get("name") or "", contact=answers.get("contact") or "")
        if answers["identity"] != Identity.ANONYMOUS
        else None
    )
    await turn.ports.complaints.add(complaint, event, pin, identity)
    if "via" not in answers:
        await turn.ports.addresses.opt_in(turn.inbound.channel, turn.inbound.address, "complaint")
    await turn.ports.complaints.attach(complaint.number, _evidence(answers), turn.person)
    staff = await turn.ports.people.staff(complaint.office)
    notices_ = notices.of_event(before=complaint, after=complaint, event=event, staff=staff, rules=turn.rules(complaint.office))
    done = case_changes.Done(complaint=complaint, event=event, notices=notices_)
    if case_changes.nobody_may_judge(turn, complaint, staff):
        done = await case_changes.sent_outside(turn, done)
    return Filed(complaint=done.complaint, pin=pin, notices=done.notices)


def _evidence(answers: Answers) -> list[Attachment]:
    hidden = answers["identity"] != Identity.NAMED
    return photo_facts.evidence(answers.get("files", ()), allowed=answers.get("photo_facts") == "yes", hide_names=hidden)


async def _complaint(turn: Turn, answers: Answers) -> tuple[Complaint, Event]:
    office = turn.library.offices[answers["office"]]
    calendar = turn.library.calendar(office.id)
    number = numbers.new(office.code, calendar.local_date(turn.now), turn.random)
    while await turn.ports.complaints.get(number):
        number = numbers.new(office.code, calendar.local_date(turn.now), turn.random)
    staff = await turn.ports.people.staff(office.id)
    examined = turn.rules(office.id).examined(answers["category"])
    about_head = examined and case_changes.is_about_head(turn, office.id, answers["story"])
    named_staff = misconduct.accused(answers["story"], staff, about_head=about_head) if examined else ()
    examiner = (misconduct.examiner(named_staff, staff, about_head=about_head) or Role.HEAD) if examined else None
    data = payloads.Filed(
        number=number,
        office=office.id,
        unit=office.unit(answers.get("unit")).id,
        category=answers["category"],
        service=answers.get("service"),
        text=answers["story"],
        occurred=answers.get("occurred") or "",
        place=answers.get("place") or "",
        identity=Identity(answers["identity"]),
        urgent=bool(answers.get("urgent")),
        confidential=bool(answers.get("confidential")),
        no_calls=bool(answers.get("no_calls")),
        reach=answers.get("reach") or "",
        reporter=turn.person,
        via=answers.get("via", ""),
        recorded_by=answers.get("recorded_by"),
        accused=tuple(named_staff),
        examined_by=examiner,
        promise=service_promises.broken(turn, turn.library.services.get(answers.get("service") or ""), answers["story"]),
        attachments=tuple(for_history(file) for file in _evidence(answers)),
    )
    event = filed(Event(at=turn.now, actor=turn.person, role=Role.REPORTER, data=data), turn.rules(office.id))
    return file(event), event
