"""What is said in the middle of a dialogue and is no answer to its question: heard as it is meant, then the question is asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.asking import compound, cue_words, office_facts, smalltalk
from handlers.reporting import human, intake, plausibility, reporter
from handlers.routing import meaning
from handlers.talking import dialogue
from handlers.talking.buttons import Menu, Navigate, Option, Resume, Way
from handlers.talking.dialogue import Answers, Dialogue, Step
from handlers.talking.message import Outcome, Reply, Text
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say, words
from knowledge.language.corrections import Field
from knowledge.language.dialogue_acts import Act
from knowledge.language.wishes import WishKind
from knowledge.understanding.understander import Understanding

SILENCE = timedelta(hours=1)
"""After which words are no answer to a question of before."""
FORGOTTEN = timedelta(days=30)
"""After which what was begun is gone; as long as a checklist is kept."""
FEW = 3  # words beside a wish
FEW_OF_REPORT = 12  # words of a question about it
FEW_TO_GO_ON = 6  # words: "ya sudah laporin aja lewat sini"
FEW_TO_TURN_BACK = 10  # words: "hmm lanjut haja pang, kasihan urang lain jua"
WHO = {Field.NAME, Field.CONTACT}
_OF_WHAT_WAS_TOLD = {WishKind.FORGET, WishKind.REPEAT, WishKind.CORRECT}


async def heard(dialogue_: Dialogue, turn: Turn, understood: Understanding) -> Outcome | None:
    """The outcome where the words are no answer to the present question; None where the step is to hear them."""
    standing = turn.state.dialogue
    step = dialogue_.find(standing.step) if standing else None
    if standing is None or step is None or step.accepts is None or dialogue.command(turn.inbound):
        return None
    if (wished := await _wished(dialogue_, turn, understood) or await _acted(dialogue_, turn, step)) is not None:
        return wished
    if (asked := _of_this_report(dialogue_, turn, step)) is not None:
        return again(dialogue_, turn, asked)
    if step.accepts(turn, standing.answers) or (dialogue_.keep and _is_kept(turn, understood)):
        return None
    return await _aside(dialogue_, turn, step, understood)


def _of_this_report(dialogue_: Dialogue, turn: Turn, step: Step) -> Reply | None:
    """The answer to a question about the report itself that is being told: who reads it, when it is answered, whether it is sent."""
    if dialogue_.name != intake.INTAKE.name or turn.state.dialogue is None or len(turn.text.split()) > FEW_OF_REPORT:
        return None
    asks = cue_words.interrogates(turn)
    if (asks or (not step.is_free and step.key != "story")) and meaning.asks_who_reads(turn):
        return reply(say("intake.privacy"))
    if asks and step.key == "review" and all(word in words("cues.is_sent") for word in cue_words.without_courtesy(turn.text)):
        return reply(say("intake.not_sent_yet"))
    answers = turn.state.dialogue.answers
    if asks and cue_words.says(turn, "answered") and not compound.named(turn) and answers.get("office"):
        category = turn.rules(answers["office"]).policy.all_categories.get(answers.get("category", ""))
        return reply(say("intake.answered_within", limit=category.limit.words)) if category else None
    return None


def _is_kept(turn: Turn, understood: Understanding) -> bool:
    """Whether it belongs to what is being told whatever is asked: a file, a place, a wish to take something of it back, a correction."""
    changes = any(wish.kind in _OF_WHAT_WAS_TOLD for wish in understood.wishes)
    correction = turn.knowledge.understander.correction(turn.text)
    corrects = (
        correction is not None
        and not understood.elsewhere
        and (correction.is_said or bool(correction.new and (correction.old or correction.field in WHO)))
    )
    tells = (
        changes or corrects or plausibility.tells_who(turn) or (reporter.identity_in(turn) is not None and not cue_words.interrogates(turn))
    )
    return tells or bool(turn.inbound.attachments or turn.inbound.location)


async def _acted(dialogue_: Dialogue, turn: Turn, step: Step) -> Outcome | None:
    """What the words do to the talk, in whatever words: let it be, wait, or press the step's own button for going on."""
    if turn.inbound.attachments or turn.inbound.location or reporter.identity_in(turn):
        return None
    standing = turn.state.dialogue
    act = turn.knowledge.understander.act(turn.text)
    if step.lets_go and dialogue_.keep and plausibility.declines_to_report(turn):
        act = Act.WITHDRAW
    if act is Act.GO_ON and step.key == dialogue_.keys[-1] and cue_words.says(turn, "as_before"):
        return again(dialogue_, turn)  # "lanjut laporannya tadi" goes back to what is to be looked at, and sends nothing
    match act:
        case Act.WITHDRAW:
            return await _pressed(dialogue_, turn, Navigate(Way.CANCEL))
        case Act.PAUSE:
            return _waiting(dialogue_, turn)
        case Act.GO_ON if step.goes_on or step.optional:
            return await _pressed(dialogue_, turn, step.goes_on or Navigate(Way.SKIP))
        case Act.AGREE if step.agrees:
            return await _pressed(dialogue_, turn, step.agrees)
        case Act.GO_ON | Act.AGREE if dialogue_.keep and standing and step.accepts and not step.accepts(turn, standing.answers):
            return again(dialogue_, turn, reply(say("dialogue.answer_first")))
    return None


