"""What a person says during a dialogue that does not answer its question. It is handled by its meaning; then the question is asked again."""

from __future__ import annotations

from dataclasses import replace

from handlers.asking import compound, cue_words, office_facts, smalltalk
from handlers.reporting import changes, human, intake, plausibility, report_questions, reporter, slips
from handlers.routing import asides, grievance, left_report, meaning, questions_beside
from handlers.talking import dialogue
from handlers.talking.buttons import Navigate, Option, Way
from handlers.talking.dialogue import Answers, Dialogue, Step
from handlers.talking.message import Outcome, Reply, Text
from handlers.talking.turn import Turn, outcome, reply, saying
from handlers.talking.wording import say
from knowledge.language.corrections import Field
from knowledge.language.dialogue_acts import Act
from knowledge.language.wishes import WishKind
from knowledge.understanding.understander import Understanding

FEW_OF_THE_BOT = 6  # words: "lu bot ya"
FEW = 3  # words that may stand beside a wish
FEW_TO_PAUSE = 6  # words; a longer question with "bentar" in it is answered
WHO = {Field.NAME, Field.CONTACT}
NAME_ASKED = {"identity", "person"}  # steps
AFTER_CONSENT = {"circumstances", "identity", "person"}
"""Steps at which "lapor aja deh" says nothing new."""
_OF_WHAT_WAS_TOLD = {WishKind.FORGET, WishKind.REPEAT, WishKind.CORRECT}


async def heard(dialogue_: Dialogue, turn: Turn, understood: Understanding) -> Outcome | None:
    """The outcome for words that do not answer the current question; None where the step should handle them."""
    standing = turn.state.dialogue
    step = dialogue_.find(standing.step) if standing else None
    if standing is None or step is None or step.accepts is None or dialogue.command(turn.inbound):
        return None
    if (wished := await _wished(dialogue_, turn, understood) or await _acted(dialogue_, turn, step)) is not None:
        return wished
    if (asked := _of_this_report(dialogue_, turn, step)) is not None:
        return again(dialogue_, turn, asked)
    if dialogue_.keep and cue_words.says(turn, "who_types"):
        return again(dialogue_, turn, reply(say("smalltalk.kindly")))
    if cue_words.says(turn, "robot") and len(turn.text.split()) <= FEW_OF_THE_BOT and (about := smalltalk.about_the_bot(turn)) is not None:
        return again(dialogue_, turn, *about.replies)
    by_mistake = cue_words.says(turn, "by_mistake")
    if _sent_only_files(turn, step) and (by_mistake or plausibility.is_question(turn)):
        left = turn.state.left()
        return await meaning.answer(replace(turn, state=replace(left, parked=None) if by_mistake else left), understood)
    if dialogue_.keep and (asked_again := questions_beside.reworded(turn)) is not None:
        return await _beside_what_is_told(dialogue_, turn, step, asked_again)
    if step.accepts(turn, standing.answers) or (dialogue_.keep and _belongs_to_report(turn, understood)):
        return None
    if dialogue_.keep and (beside := questions_beside.read(turn, step.key)) is not None:
        return await _beside_what_is_told(dialogue_, turn, step, beside)
    return await _aside(dialogue_, turn, step, understood)


def _sent_only_files(turn: Turn, step: Step) -> bool:
    """Whether a recording or a photo began the report, and nothing has been told: what is asked now may be the whole matter."""
    answers = _answers(turn)
    return step.key == "story" and bool(answers.get("files")) and not answers.get("story")


def _of_this_report(dialogue_: Dialogue, turn: Turn, step: Step) -> Reply | None:
    """The answer to a question about the report that is being written: who reads it, when it is answered, whether it was sent."""
    if dialogue_.name != intake.INTAKE.name or len(turn.text.split()) > report_questions.LONGEST:
        return None
    if (modes := report_questions.about_modes(turn)) is not None:
        return reply(modes)
    asks_closed = not step.is_free and step.key != "story"
    asks = cue_words.interrogates(turn) or cue_words.says(turn, "privacy_asked")
    if (asks_closed or asks) and report_questions.asks_who_reads(turn):
        return reply(say("intake.privacy"))
    text = report_questions.answer(turn, _answers(turn), at_review=step.key == dialogue_.keys[-1])
    return reply(text) if text else None


