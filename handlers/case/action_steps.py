"""The questions an action on a case asks first: words, a choice, a date, a "sure?"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from handlers.asking import smalltalk
from handlers.case import photo_facts
from handlers.casework import number as numbers
from handlers.casework.moves import Action
from handlers.talking.buttons import Option, option
from handlers.talking.dialogue import Again, Answers, Step, Taken, value
from handlers.talking.message import Choice, Reply
from handlers.talking.turn import Turn, reply
from handlers.talking.wording import day, moment, plain, say

LONGEST_WORDS = 3000
_REJECT_REASONS = ("elsewhere", "duplicate", "too_little", "spam")
_BY_CITIZEN = {Action.REPLY, Action.ADD, Action.REOPEN}
_WITH_TEMPLATES = {Action.ANSWER, Action.INFORM, Action.ASK, Action.REJECT}


def _words(action: Action) -> Step:
    """What is to be said; files and a place may come with it."""

    def ask(turn: Turn, answers: Answers) -> Reply:
        return reply(say(f"acting.{action}", number=answers["number"]), *_templates(turn, action, answers))

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        pressed = value(turn.inbound, "text")
        if pressed == "send" and answers.get("draft"):
            return Taken({"text": answers["draft"]})
        if pressed is not None:
            return _drafted(turn, action, answers, pressed)
        return _said(turn, action, answers)

    return Step(key="text", ask=ask, take=take, needed=lambda answers: "text" not in answers)


def _said(turn: Turn, action: Action, answers: Answers) -> Taken | Again:
    if action in _BY_CITIZEN and smalltalk.is_courtesy(turn):
        return Again(say("acting.only_courtesy"))
    files = [
        *answers.get("attachments", ()),
        *photo_facts.noted(turn.inbound.attachments, answers.get("photo_facts"), turn.state.photo_facts),
    ]
    kept = {"attachments": files} if files else {}
    if len(turn.text) > LONGEST_WORDS:
        return Again(say("intake.too_long", most=LONGEST_WORDS))
    words = "\n".join(filter(None, [turn.text, place_of(turn)]))
    if words:
        return Taken({"text": words, **kept})
    if files and action in {Action.ADD, Action.REPLY}:
        return Taken({"text": plain("cases.only_files"), **kept})
    return Taken(kept, stay=True, say=say("acting.file_noted", count=len(files))) if files else Again(say("intake.words_please"))


def place_of(turn: Turn) -> str:
    return plain("acting.place", place=str(turn.inbound.location)) if turn.inbound.location else ""


def _templates(turn: Turn, action: Action, answers: Answers) -> list[Choice]:
    """The office's own sentences, each behind a button."""
    if action not in _WITH_TEMPLATES:
        return []
    known = turn.rules(answers["office"]).policy.reply_templates
    send = [option("text", "send", plain("buttons.send_draft"))] if answers.get("draft") else []
    return send + [option("text", place, one.name) for place, one in enumerate(known)]


def _drafted(turn: Turn, action: Action, answers: Answers, pressed: str) -> Taken | Again:
    """A template filled in, to be sent as it is or written anew."""
    known = turn.rules(answers["office"]).policy.reply_templates
    if not (action in _WITH_TEMPLATES and pressed.isdecimal() and int(pressed) < len(known)):
        return Again(say("intake.words_please"))
    draft = known[int(pressed)].filled(answers["fields"])
    return Taken({"draft": draft}, stay=True, say=say("acting.draft", text=draft))


def fields(turn: Turn, number: str, office: str, unit: str, received: datetime, due: datetime | None) -> dict[str, str]:
    """What the bot knows for the blanks of a template."""
    rules = turn.rules(office)
    zone = rules.office.zone
    return {
        "nomor": number,
        "kantor": rules.office.name,
        "unit": rules.office.unit(unit).name,
        "diterima": moment(received, zone),
        "tenggat": moment(due, zone) if due else plain("cases.clock_stopped"),
        "hari_ini": day(turn.now.astimezone(zone).date()),
    }


def _confirm(action: Action, needed: Callable[[Answers], bool] = lambda answers: True) -> Step:
    """For what cannot be undone."""

    def ask(turn: Turn, answers: Answers) -> Reply:
        sure = say("acting.sure", action=plain(f"buttons.c_{action}"), number=answers["number"], text=answers.get("text", ""))
        return reply(sure, option("sure", "yes", plain("buttons.yes_sure")))

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        return Taken({}) if value(turn.inbound, "sure") == "yes" or turn.text.lower() in {"ya", "iya"} else Again(say("acting.not_sure"))

    return Step(key="sure", ask=ask, take=take, needed=needed)


def _choose(key: str, wording: str, options: Callable[[Turn, Answers], list[Choice]]) -> Step:
    """One of several; a choice's id carries the value."""

    def ask(turn: Turn, answers: Answers) -> Reply:
        return reply(say(wording), *options(turn, answers))

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        chosen = value(turn.inbound, key)
        known = {choice.id for choice in options(turn, answers)}
        return Taken({key: chosen}) if chosen and Option(key, chosen).id in known else Again(say("intake.choose_or_yes"))

    return Step(key=key, ask=ask, take=take)