async def _pressed(dialogue_: Dialogue, turn: Turn, press: Navigate | Option) -> Outcome:
    """The words as the press that they stand for."""
    assert turn.state.dialogue is not None
    return await dialogue.go_on(dialogue_, replace(turn, inbound=replace(turn.inbound, text="", choice=press.id)), turn.state.dialogue)


def _waiting(dialogue_: Dialogue, turn: Turn) -> Outcome:
    """There is time: nothing is asked again, and the buttons of the question are kept at hand."""
    assert turn.state.dialogue is not None
    asked = dialogue.question(dialogue_, turn, turn.state.dialogue)
    return outcome(turn, replace(asked, text=say("dialogue.waits")), dialogue=replace(turn.state.dialogue, at=turn.now))


async def _wished(dialogue_: Dialogue, turn: Turn, understood: Understanding) -> Outcome | None:
    """A wish about the talk: a person to talk to, or to let it be."""
    if dialogue_.name == human.HUMAN.name and (other := await _no_question(dialogue_, turn, understood)) is not None:
        return other
    is_little = len(understood.matter.split()) <= FEW
    if dialogue_.name != human.HUMAN.name and meaning.wants_person(turn, understood) and (is_little or not understood.wishes):
        return await human.start(turn, meaning.question_for_officer(understood))
    cancels = bool(understood.wishes) and understood.wishes[0].kind is WishKind.CANCEL and is_little
    return await _pressed(dialogue_, turn, Navigate(Way.CANCEL)) if cancels else None


async def _no_question(dialogue_: Dialogue, turn: Turn, understood: Understanding) -> Outcome | None:
    """What is said where a question to an officer is awaited, and is none: to throw away what was told, more of it, the wish for a number."""
    told = turn.state.parked
    if any(wish.kind is WishKind.FORGET for wish in understood.wishes):
        return again(dialogue_, turn.with_state(parked=None), reply(say("intake.forgotten")))
    if (contacts := office_facts.reach(turn)) is not None:
        return again(dialogue_, turn, *contacts.replies)
    tells = understood.kind == "complaint" and not cue_words.interrogates(turn)
    return await intake.told_on(turn, told) if told and tells else None


async def _aside(dialogue_: Dialogue, turn: Turn, step: Step, understood: Understanding) -> Outcome | None:
    if step.lets_go and dialogue_.keep and plausibility.goes_on_telling(turn, _answers(turn)):
        return None
    if step.lets_go:
        return await meaning.answer(replace(turn, state=turn.state.left()), understood)
    if plausibility.is_courtesy(turn):
        return again(dialogue_, turn, smalltalk.answer(turn).replies[0] if smalltalk.is_thanks(turn) else reply(say("smalltalk.kindly")))
    if not plausibility.is_question(turn):
        return None
    if dialogue_.keep and (about := _about_telling(turn)) is not None:
        return again(dialogue_, turn, reply(about))
    free = _about_the_report(turn)
    done = await meaning.answer_by_meaning(free, understood)
    is_unanswered = done.replies and done.replies[0].text == say("smalltalk.listening")
    replies = (reply(say("intake.no_answer_here")),) if is_unanswered else done.replies
    return again(dialogue_, replace(turn, state=replace(done.state, dialogue=turn.state.dialogue)), *replies)


def _about_telling(turn: Turn) -> Text | None:
    """What is asked of the telling itself: how a photo is sent, why a name is asked for."""
    if cue_words.says(turn, "evidence_words") and cue_words.says(turn, "sending_asked"):
        return say("intake.send_here")
    if cue_words.says(turn, "name_words") and cue_words.says(turn, "why"):
        return say("intake.why_name")
    return None


