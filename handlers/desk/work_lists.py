"""The lists of officers and supervisors: own cases, untaken, waiting, late; and the day at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.case import cards
from handlers.casework.access import StaffMember, actor, handles, may_see
from handlers.casework.complaint import Complaint
from handlers.casework.deciding import allowed
from handlers.casework.masking import for_staff
from handlers.casework.moves import ALIVE, OPEN, Action, Role, State
from handlers.rules import OfficeRules
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Menu, OpenCase, choice
from handlers.talking.message import Choice, Outcome, Reply, Text
from handlers.talking.ports import Filter
from handlers.talking.staff_buttons import Absent, Asked, AskRole, BackAgain, ChooseAbsentee, Desk, ListCases
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, clock, plain, say
from handlers.telling.case_words import category_name

PAGE = 8
_OPEN_STATES = tuple(state.value for state in ALIVE)

Wanted = Callable[[Complaint, StaffMember, OfficeRules, datetime], bool]
UNCHECKED = "unchecked"
"""Finished cases that wait for this member's second look; the only list with finished cases."""
LISTS: Mapping[str, Wanted] = {
    "mine": lambda c, me, rules, now: handles(me, c) and c.state is not State.RESOLVED,
    "untaken": lambda c, me, rules, now: c.officer is None,
    "waiting": lambda c, me, rules, now: c.state is State.WAITING,
    "late": lambda c, me, rules, now: bool(c.due and c.due < now) and c.state is not State.RESOLVED,
    "today": lambda c, me, rules, now: is_due_today(c, rules, now),
    "urgent": lambda c, me, rules, now: c.urgent and c.state in OPEN,
    UNCHECKED: lambda c, me, rules, now: c.unchecked is not None and Action.CONFIRM_CLOSING in allowed(c, actor(me.person, c, me)),
    "pending": lambda c, me, rules, now: c.pending is not None,
    "resolved": lambda c, me, rules, now: c.state is State.RESOLVED,
    "all": lambda c, me, rules, now: True,
}
_ON_DESK = ("mine", "untaken", "waiting", "late", UNCHECKED, "resolved", "all")


def stands_in(name: str, complaint: Complaint, member: StaffMember, rules: OfficeRules, now: datetime) -> bool:
    """Whether the case belongs to this list of the member."""
    return (complaint.alive or name == UNCHECKED) and LISTS[name](complaint, member, rules, now)


def is_due_today(complaint: Complaint, rules: OfficeRules, now: datetime) -> bool:
    """Whether the limit ends today and has not passed yet."""
    if complaint.due is None or complaint.due < now or complaint.state not in OPEN:
        return False
    return rules.calendar.local_date(complaint.due) == rules.calendar.local_date(now)


async def open_desk(turn: Turn) -> Outcome:
    """The lists with their counts, for each office in which this person is staff."""
    if not turn.staff:
        return outcome(turn, reply(say("desk.not_staff"), button(Menu(), "menu")))
    replies = [await _desk_of(turn, member) for member in turn.staff]
    return Outcome(replies=tuple(replies), state=turn.state.left())


async def _desk_of(turn: Turn, member: StaffMember) -> Reply:
    rules = turn.rules(member.office)
    seen = await visible(turn, member)
    choices = buttons(counted(seen, member, rules, turn.now, _ON_DESK), member.office)
    alive = sum(complaint.alive for complaint in seen)
    text = say("desk.head", office=rules.office.name, name=member.name, now=clock(turn.now, rules.office.zone), count=alive)
    away = bool(member.away_until and turn.now < member.away_until)
    absence = button(BackAgain(member.office), "back_again") if away else button(Absent(member.office), "absent")
    others = [button(ChooseAbsentee(member.office), "absentee")] if Role.SUPERVISOR in member.roles else []
    inviting = [button(AskRole(), "invite"), button(Asked(member.office), "asked")] if Role.ADMIN in member.roles else []
    return reply(text, *choices, absence, *others, *inviting, button(Menu(), "menu"))


def counted(seen: Sequence[Complaint], member: StaffMember, rules: OfficeRules, now: datetime, names: Sequence[str]) -> dict[str, int]:
    """The number of cases in each of these lists."""
    return {name: sum(stands_in(name, complaint, member, rules, now) for complaint in seen) for name in names}


def buttons(counts: Mapping[str, int], office: str) -> list[Choice]:
    """A button for each list that is not empty."""
    return [choice(ListCases(office, name), label=plain(f"lists.{name}", count=count)) for name, count in counts.items() if count]


async def visible(turn: Turn, member: StaffMember) -> list[Complaint]:
    """The running cases that the member may see, and finished ones that wait for a second look."""
    alive = await turn.ports.complaints.find(Filter(office=member.office, states=_OPEN_STATES))
    ended = await turn.ports.complaints.find(Filter(office=member.office, unchecked=True))
    return [complaint for complaint in (*alive, *(complaint for complaint in ended if not complaint.alive)) if may_see(member, complaint)]


