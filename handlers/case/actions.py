"""Actions on a case that need words or a choice first: each a small dialogue, the same for citizens and staff."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from handlers.case import action_steps, cards, case_changes, duplicates, merging, photo_facts
from handlers.case.action_steps import AT_ONCE, STEPS
from handlers.casework.access import may_handle, names_reporter, sees_all
from handlers.casework.complaint import Actor, Complaint, Identity, Refused
from handlers.casework.deciding import check
from handlers.casework.moves import Action, Role, State
from handlers.talking import dialogue
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Act, Desk, Menu, OpenCase, Rate
from handlers.talking.dialogue import Answers, Dialogue
from handlers.talking.message import Attachment, Choice, Outcome, Reply, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, has, plain, say
from handlers.telling.notices import category_name, due_words, for_history

_TYPED_AGAIN = {"leak", "proof_missing"}
"""Refusals of words that can be written anew at once."""


async def press_action(turn: Turn, action: Action, number: str) -> Outcome:
    """A button of a case: carried out at once, or its first question asked."""
    if not has(f"buttons.c_{action}"):
        return await _refuse(turn, Refused("no_such_action"), number)
    return await start(turn, action, number, {})


async def start(turn: Turn, action: Action, number: str, answers: Answers) -> Outcome:
    """The action with what is already known; what is not is asked."""
    complaint = await case_changes.visible(turn, number)
    if complaint is None:
        return await _refuse(turn, Refused("no_such_complaint"), number)
    action = _meant(complaint, action)
    if action in AT_ONCE:
        return await _carry_out(turn, complaint, action, {}, [])
    try:
        concerned, who = await merging.concerned(turn, complaint, action)
        check(concerned, action, who)
    except Refused as refused:
        return await _refuse(turn, refused, number)
    known = await _known(turn, complaint, action)
    return await dialogue.begin(DIALOGUES[action], turn, {**known, **answers})


async def _known(turn: Turn, complaint: Complaint, action: Action) -> dict[str, Any]:
    """What the questions of the action are asked with."""
    known: dict[str, Any] = {"number": complaint.number, "office": complaint.office, "unit": complaint.unit, "category": complaint.category}
    known["fields"] = action_steps.fields(turn, complaint.number, complaint.office, complaint.unit, complaint.received, complaint.due)
    known["photo_facts"] = turn.state.photo_facts if sees_all(turn.person, complaint) else "yes"
    if action is Action.ASSIGN:
        staff = await turn.ports.people.staff(complaint.office)
        known["officers"] = [[one.person, one.name] for one in staff if may_handle(one, complaint) and one.is_there(turn.now)]
    if action in {Action.MERGE, Action.REJECT}:
        known["alike"] = [one.number for one in await duplicates.to_complaint(turn, complaint)]
    return known


def _meant(complaint: Complaint, action: Action) -> Action:
    """An answer that is not waited for any more, since the case went to somebody else, is an addition: its words are not lost."""
    return Action.ADD if action is Action.REPLY and complaint.state is not State.WAITING else action


async def _finish(action: Action, turn: Turn, answers: Answers) -> Outcome:
    """Carries the action out with what was answered; words that are refused can be written anew."""
    turn = turn.with_state(photo_facts=answers.get("photo_facts") or turn.state.photo_facts)
    complaint = await case_changes.visible(turn, answers["number"])
    if complaint is None:
        return await _refuse(turn, Refused("no_such_complaint"), answers["number"])
    action = _meant(complaint, action)
    who = await case_changes.role_of(turn, complaint)
    hidden = complaint.shielded and not cards.is_staff(who)
    files = photo_facts.evidence(answers.get("attachments", ()), allowed=answers.get("photo_facts") == "yes", hide_names=hidden)
    try:
        await _stop_leaks(turn, complaint, who, answers, files)
        data = _data(action, answers, files, turn)
        return await _carry_out(turn, complaint, Action.OFFER if "to" in data else action, data, files, again=True)
    except Refused as refused:
        kept = {key: value for key, value in answers.items() if key not in {"text", "draft", "attachments"}}
        asked = await dialogue.begin(DIALOGUES[action], turn, kept)
        why = reply(say(f"refused.{refused.why}", number=complaint.number, **refused.facts))
        return Outcome(replies=(why, *asked.replies), state=asked.state)


async def perform(turn: Turn, action: Action, number: str, answers: Answers) -> tuple[case_changes.Done, Reply]:
    """The action with all that its questions would have asked, as a form brings it. Raises `Refused` with nothing changed."""
    complaint = await case_changes.visible(turn, number)
    if complaint is None:
        raise Refused("no_such_complaint")
    who = await case_changes.role_of(turn, complaint)
    files = photo_facts.evidence(answers.get("attachments", ()), allowed=True, hide_names=False)
    check(complaint, action, who)
    await _stop_leaks(turn, complaint, who, answers, files)
    data = _data(action, answers, files, turn)
    if action is Action.ANSWER:
        data["doubts"] = photo_facts.doubts(files, await turn.ports.complaints.photos(complaint.office), complaint, _zone(turn, complaint))
    done = await _acted(turn, complaint, action, data)
    await turn.ports.complaints.attach(complaint.merged_into or complaint.number, files, turn.person)
    if action is Action.OPEN_IDENTITY:
        return done, (await _identity_opened(turn, done)).replies[0]
    return done, await _told(turn, done)


def _data(action: Action, answers: Answers, files: list[Attachment], turn: Turn) -> dict[str, Any]:
    """What the answers mean for the event."""
    data = {key: answers[key] for key in ("text", "until", "kind", "into") if key in answers}
    if files:
        data["attachments"] = [for_history(one) for one in files]
    if action is Action.REJECT:
        said = plain(f"reject_said.{answers['kind']}", where=answers.get("where", ""), into=answers.get("into", ""))
        data["text"] = f"{said} {answers['text']}"
    if action is Action.CATEGORIZE:
        data["category"] = answers["category"]
    if action is Action.ASSIGN:
        data["officer"] = int(answers["officer"])
    if action is Action.TRANSFER:
        where, _, target = answers["target"].partition(".")
        data |= {"to": target, "unit": turn.library.offices[target].general_unit.id} if where == "o" else {"unit": target}
    return data


async def _carry_out(
    turn: Turn, complaint: Complaint, action: Action, data: dict[str, Any], files: list[Attachment], *, again: bool = False
) -> Outcome:
    """Does it and says so. With `again`, what can be written anew is left to the caller."""
    if action is Action.ANSWER:
        data["doubts"] = photo_facts.doubts(files, await turn.ports.complaints.photos(complaint.office), complaint, _zone(turn, complaint))
    try:
        done = await _acted(turn, complaint, action, data)
    except Refused as refused:
        if again and refused.why in _TYPED_AGAIN:
            raise
        return await _refuse(turn, refused, complaint.number)
    await turn.ports.complaints.attach(complaint.merged_into or complaint.number, files, turn.person)
    if action is Action.WITHDRAW:
        done = await merging.revive(turn, done)
    if action is Action.OPEN_IDENTITY:
        return await _identity_opened(turn, done)
    return outcome(turn, await _told(turn, done), notices=done.notices)


async def _acted(turn: Turn, complaint: Complaint, action: Action, data: dict[str, Any]) -> case_changes.Done:
    match action:
        case Action.MERGE:
            return await merging.merge(turn, complaint, data["into"])
        case Action.ADD:
            return await merging.add(turn, complaint, **data)
        case Action.ACCEPT_OFFER:
            return await case_changes.accept_offer(turn, complaint)
        case _:
            return await case_changes.act(turn, complaint, action, **data)


def _zone(turn: Turn, complaint: Complaint) -> Any:
    return turn.rules(complaint.office).office.zone


async def _told(turn: Turn, done: case_changes.Done) -> Reply:
    """What the one who acted hears, with what can be done next."""
    complaint = done.complaint
    who = await case_changes.role_of(turn, complaint)
    text = say(f"acted.{done.event.action}", number=complaint.number, **_facts(turn, complaint, done.event.data))
    doubts = done.event.data.get("doubts")
    warned = Text.join([text, say("acted.doubts"), bullets(doubts)]) if doubts else text
    return reply(warned, *_next(complaint, who))


def _next(complaint: Complaint, who: Actor) -> list[Choice]:
    if cards.is_staff(who):
        return [*cards.choices(complaint, who), button(Desk(), "desk")]
    rated = Role.REPORTER in who.roles and not complaint.alive and complaint.rating is None
    first = [button(Rate(complaint.number), "rate")] if rated else []
    return [*first, button(OpenCase(complaint.number), "details"), button(Menu(), "menu")]


def _facts(turn: Turn, complaint: Complaint, data: Mapping[str, Any]) -> dict[str, str]:
    rules = turn.rules(complaint.office)
    return {
        "state": plain(f"states.{complaint.state}"),
        "category": category_name(complaint.category, rules),
        "unit": rules.office.unit(complaint.unit).name,
        "due": due_words(complaint.due, rules),
        "into": str(data.get("into", "")),
        "to": turn.library.offices[complaint.offered.office].full_name if complaint.offered else "",
    }


async def _stop_leaks(turn: Turn, complaint: Complaint, who: Actor, answers: Answers, files: list[Attachment]) -> None:
    """Nothing that names a protected reporter leaves towards others: not in words, not in a file's name, not into a merged report."""
    if not cards.is_staff(who) or turn.person == complaint.reporter:
        return
    said = " ".join([answers.get("text", ""), answers.get("where", ""), *(one.name for one in files)])
    for number in (complaint.number, *(number for number, _ in complaint.merged)):
        concerned = await turn.ports.complaints.get(number)
        known = await turn.ports.complaints.identity(number)
        if concerned and concerned.identity is Identity.CONFIDENTIAL and known and names_reporter(said, known.name, known.contact):
            raise Refused("leak", said=said)


async def _identity_opened(turn: Turn, done: case_changes.Done) -> Outcome:
    known = await turn.ports.complaints.identity(done.complaint.number)
    await turn.ports.audit.write(turn.person, "identity_opened", done.complaint.number, str(done.event.data.get("text", "")))
    text = say("acted.open_identity", number=done.complaint.number, who=cards.identity_words(known))
    return outcome(turn, reply(text, button(OpenCase(done.complaint.number), "open")), notices=done.notices)


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
    return outcome(turn, reply(text, button(OpenCase(number), "open"), button(Menu(), "menu")))


DIALOGUES = {action: Dialogue(name=f"act_{action}", steps=steps, finish=partial(_finish, action)) for action, steps in STEPS.items()}
ACTIVITY = Activity(
    presses=(On(Act, lambda turn, press: press_action(turn, press.action, press.number)),), dialogues=tuple(DIALOGUES.values())
)
