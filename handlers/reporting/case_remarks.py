"""Words or files that arrive while a case is open. A button offers to add them to the case; nothing is added without a press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.asking import compound, cue_words, details, smalltalk
from handlers.case import action_steps, actions, case_changes, photo_facts
from handlers.casework.complaint import Complaint
from handlers.casework.moves import OPEN, Action, State
from handlers.reporting import changes
from handlers.reporting.danger_numbers import for_kinds, in_line, kinds_of
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Menu, OpenCase, SomethingElse, TellCase, choice
from handlers.talking.message import Choice, Outcome, Reply, Text
from handlers.talking.ports import Filter
from handlers.talking.staff_buttons import Act
from handlers.talking.state import Remark
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say
from handlers.telling.case_words import excerpt
from knowledge.standards.policy import INQUIRY
from knowledge.understanding.understander import Understanding

MOST_CASES = 3
MOST_NUMBERS = 2
_MAY_BE_OF_DANGER = {"none", "smalltalk", "clarify", "file", "complaint"}
"""What words about a danger that was reported may be taken for; an alarm of their own gives the numbers anyway."""
LONGEST_ABOUT_FILES = 9  # words
FEWEST_TOLD = 2  # words
WHILE = timedelta(hours=1)
"""For this long after a case was sent, words that mean nothing by themselves may belong to it."""


async def words(turn: Turn) -> Outcome | None:
    """Offers to send the words as the answer, if exactly one case waits for one; None otherwise."""
    waiting = await own(turn, (State.WAITING,))
    if len(waiting) != 1 or smalltalk.is_courtesy(turn):
        return None
    (case,) = waiting
    asked = reply(
        say("spoken.answer", number=case.number, text=excerpt(turn.text)),
        button(TellCase(case.number), "send_as_answer"),
        button(SomethingElse(), "something_else"),
    )
    return outcome(turn, asked, remark=Remark(text=turn.text))


async def more(turn: Turn) -> Outcome | None:
    """Offers to add the words after "tolong tambahin, …" to an open case; None where the message begins otherwise."""
    addition = changes.addition(turn.text)
    open_cases = await _open_cases(turn) if addition else []
    return outcome(turn, which_case(open_cases), remark=Remark(text=addition or "")) if open_cases else None


async def about_files(turn: Turn, understood: Understanding) -> Outcome | None:
    """How to send a photo that is still to come for an open case: "eh fotonya ketinggalan"; None where no case is open or a standard is asked."""
    may_be = understood.kind in {"none", "smalltalk", "clarify"} and len(turn.text.split()) <= LONGEST_ABOUT_FILES
    if not may_be or not cue_words.says(turn, "evidence_words"):
        return None
    of_standard = turn.topic is not None and details.question(turn, turn.topic).is_answered
    if of_standard or not await _open_cases(turn):
        return None
    return outcome(turn, reply(say("spoken.send_files"), button(Menu(), "menu")))


async def told_on(turn: Turn) -> Outcome | None:
    """Offers to pass on words that mean nothing by themselves, where one case was sent within the hour: more of what it tells. The lines before that
    were offered and not yet sent go with them.
    """
    cases = [complaint for complaint in await _open_cases(turn) if turn.now - complaint.received <= WHILE]
    is_remark = len(turn.text.split()) < FEWEST_TOLD or cue_words.reacts(turn) or smalltalk.is_courtesy(turn)
    if len(cases) != 1 or is_remark or "?" in turn.text:
        return None
    return _offered(turn, cases[0].number, "spoken.tell")


async def of_urgent(turn: Turn, understood: Understanding) -> Outcome | None:
    """What is said within the hour after an urgent report was sent: a cry, a question when somebody comes, more of it. The numbers to telephone, and
    the offer to tell the officers; None where it is thanks, over, or another matter.
    """
    if smalltalk.is_thanks(turn) or smalltalk.is_courtesy(turn) or understood.kind not in _MAY_BE_OF_DANGER or understood.elsewhere:
        return None
    if cue_words.interrogates(turn) and not cue_words.says(turn, "rescuers"):
        return None  # "kantornya di mana?"
    number = await _urgent_lately(turn)
    if number is None or compound.named(turn) or turn.knowledge.understander.act(turn.text) is not None:
        return None
    numbers = in_line(for_kinds(turn, kinds_of(turn))[:MOST_NUMBERS])
    return _offered(turn, number, "spoken.of_urgent", button(OpenCase(number), "details"), numbers=numbers)


async def safe(turn: Turn) -> Outcome | None:
    """Offers to tell the officers of an urgent report that was sent that all is safe; None where none was."""
    number = await _urgent_lately(turn)
    return _offered(turn, number, "emergency.safe_sent", button(OpenCase(number), "details")) if number else None


def _offered(turn: Turn, number: str, key: str, *ways: Choice, **said: str) -> Outcome:
    """Offers to pass the words on to the officer, with those that the last screen offered and that are not sent yet."""
    unsent = _unsent(turn)
    words = turn.text or plain("buttons.am_safe")
    text = f"{unsent.text}\n{words}" if unsent and unsent.number == number else words
    asked = say(key, number=number, text=excerpt(text), **said)
    ways = (button(TellCase(number), "pass_on"), *ways, button(SomethingElse(), "something_else"))
    return outcome(turn, reply(asked, *ways), remark=Remark(text=text, number=number))


async def _urgent_lately(turn: Turn) -> str | None:
    """The number of the one urgent report of this person that was sent within the hour."""
    urgent = [complaint for complaint in await _open_cases(turn) if complaint.urgent and turn.now - complaint.received <= WHILE]
    return urgent[0].number if len(urgent) == 1 else None


def _unsent(turn: Turn) -> Remark | None:
    """The words that the last screen offered to pass on to the officer."""
    remark = turn.state.remark
    is_offered = remark is not None and any(choice == TellCase(remark.number).id for choice, _ in turn.state.choices)
    return remark if is_offered else None


def with_unsent(turn: Turn, done: Outcome) -> Outcome:
    """The kind word to thanks, with what was offered to be passed on and still waits for the press."""
    unsent = _unsent(turn)
    if unsent is None or not done.replies:
        return done
    *before, last = done.replies
    offered = replace(
        last,
        text=Text.join([last.text, say("spoken.unsent", text=excerpt(unsent.text))]),
        choices=(button(TellCase(unsent.number), "pass_on"), *last.choices),
    )
    return replace(done, replies=(*before, offered))


async def with_offer(turn: Turn, done: Outcome) -> Outcome:
    """The answer to a question, with a button that sends the words to the officer who waits for an answer."""
    waiting = await own(turn, (State.WAITING,))
    if len(waiting) != 1 or not done.replies:
        return done
    *before, last = done.replies
    offered = replace(last, choices=(*last.choices, button(TellCase(waiting[0].number), "send_as_answer")))
    return Outcome(replies=(*before, offered), notices=done.notices, state=replace(done.state, remark=Remark(text=turn.text)))


async def files(turn: Turn) -> Outcome | None:
    """Offers to add files or a place to an open case; None where no case is open."""
    open_cases = await _open_cases(turn)
    if not open_cases:
        return None
    before = turn.state.remark or Remark()
    new = (*before.files, *photo_facts.noted(turn.inbound.attachments, turn.state.photo_facts))
    text = "\n".join(filter(None, [before.text if before.files else "", turn.text, action_steps.place_of(turn)]))
    return outcome(turn, which_case(open_cases), remark=Remark(text=text, files=new))


async def _open_cases(turn: Turn) -> list[Complaint]:
    return [complaint for complaint in await own(turn, (*OPEN, State.CLOSED)) if await _is_open(turn, complaint)][:MOST_CASES]


def which_case(complaints: Sequence[Complaint]) -> Reply:
    """Asks to which of these reports the words or files belong."""
    choices = [
        choice(TellCase(complaint.number), label=complaint.number, description=plain(f"states.{complaint.state}"))
        for complaint in complaints
    ]
    return reply(say("spoken.files"), *choices, button(SomethingElse(), "new_report"), button(Menu(), "menu"))


async def own(turn: Turn, states: tuple[State, ...]) -> list[Complaint]:
    """The complaints of this person in one of these states."""
    return await turn.ports.complaints.find(Filter(reporter=turn.person, states=tuple(state.value for state in states)))


async def _is_open(turn: Turn, complaint: Complaint) -> bool:
    """Whether a report is open; a merged report counts by the one that answers it."""
    return (await case_changes.answering(turn, complaint) or complaint).state in OPEN


async def withdrawn(turn: Turn) -> Outcome:
    """The outcome of "cabut aja deh": withdraws the only running report, or asks which one; without any, does nothing and says so."""
    cases = await own(turn, tuple(OPEN))
    running = [complaint for complaint in cases if complaint.category != INQUIRY]
    if not running:
        return _no_report_runs(turn, cases)
    if len(running) == 1:
        return await actions.start(turn, Action.WITHDRAW, running[0].number, {"text": turn.text})
    choices = [
        choice(Act(Action.WITHDRAW, complaint.number), label=complaint.number, description=excerpt(complaint.text))
        for complaint in running[:MOST_CASES]
    ]
    return outcome(turn, reply(say("spoken.withdraw_which"), *choices, button(Menu(), "menu")))


def _no_report_runs(turn: Turn, questions: Sequence[Complaint]) -> Outcome:
    """Nothing is sent; or, where an officer has a question of this person, that it is, with a way to take it back."""
    if not questions:
        return outcome(turn, reply(say("dialogue.cancelled"), button(Menu(), "menu")))
    number = questions[-1].number
    return outcome(
        turn, reply(say("spoken.question_sent", number=number), button(Act(Action.WITHDRAW, number), "c_withdraw"), button(Menu(), "menu"))
    )


async def tell(turn: Turn, number: str) -> Outcome:
    """Sends the stored words to the case: as the answer where it waits for one, else as an addition."""
    remark = turn.state.remark
    complaint = await turn.ports.complaints.get(number)
    action = Action.REPLY if complaint and complaint.state is State.WAITING else Action.ADD
    answers: dict[str, object] = {"text": remark.text or plain("cases.only_files")} if remark else {}
    if remark and remark.files:
        answers["attachments"] = list(remark.files)
    return await actions.start(turn.with_state(remark=None), action, number, answers)


ACTIVITY = Activity(presses=(On(TellCase, lambda turn, press: tell(turn, press.number)),))