def _belongs_to_report(turn: Turn, understood: Understanding) -> bool:
    """Whether the words belong to the report regardless of the current question: a file, a place, a correction, a wish to take something back."""
    changes = any(wish.kind in _OF_WHAT_WAS_TOLD for wish in understood.wishes)
    correction = turn.knowledge.understander.correction(turn.text)
    corrects = (
        correction is not None
        and not understood.elsewhere
        and (correction.is_said or bool(correction.new and (correction.old or correction.field in WHO)))
    ) or (turn.state.dialogue is not None and slips.put_right(turn, turn.state.dialogue) is not None)
    tells = (
        changes or corrects or plausibility.tells_who(turn) or (reporter.identity_in(turn) is not None and not cue_words.interrogates(turn))
    )
    return tells or bool(turn.inbound.attachments or turn.inbound.location)


async def _acted(dialogue_: Dialogue, turn: Turn, step: Step) -> Outcome | None:
    """The outcome where the words control the talk: cancel, wait, or the button for going on; None otherwise."""
    if turn.inbound.attachments or turn.inbound.location or reporter.identity_in(turn):
        return None
    standing = turn.state.dialogue
    act = turn.knowledge.understander.act(turn.text)
    declines = plausibility.declines_to_report if step.lets_go else plausibility.wants_no_report
    if dialogue_.keep and declines(turn):
        act = Act.WITHDRAW
    if act is Act.GO_ON and step.key == dialogue_.keys[-1] and cue_words.says(turn, "as_before"):
        return again(dialogue_, turn)  # "lanjut laporannya tadi" returns to the review and sends nothing
    match act:
        case Act.WITHDRAW if step.lets_go and not dialogue_.keep:  # "cabut saja laporannya" below the list of one's reports
            return await meaning.answer(replace(turn, state=turn.state.left()), plausibility.understood(turn))
        case Act.WITHDRAW:
            return await _pressed(dialogue_, turn, Navigate(Way.CANCEL))
        case None if dialogue_.keep and step.key in AFTER_CONSENT and grievance.only_agrees(turn) and not plausibility.says_yes(turn):
            return again(dialogue_, turn, reply(say("dialogue.answer_first")))
        case Act.REFUSE if not step.takes_no:
            return await _refused(dialogue_, turn, step)
        case Act.PAUSE if not (cue_words.interrogates(turn) and len(turn.text.split()) > FEW_TO_PAUSE):  # "eh bentar, …?" asks
            return _waiting(dialogue_, turn)
        case Act.GO_ON if step.goes_on or step.optional:
            return await _pressed(dialogue_, turn, step.goes_on or Navigate(Way.SKIP))
        case Act.AGREE if step.agrees:
            return await _pressed(dialogue_, turn, step.agrees)
        case Act.GO_ON | Act.AGREE if dialogue_.keep and standing and step.accepts and not step.accepts(turn, standing.answers):
            return again(dialogue_, turn, reply(say("dialogue.answer_first")))
        case None if dialogue_.keep and standing and standing.answers.get("story") and plausibility.perhaps_withdraws(turn):
            return again(dialogue_, turn, reply(say("dialogue.cancel_perhaps")))
    return None


async def _pressed(dialogue_: Dialogue, turn: Turn, press: Navigate | Option) -> Outcome:
    """Handles the words like the button that they stand for."""
    assert turn.state.dialogue is not None
    return await dialogue.go_on(dialogue_, replace(turn, inbound=replace(turn.inbound, text="", choice=press.id)), turn.state.dialogue)


async def _refused(dialogue_: Dialogue, turn: Turn, step: Step) -> Outcome:
    """A bare no: of the name where it is asked for, else of the whole."""
    if dialogue_.name != intake.INTAKE.name or step.key not in NAME_ASKED:
        return await _pressed(dialogue_, turn, Navigate(Way.CANCEL))
    assert turn.state.dialogue is not None
    asked = replace(turn.state.dialogue, step="identity", at=turn.now)
    return again(dialogue_, turn.with_state(dialogue=asked), reply(say("intake.name_refused")))


def _waiting(dialogue_: Dialogue, turn: Turn) -> Outcome:
    """Tells the person to take their time. Nothing is asked again; the buttons of the question stay usable."""
    assert turn.state.dialogue is not None
    asked = dialogue.question(dialogue_, turn, turn.state.dialogue)
    return outcome(turn, replace(asked, text=say("dialogue.waits")), dialogue=replace(turn.state.dialogue, at=turn.now))


