"""Actions on a case that need words or a choice first: each a small dialogue, the same for citizens and staff."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from handlers import cards, cases, dialogue
from handlers.casework import number as numbers
from handlers.casework.access import leaks
from handlers.casework.complaint import Action, Complaint, Identity, Refused, allowed
from handlers.dialogue import Again, Answers, Dialogue, Standing, Step, Taken, value
from handlers.message import Choice, Outcome, Reply
from handlers.notices import attachment_from_json, attachment_to_json, category_name
from handlers.turn import Turn, outcome, reply
from handlers.wording import button, has, plain, say

LONGEST_WORDS = 3000
_REJECT_REASONS = ("elsewhere", "duplicate", "too_little", "spam")


def _words(action: Action) -> Step:
    """What is to be said; files may come with it."""

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        files = [attachment_to_json(one) for one in turn.inbound.attachments]
        if not turn.text and not (files and action in {Action.ADD, Action.REPLY}):
            return Again(say("intake.words_please"))
        text = turn.text[:LONGEST_WORDS] or plain("cases.only_files")
        return Taken({"text": text, **({"attachments": files} if files else {})})

    return Step(key="text", ask=lambda turn, answers: reply(say(f"acting.{action}", number=answers["number"])), take=take, free_text=True)


def _confirm(action: Action) -> Step:
    """For what cannot be undone."""

    def ask(turn: Turn, answers: Answers) -> Reply:
        sure = say("acting.sure", action=plain(f"buttons.c_{action}"), number=answers["number"], text=answers.get("text", ""))
        return reply(sure, Choice(id="d:sure:yes", label=plain("buttons.yes_sure")))

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        return Taken({}) if value(turn.inbound, "sure") == "yes" or turn.text.lower() in {"ya", "iya"} else Again(say("acting.not_sure"))

    return Step(key="sure", ask=ask, take=take)


def _choose(key: str, wording: str, options: Callable[[Turn, Answers], list[Choice]]) -> Step:
    """One of several; a choice's id carries the value."""

    def ask(turn: Turn, answers: Answers) -> Reply:
        return reply(say(wording), *options(turn, answers))

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        chosen = value(turn.inbound, key)
        known = {choice.id.removeprefix(f"d:{key}:") for choice in options(turn, answers)}
        return Taken({key: chosen}) if chosen in known else Again(say("intake.choose_or_yes"))

    return Step(key=key, ask=ask, take=take)


def _targets(turn: Turn, answers: Answers) -> list[Choice]:
    """Other units of the office, then the other offices."""
    here = turn.library.offices[answers["office"]]
    units = [Choice(id=f"d:target:u.{unit.id}", label=unit.name) for unit in here.units if unit.id != answers["unit"]]
    return units + [Choice(id=f"d:target:o.{one.id}", label=one.name) for one in turn.library.offices.values() if one.id != here.id]


def _categories(turn: Turn, answers: Answers) -> list[Choice]:
    known = turn.rules(answers["office"]).policy.categories
    return [
        Choice(id=f"d:category:{key}", label=one.name, description=one.limit.words)
        for key, one in known.items()
        if key != answers["category"]
    ]


def _officers(turn: Turn, answers: Answers) -> list[Choice]:
    return [Choice(id=f"d:officer:{person}", label=name) for person, name in answers["officers"]]


def _reasons(turn: Turn, answers: Answers) -> list[Choice]:
    return [Choice(id=f"d:kind:{key}", label=plain(f"reject.{key}")) for key in _REJECT_REASONS]


def _until() -> Step:
    """A date in the future, as day-month-year or a number of working days."""

    def take(turn: Turn, answers: Answers) -> Taken | Again:
        until = _date(turn, answers["office"])
        return Taken({"until": until.isoformat()}) if until and until > turn.now else Again(say("acting.date_unknown"))

    return Step(key="until", ask=lambda turn, answers: reply(say("acting.until")), take=take, free_text=True)


def _date(turn: Turn, office: str) -> datetime | None:
    """The last closing time of the day that was written."""
    calendar = turn.library.calendar(office)
    for form in ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"):
        try:
            wanted = datetime.strptime(turn.text, form).replace(tzinfo=calendar.zone).date()
        except ValueError:
            continue
        if abs((wanted - calendar.local_date(turn.now)).days) > 366:
            return None
        return calendar.closing(calendar.working_day_on_or_after(wanted))
    return None


def _steps(action: Action) -> tuple[Step, ...]:
    before: Mapping[Action, tuple[Step, ...]] = {
        Action.TRANSFER: (_choose("target", "acting.target", _targets),),
        Action.CATEGORIZE: (_choose("category", "acting.category", _categories),),
        Action.ASSIGN: (_choose("officer", "acting.officer", _officers),),
        Action.REJECT: (_choose("kind", "acting.kind", _reasons),),
        Action.REQUEST_EXTENSION: (_until(),),
    }
    words = () if action in {Action.ASSIGN, Action.RAISE} else (_words(action),)
    sure = (_confirm(action),) if action in {Action.REJECT, Action.WITHDRAW, Action.MERGE, Action.OPEN_IDENTITY} else ()
    return (*before.get(action, ()), *words, *sure)


_AT_ONCE = frozenset({Action.TAKE, Action.RELEASE, Action.ACCEPT, Action.APPROVE, Action.RAISE})
_DIALOGUES = {action: Dialogue(name="acting", steps=_steps(action)) for action in Action if action not in _AT_ONCE}


