""" "Saya absen": from when to when, and who stands in, recorded by oneself or by a supervisor. Until the end the stand-in gets the absent
colleague's messages and rights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.case.dates import date_written, why_no_date
from handlers.casework.access import StaffMember
from handlers.casework.moves import Role
from handlers.talking import dialogue
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Menu, choice, option
from handlers.talking.dialogue import Again, Answers, Dialogue, Step, Taken, value
from handlers.talking.message import Audience, Choice, LetterKind, Notice, Outcome, Reply
from handlers.talking.staff_buttons import Absent, BackAgain, ChooseAbsentee, Desk
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, day, plain, say

NOBODY = "0"


def _take_start(turn: Turn, answers: Answers) -> Taken | Again:
    if value(turn.inbound, "start") == "now" or turn.text.lower() in {"hari ini", "sekarang"}:
        return Taken({"start": turn.now.isoformat()})
    written = _midnight(turn, answers["office"], days=0)
    return Taken({"start": written.isoformat()}) if written and written > turn.now else _unread(turn, answers["office"])


def _take_until(turn: Turn, answers: Answers) -> Taken | Again:
    """Takes the last day of the absence, which counts whole."""
    end = _midnight(turn, answers["office"], days=1)
    later = end and end > max(turn.now, datetime.fromisoformat(answers["start"]))
    return Taken({"until": end.isoformat()}) if end and later else _unread(turn, answers["office"])


def _unread(turn: Turn, office: str) -> Again:
    return Again(why_no_date(turn.text, turn.library.calendar(office).local_date(turn.now)))


def _midnight(turn: Turn, office: str, *, days: int) -> datetime | None:
    zone = turn.rules(office).office.zone
    written = date_written(turn.text, turn.now.astimezone(zone).date())
    return midnight(written + timedelta(days=days), zone) if written else None


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The beginning of the day in the zone."""
    return datetime.combine(day, time(), tzinfo=zone)


def _ask_stand_in(turn: Turn, answers: Answers) -> Reply:
    choices = [option("stand_in", person, name) for person, name in answers["colleagues"]]
    return reply(say("absence.stand_in"), *choices, option("stand_in", NOBODY, plain("buttons.nobody")))


def _take_stand_in(turn: Turn, answers: Answers) -> Taken | Again:
    chosen = value(turn.inbound, "stand_in")
    offered = {NOBODY, *(str(person) for person, _ in answers["colleagues"])}
    return Taken({"stand_in": int(chosen)}) if chosen in offered and chosen else Again(say("intake.choose_or_yes"))


async def choose(turn: Turn, office: str) -> Outcome:
    """Lets a supervisor say who is absent or back, so that somebody who is ill does not have to."""
    if not _leads(turn, office):
        return _supervisors_only(turn)
    staff = [member for member in await turn.ports.people.staff(office) if member.person != turn.person]
    text = say("absence.who" if staff else "absence.nobody_else")
    return outcome(turn, reply(text, *(_one_of(member, turn.now) for member in staff), button(Desk(), "desk")))


def _one_of(member: StaffMember, now: datetime) -> Choice:
    if member.away_until and now < member.away_until:
        return choice(BackAgain(member.office, str(member.person)), plain("absence.returned", name=member.name))
    return choice(Absent(member.office, str(member.person)), member.name)


def _leads(turn: Turn, office: str) -> bool:
    me = turn.member(office)
    return me is not None and Role.SUPERVISOR in me.roles


def _supervisors_only(turn: Turn) -> Outcome:
    return outcome(turn, reply(say("absence.supervisors_only"), button(Menu(), "menu")))


async def start(turn: Turn, office: str, person: str = "") -> Outcome:
    """Asks about an absence: one's own, or that of the person whom a supervisor named."""
    if turn.member(office) is None:
        return outcome(turn, reply(say("desk.not_staff"), button(Menu(), "menu")))
    staff = await turn.ports.people.staff(office)
    absentee = _absentee(turn, staff, person)
    if absentee is None or not _may_note(turn, office, absentee.person):
        return _supervisors_only(turn)
    colleagues = [[member.person, member.name] for member in staff if can_stand_in(member, absentee)]
    answers = {"office": office, "colleagues": colleagues, "absentee": absentee.person, "name": absentee.name}
    return await dialogue.begin(ABSENCE, turn, answers)


def _absentee(turn: Turn, staff: Sequence[StaffMember], person: str) -> StaffMember | None:
    wanted = person or str(turn.person)
    return next((member for member in staff if str(member.person) == wanted), None)


def _may_note(turn: Turn, office: str, absentee: int) -> bool:
    return absentee == turn.person or _leads(turn, office)


def can_stand_in(other: StaffMember, me: StaffMember) -> bool:
    """Whether `other` may stand in for `me`: a stand-in sees everything that the absent one sees."""
    fits = bool(other.roles & {Role.OFFICER, Role.SUPERVISOR}) and (other.is_discreet or not me.is_discreet)
    return fits and other.person != me.person


