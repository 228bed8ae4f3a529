"""Forbidden presses: everybody presses every verb on every case, writes the words that it would ask for, and says "sure".

What each may do is told here once more by hand, so that a mistake in the program's own table is seen.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bench.attack.outcome import Outcome
from bench.attack.program import Program
from bench.attack.web_phone import BrowserPhone, Town
from bot.app import build
from bot.settings import Settings
from handlers.casework.access import StaffMember
from handlers.casework.moves import Action, Role
from tests.talks.test_complaint_from_first_word_to_closing import complain

OFFICE, THERE = "juai", "landak-dsp3akb"
UNIT_WITHOUT_CASES = "pembangunan"
WORDS = "Ini kata-kata yang cukup panjang untuk percobaan."
SURE = "d:sure:yes"
RECEIVER = "supervisor of another office"
CITIZEN = frozenset({Action.REPLY, Action.ADD, Action.ACCEPT, Action.REOPEN, Action.RATE, Action.WITHDRAW})
MAY: Mapping[str, frozenset[Action]] = {
    "a stranger": frozenset(),
    "who follows with number and PIN": frozenset({Action.ADD, Action.FOLLOW}),
    "officer of another unit": frozenset(),
    "officer of another office": frozenset(),
    RECEIVER: frozenset({Action.RETURN_OFFER}),
    "head": frozenset({Action.ASSIGN, Action.APPROVE, Action.DENY}),
    "admin": frozenset({Action.ASSIGN}),
    "who was removed": frozenset(),
    "the reporter": CITIZEN,
}
"""What somebody may do at most, whatever the case; the supervisor of another office with the one that is offered to it."""
SEES_NOTHING = ("a stranger", "officer of another unit", "officer of another office", "who was removed")
STORIES = {
    "received": "berkas ktp saya sudah seminggu di kecamatan juai belum juga selesai",
    "taken": "kartu keluarga saya salah cetak nama dan tanggal lahir di loket kecamatan",
    "waiting": "surat pindah saya ditahan di loket sudah dua minggu tanpa alasan",
    "answered": "loket kecamatan tutup padahal jam kerja, tidak ada petugas yang jaga",
    "confidential": "berkas akta kelahiran anak saya hilang di loket dan saya diminta diam",
    "anonymous": "antrean loket kecamatan diserobot orang yang kenal petugas setiap pagi",
    "misconduct": "petugas loket minta uang 50 ribu supaya ktp saya cepat jadi, itu pungli",
    "offered": "bantuan untuk korban kekerasan yang dijanjikan dinas belum juga datang sebulan",
}
IDENTITY = {"confidential": "Rahasia", "anonymous": "Anonim"}


@dataclass(frozen=True, kw_only=True)
class Case:
    """A complaint in one of its states; `word` stands in its story alone."""

    name: str
    number: str
    reporter: BrowserPhone
    word: str


async def forbidden(folder: Path) -> Outcome:
    program = await Program(folder, MESSAGES_PER_MINUTE="10000", MESSAGES_PER_NETWORK="100000", LOG_LEVEL="ERROR").start()
    try:
        town = Town(program)
        people = await _staff(town)
        cases = [await _case(town, people, name) for name in STORIES]
        people |= await _others(town, cases)
        before = _events(program)
        tries = sum([await _all_press(town, people, case) for case in cases])
        return _judged(program, town, people, cases, before, tries)
    finally:
        await program.stop()


async def _all_press(town: Town, people: Mapping[str, BrowserPhone], case: Case) -> int:
    """Everybody side by side presses every verb; who is asked something by it does so once more, with words and "sure" behind each."""
    phones = [(case.reporter if who == "the reporter" else people[who], _verbs(who)) for who in MAY]
    for phone, _ in phones:
        phone.begin()
    await asyncio.gather(*(asyncio.to_thread(_presses, phone, case, verbs) for phone, verbs in phones))
    await town.settle()
    asked = [(phone, verbs) for phone, verbs in phones if any(choice.id.startswith("d:") for choice in phone.choices)]
    await asyncio.gather(*(asyncio.to_thread(_presses, phone, case, verbs, insisting=True) for phone, verbs in asked))
    await town.settle()
    return sum(len(verbs) for _, verbs in [*phones, *asked])


def _verbs(who: str) -> list[Action]:
    """All; but a case that was accepted by another office would be that office's from then on."""
    return [action for action in Action if action is not Action.ACCEPT_OFFER or who != RECEIVER]


def _presses(phone: BrowserPhone, case: Case, verbs: Sequence[Action], *, insisting: bool = False) -> None:
    for action in verbs:
        phone.press(f"c:{action}:{case.number}")
        if insisting:
            phone.say(WORDS)
            phone.press(SURE)


def _events(program: Program) -> set[tuple[str, int]]:
    return set(program.rows("SELECT number, seq FROM history"))


