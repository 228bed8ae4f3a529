"""`/rekap`: the day's picture at any hour for those who lead an office, their own list for officers."""

from __future__ import annotations

from dataclasses import replace

from handlers.casework.access import StaffMember
from handlers.casework.moves import Role
from handlers.desk import work_lists
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Menu
from handlers.talking.message import Outcome, Reply, Text
from handlers.talking.staff_buttons import Desk, Recap
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, clock, plain, say

PICTURED = ("late", "today", "untaken", "urgent", "waiting", "pending", work_lists.UNCHECKED)
LEADING = frozenset({Role.SUPERVISOR, Role.HEAD})
MOST_LATE = 10


async def show(turn: Turn) -> Outcome:
    """The recap for each office in which this person is staff, by their role there."""
    if not turn.staff:
        return outcome(turn, reply(say("desk.not_staff"), button(Menu(), "menu")))
    replies = [await (_picture if member.roles & LEADING else _own_list)(turn, member) for member in turn.staff]
    return Outcome(replies=tuple(replies), state=turn.state.left())


async def _picture(turn: Turn, member: StaffMember) -> Reply:
    """The counts, the latest cases, and a button to each list. Only what the reader may see is counted."""
    rules, seen = turn.rules(member.office), await work_lists.visible(turn, member)
    counts = work_lists.counted(seen, member, rules, turn.now, PICTURED)
    late = [complaint for complaint in seen if work_lists.stands_in("late", complaint, member, rules, turn.now)]
    head = say(
        "desk.recap", office=rules.office.name, now=clock(turn.now, rules.office.zone), count=sum(complaint.alive for complaint in seen)
    )
    facts = bullets([plain(f"lists.{name}", count=count) for name, count in counts.items()])
    text = Text.join([head, facts, work_lists.lines(late[:MOST_LATE], rules, turn.now) if late else Text()])
    picture_reply = reply(text, *work_lists.buttons(counts, member.office), button(Desk(), "desk"))
    return replace(picture_reply, attachments=(await turn.ports.documents.week_picture(member),))


async def _own_list(turn: Turn, member: StaffMember) -> Reply:
    return (await work_lists.show_list(turn, member.office, "mine", 0)).replies[0]


ACTIVITY = Activity(presses=(On(Recap, lambda turn, press: show(turn)),), commands={"rekap": Recap()})
