"""What is told because time has passed: the points of the ladder, and missed limits. Pure.

A reminder says what it is about, since when or by how much, who handles it, and what one press can do; it has only buttons that its reader may use.
About a confidential report it holds only the number and a button.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.casework.access import StaffMember, actor, may_see, standing_in
from handlers.casework.complaint import Complaint, Miss
from handlers.casework.deadlines import overrun
from handlers.casework.deciding import allowed
from handlers.casework.ladder import catch_up
from handlers.casework.masking import for_staff
from handlers.casework.moves import Action
from handlers.casework.rungs import Point, When
from handlers.rules import OfficeRules
from handlers.talking.buttons import CaseSummary, OpenCase
from handlers.talking.message import Audience, Choice, LetterKind, Notice, Reply, Text
from handlers.talking.staff_buttons import Act
from handlers.talking.wording import button, day, moment, plain, say
from handlers.telling.case_choices import case_button, reporter_choices
from handlers.telling.case_words import calls_mark, category_name, due_words, excerpt, officer_name, proposed
from handlers.telling.recipients import resolve

ABOUT = 90


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A reminder to one person, and its line for a list, where many of its kind come at once."""

    kind: When
    office: str
    notice: Notice
    line: str


@dataclass(frozen=True, kw_only=True)
class _Reached:
    """A point that was reached, with everything that its reminders need. The points at the `delayed` moments are included in it."""

    complaint: Complaint
    point: Point
    delayed: int
    staff: Sequence[StaffMember]
    rules: OfficeRules
    now: datetime


def of_points(
    *, complaint: Complaint, points: Collection[Point], staff: Sequence[StaffMember], rules: OfficeRules, now: datetime
) -> tuple[Reminder, ...]:
    """The reminders for these points: only the highest is told, to everybody whom any of them was for."""
    point, delayed = catch_up(points), len({rung.at for rung in points})
    reached = _Reached(complaint=complaint, point=point, delayed=delayed, staff=staff, rules=rules, now=now)
    facts = _facts(reached)
    return tuple(_reminder(reached, person, facts) for person in sorted(resolve(point.to, complaint, staff, now)))


def _reminder(reached: _Reached, person: int, facts: Mapping[str, str]) -> Reminder:
    complaint, point = reached.complaint, reached.point
    notice = Notice(
        person=person,
        reply=_reply(reached, person, facts),
        key=f"ladder:{complaint.number}:{point.key}:{person}",
        kind=LetterKind.LADDER,
        audience=Audience.REPORTER if point.when is When.REMIND else Audience.STAFF,
        event=point.when.value,
        urgent=point.when in {When.URGENT, When.SILENT},
        complaint=complaint.number,
        not_before=reached.rules.quiet_until(reached.now) if point.when is When.REMIND else None,
    )
    return Reminder(kind=point.when, office=complaint.office, notice=notice, line=plain("ladder.line", **facts))


def _reply(reached: _Reached, person: int, facts: Mapping[str, str]) -> Reply:
    complaint, point = reached.complaint, reached.point
    may = _may(person, complaint, reached.staff, reached.now)
    step = next((plain(f"ladder.steps.{action}") for action in _wanted(point, may) if action in may), "")
    text = Text.join([say(f"ladder.{point.when.value}", **facts), Text.of(step)], "\n")
    caught_up = say("ladder.caught_up", count=reached.delayed) if reached.delayed > 1 else Text()
    return Reply(
        text=Text.join([text, caught_up]),
        choices=reporter_choices(complaint) if point.when is When.REMIND else _buttons(complaint, _wanted(point, may), may),
        template="petugas_lewat_tenggat" if point.when in {When.OVERDUE, When.DUE} else "petugas_pengingat",
        parameters=(complaint.number,),
    )


def _may(person: int, complaint: Complaint, staff: Sequence[StaffMember], now: datetime) -> list[Action]:
    """What the reader may do with the case. Empty where they may not see it: a head learns that a confidential case is late, but cannot open it."""
    member = next((standing_in(colleague, staff, now) for colleague in staff if colleague.person == person), None)
    return allowed(complaint, actor(person, complaint, member)) if member and may_see(member, complaint) else []


def first_steps(person: int, complaint: Complaint, staff: Sequence[StaffMember], now: datetime) -> tuple[Choice, ...]:
    """The buttons for a case without a handler: to take it or to assign it, as far as this reader may, and to open it."""
    return _buttons(complaint, (Action.TAKE, Action.ASSIGN), _may(person, complaint, staff, now))