async def _wished(dialogue_: Dialogue, turn: Turn, understood: Understanding) -> Outcome | None:
    """The outcome of a wish about the talk: for a person to talk to, or to stop; None otherwise."""
    if dialogue_.name == human.HUMAN.name and (other := await _no_question(dialogue_, turn, understood)) is not None:
        return other
    is_little = len(understood.matter.split()) <= FEW
    if dialogue_.name != human.HUMAN.name and meaning.wants_person(turn, understood) and (is_little or not understood.wishes):
        return await human.start(turn, meaning.question_for_officer(understood))
    of_name = _step_key(turn) in NAME_ASKED and turn.knowledge.understander.act(turn.text) is Act.REFUSE
    cancels = not of_name and bool(understood.wishes) and understood.wishes[0].kind is WishKind.CANCEL and is_little
    return await _pressed(dialogue_, turn, Navigate(Way.CANCEL)) if cancels else None


async def _no_question(dialogue_: Dialogue, turn: Turn, understood: Understanding) -> Outcome | None:
    """The outcome of words that are no question for the officer: to continue the parked report, to discard it, to add to it, or the wish for a
    number; None otherwise.
    """
    parked = turn.state.parked
    if parked and parked.name == intake.INTAKE.name and cue_words.says(turn, "reporting") and left_report.goes_on(turn):
        return await intake.resume(turn.with_state(dialogue=None))
    if any(wish.kind is WishKind.FORGET for wish in understood.wishes):
        return again(dialogue_, turn.with_state(parked=None), reply(say("intake.forgotten")))
    if (contacts := office_facts.reach(turn)) is not None:
        return again(dialogue_, turn, *contacts.replies)
    tells = understood.kind == "complaint" and not cue_words.interrogates(turn)
    return await intake.continue_with_words(turn, parked) if parked and tells else None


async def _aside(dialogue_: Dialogue, turn: Turn, step: Step, understood: Understanding) -> Outcome | None:
    if step.lets_go and dialogue_.keep and plausibility.goes_on_telling(turn, _answers(turn)):
        return None
    if step.lets_go:
        done = await meaning.answer(replace(turn, state=turn.state.left()), understood)
        return None if dialogue_.keep and smalltalk.is_unanswered(done) and _tells_on(turn) else done
    if plausibility.is_courtesy(turn):
        kind_word = smalltalk.answer(turn).replies[0] if smalltalk.is_thanks(turn) else reply(say("smalltalk.kindly"))
        return again(dialogue_, turn, kind_word, in_a_line=True)
    if not plausibility.is_question(turn):
        return None
    if dialogue_.keep and cue_words.says(turn, "reporting") and not compound.named(turn):
        return again(dialogue_, turn, reply(say("intake.what_next")))
    done = await asides.answered(turn, understood, beside_report=dialogue_.keep)
    turn = replace(turn, state=replace(done.state, dialogue=turn.state.dialogue))
    return again(dialogue_, turn, *done.replies, in_a_line=True)


async def _beside_what_is_told(dialogue_: Dialogue, turn: Turn, step: Step, beside: questions_beside.Beside) -> Outcome | None:
    """The answer to the question, with only the rest of the message in the story; None where the rest answers the current question."""
    told, asking, standing = saying(turn, beside.told), saying(turn, beside.question), turn.state.dialogue
    assert standing is not None and step.accepts is not None
    if step.accepts(told, standing.answers):
        return None
    added = changes.added(told, standing)
    turn = turn.with_state(dialogue=added.standing) if added else turn
    done = await asides.answered(replace(asking, state=turn.state), plausibility.understood(asking), beside_report=True)
    turn = replace(turn, state=replace(done.state, dialogue=turn.state.dialogue))
    return again(dialogue_, turn, *([reply(added.text)] if added else []), *done.replies, in_a_line=added is None)


def _tells_on(turn: Turn) -> bool:
    """Whether words that mean nothing by themselves tell on what a report was offered for; not "bukan itu yang mau saya tanya"."""
    return plausibility.is_told(turn) and not _answers(turn).get("unsure") and not cue_words.turns_away(turn)


def _step_key(turn: Turn) -> str:
    return turn.state.dialogue.step if turn.state.dialogue else ""


def _answers(turn: Turn) -> Answers:
    return turn.state.dialogue.answers if turn.state.dialogue else {}


def again(dialogue_: Dialogue, turn: Turn, *first: Reply, in_a_line: bool = False) -> Outcome:
    """The replies, then the question that was asked; with `in_a_line` the review of a report is only recalled. A single reply and the question are
    joined into one message.
    """
    standing = turn.state.dialogue
    if standing is None:
        return outcome(turn, *first)
    asked = dialogue.question(dialogue_, turn, standing)
    if in_a_line and dialogue_.keep and standing.step == dialogue_.keys[-1]:
        asked = replace(asked, text=say("intake.still_unsent"))
    if len(first) == 1 and not first[0].attachments:
        return outcome(turn, replace(asked, text=Text.join([first[0].text, asked.text])))
    return outcome(turn, *first, asked)
