"""Violence told hesitantly or asked about, with nothing happening now: whom to talk to, and that it may be reported. Calm, no alarm."""

from __future__ import annotations

from handlers.asking import cue_words, office_contacts, smalltalk
from handlers.reporting import intake, plausibility, told_lately
from handlers.reporting.danger_numbers import companions, in_line, listed
from handlers.reporting.story import GENTLE
from handlers.talking.buttons import AskOfficer, Forget, Report
from handlers.talking.message import Outcome, Text
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say
from knowledge.language.dialogue_acts import Act
from knowledge.understanding.understander import Understanding

SURELY = 0.8


async def heard(turn: Turn, understood: Understanding) -> Outcome | None:
    """The calm answer to violence, or to more about it; the report where it is to be reported; None where neither is told."""
    earlier = _lately(turn)
    harm = turn.knowledge.understander.harm
    if harm.is_told(turn.text) and _reports(turn):
        return await intake.start(turn, story=turn.text)
    if harm.is_told(turn.text) or (earlier and harm.is_act(turn.text)):
        return None if _asks_for_standard(turn) or _complains(turn, understood) else _answer(turn, earlier)
    return _answer(turn, earlier) if earlier and _tells_more(turn, understood) else None


def is_told_of(turn: Turn) -> bool:
    """Whether violence was told of in the message, or minutes ago."""
    return turn.knowledge.understander.harm.is_told(turn.text) or _lately(turn) is not None


def _lately(turn: Turn) -> Standing | None:
    """The draft of minutes ago that this began."""
    left = turn.state.parked
    is_fresh = left is not None and left.at is not None and turn.now - left.at <= told_lately.STILL
    return left if left and is_fresh and left.answers.get(GENTLE) else None


def _asks_for_standard(turn: Turn) -> bool:
    """Whether requirements, costs or a service by its name are asked for: then the standard answers."""
    return cue_words.says(turn, "requirements") or cue_words.says(turn, "of_standard") or plausibility.wants_to_report(turn)


def _reports(turn: Turn) -> bool:
    """Whether violence is told of in order to report it: "mau lapor, tetangga saya sering mukulin istrinya"; not "mau lapor kdrt, apa syaratnya"."""
    asks = cue_words.says(turn, "requirements") or cue_words.says(turn, "of_standard") or cue_words.interrogates(turn)
    return plausibility.wants_to_report(turn) and not asks


def _complains(turn: Turn, understood: Understanding) -> bool:
    """Whether it is surely a complaint, which the offered report takes, with the same numbers."""
    return understood.kind == "complaint" and understood.score >= SURELY and not cue_words.interrogates(turn)


def _tells_more(turn: Turn, understood: Understanding) -> bool:
    """Whether it is told on: "saya 14 tahun", "tapi saya takut"; no question, no act, nothing of another matter."""
    act = turn.knowledge.understander.act(turn.text)
    of_office = understood.office_matter or office_contacts.asks_office(turn)
    asks = "?" in turn.text or cue_words.says(turn, "interrogative") or of_office
    is_other = smalltalk.is_thanks(turn) or asks or understood.wishes or understood.elsewhere
    tells = understood.kind in {"smalltalk", "none", "complaint", "clarify"}
    return tells and act in {None, Act.REFUSE} and not is_other and not plausibility.agrees_to_report(turn)


def _words(turn: Turn, earlier: Standing | None) -> Text:
    if earlier is None:
        return Text.join([say("violence.calm"), listed(companions(turn)), say("violence.way")])
    numbers = in_line(companions(turn))
    if cue_words.given(turn, "keep_secret"):
        return say("violence.secret", numbers=numbers)
    is_first = "\n" not in earlier.answers.get("story", "")
    return say("violence.more", numbers=numbers) if is_first else say("violence.more_again")


def _answer(turn: Turn, earlier: Standing | None) -> Outcome:
    """At first whom to talk to; then that it is heard. The words wait as a draft that nobody sees."""
    answers = dict(earlier.answers) if earlier else {**intake.answers_at_start(turn), "consent": False, GENTLE: True}
    draft = Standing(name=intake.INTAKE.name, step="consent", answers=intake.with_story(turn, answers, turn.text), keep=True, at=turn.now)
    text = _words(turn, earlier)
    return outcome(turn, reply(text, button(Report(), "report"), button(AskOfficer(), "human"), button(Forget(), "forget")), parked=draft)
