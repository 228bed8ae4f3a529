"""What is told because time has passed: the points of the ladder, and a limit that was missed. Pure.

Of a confidential report a notice carries the number and a button, no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.casework.access import StaffMember, actor, may_see, standing_in
from handlers.casework.complaint import Complaint
from handlers.casework.deciding import allowed
from handlers.casework.ladder import Point, When
from handlers.casework.moves import Action
from handlers.rules import OfficeRules
from handlers.talking.buttons import Act, CaseSummary, OpenCase
from handlers.talking.message import Audience, Choice, LetterKind, Notice, Reply, Text
from handlers.talking.wording import button, plain, say
from handlers.telling.notices import case_button, category_name, due_words, excerpt, reporter_choices, requested, supervisor_choices
from handlers.telling.recipients import resolve


def of_point(
    *, complaint: Complaint, point: Point, passed: int, staff: Sequence[StaffMember], rules: OfficeRules, now: datetime
) -> tuple[Notice, ...]:
    """The notices of a point on the ladder; `passed` of them are spoken for by this one."""
    text = _point_sentence(complaint, point, passed, rules)
    template = "petugas_lewat_tenggat" if point.when in {When.OVERDUE, When.DUE} else "petugas_pengingat"
    return tuple(
        Notice(
            person=person,
            reply=Reply(
                text=text,
                choices=_point_choices(point, person, complaint, staff, now),
                template=template,
                parameters=(complaint.number,),
            ),
            key=f"ladder:{complaint.number}:{point.key}:{person}",
            kind=LetterKind.LADDER,
            audience=Audience.REPORTER if point.when is When.REMIND else Audience.STAFF,
            event=point.when.value,
            urgent=point.when is When.URGENT,
            complaint=complaint.number,
            not_before=rules.quiet_until(now) if point.when is When.REMIND else None,
        )
        for person in sorted(resolve(point.to, complaint, staff, now))
    )


def _point_choices(point: Point, person: int, complaint: Complaint, staff: Sequence[StaffMember], now: datetime) -> tuple[Choice, ...]:
    """Only what leads somewhere: a head hears that a confidential case is late, but does not open it, and names an officer, but takes none."""
    if point.when is When.REMIND:
        return reporter_choices(complaint)
    member = next((standing_in(one, staff, now) for one in staff if one.person == person), None)
    if member is None or not may_see(member, complaint):
        return ()
    if point.when is When.APPROVAL:
        return supervisor_choices(complaint)
    may = allowed(complaint, actor(person, complaint, member)) if complaint.officer is None else []
    first = [button(Act(one, complaint.number), one) for one in (Action.TAKE, Action.ASSIGN) if one in may][:1]
    return (*first, button(OpenCase(complaint.number), "open"))


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
        requested=requested(complaint, rules),
        reason=plain("notices.hidden") if hidden or not complaint.pending else complaint.pending.reason,
    )
    return Text.join([text, say("ladder.caught_up", count=passed)]) if passed > 1 else text


def of_lateness(complaint: Complaint, rules: OfficeRules, now: datetime) -> tuple[Notice, ...]:
    """The reporter, and those whose reports it answers too, hear that the limit has passed before having to ask, with the next door."""
    summary = button(CaseSummary(complaint.number), "summary")
    told = [(complaint.number, complaint.reporter, "late", Audience.REPORTER, (summary, *reporter_choices(complaint)))]
    told += [(mine, person, "late-merged", Audience.MERGED, case_button(mine)) for mine, person in complaint.merged]
    doors = "\n".join(f"• {door.name}: {door.contact}" for door in rules.policy.next_doors)
    facts = {"due": due_words(complaint.due, rules), "doors": doors, "office": rules.office.name}
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
        for number, person, key, audience, choices in told
    )
