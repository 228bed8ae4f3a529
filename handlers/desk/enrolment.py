"""How staff join: with a one-time code of an admin. No command makes anybody staff."""

from __future__ import annotations

from dataclasses import replace

from handlers.casework.access import StaffMember
from handlers.casework.moves import OFFICE_ROLES, Role
from handlers.talking import dialogue
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Menu, choice
from handlers.talking.dialogue import Again, Answers, Dialogue, Step, Taken
from handlers.talking.message import Outcome, Reply, Text
from handlers.talking.ports import Address, Filter
from handlers.talking.staff_buttons import Addresses, AskRole, Desk, Invite, Join, LinkCode, Prefer
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, plain, say

CODE_LENGTH = 10


def looks_like_code(text: str) -> bool:
    """Whether the text is a bare code, as a deep link brings it."""
    return len(text) == CODE_LENGTH and text.isalnum() and any(map(str.isdigit, text)) and text == text.upper()


def asks_to_join(text: str) -> bool:
    """Whether the text is `GABUNG K7Q2M9XW4D`, be the code right or not: one word with a digit, or as long as a code and in capitals; not "gabung
    organisasi".
    """
    word, _, code = text.strip().partition(" ")
    code = code.strip()
    has_digit, is_long = any(map(str.isdigit, code)), len(code) == CODE_LENGTH
    return word.upper() == "GABUNG" and code.isalnum() and (has_digit or (is_long and code.isupper()))


async def redeem(turn: Turn) -> Outcome:
    """Enrols the person; with a code for one telephone number, only after that number is proven."""
    code = turn.text.upper().removeprefix("GABUNG").strip()
    number = dialled(turn.inbound.number or "")
    if not number and await turn.ports.people.wants_number(code):
        return await dialogue.begin(NUMBER, turn, {"code": code})
    return await _redeemed(turn, code, number)


def dialled(number: str) -> str:
    """A telephone number as digits with the country code: 0812… and +62 812… become 62812…."""
    digits = "".join(filter(str.isdigit, number))
    return f"62{digits[1:]}" if digits.startswith("0") else digits


def _take_number(turn: Turn, answers: Answers) -> Taken | Again:
    shared = turn.inbound.contact
    return Taken({"number": dialled(shared.phone)}) if shared and shared.own else Again(say("enrolment.own_number"))


async def _prove(turn: Turn, answers: Answers) -> Outcome:
    return await _redeemed(turn, answers["code"], answers["number"])


NUMBER = Dialogue(
    name="enrolment",
    steps=(Step(key="number", ask=lambda turn, answers: Reply(text=say("enrolment.number"), ask_contact=True), take=_take_number),),
    finish=_prove,
)


async def _redeemed(turn: Turn, code: str, number: str) -> Outcome:
    name = turn.inbound.sender_name or plain("enrolment.no_name")
    member = await turn.ports.people.redeem(code, turn.person, name, number)
    if member is None:
        why = "other_number" if await turn.ports.people.wants_number(code) else "wrong_code"
        return outcome(turn, reply(say(f"enrolment.{why}"), button(Menu(), "menu")))
    office = turn.library.offices[member.office]
    roles = ", ".join(sorted(member.roles))
    await turn.ports.audit.write(turn.person, "enrolled", member.office, roles)
    await turn.ports.addresses.opt_in(turn.inbound.channel, turn.inbound.address, "enrolled")
    units = ", ".join(office.unit(unit).name for unit in sorted(member.units)) or plain("enrolment.all_units")
    welcome = say("enrolment.welcome", office=office.full_name, roles=roles, units=units)
    done = outcome(turn, reply(welcome, button(Desk(), "desk"), button(Addresses(), "addresses")), office=member.office)
    return replace(done, staff_menu=True)


async def invite(turn: Turn, office: str, role: str) -> Outcome:
    """A one-time code of an admin for somebody new."""
    me = turn.member(office)
    if me is None or Role.ADMIN not in me.roles or role not in OFFICE_ROLES:
        return outcome(turn, reply(say("enrolment.admins_only"), button(Menu(), "menu")))
    units = frozenset(unit.id for unit in turn.library.offices[office].units) if role == Role.OFFICER else frozenset()
    invited = StaffMember(person=0, office=office, name="", roles=frozenset({Role(role)}), units=units)
    code = await turn.ports.people.invite(invited)
    await turn.ports.audit.write(turn.person, "invited", office, described(invited))
    link = say("enrolment.link", link=f"{turn.link}?start={code}") if turn.link else Text()
    return outcome(turn, reply(Text.join([say("enrolment.code", code=code, role=role), link], "\n"), button(Desk(), "desk")))