def _targets(turn: Turn, answers: Answers) -> list[Choice]:
    """Other units of the office, then the other offices."""
    here = turn.library.offices[answers["office"]]
    units = [option("target", f"u.{unit.id}", unit.name) for unit in here.units if unit.id != answers["unit"]]
    return units + [option("target", f"o.{one.id}", one.name) for one in turn.library.offices.values() if one.id != here.id]


def _categories(turn: Turn, answers: Answers) -> list[Choice]:
    known = turn.rules(answers["office"]).policy.categories
    return [option("category", key, one.name, description=one.limit.words) for key, one in known.items() if key != answers["category"]]


def _officers(turn: Turn, answers: Answers) -> list[Choice]:
    return [option("officer", person, name) for person, name in answers["officers"]]


def _reasons(turn: Turn, answers: Answers) -> list[Choice]:
    return [option("kind", key, plain(f"reject.{key}")) for key in _REJECT_REASONS]


def _number(action: Action, needed: Callable[[Answers], bool] = lambda answers: True) -> Step:
    """The number of another complaint, typed or chosen from those that look alike."""

    def ask(turn: Turn, answers: Answers) -> Reply:
        choices = [option("into", one, one) for one in answers.get("alike", ())]
        return reply(say(f"acting.{action}_into", number=answers["number"]), *choices)

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        found = numbers.find(value(turn.inbound, "into") or turn.text)
        return Taken({"into": found}) if found else Again(say("tracking.number_form"))

    return Step(key="into", ask=ask, take=take, needed=needed)


def _where() -> Step:
    """Where a matter belongs that is not this office's."""

    def ask(turn: Turn, answers: Answers) -> Reply:
        others = [one for one in turn.library.offices.values() if one.id != answers["office"]]
        return reply(say("acting.where"), *(option("where", one.id, one.name) for one in others))

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        office = turn.library.offices.get(value(turn.inbound, "where") or "")
        where = office.full_name if office else " ".join(turn.text.split())[:300]
        return Taken({"where": where}) if where else Again(say("intake.words_please"))

    return Step(key="where", ask=ask, take=take, needed=lambda answers: answers.get("kind") == "elsewhere")


def _until() -> Step:
    """A date in the future, as day-month-year."""

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        until = date_of(turn, answers["office"])
        return Taken({"until": until.isoformat()}) if until and until > turn.now else Again(say("acting.date_unknown"))

    return Step(key="until", ask=lambda turn, answers: reply(say("acting.until")), take=take)


def date_of(turn: Turn, office: str) -> datetime | None:
    """The last closing time of the working day that was written, or of the next one."""
    calendar = turn.library.calendar(office)
    written = date_written(turn.text, calendar.local_date(turn.now))
    return calendar.closing(calendar.working_day_on_or_after(written)) if written else None


def date_written(text: str, today: date) -> date | None:
    """A date as 15-12-2026, within a year of today."""
    for form in ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"):
        try:
            written = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return written if abs((written - today).days) <= 366 else None
    return None


def _steps(action: Action) -> tuple[Step, ...]:
    before: Mapping[Action, tuple[Step, ...]] = {
        Action.TRANSFER: (_choose("target", "acting.target", _targets),),
        Action.CATEGORIZE: (_choose("category", "acting.category", _categories),),
        Action.ASSIGN: (_choose("officer", "acting.officer", _officers),),
        Action.REJECT: (
            _choose("kind", "acting.kind", _reasons),
            _where(),
            _number(action, lambda answers: answers.get("kind") == "duplicate"),
        ),
        Action.REQUEST_EXTENSION: (_until(),),
        Action.MERGE: (_number(action),),
    }
    words = () if action in {Action.ASSIGN, Action.RAISE, Action.MERGE} else (_words(action),)
    allow = (photo_facts.STEP,) if action in {Action.ADD, Action.REPLY, Action.REOPEN} else ()
    sure: Mapping[Action, tuple[Step, ...]] = {
        one: (_confirm(one),) for one in (Action.REJECT, Action.WITHDRAW, Action.MERGE, Action.OPEN_IDENTITY, Action.LIFT)
    } | {Action.TRANSFER: (_confirm(Action.TRANSFER, lambda answers: answers.get("target", "").startswith("o.")),)}
    return (*before.get(action, ()), *words, *allow, *sure.get(action, ()))


AT_ONCE = frozenset({Action.TAKE, Action.RELEASE, Action.ACCEPT, Action.APPROVE, Action.RAISE, Action.ACCEPT_OFFER, Action.RETRACT})
STEPS: Mapping[Action, tuple[Step, ...]] = {action: _steps(action) for action in Action if action not in AT_ONCE and _steps(action)}
