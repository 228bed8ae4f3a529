"""Actions on a case that need words or a choice first. Each is a small dialogue, the same for citizens and staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from handlers.case import (
    action_replies,
    action_steps,
    cards,
    case_changes,
    duplicates,
    form_answers,
    likeness,
    merging,
    officer_words,
    photo_facts,
    protection,
)
from handlers.case.action_steps import AT_ONCE, STEPS
from handlers.casework.access import may_handle, sees_all
from handlers.casework.complaint import Complaint, Refused, running_due
from handlers.casework.deciding import check
from handlers.casework.evidence import Evidence
from handlers.casework.moves import BY_CITIZENS, Action, State
from handlers.casework.payloads import (
    KINDS,
    Absolved,
    Accused,
    Added,
    Answered,
    Assigned,
    Categorized,
    ExtensionRequested,
    Lowered,
    Merged,
    OfferAccepted,
    Offered,
    Payload,
    Raised,
    Rejected,
    Transferred,
)
from handlers.talking import dialogue
from handlers.talking.activity import Activity, On
from handlers.talking.attachments import for_history
from handlers.talking.buttons import OpenCase
from handlers.talking.dialogue import Answers, Dialogue, Step
from handlers.talking.message import Attachment, Outcome, Reply, Text
from handlers.talking.staff_buttons import Act
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, has, plain, say
from handlers.telling.case_words import excerpt
from handlers.telling.reminders import ABOUT

_ENDS_OFFER = frozenset({Action.TRANSFER, Action.ANSWER, Action.REJECT, Action.MERGE})
_TYPED_AGAIN = {"leak", "proof_missing"}
"""Refusals after which the words can be rewritten at once."""


async def press_action(turn: Turn, action: Action, number: str) -> Outcome:
    """Handles a button of a case: carries the action out, or asks its first question."""
    if not has(f"buttons.c_{action}"):
        return await action_replies.refuse(turn, Refused("no_such_action"), number)
    return await start(turn, action, number, {})


async def start(turn: Turn, action: Action, number: str, answers: Answers) -> Outcome:
    """Starts the action with what is already known, and asks for the rest."""
    complaint = await case_changes.visible(turn, number)
    if complaint is None:
        return await action_replies.refuse(turn, await case_changes.unseen(turn, number), number)
    action = _possible_action(complaint, action)
    if action in AT_ONCE:
        return await _carry_out(turn, complaint, KINDS[action](), [])
    try:
        concerned, who = await merging.report_acted_on(turn, complaint, action)
        check(concerned, action, who)
    except Refused as refused:
        return await action_replies.refuse(turn, refused, number)
    context = await _context(turn, complaint, action)
    return await dialogue.begin(DIALOGUES[action], turn.with_state(closed_question=None), {**context, **answers})


async def _context(turn: Turn, complaint: Complaint, action: Action) -> dict[str, object]:
    """What the questions of the action need to be asked."""
    context: dict[str, object] = {
        "number": complaint.number,
        "office": complaint.office,
        "unit": complaint.unit,
        "category": complaint.category,
    }
    context["fields"] = action_steps.fields(turn, complaint.number, complaint.office, complaint.unit, complaint.received, complaint.due)
    context["photo_facts"] = turn.state.photo_facts if sees_all(turn.person, complaint) else "yes"
    read = cards.as_read_by(complaint, await case_changes.role_of(turn, complaint))
    context["due"] = _after(complaint, turn)
    context |= {"about": excerpt(read.text, ABOUT), "reporter": await cards.addressee(turn, complaint)}
    if complaint.offered and action in _ENDS_OFFER:
        context["offered"] = turn.library.offices[complaint.offered.office].full_name
    if action is Action.TRANSFER:
        context["receivers"] = [office for office in turn.library.offices if await case_changes.is_supervised(turn, office)]
    if action is Action.ASSIGN:
        staff = await turn.ports.people.staff(complaint.office)
        context["officers"] = [
            [member.person, member.name] for member in staff if may_handle(member, complaint) and member.is_there(turn.now)
        ]
    if action is Action.ACCUSE:
        context["colleagues"] = [[member.person, member.name] for member in await case_changes.may_be_accused(turn, complaint)]
    if action is Action.ABSOLVE:
        context["colleagues"] = [[member.person, member.name] for member in await case_changes.accused_members(turn, complaint)]
    if action in {Action.MERGE, Action.REJECT}:
        context["alike"] = [case.number for case in await duplicates.to_complaint(turn, complaint)]
    return context


def _after(complaint: Complaint, turn: Turn) -> str:
    """The moment that a later date must lie after, in ISO form."""
    due = running_due(complaint, turn.rules(complaint.office), turn.now)
    return (due or turn.now).isoformat()


def _possible_action(complaint: Complaint, action: Action) -> Action:
    """The action that is possible now: an answer nobody waits for any more, because the case went to somebody else, becomes an addition, so that
    its words are not lost.
    """
    return Action.ADD if action is Action.REPLY and complaint.state is not State.WAITING else action


async def _finish(action: Action, turn: Turn, answers: Answers) -> Outcome:
    """Carries the action out with the answers; refused words can be rewritten."""
    turn = turn.with_state(photo_facts=answers.get("photo_facts") or turn.state.photo_facts)
    complaint = await case_changes.visible(turn, answers["number"])
    if complaint is None:
        return await action_replies.refuse(turn, await case_changes.unseen(turn, answers["number"]), answers["number"])
    action = _possible_action(complaint, action)
    who = await case_changes.role_of(turn, complaint)
    hidden = complaint.shielded and not cards.is_staff(who)
    files = photo_facts.evidence(answers.get("attachments", ()), allowed=answers.get("photo_facts") == "yes", hide_names=hidden)
    try:
        await protection.stop_leaks(turn, complaint, who, _spoken(answers), files)
        return await _carry_out(turn, complaint, _payload(action, answers, files, turn), files, again=True)
    except Refused as refused:
        other_answers = {key: value for key, value in answers.items() if key not in {"text", "draft", "attachments", "late"}}
        asked = await dialogue.begin(DIALOGUES[action], turn, other_answers)
        why = reply(say(f"refused.{refused.why}", number=complaint.number, **refused.facts))
        notices = await protection.note_stop(turn, complaint) if refused.why == "leak" else ()
        return Outcome(replies=(why, *asked.replies), notices=notices, state=asked.state)


def _spoken(answers: Answers) -> str:
    """All words that the person wrote."""
    return " ".join([answers.get("text", ""), answers.get("where", "")])


async def perform(turn: Turn, action: Action, number: str, answers: Answers) -> tuple[case_changes.Done, Reply]:
    """Carries the action out with the answers of a form. Raises `Refused` with nothing changed."""
    complaint = await case_changes.visible(turn, number)
    if complaint is None:
        raise Refused("no_such_complaint")
    who = await case_changes.role_of(turn, complaint)
    files = photo_facts.evidence(answers.get("attachments", ()), allowed=True, hide_names=False)
    check(complaint, action, who)
    await form_answers.check(turn, complaint, action, answers)
    await protection.stop_leaks(turn, complaint, who, _spoken(answers), files)
    data = await _with_doubts(turn, complaint, _payload(action, answers, files, turn), files)
    done = await _acted(turn, complaint, data)
    await turn.ports.complaints.attach(complaint.merged_into or complaint.number, files, turn.person)
    if action is Action.OPEN_IDENTITY:
        return done, (await _identity_opened(turn, done)).replies[0]
    return done, await action_replies.confirmation(turn, done, complaint)


def _payload(action: Action, answers: Answers, files: list[Attachment], turn: Turn) -> Payload:
    """The event data that the answers stand for."""
    text, evidence_files = answers.get("text", ""), tuple(for_history(file) for file in files)
    match action:
        case Action.REJECT:
            kind, into = answers["kind"], answers.get("into", "")
            sentence = plain(f"reject_said.{kind}", where=answers.get("where", ""), into=into)
            return Rejected(text=f"{sentence} {text}", attachments=evidence_files, kind=kind, into=into)
        case Action.CATEGORIZE:
            return Categorized(text=text, attachments=evidence_files, category=answers["category"])
        case Action.ASSIGN:
            return Assigned(text=text, attachments=evidence_files, officer=int(answers["officer"]))
        case Action.ACCUSE:
            return Accused(text=text, attachments=evidence_files, accused=(int(answers["person"]),))
        case Action.ABSOLVE:
            return Absolved(text=text, attachments=evidence_files, person=int(answers["person"]))
        case Action.MERGE:
            return Merged(text=text, attachments=evidence_files, into=answers["into"])
        case Action.REQUEST_EXTENSION:
            return ExtensionRequested(text=text, attachments=evidence_files, until=datetime.fromisoformat(answers["until"]))
        case Action.TRANSFER:
            return _transfer(answers["target"], text, evidence_files, turn)
        case _:
            return KINDS[action](text=text, attachments=evidence_files)


def _transfer(target: str, text: str, files: tuple[Evidence, ...], turn: Turn) -> Transferred | Offered:
    """To a unit of the own office (`u.<unit>`) the transfer is immediate; to another office (`o.<office>`) it is an offer."""
    where, _, name = target.partition(".")
    if where == "o":
        return Offered(text=text, attachments=files, to=name, unit=turn.library.offices[name].general_unit.id)
    return Transferred(text=text, attachments=files, unit=name)


async def _carry_out(turn: Turn, complaint: Complaint, data: Payload, files: list[Attachment], *, again: bool = False) -> Outcome:
    """Does the action and reports it. With `again`, words that may be rewritten are left to the caller."""
    try:
        done = await _acted(turn, complaint, await _with_doubts(turn, complaint, data, files))
    except Refused as refused:
        if again and refused.why in _TYPED_AGAIN:
            raise
        return await action_replies.refuse(turn, refused, complaint.number)
    await turn.ports.complaints.attach(complaint.merged_into or complaint.number, files, turn.person)
    if data.action is Action.WITHDRAW:
        done = await merging.revive(turn, done)
    if data.action is Action.OPEN_IDENTITY:
        return await _identity_opened(turn, done)
    return outcome(turn, await action_replies.confirmation(turn, done, complaint), notices=done.notices)


async def _with_doubts(turn: Turn, complaint: Complaint, data: Payload, files: list[Attachment]) -> Payload:
    """The answer with the doubts about its photos."""
    if not isinstance(data, Answered):
        return data
    zone, marks = turn.rules(complaint.office).office.zone, [mark for file in files for mark in likeness.marks(file)]
    before = await turn.ports.complaints.photos(complaint.office, marks) if marks else []
    doubts = photo_facts.doubts(files, before, complaint, zone)
    return replace(data, doubts=tuple(doubts))


async def _acted(turn: Turn, complaint: Complaint, data: Payload) -> case_changes.Done:
    match data:
        case Merged():
            return await merging.merge(turn, complaint, data.into)
        case Added():
            return await merging.add(turn, complaint, data)
        case OfferAccepted():
            return await case_changes.accept_offer(turn, complaint)
    done = await case_changes.act(turn, complaint, data)
    if isinstance(data, Raised | Lowered):
        await turn.ports.audit.write(turn.person, "raised" if isinstance(data, Raised) else "lowered", complaint.number, data.text)
    return done


async def _identity_opened(turn: Turn, done: case_changes.Done) -> Outcome:
    await turn.ports.audit.write(turn.person, "identity_opened", done.complaint.number, done.event.data.text)
    text = await identity_words(turn, done.complaint.number)
    return outcome(turn, reply(text, button(OpenCase(done.complaint.number), "open")), notices=done.notices)


async def identity_words(turn: Turn, number: str) -> Text:
    """What is shown of a reporter's identity that was opened."""
    complaint = await turn.ports.complaints.get(number)
    is_told = complaint is not None and bool(await turn.ports.addresses.of(complaint.reporter))
    who = cards.identity_words(await turn.ports.complaints.identity(number))
    return say("acted.open_identity" if is_told else "acted.without_chat.open_identity", number=number, who=who)


def _dialogue(action: Action, steps: Sequence[Step]) -> Dialogue:
    made = Dialogue(name=f"act_{action}", steps=steps, finish=partial(_finish, action))
    return made if action in BY_CITIZENS else replace(made, listen=partial(officer_words.heard, made, action))


DIALOGUES = {action: _dialogue(action, steps) for action, steps in STEPS.items()}
ACTIVITY = Activity(
    presses=(On(Act, lambda turn, press: press_action(turn, press.action, press.number)),), dialogues=tuple(DIALOGUES.values())
)
