"""How staff join: with a one-time code that an admin made; nobody becomes staff by knowing a command."""

from __future__ import annotations

from handlers.casework.access import StaffMember
from handlers.message import Choice, Outcome
from handlers.turn import Turn, outcome, reply
from handlers.wording import button, plain, say

ROLES = ("petugas", "pengawas", "pimpinan", "admin")
CODE_LENGTH = 10


def looks_like_code(text: str) -> bool:
    """`GABUNG K7Q2M9XW4D`, or the code alone as a deep link brings it."""
    code = text.upper().removeprefix("GABUNG").strip()
    return len(code) == CODE_LENGTH and code.isalnum() and any(map(str.isdigit, code)) and code == code.upper()


async def redeem(turn: Turn) -> Outcome:
    code = turn.text.upper().removeprefix("GABUNG").strip()
    name = turn.inbound.sender_name or plain("enrolment.no_name")
    member = await turn.ports.people.redeem(code, turn.person, name)
    if member is None:
        return outcome(turn, reply(say("enrolment.wrong_code"), button("menu", "menu")))
    office = turn.library.offices[member.office]
    roles = ", ".join(sorted(member.roles))
    await turn.ports.audit.write(turn.person, "enrolled", member.office, roles)
    units = ", ".join(office.unit(unit).name for unit in sorted(member.units)) or plain("enrolment.all_units")
    return outcome(
        turn,
        reply(say("enrolment.welcome", office=office.full_name, roles=roles, units=units), button("desk", "desk")),
        office=member.office,
    )


async def invite(turn: Turn, office: str, role: str) -> Outcome:
    """An admin's one-time code for somebody new."""
    me = turn.member(office)
    if me is None or "admin" not in me.roles or role not in ROLES:
        return outcome(turn, reply(say("enrolment.admins_only"), button("menu", "menu")))
    units = frozenset(unit.id for unit in turn.library.offices[office].units) if role == "petugas" else frozenset()
    code = await turn.ports.people.invite(StaffMember(person=0, office=office, name="", roles=frozenset({role}), units=units))
    await turn.ports.audit.write(turn.person, "invited", office, role)
    return outcome(turn, reply(say("enrolment.code", code=code, role=role), button("desk", "desk")))


async def ask_role(turn: Turn) -> Outcome:
    """Who should be invited, and where."""
    offices = [member.office for member in turn.staff if "admin" in member.roles]
    if not offices:
        return outcome(turn, reply(say("enrolment.admins_only"), button("menu", "menu")))
    choices = [
        Choice(id=f"invite:{office}:{role}", label=f"{role} · {turn.library.offices[office].name}") for office in offices for role in ROLES
    ]
    return outcome(turn, reply(say("enrolment.who"), *choices, button("desk", "desk")))
