"""How a complaint is shown: a card, a list line, its history, its due date explained. What a viewer may not see is left out."""

from __future__ import annotations

from datetime import datetime

from handlers.asking import service_promises
from handlers.case import case_changes, photo_facts
from handlers.casework.access import may_see_identity, sees_all
from handlers.casework.complaint import Actor, Complaint
from handlers.casework.deadlines import Account, DayStatus
from handlers.casework.deciding import allowed
from handlers.casework.masking import for_staff
from handlers.casework.moves import CITIZENS, OPEN, Action, Role, State
from handlers.rules import OfficeRules
from handlers.talking.buttons import CaseHistory, CaseSummary, ExplainDue, Rate
from handlers.talking.message import Choice, Text
from handlers.talking.ports import ReporterIdentity
from handlers.talking.staff_buttons import Act
from handlers.talking.turn import Turn
from handlers.talking.wording import bullets, button, day, has, moment, plain, say
from handlers.telling.case_words import category_name, due_words, excerpt, officer_name, proposed
from handlers.telling.reminders import late_words

_WITHOUT_BUTTON = frozenset(
    {
        Action.LAPSE,
        Action.MISS,
        Action.RECALCULATE,
        Action.ANONYMIZE,
        Action.FOLLOW,
        Action.RATE,
        Action.REQUEST_CATEGORY,
        Action.ABSORB,
        Action.REVIVE,
        Action.OFFER,
        Action.RETRACT,
    }
)


def is_staff(who: Actor) -> bool:
    return bool(who.roles - CITIZENS)


def line(complaint: Complaint, rules: OfficeRules, now: datetime) -> str:
    """One line of a list: the subject, the state, the due date."""
    late = plain("cases.late_mark") if complaint.due and complaint.due < now and complaint.alive else ""
    urgent = plain("cases.urgent_mark") if complaint.urgent else ""
    about = plain("notices.hidden") if complaint.confidential else excerpt(complaint.text, 60)
    state = plain(f"states.{complaint.state}")
    return plain("cases.line", marks=urgent + late, number=complaint.number, state=state, due=due_words(complaint.due, rules), about=about)


def state_words(complaint: Complaint, *, own: bool) -> str:
    """The name of the state; with `own`, as the reporter reads it."""
    key = f"own_states.{complaint.state}"
    return plain(key if own and has(key) else f"states.{complaint.state}")


def as_read_by(complaint: Complaint, who: Actor) -> Complaint:
    """The complaint as this viewer reads it: for staff without what would reveal the reporter."""
    return for_staff(complaint) if is_staff(who) else complaint


def sees_words(complaint: Complaint, who: Actor) -> bool:
    """Whether this viewer may read the words of the case, not only its progress."""
    return is_staff(who) or (who.person is not None and sees_all(who.person, complaint))


async def card(turn: Turn, complaint: Complaint, who: Actor) -> Text:
    """Everything that this viewer may see of the case."""
    rules = turn.rules(complaint.office)
    if not sees_words(complaint, who):
        return Text.join([say("cases.head", marks="", number=complaint.number), bullets(_progress(turn, complaint))])
    identity = await reporter_words(turn, complaint, who)
    read = as_read_by(complaint, who)
    files = await turn.ports.complaints.attachments(complaint.number)
    facts = {
        "category": category_name(complaint.category, rules),
        "state": state_words(complaint, own=not is_staff(who)),
        "due": due_words(complaint.due, rules) if complaint.alive else "",
        "service": _about(turn, complaint),
        "promise": service_promises.broken(turn, turn.library.services.get(complaint.service or ""), complaint.text),
        "received": moment(complaint.received, rules.office.zone),
        "occurred": read.occurred,
        "place": read.place,
        "files": str(len(files)) if files else "",
        "reporter": identity,
        "officer": officer_name(complaint, await turn.ports.people.staff(complaint.office)),
        "pending": proposed(complaint, rules, reason=True) if is_staff(who) else "",
        "missed": "; ".join(late_words(miss, rules, turn.now) for miss in complaint.missed) if is_staff(who) else "",
    }
    lines = [*calls_line(complaint, who), *(f"{plain(f'card.{key}')}: {fact}" for key, fact in facts.items() if fact)]
    marks = plain("cases.urgent_mark") if complaint.urgent else ""
    head = say("cases.head", marks=marks, number=complaint.number)
    if is_staff(who):
        lines += [*photo_facts.lines(files), *to_look_at(complaint)]
    story = say("cases.story", text=read.text or plain("cases.forgotten"))
    return Text.join([head, bullets(lines), story, await _answer(turn, complaint)])


def to_look_at(complaint: Complaint) -> list[str]:
    """Lines for a case that needs a second look, with the doubts about the photos of its answer."""
    return [plain("cases.unchecked"), *complaint.unchecked.doubts] if complaint.unchecked else []


