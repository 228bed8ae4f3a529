"""How staff join: with a one-time code that an admin made; nobody becomes staff by knowing a command."""

from __future__ import annotations

from dataclasses import replace

from handlers.casework.access import StaffMember
from handlers.message import Choice, Outcome, Text
from handlers.ports import Address
from handlers.turn import Turn, outcome, reply
from handlers.wording import bullets, button, plain, say

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
    await turn.ports.addresses.opt_in(turn.inbound.channel, turn.inbound.address, "enrolled")
    units = ", ".join(office.unit(unit).name for unit in sorted(member.units)) or plain("enrolment.all_units")
    welcome = say("enrolment.welcome", office=office.full_name, roles=roles, units=units)
    done = outcome(turn, reply(welcome, button("desk", "desk"), button("addresses", "addresses")), office=member.office)
    return replace(done, staff_menu=True)


async def invite(turn: Turn, office: str, role: str) -> Outcome:
    """An admin's one-time code for somebody new."""
    me = turn.member(office)
    if me is None or "admin" not in me.roles or role not in ROLES:
        return outcome(turn, reply(say("enrolment.admins_only"), button("menu", "menu")))
    units = frozenset(unit.id for unit in turn.library.offices[office].units) if role == "petugas" else frozenset()
    code = await turn.ports.people.invite(StaffMember(person=0, office=office, name="", roles=frozenset({role}), units=units))
    await turn.ports.audit.write(turn.person, "invited", office, role)
    link = say("enrolment.link", link=f"{turn.link}?start={code}") if turn.link else Text()
    return outcome(turn, reply(Text.join([say("enrolment.code", code=code, role=role), link], "\n"), button("desk", "desk")))


async def ask_role(turn: Turn) -> Outcome:
    """Who should be invited, and where."""
    offices = [member.office for member in turn.staff if "admin" in member.roles]
    if not offices:
        return outcome(turn, reply(say("enrolment.admins_only"), button("menu", "menu")))
    choices = [
        Choice(id=f"invite:{office}:{role}", label=f"{role} · {turn.library.offices[office].name}") for office in offices for role in ROLES
    ]
    return outcome(turn, reply(say("enrolment.who"), *choices, button("desk", "desk")))


async def addresses(turn: Turn) -> Outcome:
    """Where alerts go, and how to choose or add."""
    if not turn.staff:
        return outcome(turn, reply(say("addresses.staff_only"), button("menu", "menu")))
    mine = await turn.ports.addresses.of(turn.person)
    lines = [plain("addresses.line", channel=_name(one), mark=_mark(one)) for one in mine]
    choices = [button(f"prefer:{index}", "prefer", channel=_name(one)) for index, one in enumerate(mine) if one.reachable and not one.first]
    shown = choices if len(mine) > 1 else []
    text = Text.join([say("addresses.mine"), bullets(lines)])
    return outcome(turn, reply(text, *shown, button("link_code", "add_address"), button("desk", "desk")))


def _name(one: Address) -> str:
    return plain(f"channels.{one.channel}")


def _mark(one: Address) -> str:
    return plain("addresses.dead") if not one.reachable else (plain("addresses.first") if one.first else "")


async def prefer(turn: Turn, index: int) -> Outcome:
    mine = await turn.ports.addresses.of(turn.person)
    if not turn.staff or index >= len(mine):
        return await addresses(turn)
    await turn.ports.addresses.prefer(turn.person, mine[index])
    return outcome(
        turn, reply(say("addresses.chosen", channel=_name(mine[index])), button("addresses", "addresses"), button("desk", "desk"))
    )


async def link_code(turn: Turn) -> Outcome:
    """A code that brings another chat of the same officer along."""
    if not turn.staff:
        return await addresses(turn)
    code = await turn.ports.addresses.offer_link(turn.person)
    return outcome(turn, reply(say("addresses.code", code=code), button("addresses", "addresses")))


async def link(turn: Turn) -> Outcome:
    code = turn.text.upper().removeprefix("HUBUNGKAN").strip()
    person = await turn.ports.addresses.link(code, turn.inbound.channel, turn.inbound.address)
    if person is None:
        return outcome(turn, reply(say("addresses.wrong_code"), button("menu", "menu")))
    await turn.ports.addresses.opt_in(turn.inbound.channel, turn.inbound.address, "linked")
    await turn.ports.audit.write(person, "address_linked", turn.inbound.channel)
    done = outcome(turn, reply(say("addresses.linked"), button("desk", "desk"), button("addresses", "addresses")))
    return replace(done, staff_menu=True)
