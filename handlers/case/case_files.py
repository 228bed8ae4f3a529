"""Fills the case file and the form for the Ombudsman with what their reader may know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from handlers.case import cards, history_lines
from handlers.casework.access import may_see_identity
from handlers.casework.complaint import Actor, Complaint
from handlers.casework.events import Event, files_of_staff, without_taken_back
from handlers.casework.moves import Action
from handlers.rules import OfficeRules
from handlers.talking.case_file import CaseFile, Lines, OutsideForm
from handlers.talking.ports import ReporterIdentity
from handlers.talking.turn import Turn
from handlers.talking.wording import day, moment, plain
from handlers.telling.case_words import category_name, due_words, officer_name
from handlers.telling.reminders import late_words

YEARS = 2
"""Law 37/2008, article 24 (2): the Ombudsman accepts events of the last two years."""
_TO_HAND = ("birth", "marital", "job", "address")


async def case_file(turn: Turn, complaint: Complaint, who: Actor) -> CaseFile:
    rules = turn.rules(complaint.office)
    read = cards.as_read_by(complaint, who)
    events = await turn.ports.complaints.history(complaint.number)
    return CaseFile(
        number=complaint.number,
        office=rules.office.full_name,
        facts=await _facts(turn, complaint, who),
        missed=_missed(complaint, rules, turn.now),
        story=read.text or plain("cases.forgotten"),
        answer=complaint.answer,
        past=await history_lines.steps(turn, complaint, events, who),
        files=tuple(await turn.ports.complaints.attachments(complaint.number)),
        made=plain("case_paper.made", now=moment(turn.now, rules.office.zone)),
    )


async def _facts(turn: Turn, complaint: Complaint, who: Actor) -> Lines:
    rules, read = turn.rules(complaint.office), cards.as_read_by(complaint, who)
    service = turn.library.services.get(complaint.service or "")
    facts = {
        "state": plain(f"states.{complaint.state}"),
        "category": category_name(complaint.category, rules),
        "service": service.title if service else "",
        "received": moment(complaint.received, rules.office.zone),
        "due": due_words(complaint.due, rules) if complaint.alive else "",
        "occurred": read.occurred,
        "place": read.place,
        "reporter": await cards.reporter_words(turn, complaint, who),
        "officer": officer_name(complaint, await turn.ports.people.staff(complaint.office)) if cards.is_staff(who) else "",
    }
    return ((plain("case_paper.unit"), rules.office.unit(complaint.unit).name), *_labelled(facts))


def _labelled(facts: dict[str, str]) -> Lines:
    return tuple((plain(f"card.{key}"), fact) for key, fact in facts.items() if fact)


def _missed(complaint: Complaint, rules: OfficeRules, now: datetime) -> tuple[str, ...]:
    zone = rules.office.zone
    return tuple(plain("summary.missed", due=moment(missed.due, zone), late=late_words(missed, rules, now)) for missed in complaint.missed)


async def outside_form(turn: Turn, complaint: Complaint, who: Actor) -> OutsideForm:
    """The form for the Ombudsman, with name and contact if this reader may know them; other personal data are filled in by hand."""
    rules = turn.rules(complaint.office)
    read = cards.as_read_by(complaint, who)
    identity = await turn.ports.complaints.identity(complaint.number) if _knows_reporter(turn, complaint, who) else None
    events = await turn.ports.complaints.history(complaint.number)
    office = rules.office
    about = {"office": office.full_name, "address": office.address or "", "unit": office.unit(complaint.unit).name}
    happened = {"occurred": read.occurred, "place": read.place}
    of_staff = files_of_staff(events)
    files = [file for file in await turn.ports.complaints.attachments(complaint.number) if file.ref not in of_staff]
    received = complaint.received.astimezone(office.zone).date()
    return OutsideForm(
        number=complaint.number,
        to="\n".join(f"{door.name}: {door.contact}" for door in rules.policy.next_doors if "ombudsman" in door.name.casefold()),
        reporter=_person(identity),
        about=(*((plain(f"outside.{key}"), value) for key, value in about.items()), *_labelled(happened)),
        story=read.text or plain("cases.forgotten"),
        before=_before(complaint, events, rules, turn.now),
        limit=plain("outside.limit", received=day(received), last=day(two_years_later(received))),
        files=tuple(file.name or plain("photos.kinds.document") for file in files),
    )


def _knows_reporter(turn: Turn, complaint: Complaint, who: Actor) -> bool:
    member = turn.member(complaint.office)
    return not cards.is_staff(who) or (member is not None and may_see_identity(member, complaint))


def _person(identity: ReporterIdentity | None) -> Lines:
    """The personal data that article 24 (1) a requires: full name, place and day of birth, marital status, work and address."""
    written = {"name": identity.name if identity else "", "contact": identity.contact if identity else ""}
    return tuple((plain(f"outside.{key}"), written.get(key, "")) for key in ("name", *_TO_HAND, "contact"))


def _before(complaint: Complaint, events: Sequence[Event], rules: OfficeRules, now: datetime) -> tuple[str, ...]:
    """What was asked of the office first, and the result."""
    zone = rules.office.zone
    asked = plain("outside.asked", at=moment(complaint.received, zone), office=rules.office.full_name, number=complaint.number)
    answers = [
        plain("outside.answered", at=moment(event.at, zone), text=event.data.text)
        for event in without_taken_back(events)
        if event.action is Action.ANSWER
    ]
    reopened = [plain("outside.reopened", at=moment(event.at, zone)) for event in events if event.action is Action.REOPEN]
    none = [] if answers else [plain("outside.no_answer", now=moment(now, zone))]
    state = plain("outside.state", state=plain(f"states.{complaint.state}"))
    return (asked, *_missed(complaint, rules, now), *answers, *reopened, *none, state)


def two_years_later(received: date) -> date:
    """The same day two years later; 28 February for 29 February."""
    try:
        return received.replace(year=received.year + YEARS)
    except ValueError:
        return received.replace(year=received.year + YEARS, day=28)
