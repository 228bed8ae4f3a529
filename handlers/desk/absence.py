""" "Saya absen": from when to when, and who stands in. Until the end that colleague hears and may do what the absent one would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.case.dates import date_written
from handlers.casework.access import StaffMember
from handlers.casework.moves import Role
from handlers.talking import dialogue
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Absent, BackAgain, Desk, Menu, option
from handlers.talking.dialogue import Again, Answers, Dialogue, Step, Taken, value
from handlers.talking.message import Audience, LetterKind, Notice, Outcome, Reply
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, day, plain, say

NOBODY = "0"


def _take_start(turn: Turn, answers: Answers) -> Taken | Again:
    if value(turn.inbound, "start") == "now" or turn.text.lower() in {"hari ini", "sekarang"}:
        return Taken({"start": turn.now.isoformat()})
    written = _midnight(turn, answers["office"], days=0)
    return Taken({"start": written.isoformat()}) if written and written > turn.now else Again(say("acting.date_unknown"))


def _take_until(turn: Turn, answers: Answers) -> Taken | Again:
    """The last day of the absence counts whole."""
    end = _midnight(turn, answers["office"], days=1)
    later = end and end > max(turn.now, datetime.fromisoformat(answers["start"]))
    return Taken({"until": end.isoformat()}) if end and later else Again(say("acting.date_unknown"))


def _midnight(turn: Turn, office: str, *, days: int) -> datetime | None:
    zone = turn.rules(office).office.zone
    written = date_written(turn.text, turn.now.astimezone(zone).date())
    return midnight(written + timedelta(days=days), zone) if written else None


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The beginning of the day."""
    return datetime.combine(day, time(), tzinfo=zone)


def _ask_stand_in(turn: Turn, answers: Answers) -> Reply:
    choices = [option("stand_in", person, name) for person, name in answers["colleagues"]]
    return reply(say("absence.stand_in"), *choices, option("stand_in", NOBODY, plain("buttons.nobody")))


def _take_stand_in(turn: Turn, answers: Answers) -> Taken | Again:
    said = value(turn.inbound, "stand_in")
    known = {NOBODY, *(str(person) for person, _ in answers["colleagues"])}
    return Taken({"stand_in": int(said)}) if said in known and said else Again(say("intake.choose_or_yes"))


async def start(turn: Turn, office: str) -> Outcome:
    me = turn.member(office)
    if me is None:
        return outcome(turn, reply(say("desk.not_staff"), button(Menu(), "menu")))
    staff = await turn.ports.people.staff(office)
    colleagues = [[one.person, one.name] for one in staff if can_stand_in(one, me)]
    return await dialogue.begin(ABSENCE, turn, {"office": office, "colleagues": colleagues})


def can_stand_in(other: StaffMember, me: StaffMember) -> bool:
    """Whoever stands in sees what the absent one sees."""
    fits = bool(other.roles & {Role.OFFICER, Role.SUPERVISOR}) and (other.is_discreet or not me.is_discreet)
    return fits and other.person != me.person


async def _noted(turn: Turn, answers: Answers) -> Outcome:
    office, stand_in = answers["office"], answers["stand_in"] or None
    begin, end = datetime.fromisoformat(answers["start"]), datetime.fromisoformat(answers["until"])
    await turn.ports.people.absent(turn.person, office, begin, end, stand_in)
    await turn.ports.audit.write(turn.person, "absent", office, f"{begin.date()} {end.date()}")
    who = next((name for person, name in answers["colleagues"] if person == stand_in), plain("buttons.nobody"))
    dates, me = dates_of(begin, end, turn.rules(office).office.zone), turn.member(office)
    noted = reply(say("absence.noted", **dates, stand_in=who), button(Desk(), "desk"))
    return outcome(turn, noted, notices=asked(me, stand_in, dates, turn.now) if me else ())


def asked(me: StaffMember, stand_in: int | None, dates: Mapping[str, str], now: datetime) -> tuple[Notice, ...]:
    """The stand-in hears of it at once."""
    if stand_in is None:
        return ()
    told = Reply(
        text=say("absence.asked", name=me.name, **dates),
        choices=(button(Desk(), "desk"),),
        template="petugas_kabar",
        parameters=(plain("absence.asked_about"),),
    )
    key = f"absence:{me.office}:{me.person}:{now.isoformat()}"
    return (Notice(person=stand_in, reply=told, key=key, kind=LetterKind.STAFF, audience=Audience.STAFF, event="absence"),)


def dates_of(begin: datetime, end: datetime, zone: ZoneInfo) -> dict[str, str]:
    last = (end - timedelta(minutes=1)).astimezone(zone).date()
    return {"start": day(begin.astimezone(zone).date()), "until": day(last)}


async def back(turn: Turn, office: str) -> Outcome:
    """The absence is over, earlier than said."""
    await turn.ports.people.absent(turn.person, office, turn.now, None, None)
    return outcome(turn, reply(say("absence.over"), button(Desk(), "desk")))


ABSENCE = Dialogue(
    name="absence",
    steps=(
        Step(
            key="start",
            ask=lambda turn, answers: reply(say("absence.start"), option("start", "now", plain("buttons.from_now"))),
            take=_take_start,
        ),
        Step(key="until", ask=lambda turn, answers: reply(say("absence.until")), take=_take_until),
        Step(key="stand_in", ask=_ask_stand_in, take=_take_stand_in),
    ),
    finish=_noted,
)

ACTIVITY = Activity(
    presses=(On(Absent, lambda turn, press: start(turn, press.office)), On(BackAgain, lambda turn, press: back(turn, press.office))),
    dialogues=(ABSENCE,),
)