async def press(turn: Turn, action_key: str, number: str) -> Outcome:
    """A button of a case: carried out at once, or its first question asked."""
    if action_key not in {action.value for action in Action} or not has(f"buttons.c_{action_key}"):
        return await _refuse(turn, Refused("no_such_action"), number)
    action = Action(action_key)
    complaint = await cases.visible(turn, number)
    if complaint is None:
        return await _refuse(turn, Refused("no_such_complaint"), number)
    if action in _AT_ONCE:
        return await _carry_out(turn, complaint, action, {})
    if action not in allowed(complaint, await cases.role_of(turn, complaint)):
        return await _refuse(turn, Refused("wrong_state", state=complaint.state), number)
    answers = {"number": number, "office": complaint.office, "unit": complaint.unit, "category": complaint.category}
    if action is Action.ASSIGN:
        staff = await turn.ports.people.staff(complaint.office)
        answers["officers"] = [[member.person, member.name] for member in staff if "petugas" in member.roles]  # type: ignore[assignment]
    return _kept(turn, action, dialogue.begin(_DIALOGUES[action], turn, answers))


async def go_on(turn: Turn) -> Outcome:
    """One input while an action waits for words."""
    standing, action = Standing.of(turn.state["acting"]), Action(turn.state["acting"]["action"])
    progress = dialogue.advance(_DIALOGUES[action], turn, standing)
    if not (progress.finished and progress.standing):
        return _kept(turn, action, progress)
    answers = progress.standing.answers
    complaint = await cases.visible(turn, answers["number"])
    done = turn.with_state(acting=None, active=None)
    if complaint is None:
        return await _refuse(done, Refused("no_such_complaint"), answers["number"])
    return await _carry_out(done, complaint, action, _data(action, answers, turn))


def _data(action: Action, answers: Answers, turn: Turn) -> dict[str, Any]:
    """What the answers mean for the event."""
    data = {key: answers[key] for key in ("text", "attachments", "until", "kind") if key in answers}
    if action is Action.CATEGORIZE:
        data["category"] = answers["category"]
    if action is Action.ASSIGN:
        data["officer"] = int(answers["officer"])
    if action is Action.TRANSFER:
        where, _, target = answers["target"].partition(".")
        office = target if where == "o" else answers["office"]
        data |= {"office": office, "unit": turn.library.offices[office].general_unit.id if where == "o" else target}
    if action is Action.MERGE:
        data["into"] = numbers.find(answers.get("text", "")) or ""
    return data


async def _carry_out(turn: Turn, complaint: Complaint, action: Action, data: dict[str, Any]) -> Outcome:
    try:
        await _stop_leaks(turn, complaint, action, data)
        done = await cases.act(turn, complaint, action, **data)
    except Refused as refused:
        return await _refuse(turn, refused, complaint.number)
    files = [attachment_from_json(one) for one in data.get("attachments", ())]
    await turn.ports.complaints.attach(complaint.number, files, turn.person)
    if done.event.action is Action.OPEN_IDENTITY:
        return await _identity_opened(turn, done)
    who = await cases.role_of(turn, done.complaint)
    text = say(f"acted.{done.event.action}", number=complaint.number, **_facts(turn, done.complaint))
    choices = cards.choices(done.complaint, who) if cards.is_staff(who) else []
    return outcome(
        turn,
        reply(text, *choices, button("desk" if cards.is_staff(who) else "menu", "desk" if cards.is_staff(who) else "menu")),
        notices=done.notices,
    )


def _facts(turn: Turn, complaint: Complaint) -> dict[str, str]:
    rules = turn.rules(complaint.office)
    return {
        "state": plain(f"states.{complaint.state}"),
        "category": category_name(complaint.category, rules),
        "unit": rules.office.unit(complaint.unit).name,
    }


async def _stop_leaks(turn: Turn, complaint: Complaint, action: Action, data: Mapping[str, Any]) -> None:
    """Nothing that names a protected reporter leaves towards others."""
    if complaint.identity is not Identity.CONFIDENTIAL or action not in {
        Action.ANSWER,
        Action.INFORM,
        Action.ASK,
        Action.TRANSFER,
        Action.REJECT,
    }:
        return
    known = await turn.ports.complaints.identity(complaint.number)
    if known and (found := leaks(str(data.get("text", "")), known.name, known.contact)):
        raise Refused("leak", found=found)


async def _identity_opened(turn: Turn, done: cases.Done) -> Outcome:
    known = await turn.ports.complaints.identity(done.complaint.number)
    await turn.ports.audit.write(turn.person, "identity_opened", done.complaint.number, str(done.event.data.get("text", "")))
    text = say("acted.open_identity", number=done.complaint.number, who=cards.identity_words(known))
    return outcome(turn, reply(text, button(f"case:{done.complaint.number}", "open")), notices=done.notices)


async def _refuse(turn: Turn, refused: Refused, number: str) -> Outcome:
    """What stands against it, and what became of the case instead."""
    facts = dict(refused.facts)
    if "state" in facts:
        facts["state"] = plain(f"states.{facts['state']}")
    if facts.get("officer"):
        complaint = await turn.ports.complaints.get(number)
        staff = await turn.ports.people.staff(complaint.office) if complaint else []
        facts["officer"] = next((member.name for member in staff if member.person == facts["officer"]), plain("cases.former_officer"))
    elif "officer" in facts:
        facts["officer"] = plain("cases.nobody_yet")
    text = say(f"refused.{refused.why}", number=number, **facts)
    return outcome(turn, reply(text, button(f"case:{number}", "open"), button("menu", "menu")))


def _kept(turn: Turn, action: Action, progress: dialogue.Progress) -> Outcome:
    standing = {**progress.standing.as_json(), "action": action.value} if progress.standing else None
    return outcome(turn, *progress.replies, acting=standing, active="acting" if standing else None)
