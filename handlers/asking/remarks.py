"""Words after an answer that ask for nothing: a reaction, thanks, a feeling."""

from __future__ import annotations

from handlers.asking import cue_words, details, kind_words, smalltalk
from handlers.asking.compound import VERY_SURE
from handlers.asking.topics import LEANING
from handlers.talking.turn import Turn
from handlers.talking.wording import words
from knowledge.understanding.understander import Understanding

SHORT = 6  # words
FEW = 4  # words; so few may describe the citizen's case

REMARK = 0.6  # score from which words are surely small talk


def is_reaction(turn: Turn, understood: Understanding) -> bool:
    """Whether the words only react to the answer and ask for nothing: "astaga jauh ya ke Pontianak", "oke besok saya antar ke sana"."""
    if turn.topic is None or understood.kind in {"emergency", "status", "file"}:
        return False
    if understood.kind == "complaint" and (understood.score >= VERY_SURE or not _is_relieved(turn)):
        return False
    if _asks(turn) or _asks_after_reaction(turn, understood) or not cue_words.reacts(turn):
        return False
    is_remark = understood.kind == "smalltalk" or _is_relieved(turn)
    lacks = cue_words.given(turn, "lacking", cue_words.without_no_matter(turn)) and (not is_remark or _is_said(turn))
    return not (lacks or _needs(turn)) and len(turn.text.split()) > 1


def asks_nothing(turn: Turn, understood: Understanding) -> bool:
    """Whether the words ask nothing of a standard: thanks, a laugh, a remark; "kadernya cuma empat" is held against its line."""
    if (cue_words.says(turn, "forgot") and "?" not in turn.text) or says_enough(turn):
        return True
    if turn.topic and details.question(turn, turn.topic).match.by_saying and _may_ask(turn, understood):
        return False
    leans = any(cue_words.given(turn, sign) for sign in ("needed", "lacking", "another", "back"))
    if leans or cue_words.place(turn) is not None:
        return understood.kind == "smalltalk" and (smalltalk.is_courtesy(turn) or _is_feeling(turn, understood))
    if smalltalk.is_closing(turn, understood):
        return True
    asks = cue_words.questions(turn) or turn.knowledge.understander.calls_part(turn.text)
    return understood.kind == "smalltalk" and not asks and not _is_circumstance(turn)


def says_enough(turn: Turn) -> bool:
    """Whether it is only said that nothing more is asked: "ok cukup", "siap, cukup pak"; not "lanjut"."""
    left = [word for word in cue_words.spoken(turn.text) if word not in words("cues.courtesy")]
    return " ".join(left) in words("cues.enough") and "cukup" in left


def _may_ask(turn: Turn, understood: Understanding) -> bool:
    """Whether the words ask, or are few enough to tell of the citizen's case: "kadernya cuma empat", "tanahnya masih letter c"."""
    is_short = len(turn.text.split()) <= LEANING and not smalltalk.is_closing(turn, understood)
    return cue_words.questions(turn) or is_short


def _is_relieved(turn: Turn) -> bool:
    """Whether the message begins with relief: "syukurlah, jadi tidak perlu bolak-balik"."""
    return kind_words.begins(turn, "relief")


def _asks(turn: Turn) -> bool:
    """Whether it is put as a question, as a choice ("saya saja atau istri juga") or as something else; "boleh" and "harus" alone ask only in few
    words: not "kasihan, masih harus jualan di pasar".
    """
    is_announced = cue_words.says(turn, "wants_to_ask") or cue_words.given(turn, "something_else")
    asks = is_announced or cue_words.interrogates(turn) or cue_words.says(turn, "either_or")
    return asks or (cue_words.questions(turn) and len(turn.text.split()) <= SHORT)


def _asks_after_reaction(turn: Turn, understood: Understanding) -> bool:
    """Whether a question follows the reaction in any number of words: "waduh, itu yang satu saja atau dua-duanya", "oh ya, lain lagi syaratnya"."""
    asks_for_part = understood.kind in {"answer", "clarify"} or cue_words.says(turn, "differs")
    return (asks_for_part and turn.knowledge.understander.calls_part(turn.text)) or cue_words.says(turn, "either_or")


def _needs(turn: Turn) -> bool:
    """Whether something is said to be needed: "wajib materai", not "saya tidak perlu bolak-balik"."""
    is_short = len(turn.text.split()) <= SHORT
    return cue_words.given(turn, "needed") and not cue_words.denied(turn, "needed") and (is_short or _is_said(turn))


def _is_said(turn: Turn) -> bool:
    return turn.topic is not None and details.question(turn, turn.topic).is_answered


def _is_feeling(turn: Turn, understood: Understanding) -> bool:
    """Whether many words only tell how somebody feels about it: "kasihan, masih harus berjualan sayur"; not a paper that is lacking."""
    topic = turn.topic
    if topic is None or understood.score < REMARK or len(turn.text.split()) <= FEW or _asks(turn):
        return False
    is_case = cue_words.given(turn, "has_none") or cue_words.given(turn, "another") or turn.knowledge.understander.calls_part(turn.text)
    return not is_case and not details.question(turn, topic).match.hits


def _is_circumstance(turn: Turn) -> bool:
    """Whether the words describe the citizen's case and the standard has a line for it: "hilang" after the KTP."""
    if turn.topic is None or smalltalk.is_courtesy(turn):
        return False
    return len(turn.text.split()) <= FEW and details.question(turn, turn.topic).is_answered