async def _noted(turn: Turn, answers: Answers) -> Outcome:
    office, stand_in = answers["office"], answers["stand_in"] or None
    named = str(answers.get("absentee", turn.person))
    absentee = _absentee(turn, await turn.ports.people.staff(office), named)
    if absentee is None or not _may_note(turn, office, absentee.person):  # the asking person may have lost the role meanwhile
        return _supervisors_only(turn)
    begin, end = datetime.fromisoformat(answers["start"]), datetime.fromisoformat(answers["until"])
    await turn.ports.people.absent(absentee.person, office, begin, end, stand_in)
    await turn.ports.audit.write(turn.person, "absent", office, f"{absentee.person} {begin.date()} {end.date()}")
    who = next((name for person, name in answers["colleagues"] if person == stand_in), plain("buttons.nobody"))
    dates = dates_of(begin, end, turn.rules(office).office.zone)
    by = "" if absentee.person == turn.person else _own_name(turn, office)
    key = ("noted_of" if by else "noted") if stand_in else ("noted_of_alone" if by else "noted_alone")
    noted = say(f"absence.{key}", **dates, stand_in=who, name=absentee.name)
    notices = stand_in_notices(absentee, None if stand_in == turn.person else stand_in, dates, turn.now, by)
    notices_ = _to_absentee(absentee, by, {**dates, "stand_in": who}, turn.now) if by else ()
    return outcome(turn, reply(noted, button(Desk(), "desk")), notices=(*notices, *notices_))


def _own_name(turn: Turn, office: str) -> str:
    me = turn.member(office)
    return me.name if me else ""


def stand_in_notices(
    absent_one: StaffMember, stand_in: int | None, dates: Mapping[str, str], now: datetime, by: str = ""
) -> tuple[Notice, ...]:
    """Tells the stand-in; `by` is the supervisor's name if the absent one did not record it."""
    if stand_in is None:
        return ()
    sentence = say("absence.asked_by" if by else "absence.asked", name=absent_one.name, by=by, **dates)
    return (_notice(absent_one, stand_in, Reply(text=sentence, choices=(button(Desk(), "desk"),)), "asked_about", now),)


def _to_absentee(absent_one: StaffMember, by: str, facts: Mapping[str, str], now: datetime) -> tuple[Notice, ...]:
    """Tells the absent one what a supervisor recorded, with a button to undo it."""
    notice_reply = Reply(text=say("absence.told", by=by, **facts), choices=(button(BackAgain(absent_one.office), "back_again"),))
    return (_notice(absent_one, absent_one.person, notice_reply, "told_about", now),)


def _notice(absent_one: StaffMember, person: int, notice_reply: Reply, about: str, now: datetime) -> Notice:
    return Notice(
        person=person,
        reply=replace(notice_reply, template="petugas_kabar", parameters=(plain(f"absence.{about}"),)),
        key=f"absence:{absent_one.office}:{absent_one.person}:{person}:{now.isoformat()}",
        kind=LetterKind.STAFF,
        audience=Audience.STAFF,
        event="absence",
    )


def dates_of(begin: datetime, end: datetime, zone: ZoneInfo) -> dict[str, str]:
    last = (end - timedelta(minutes=1)).astimezone(zone).date()
    return {"start": day(begin.astimezone(zone).date()), "until": day(last)}


async def back(turn: Turn, office: str, person: str = "") -> Outcome:
    """Ends the absence before its end."""
    absentee = _absentee(turn, await turn.ports.people.staff(office), person)
    if absentee is None or not _may_note(turn, office, absentee.person):
        return _supervisors_only(turn)
    await turn.ports.people.absent(absentee.person, office, turn.now, None, None)
    await turn.ports.audit.write(turn.person, "back", office, str(absentee.person))
    text = say("absence.over") if absentee.person == turn.person else say("absence.over_of", name=absentee.name)
    return outcome(turn, reply(text, button(Desk(), "desk")))


def _ask_start(turn: Turn, answers: Answers) -> Reply:
    own = answers.get("absentee", turn.person) == turn.person
    text = say("absence.start") if own else say("absence.start_of", name=answers["name"])
    return reply(text, option("start", "now", plain("buttons.from_now")))


ABSENCE = Dialogue(
    name="absence",
    steps=(
        Step(key="start", ask=_ask_start, take=_take_start),
        Step(key="until", ask=lambda turn, answers: reply(say("absence.until")), take=_take_until),
        Step(key="stand_in", ask=_ask_stand_in, take=_take_stand_in),
    ),
    finish=_noted,
)

ACTIVITY = Activity(
    presses=(
        On(Absent, lambda turn, press: start(turn, press.office, press.person)),
        On(BackAgain, lambda turn, press: back(turn, press.office, press.person)),
        On(ChooseAbsentee, lambda turn, press: choose(turn, press.office)),
    ),
    dialogues=(ABSENCE,),
)
