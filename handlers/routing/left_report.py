"""A report that was begun and left: whether words continue it, discard it or add to it, and the first words after a long silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.asking import cue_words, smalltalk
from handlers.reporting import intake, last_report, plausibility, reporter, told_lately
from handlers.reporting.story import is_delicate
from handlers.routing import grievance, meaning
from handlers.talking.buttons import Forget, Menu, Resume
from handlers.talking.message import Outcome, Reply
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say
from knowledge.language.dialogue_acts import Act
from knowledge.language.wishes import WishKind
from knowledge.understanding.understander import Understanding

SILENCE = timedelta(hours=1)
"""After this pause, words no longer answer an earlier question."""
FORGOTTEN = timedelta(days=30)
"""After this time a draft is gone; the same as for a checklist."""
FEW_TO_GO_ON = 6  # words: "ya sudah laporin aja lewat sini"
FEW_TO_TURN_BACK = 10  # words: "hmm lanjut haja pang, kasihan urang lain jua"


async def words(turn: Turn, understood: Understanding | None) -> Outcome | None:
    """The outcome where the words concern a parked report: discard it, continue it, or add to it; None where they are about something else."""
    left, cancelled = turn.state.parked, turn.state.cancelled
    if cancelled and left is None and turns_back(turn):
        return await intake.resume(turn.with_state(parked=cancelled, cancelled=None))
    if cancelled and left is None and plausibility.wishes_to_forget(turn):
        return intake.forget(turn)
    if left is None or understood is None:
        return None
    if drops(turn, understood):
        return outcome(turn, reply(say("intake.dropped"), button(Menu(), "menu")), parked=None, cancelled=None)
    if goes_on(turn):
        return await intake.resume(turn)
    belongs = intake.belongs_to(turn, left) and smalltalk.about_the_bot(turn) is None
    return await intake.continue_with_words(turn, left) if belongs else None


def _is_over(turn: Turn, standing: Standing) -> bool:
    """Whether a begun dialogue is too old to be offered."""
    return standing.at is not None and turn.now - standing.at > FORGOTTEN


def without_what_is_over(turn: Turn) -> Turn:
    """The turn without a draft that is older than drafts are stored."""
    state = turn.state
    if state.parked and _is_over(turn, state.parked):
        state = replace(state, parked=None)
    if state.dialogue and _is_over(turn, state.dialogue):
        state = replace(state, dialogue=None)
    if state.cancelled and not (state.cancelled.at and turn.now - state.cancelled.at <= told_lately.STILL):
        state = replace(state, cancelled=None)
    return turn if state is turn.state else replace(turn, state=state)


def was_left(turn: Turn) -> bool:
    """Whether the last message is so long ago that the words may mean anything."""
    standing = turn.state.dialogue
    was_told = standing is not None and bool(standing.answers.get("story") or standing.answers.get("files"))
    return was_told and bool(standing and standing.keep and standing.at and turn.now - standing.at >= SILENCE)


def goes_on(turn: Turn) -> bool:
    """Whether the person wants to continue the report: "lanjutkan", "lanjutin laporannya pak", or a yes to the bot's question; not "ga jadi
    lapor".
    """
    act = turn.knowledge.understander.act(turn.text)
    if act in {Act.WITHDRAW, Act.PAUSE}:
        return False
    if act is Act.GO_ON and not smalltalk.is_thanks(turn):
        return True
    if _is_offered(turn) and cue_words.says(turn, "so_be_it") and grievance.only_agrees(turn):
        return True
    if _asks_to_go_on(turn):
        return True
    is_asked = bool(turn.state.choices) and turn.state.choices[0][0] == Resume().id
    says = cue_words.says(turn, "resume") or reporter.identity_in(turn) or (is_asked and plausibility.says_yes(turn))
    says = says or (_is_offered(turn) and not plausibility.says_yes(turn) and plausibility.agrees_to_report(turn))
    return len(turn.text.split()) <= FEW_TO_GO_ON and bool(says) and not cue_words.interrogates(turn)


def _asks_to_go_on(turn: Turn) -> bool:
    """Whether the report of before is asked to be continued: "saya lanjut laporan yang tadi bisa?"."""
    names_it = cue_words.says(turn, "reporting") and cue_words.says(turn, "as_before")
    return names_it and cue_words.says(turn, "going_on") and len(turn.text.split()) <= FEW_TO_TURN_BACK


def turns_back(turn: Turn) -> bool:
    """Whether a person who has just cancelled wants to continue after all: "hmm lanjut aja deh, kasihan yang lain"."""
    resumes = cue_words.says(turn, "after_all") or (cue_words.says(turn, "resume") and not cue_words.says(turn, "no"))
    is_short = len(turn.text.split()) <= FEW_TO_TURN_BACK and not cue_words.interrogates(turn)
    return resumes and is_short and turn.knowledge.understander.act(turn.text) is not Act.WITHDRAW


def drops(turn: Turn, understood: Understanding) -> bool:
    """Whether the person wants to discard the draft: "hapus cerita tadi", "ga jadi lapor deh"."""
    wishes = {wish.kind for wish in understood.wishes}
    if last_report.is_asked(turn):
        return False
    declines = plausibility.declines_to_report(turn) and not cue_words.interrogates(turn)
    return WishKind.FORGET in wishes or declines or turn.knowledge.understander.act(turn.text) is Act.WITHDRAW


def _is_offered(turn: Turn) -> bool:
    """Whether the bot has asked whether to report what was told, and waits for a yes."""
    left = turn.state.parked
    return left is not None and left.name == intake.INTAKE.name and left.step == "consent"


def _offer(turn: Turn) -> Reply:
    """Whether to go on with the draft; of a delicate one nothing is said that tells what it is."""
    if is_delicate(turn.state.dialogue.answers if turn.state.dialogue else {}):
        return reply(say("intake.still_something"), button(Resume(), "go_on"), button(Forget(), "forget"), button(Menu(), "menu"))
    return reply(say("intake.still_there"), button(Resume(), "resume"), button(Menu(), "menu"))


async def after_silence(turn: Turn, understood: Understanding) -> Outcome:
    """Handles the first message after a long pause: "lanjut bu" continues the draft, a question is answered, anything else gets a kind word. Before
    other words go into a draft, the bot asks whether to continue it.
    """
    left = replace(turn, state=turn.state.left())
    if goes_on(left):
        return await intake.resume(left)
    offer = _offer(turn)
    if not (plausibility.is_question(turn) or cue_words.interrogates(turn)):
        return outcome(left, offer)
    done = await meaning.answer_by_meaning(left, understood)
    return replace(done, replies=(*done.replies, offer))