def _wanted(point: Point, may: Collection[Action]) -> tuple[Action, ...]:
    """The likeliest actions of the reader, likeliest first. Assigning comes before doing it oneself."""
    if point.when is When.APPROVAL:
        return (Action.APPROVE, Action.DENY)
    if point.when is When.SILENT:
        return (Action.INFORM, Action.ANSWER)
    if Action.TAKE in may or Action.ASSIGN in may:
        return (Action.TAKE, Action.ASSIGN)
    return (Action.ANSWER, Action.REQUEST_EXTENSION)


def _buttons(complaint: Complaint, wanted: Sequence[Action], may: Collection[Action]) -> tuple[Choice, ...]:
    if not may:
        return ()
    buttons = [button(Act(action, complaint.number), f"c_{action}") for action in wanted if action in may]
    return (*buttons, button(OpenCase(complaint.number), "open"))


def _facts(reached: _Reached) -> dict[str, str]:
    complaint, rules, now = reached.complaint, reached.rules, reached.now
    hidden = complaint.confidential
    today = complaint.due and rules.calendar.local_date(complaint.due) == rules.calendar.local_date(now)
    late = late_words(Miss(category=complaint.category, due=complaint.due), rules, now) if complaint.due and complaint.due <= now else ""
    since = complaint.acted if reached.point.when is When.SILENT else (complaint.untaken_since or complaint.start)
    return {
        "number": complaint.number,
        "office": rules.office.name,
        "unit": rules.office.unit(complaint.unit).name,
        "category": category_name(complaint.category, rules),
        "due": plain("ladder.today", due=due_words(complaint.due, rules)) if today else due_words(complaint.due, rules),
        "late": late or due_words(complaint.due, rules),
        "since": moment(since or complaint.start, rules.office.zone),
        "about": plain("notices.hidden") if hidden else excerpt(for_staff(complaint).text, ABOUT),
        "officer": officer_name(complaint, reached.staff),
        "calls": calls_mark(complaint),
        "state": plain(f"states.{complaint.state}"),
        "proposed": proposed(complaint, rules),
        "reason": plain("notices.hidden") if hidden or not complaint.pending else complaint.pending.reason,
        "end": _end(complaint, rules),
    }


def _end(complaint: Complaint, rules: OfficeRules) -> str:
    """The last day on which the reporter can still answer, in words."""
    ends = rules.silence_ends(complaint)
    return day(ends) if ends else ""


def late_words(miss: Miss, rules: OfficeRules, now: datetime) -> str:
    """By how much a limit was missed, or is missed so far: `lewat 2 hari kerja 3 jam`."""
    days, rest = overrun(miss.due, miss.until or now, rules.calendar)
    hours = rest // timedelta(hours=1)
    form = ("days_hours" if hours else "days") if days else ("hours" if hours else "little")
    return plain(f"late.{form}", days=days, hours=hours)


def of_lateness(complaint: Complaint, rules: OfficeRules, now: datetime) -> tuple[Notice, ...]:
    """Tells the reporter, and the reporters of merged reports, that the limit has passed, and where else to go."""
    summary = button(CaseSummary(complaint.number), "summary")
    messages = [(complaint.number, complaint.reporter, "late", Audience.REPORTER, (summary, *reporter_choices(complaint)))]
    messages += [(mine, person, "late-merged", Audience.MERGED, case_button(mine)) for mine, person in complaint.merged]
    facts = {"due": due_words(complaint.due, rules), "doors": doors(rules), "office": rules.office.name}
    return tuple(
        Notice(
            person=person,
            reply=Reply(
                text=say("notices.reporter.late", number=number, **facts),
                choices=choices,
                template="tenggat_bergeser",
                parameters=(number,),
            ),
            key=f"{key}:{number}:{complaint.due and complaint.due.isoformat()}",
            kind=LetterKind.LATE,
            audience=audience,
            event="late",
            complaint=number,
            not_before=rules.quiet_until(now),
        )
        for number, person, key, audience, choices in messages
    )


def doors(rules: OfficeRules) -> str:
    """The other places where a citizen can complain, one line each."""
    return "\n".join(f"• {door.name}: {door.contact}" for door in rules.policy.next_doors)
