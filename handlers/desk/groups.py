"""In a group, a unit's officers get its new complaints; everybody else is referred to the private chat. Otherwise the bot is silent.

A group is stored like a member of staff with the role `grup`: it is told what its unit is told, and may do nothing.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from handlers.casework.access import StaffMember
from handlers.casework.moves import Action, Role
from handlers.talking.buttons import choice, pressed
from handlers.talking.message import Outcome, Reply, Signal
from handlers.talking.press import Press
from handlers.talking.staff_buttons import Act, CloseGroup, RegisterGroup
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say

_COMMAND = re.compile(r"/(\w{1,32})")


async def route(turn: Turn, press: Callable[[Turn, Press | None], Awaitable[Outcome]]) -> Outcome:
    """Handles a message or a button in a group; `press` does what the button does in the private chat."""
    if turn.inbound.choice:
        return await _pressed(turn, pressed(turn.inbound), press)
    command = "mulai" if turn.inbound.signal is Signal.START else next(iter(_COMMAND.findall(turn.text[:33])), "")
    if turn.inbound.signal is Signal.ANONYMOUS_ADMIN:
        return _aloud(turn, reply(say("groups.anonymous")))
    if turn.inbound.edited or turn.inbound.revoked or not command:
        return outcome(turn)
    if command == Role.GROUP:
        return _choose_unit(turn)
    return _aloud(turn, reply(say("groups.private", link=_link(turn, command))))


def _link(turn: Turn, payload: str) -> str:
    return f"{turn.link}?start={payload}" if turn.link else ""


def _aloud(turn: Turn, *replies: Reply) -> Outcome:
    return Outcome(aloud=replies, state=turn.state)


def _choose_unit(turn: Turn) -> Outcome:
    """Lets an authorised person choose the unit whose complaints come here."""
    choices = [
        choice(RegisterGroup(office.id, unit.id), label=unit.name, description=office.name)
        for member in turn.staff
        for office in [turn.library.offices[member.office]]
        for unit in office.units
        if _decides(member, unit.id)
    ]
    if not choices:
        return _aloud(turn, reply(say("groups.staff_only", link=_link(turn, "mulai"))))
    return _aloud(turn, reply(say("groups.which"), *choices, button(CloseGroup(), "group_off")))


def _decides(member: StaffMember, unit: str) -> bool:
    return bool(member.roles & {Role.ADMIN, Role.SUPERVISOR}) or (Role.OFFICER in member.roles and unit in member.units)


async def _pressed(turn: Turn, what: Press | None, press: Callable[[Turn, Press | None], Awaitable[Outcome]]) -> Outcome:
    """Handles a button, which only staff may press. The answer goes to the private chat; the group is told who took the case."""
    if not turn.staff:
        return _aloud(turn, reply(say("groups.staff_only", link=_link(turn, "mulai"))))
    match what:
        case RegisterGroup():
            return await _register(turn, what.office, what.unit)
        case CloseGroup():
            return await _close(turn)
    done = await press(turn, what)
    taken = await _taken_notice(turn, what.number) if isinstance(what, Act) and what.action is Action.TAKE else None
    return Outcome(replies=done.replies, aloud=(taken,) if taken else (), notices=done.notices, state=done.state)


async def _taken_notice(turn: Turn, number: str) -> Reply | None:
    complaint = await turn.ports.complaints.get(number)
    member = turn.member(complaint.office) if complaint else None
    if complaint is None or member is None or complaint.officer != turn.person:
        return None
    return reply(say("groups.taken", number=number, name=member.name))


async def _register(turn: Turn, office_id: str, unit_id: str) -> Outcome:
    member, office = turn.member(office_id), turn.library.offices.get(office_id)
    if member is None or office is None or unit_id not in {unit.id for unit in office.units} or not _decides(member, unit_id):
        return _choose_unit(turn)
    await turn.ports.people.enrol(_group(turn, office_id, office.unit(unit_id).name, frozenset({unit_id})))
    await turn.ports.audit.write(turn.person, "group_opened", office_id, unit_id)
    return _aloud(turn, reply(say("groups.opened", unit=office.unit(unit_id).name)))


async def _close(turn: Turn) -> Outcome:
    """Stops sending the group anything from the offices in which this person is staff."""
    for member in turn.staff:
        await turn.ports.people.enrol(_group(turn, member.office, "", frozenset(), active=False))
        await turn.ports.audit.write(turn.person, "group_closed", member.office)
    return _aloud(turn, reply(say("groups.closed")))


def _group(turn: Turn, office: str, unit: str, units: frozenset[str], *, active: bool = True) -> StaffMember:
    assert turn.group is not None
    name = plain("groups.name", unit=unit)
    return StaffMember(person=turn.group, office=office, name=name, roles=frozenset({Role.GROUP}), units=units, active=active)
