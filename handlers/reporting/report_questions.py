"""Questions about the report that is being told: when it is answered, by whom, what it costs. Never answered from a service's standard."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handlers.asking import compound, cue_words
from handlers.reporting import danger_numbers
from handlers.talking.dialogue import Answers
from handlers.talking.message import Text
from handlers.talking.turn import Turn
from handlers.talking.wording import say, words
from knowledge.understanding.understander import Understanding

FEW = 4  # words
LONGEST = 12  # words; in more of them a story is told


def answer(turn: Turn, answers: Answers, *, at_review: bool = False) -> Text | None:
    """The answer; None where something else is asked, or nothing."""
    if (numbers := danger_numbers.asked(turn)) is not None:
        return numbers
    if len(turn.text.split()) > LONGEST or not cue_words.interrogates(turn):
        return None
    if at_review and all(word in words("cues.is_sent") for word in cue_words.without_courtesy(turn.text)):
        return say("intake.not_sent_yet")
    if cue_words.says(turn, "sent_asked"):
        return say("intake.not_sent_yet" if at_review else "dialogue.answer_first")
    if at_review and cue_words.says(turn, "evidence_words") and cue_words.says(turn, "is_sent"):
        return say("intake.not_sent_yet")
    if (asked := _of(turn, answers, _OF_NO_SERVICE)) is not None:
        return asked
    if cue_words.says(turn, "evidence_words") and cue_words.says(turn, "sending_asked"):
        return say("intake.send_here")
    if (about := before_telling(turn)) is not None:
        return about
    if compound.named(turn):
        return None
    return _about_report(turn, answers)


def _about_report(turn: Turn, answers: Answers) -> Text | None:
    """What the words under `cues.report_asked` ask of a report; None where they ask nothing of it."""
    if _asks_cost(turn):
        return say("intake.free")
    return _of(turn, answers, _ANSWERS)


def _of(turn: Turn, answers: Answers, cues: Iterable[str]) -> Text | None:
    """The answer for the first of these lists of words that is said."""
    return next((_ANSWERS[cue](turn, answers) for cue in cues if cue_words.says(turn, f"report_asked.{cue}")), None)


def unprompted(turn: Turn, understood: Understanding) -> Text | None:
    """The answer to what is asked of reports while none is told: what the modes mean, who reads it, and what `outside` answers; None where something
    else is asked.
    """
    if (modes := about_modes(turn)) is not None:
        return modes
    if asks_who_reads(turn) and not compound.names_service(turn, understood):
        return say("intake.privacy")
    is_of_own = understood.kind == "status" and cue_words.says(turn, "my_report")
    return outside(turn) if understood.kind != "emergency" and not is_of_own else None


def asks_who_reads(turn: Turn) -> bool:
    """Whether the writer asks or fears who will read the words or learn the name: "takut ketahuan saya yang cerita"."""
    if cue_words.says(turn, "privacy_asked"):
        return True
    is_short = len(turn.text.split()) <= LONGEST
    about_records = is_short and cue_words.says(turn, "of_the_talk") and cue_words.says(turn, "happens_to_it")
    asks_or_fears = cue_words.interrogates(turn) or (is_short and cue_words.says(turn, "fears"))
    is_of_news = cue_words.says(turn, "news_of_it") and not cue_words.says(turn, "name_words")
    return (asks_or_fears and cue_words.says(turn, "found_out") and not is_of_news) or (cue_words.interrogates(turn) and about_records)


def about_modes(turn: Turn) -> Text | None:
    """What open, confidential and anonymous mean, for "bedanya rahasia sama anonim apa", "tanpa nama tetap diproses?"; None where that is not
    asked.
    """
    is_asked = len(turn.text.split()) <= LONGEST and cue_words.interrogates(turn)
    about_them = any(cue_words.says(turn, cue) for cue in ("difference", "handled_all_the_same"))
    return say("intake.modes") if is_asked and about_them and cue_words.says(turn, "modes") else None


def before_telling(turn: Turn) -> Text | None:
    """The answer to what is asked of reporting before anything is told: whether a name is needed, what it costs."""
    if not cue_words.interrogates(turn) or len(turn.text.split()) > LONGEST:
        return None
    if cue_words.says(turn, "name_words") and cue_words.says(turn, "why"):
        return say("intake.why_name")
    asks_cost = cue_words.says(turn, "charged") and cue_words.says(turn, "reporting") and not compound.services_named(turn)
    return say("intake.free") if asks_cost else None


def outside(turn: Turn) -> Text | None:
    """The answer to what is asked about reporting while nothing is reported: "ngadu ke siapa ya", "boleh kirim foto?", "kalau lapor dikabari ga"."""
    if not cue_words.interrogates(turn) or len(turn.text.split()) > LONGEST or compound.services_named(turn):
        return None
    sends = cue_words.says(turn, "sending_asked") and (cue_words.says(turn, "allowed") or not turn.topic)
    if cue_words.says(turn, "evidence_words") and sends:
        return say("intake.send_here_too")
    if not (cue_words.says(turn, "reporting") or cue_words.says(turn, "complaint_words")):
        return None
    answered = before_telling(turn) or _about_report(turn, {})
    is_asked_where = cue_words.says(turn, "report_where") and not turn.topic
    return answered or (say("intake.here") if is_asked_where or cue_words.says(turn, "report_by_chat") else None)


def _asks_cost(turn: Turn) -> bool:
    """Whether few words ask for a cost of nothing that was talked of: "gratis kan ini?"."""
    return (
        turn.topic is None and len(turn.text.split()) <= FEW and cue_words.given(turn, "charged") and not cue_words.given(turn, "received")
    )


def _when_answered(turn: Turn, answers: Answers) -> Text:
    """By when, where enough was told to know it."""
    rules = turn.rules(answers["office"]) if answers.get("office") else None
    category = rules.policy.all_categories.get(answers.get("category", "")) if rules else None
    return say("intake.answered_within", limit=category.limit.words) if category else say("intake.answered_in_time")


def _who_handles(turn: Turn, answers: Answers) -> Text:
    office = turn.library.offices.get(answers.get("office") or "")
    return say("intake.handled_by", office=office.name if office else say("intake.handled_office").plain)


_ANSWERS: dict[str, Callable[[Turn, Answers], Text]] = {
    "why_so_many": lambda turn, answers: say("intake.why_so_many"),
    "nik": lambda turn, answers: say("intake.no_nik"),
    "photo": lambda turn, answers: say("intake.photo_not_needed"),
    "come": lambda turn, answers: say("intake.need_not_come"),
    "read": lambda turn, answers: say("intake.is_read"),
    "harmed": lambda turn, answers: say("intake.is_protected"),
    "who_handles": _who_handles,
    "news": lambda turn, answers: say("intake.news_here"),
    "answered": _when_answered,
    "cost": lambda turn, answers: say("intake.free"),
    "take_back": lambda turn, answers: say("intake.taken_back"),
    "next": lambda turn, answers: say("intake.what_next"),
}
"""By the list of words under `cues.report_asked`; the first that is said counts."""
_OF_NO_SERVICE = ("why_so_many", "nik", "photo", "come")
"""What is asked of the report even where a word of a service is said."""