def described(member: StaffMember) -> str:
    """Who somebody is in an office, as the audit tells it: `7 Rina: petugas; trantibum; peka`."""
    who = " ".join(filter(None, [str(member.person or ""), member.name]))
    rights = [", ".join(sorted(member.roles)), ", ".join(sorted(member.units)), "peka" if member.sensitive else ""]
    return ": ".join(filter(None, [who, "; ".join(filter(None, rights))]))


async def ask_role(turn: Turn) -> Outcome:
    """Asks for the role and the office of the person to invite."""
    offices = [member.office for member in turn.staff if Role.ADMIN in member.roles]
    if not offices:
        return outcome(turn, reply(say("enrolment.admins_only"), button(Menu(), "menu")))
    choices = [
        choice(Invite(office, role), label=f"{role} · {turn.library.offices[office].name}") for office in offices for role in OFFICE_ROLES
    ]
    return outcome(turn, reply(say("enrolment.who"), *choices, button(Desk(), "desk")))


async def addresses(turn: Turn) -> Outcome:
    """Shows where alerts go, with buttons to choose or add an address."""
    if not turn.staff:
        return outcome(turn, reply(say("addresses.staff_only"), button(Menu(), "menu")))
    mine = await turn.ports.addresses.of(turn.person)
    lines = [plain("addresses.line", channel=_name(address), mark=_mark(address)) for address in mine]
    choices = [
        button(Prefer(index), "prefer", channel=_name(place)) for index, place in enumerate(mine) if place.reachable and not place.first
    ]
    prefer_buttons = choices if len(mine) > 1 else []
    text = Text.join([say("addresses.mine"), bullets(lines)])
    return outcome(turn, reply(text, *prefer_buttons, button(LinkCode(), "add_address"), button(Desk(), "desk")))


def _name(address: Address) -> str:
    return plain(f"channels.{address.channel}")


def _mark(address: Address) -> str:
    return plain("addresses.dead") if not address.reachable else (plain("addresses.first") if address.first else "")


async def prefer(turn: Turn, index: int) -> Outcome:
    mine = await turn.ports.addresses.of(turn.person)
    if not turn.staff or index >= len(mine):
        return await addresses(turn)
    await turn.ports.addresses.prefer(turn.person, mine[index])
    return outcome(
        turn, reply(say("addresses.chosen", channel=_name(mine[index])), button(Addresses(), "addresses"), button(Desk(), "desk"))
    )


async def link_code(turn: Turn) -> Outcome:
    """A code that joins another chat of the same officer."""
    if not turn.staff:
        return await addresses(turn)
    code = await turn.ports.addresses.offer_link(turn.person)
    return outcome(turn, reply(say("addresses.code", code=code), button(Addresses(), "addresses")))


def is_link(text: str) -> bool:
    """Whether the text is `HUBUNGKAN K7Q2M9XW4D`, also mistyped; not "hubungkan saya dengan petugas"."""
    command, _, code = text.upper().partition(" ")
    return command == "HUBUNGKAN" and " " not in code and any(char.isdigit() for char in code)


async def link(turn: Turn) -> Outcome:
    """Before joining, names the person's own cases: who sends somebody else's code unaware would open these cases to them."""
    code = turn.text.upper().removeprefix("HUBUNGKAN").strip()
    if turn.staff:
        return outcome(turn, reply(say("addresses.staff_already"), button(Addresses(), "addresses"), button(Desk(), "desk")))
    cases = await turn.ports.complaints.find(Filter(citizen=turn.person))
    if not cases or not looks_like_code(code):
        return await join(turn, code)
    yes = choice(Join(code), label=plain("buttons.mine"))
    return outcome(turn, reply(say("addresses.brings_cases", count=len(cases)), yes, button(Menu(), "not_mine")))


async def join(turn: Turn, code: str) -> Outcome:
    """Joins this chat, with everything reported and followed here, to the officer who made the code."""
    person = None if turn.staff else await turn.ports.addresses.link(code, turn.person)
    if person is None:
        return outcome(turn, reply(say("addresses.wrong_code"), button(Menu(), "menu")))
    await turn.ports.addresses.opt_in(turn.inbound.channel, turn.inbound.address, "linked")
    await turn.ports.audit.write(person, "address_linked", turn.inbound.channel)
    done = outcome(turn, reply(say("addresses.linked"), button(Desk(), "desk"), button(Addresses(), "addresses")))
    return replace(done, staff_menu=True)


ACTIVITY = Activity(
    presses=(
        On(AskRole, lambda turn, press: ask_role(turn)),
        On(Invite, lambda turn, press: invite(turn, press.office, press.role)),
        On(Addresses, lambda turn, press: addresses(turn)),
        On(Prefer, lambda turn, press: prefer(turn, press.index)),
        On(LinkCode, lambda turn, press: link_code(turn)),
        On(Join, lambda turn, press: join(turn, press.code)),
    ),
    commands={"undang": AskRole(), "alamat saya": Addresses()},
    dialogues=(NUMBER,),
)