def _answers(turn: Turn) -> Answers:
    return turn.state.dialogue.answers if turn.state.dialogue else {}


def _about_the_report(turn: Turn) -> Turn:
    """Outside the dialogue; what it is about is talked about, where nothing else was."""
    answers = _answers(turn)
    return turn.with_state(dialogue=None, topic=turn.state.topic or answers.get("service") or answers.get("proposed_service"))


def again(dialogue_: Dialogue, turn: Turn, *first: Reply) -> Outcome:
    """These replies and then the question that was asked; one answer and the question are one message."""
    standing = turn.state.dialogue
    if standing is None:
        return outcome(turn, *first)
    asked = dialogue.question(dialogue_, turn, standing)
    if len(first) == 1 and not first[0].attachments:
        return outcome(turn, replace(asked, text=Text.join([first[0].text, asked.text])))
    return outcome(turn, *first, asked)


def is_over(turn: Turn, standing: Standing) -> bool:
    """Whether what was begun is too old to be offered."""
    return standing.at is not None and turn.now - standing.at > FORGOTTEN


def without_what_is_over(turn: Turn) -> Turn:
    """The turn without a draft that was left longer ago than drafts are kept."""
    state = turn.state
    if state.parked and is_over(turn, state.parked):
        state = replace(state, parked=None)
    if state.dialogue and is_over(turn, state.dialogue):
        state = replace(state, dialogue=None)
    if state.cancelled and not (state.cancelled.at and turn.now - state.cancelled.at <= intake.STILL):
        state = replace(state, cancelled=None)
    return turn if state is turn.state else replace(turn, state=state)


def was_left(turn: Turn) -> bool:
    """Whether nothing was said for so long that the words may mean anything."""
    standing = turn.state.dialogue
    was_told = standing is not None and bool(standing.answers.get("story") or standing.answers.get("files"))
    return was_told and bool(standing and standing.keep and standing.at and turn.now - standing.at >= SILENCE)


def goes_on(turn: Turn) -> bool:
    """ "lanjutkan", "lanjutin laporannya pak"; or a yes to the question whether to. "Ga jadi lapor" is none of these."""
    act = turn.knowledge.understander.act(turn.text)
    if act is Act.WITHDRAW:
        return False
    if act is Act.GO_ON and not smalltalk.is_thanks(turn):
        return True
    is_asked = bool(turn.state.choices) and turn.state.choices[0][0] == Resume().id
    says = cue_words.says(turn, "resume") or reporter.identity_in(turn) or (is_asked and plausibility.says_yes(turn))
    says = says or (is_offered(turn) and not plausibility.says_yes(turn) and plausibility.agrees_to_report(turn))
    return len(turn.text.split()) <= FEW_TO_GO_ON and bool(says) and not cue_words.interrogates(turn)


def turns_back(turn: Turn) -> bool:
    """Whether who has just cancelled wants to go on after all: "hmm lanjut aja deh, kasihan yang lain"."""
    said = cue_words.says(turn, "resume") and not (cue_words.interrogates(turn) or cue_words.says(turn, "no"))
    return said and len(turn.text.split()) <= FEW_TO_TURN_BACK and turn.knowledge.understander.act(turn.text) is not Act.WITHDRAW


def drops(turn: Turn, understood: Understanding) -> bool:
    """Whether what was left is to be thrown away: "hapus cerita tadi", "ga jadi lapor deh"."""
    wishes = {wish.kind for wish in understood.wishes}
    return WishKind.FORGET in wishes or plausibility.declines_to_report(turn) or turn.knowledge.understander.act(turn.text) is Act.WITHDRAW


def is_offered(turn: Turn) -> bool:
    """Whether what was told waits for a yes to the question whether to report it."""
    left = turn.state.parked
    return left is not None and left.name == intake.INTAKE.name and left.step == "consent"


async def after_silence(turn: Turn, understood: Understanding) -> Outcome:
    """A question is answered, anything else gets a kind word; whether the draft is gone on with is asked before words go into it."""
    left = replace(turn, state=turn.state.left())
    offer = reply(say("intake.still_there"), button(Resume(), "resume"), button(Menu(), "menu"))
    if not plausibility.is_question(turn):
        return outcome(left, offer)
    done = await meaning.answer_by_meaning(left, understood)
    return replace(done, replies=(*done.replies, offer))