async def show_list(turn: Turn, office: str, name: str, page: int, category: str = "") -> Outcome:
    """One page of a list, the earliest due date first; a list with several categories has a filter for each."""
    member = turn.member(office)
    if member is None or name not in LISTS:
        return await open_desk(turn)
    rules = turn.rules(office)
    whole = [complaint for complaint in await visible(turn, member) if stands_in(name, complaint, member, rules, turn.now)]
    cases = [complaint for complaint in whole if category in ("", complaint.category)]
    cases_of_page = cases[page * PAGE : (page + 1) * PAGE]
    text = Text.join([say("lists.head", name=plain(f"lists.{name}", count=len(cases))), lines(cases_of_page, rules, turn.now)])
    choices = [
        choice(OpenCase(complaint.number), label=complaint.number, description=plain(f"states.{complaint.state}"))
        for complaint in cases_of_page
    ]
    if len(cases) > (page + 1) * PAGE:
        choices.append(button(ListCases(office, name, page + 1, category), "more"))
    filters = [] if category else _filters(whole, rules, ListCases(office, name))
    return outcome(turn, reply(text, *choices, *filters, button(Desk(), "desk")))


def _filters(cases: Sequence[Complaint], rules: OfficeRules, whole: ListCases) -> list[Choice]:
    counts = Counter(complaint.category for complaint in cases)
    if len(counts) < 2:
        return []
    return [
        choice(replace(whole, category=category), label=plain("lists.only", name=category_name(category, rules), count=count))
        for category, count in counts.items()
    ]


def lines(complaints: Sequence[Complaint], rules: OfficeRules, now: datetime) -> Text:
    return bullets([cards.line(for_staff(complaint), rules, now) for complaint in complaints]) if complaints else say("lists.empty")


def morning_list(member: StaffMember, complaints: Sequence[Complaint], rules: OfficeRules, now: datetime) -> Reply | None:
    """What the member has to do today, sorted by due date, and what waits for a second look; None where there is nothing."""
    mine = [complaint for complaint in complaints if may_see(member, complaint) and complaint.state in OPEN]
    mine = [complaint for complaint in mine if handles(member, complaint) or (complaint.officer is None and Role.OFFICER in member.roles)]
    unchecked = counted(complaints, member, rules, now, [UNCHECKED])
    own = [say("desk.morning", name=member.name, count=len(mine)), lines(mine[:15], rules, now)] if mine else []
    own += [say("desk.unchecked", count=count) for count in unchecked.values() if count]
    if not own:
        return None
    choices = (*buttons(unchecked, member.office), button(Desk(), "desk"))
    return Reply(text=Text.join(own), choices=choices, template="petugas_ringkasan", parameters=(str(len(mine) + unchecked[UNCHECKED]),))


def day_picture(complaints: Sequence[Complaint], rules: OfficeRules, now: datetime) -> Reply | None:
    """The supervisor's picture of the day: how many cases, their states, and what is late."""
    alive = [complaint for complaint in complaints if complaint.alive]
    if not alive:
        return None
    counts = {state: sum(complaint.state is state for complaint in alive) for state in State}
    facts = [plain("desk.count", what=plain(f"states.{state}"), count=count) for state, count in counts.items() if count]
    late = [complaint for complaint in alive if complaint.due and complaint.due < now and complaint.state is not State.RESOLVED]
    missed = sum(len(complaint.missed) for complaint in alive)
    text = Text.join(
        [
            say("desk.day", office=rules.office.name, count=len(alive), late=len(late), missed=missed),
            bullets(facts),
            lines(late[:10], rules, now) if late else Text(),
        ]
    )
    return Reply(text=text, choices=(button(Desk(), "desk"),), template="petugas_ringkasan", parameters=(str(len(alive)),))


def _late_by(missed: Sequence[timedelta]) -> str:
    """The average time by which the limits were missed; empty where none was."""
    if not missed:
        return ""
    hours = max(1, round(sum(missed, timedelta()) / len(missed) / timedelta(hours=1)))
    return plain("desk.late_by_hours", count=hours) if hours < 48 else plain("desk.late_by_days", count=round(hours / 24))


def week_picture(complaints: Sequence[Complaint], rules: OfficeRules, since: datetime, now: datetime) -> Reply | None:
    """The past week: received, ended, in time or not, and satisfaction."""
    received = [complaint for complaint in complaints if complaint.received >= since]
    ended = [complaint for complaint in complaints if complaint.ended and complaint.ended >= since]
    if not received and not ended:
        return None
    stars = [complaint.rating for complaint in ended if complaint.rating]
    in_time, late = sum(complaint.kept for complaint in ended), sum(bool(complaint.missed) for complaint in ended)
    unanswered = len(ended) - in_time - late
    text = say(
        "desk.week",
        office=rules.office.name,
        received=len(received),
        ended=len(ended),
        in_time=in_time,
        late=late,
        by=_late_by([miss.by(now) for complaint in ended for miss in complaint.missed]),
        unanswered=plain("desk.week_unanswered", count=unanswered) if unanswered else "",
        open=sum(complaint.alive for complaint in complaints),
        stars=f"{sum(stars) / len(stars):.1f}" if stars else plain("desk.no_stars"),
    )
    return Reply(text=text, choices=(button(Desk(), "desk"),), template="petugas_ringkasan", parameters=(str(len(received)),))


ACTIVITY = Activity(
    presses=(
        On(Desk, lambda turn, press: open_desk(turn)),
        On(ListCases, lambda turn, press: show_list(turn, press.office, press.name, press.page, press.category)),
    ),
    commands={"tugas": Desk()},
)