def _judged(
    program: Program, town: Town, people: Mapping[str, BrowserPhone], cases: list[Case], before: set[tuple[str, int]], tries: int
) -> Outcome:
    persons = dict(program.rows("SELECT address, person FROM chats"))
    names = {persons[phone.address]: who for who, phone in people.items()}
    reporters = {(case.number, persons[case.reporter.address]) for case in cases}
    through, allowed = list[str](), 0
    for number, seq, actor, action in program.rows("SELECT number, seq, actor, action FROM history"):
        if (number, seq) in before or actor is None:
            continue
        who = "the reporter" if (number, actor) in reporters else names.get(actor, "somebody")
        is_allowed = action in MAY.get(who, ())
        allowed += is_allowed
        through += [] if is_allowed else [f"{who}: {action}"]
    through += [f"{who} read a {case.name} case" for who in SEES_NOTHING for case in cases if case.word in _read(people[who])]
    return Outcome(
        attack="forbidden presses (role × verb × case)",
        tries=tries - allowed,
        through=tuple(through),
        allowed=f"{allowed} others were allowed",
    )


def _read(phone: BrowserPhone) -> str:
    return " ".join(phone.texts)


# Who and what is there


async def _staff(town: Town) -> dict[str, BrowserPhone]:
    there = replace(_member(Role.OFFICER), office=THERE, units=frozenset())
    members = {
        "officer": _member(Role.OFFICER),
        "marked officer": _member(Role.OFFICER, sensitive=True),
        "supervisor": _member(Role.SUPERVISOR),
        "officer of another unit": replace(_member(Role.OFFICER), units=frozenset({UNIT_WITHOUT_CASES})),
        "officer of another office": there,
        RECEIVER: replace(there, roles=frozenset({Role.SUPERVISOR})),
        "head": _member(Role.HEAD),
        "admin": _member(Role.ADMIN),
        "who was removed": _member(Role.OFFICER),
    }
    async with _beside(town.program) as invite_one:
        codes = {who: await invite_one(member) for who, member in members.items()}
    people = {who: town.phone(who) for who in members}
    for who, phone in people.items():
        (await phone.says(f"GABUNG {codes[who]}")).sees("Selamat bergabung")
    listed = await town.program.command("staff", "list", "--office", OFFICE)
    removed = dict(town.program.rows("SELECT address, person FROM chats"))[people["who was removed"].address]
    assert str(removed) in listed
    await town.program.command("staff", "remove", "--office", OFFICE, "--person", str(removed))
    return people


def _member(role: Role, *, sensitive: bool = False) -> StaffMember:
    """Of all units of the office but one."""
    units = {"pelayanan-kesos", "pemerintahan", "trantibum", "pemberdayaan", "umum"} if role is Role.OFFICER else set()
    return StaffMember(person=0, office=OFFICE, name="", roles=frozenset({role}), units=frozenset(units), sensitive=sensitive)


@asynccontextmanager
async def _beside(program: Program) -> AsyncIterator[Callable[[StaffMember], Awaitable[str]]]:
    """Makes codes on the program's database, as `layanwarga staff invite` does in a process of its own."""
    app = build(Settings(mode="office", key=program.key, data=program.data, offices=f"{OFFICE},{THERE}", _env_file=None))
    await app.database.open()

    async def code(member: StaffMember) -> str:
        async with app.database.transaction() as transaction:
            return await app.conversation.ports(transaction, app.clock()).people.invite(member)

    yield code
    await app.database.close()


async def _case(town: Town, people: Mapping[str, BrowserPhone], name: str) -> Case:
    """Filed, and brought to its state by who may."""
    citizen, word = town.phone(f"reporter of {name}"), f"kenari{name}"
    number = await complain(citizen, f"{STORIES[name]} {word}", identity=IDENTITY.get(name, "Terbuka"))
    officer = people["supervisor"] if name == "misconduct" else people["marked officer"]
    if name != "received":
        await officer.presses_id(f"c:take:{number}")
    presses_to: Mapping[str, tuple[str, ...]] = {"waiting": ("ask", WORDS), "answered": ("answer", WORDS, SURE)}
    if name in presses_to:
        action, *words = presses_to[name]
        await officer.presses_id(f"c:{action}:{number}")
        for word_or_press in words:
            await (officer.presses_id(word_or_press) if word_or_press == SURE else officer.says(word_or_press))
    if name == "offered":
        await officer.presses_id(f"c:transfer:{number}")
        await officer.presses_id(f"d:target:o.{THERE}")
        await officer.says(WORDS)
        await officer.presses_id(SURE)
    return Case(name=name, number=number, reporter=citizen, word=word)


async def _others(town: Town, cases: list[Case]) -> dict[str, BrowserPhone]:
    """Somebody who knows nothing, and somebody who knows number and PIN of every case."""
    follower = town.phone("who follows with number and PIN")
    for case in cases:
        pin = re.search(r"PIN\D{0,12}(\d{6})", " ".join(case.reporter.texts))
        assert pin
        await follower.says(case.number)
        await follower.says(pin[1])
    return {follower.name: follower, "a stranger": town.phone("a stranger")}