def _progress(turn: Turn, complaint: Complaint) -> list[str]:
    """Lines for a follower: the progress, without words or persons."""
    rules = turn.rules(complaint.office)
    facts = {
        "category": category_name(complaint.category, rules),
        "state": plain(f"states.{complaint.state}"),
        "due": due_words(complaint.due, rules) if complaint.alive else "",
        "service": rules.office.unit(complaint.unit).name,
        "received": moment(complaint.received, rules.office.zone),
    }
    return [f"{plain(f'card.{key}')}: {fact}" for key, fact in facts.items() if fact]


async def _answer(turn: Turn, complaint: Complaint) -> Text:
    """The office's answer; for a merged report the answer to the main report, with its state."""
    into = await case_changes.answering(turn, complaint)
    if into is None:
        return say("cases.answer", text=complaint.answer) if complaint.answer else Text()
    rules = turn.rules(into.office)
    progress = say("cases.merged", state=plain(f"states.{into.state}"), due=due_words(into.due, rules))
    return Text.join([progress, say("cases.answer", text=into.answer) if into.answer else Text()])


def _about(turn: Turn, complaint: Complaint) -> str:
    service = turn.library.services.get(complaint.service or "")
    unit = turn.library.offices[complaint.office].unit(complaint.unit).name
    return f"{service.title} ({unit})" if service else unit


async def reporter_words(turn: Turn, complaint: Complaint, who: Actor) -> str:
    """What this viewer may know of the reporter."""
    member = turn.member(complaint.office)
    if not is_staff(who) or member is None:
        return plain(f"identity.{complaint.identity}")
    if not may_see_identity(member, complaint):
        return plain(f"identity.{complaint.identity}_shown")
    identity = await turn.ports.complaints.identity(complaint.number)
    return identity_words(identity)


def calls_line(complaint: Complaint, who: Actor) -> list[str]:
    """For staff: that the reporter must not be telephoned, and how they want to be reached."""
    if not is_staff(who):
        return []
    reach = [plain("cases.reach", reach=complaint.reach)] if complaint.reach else []
    return [*([plain("cases.no_calls")] if complaint.no_calls else []), *reach]


async def addressee(turn: Turn, complaint: Complaint) -> str:
    """To whom words to the reporter go, as far as this viewer may know."""
    member = turn.member(complaint.office)
    if member is None or not may_see_identity(member, complaint):
        return plain(f"identity.{complaint.identity}_shown")
    identity = await turn.ports.complaints.identity(complaint.number)
    return identity.name if identity else plain("identity.unlinked")


def identity_words(identity: ReporterIdentity | None) -> str:
    return (
        f"{identity.name} ({identity.contact})"
        if identity and identity.contact
        else (identity.name if identity else plain("identity.unlinked"))
    )


def due_of_case(complaint: Complaint, rules: OfficeRules) -> Text:
    """ "Hitung tenggat" of a case: the limit day by day, and why the due date differs, if it does."""
    account = rules.account(complaint)
    extended = complaint.due is not None and complaint.due == complaint.extended_to
    why = [plain("deadline.extended", due=due_words(complaint.due, rules))] if extended else []
    why += [plain("deadline.moved", due=due_words(complaint.due, rules))] if complaint.moved_by and not extended else []
    why += [plain("deadline.reopened")] if complaint.reopened else []
    return Text.join([due_explained(account, rules), bullets(why) if why else Text()])


def due_explained(account: Account, rules: OfficeRules) -> Text:
    """The days that counted, and those that did not, with the reason."""
    head = say("deadline.head", received=moment(account.received, rules.office.zone), due=due_words(account.due, rules))
    lines = [_day_line(counted.status, counted.number, day(counted.date), counted.reason) for counted in account.days]
    zone = rules.office.zone
    lines += [plain("deadline.stretch", start=moment(start, zone), end=moment(end, zone)) for start, end in account.stretches]
    return Text.join([head, bullets(lines)])


def _day_line(status: DayStatus, number: int | None, date: str, reason: str | None) -> str:
    return plain(f"deadline.{status.value}", day=date, number=number if number is not None else "", reason=reason or "")


def choices(complaint: Complaint, who: Actor, main: Complaint | None = None) -> list[Choice]:
    """The buttons that the table of moves allows this viewer now; for a merged report also those on `main`, the report that answers it."""
    number = complaint.number
    mine = who.person is not None and sees_all(who.person, complaint)
    actions = [action for action in allowed(complaint, who) if action not in _WITHOUT_BUTTON and has(f"buttons.c_{action}")]
    if is_staff(who):
        actions = [action for action in actions if action is not Action.REPLY]
    buttons = [button(Act(action, number), f"c_{action}") for action in actions]
    if main and main.alive and mine:
        buttons.append(button(Act(Action.ADD, number), "c_add"))
    buttons.append(button(ExplainDue(number), "explain_due"))
    buttons.append(button(CaseHistory(number), "history"))
    if complaint.missed and mine:
        buttons.append(button(CaseSummary(number), "summary"))
    unrated = Role.REPORTER in who.roles and complaint.rating is None
    if unrated and complaint.state in {State.RESOLVED, State.CLOSED} and not (main and main.state in OPEN):
        buttons.append(button(Rate(number), "rate"))
    return buttons
