"""Where and when it happened: one question for both during the intake, one each for a change in the review."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import chain

from handlers.asking import cue_words
from handlers.reporting import plausibility
from handlers.reporting.story import with_message
from handlers.talking.buttons import option
from handlers.talking.dialogue import Again, Answers, NewAnswers, Taken, value
from handlers.talking.message import Reply, Text
from handlers.talking.turn import Turn, reply
from handlers.talking.wording import day, plain, say, words

_ENDS = re.compile(r"[,!\n]+")
LONGEST_LINE = 300
LONGEST_TOLD, LONGEST_UNTOLD = 12, 8  # words of a place and a time, with and without a word that marks one


def ask(turn: Turn, answers: Answers) -> Reply:
    head = Text.join([_introduced(answers), say("intake.add_anything")], between="\n")
    asked = ask_again(turn, answers)
    return replace(asked, text=Text.join([head, asked.text]))


def ask_again(turn: Turn, answers: Answers) -> Reply:
    key = _untold(answers)
    days = (
        [option("circumstances", day_word, plain(f"intake.when_{day_word}")) for day_word in ("today", "yesterday")]
        if key == "when"
        else []
    )
    return replace(reply(say(f"intake.{key}"), *days), ask_location=key != "when")


def _untold(answers: Answers) -> str:
    """The question for what the story does not tell: place, time, or both."""
    if answers.get("place_told"):
        return "when"
    return "place" if answers.get("occurred_told") or answers.get("express") else "place_and_when"


def _introduced(answers: Answers) -> Text:
    """The first sentence for a citizen who began with the story: what will happen with it."""
    return say("intake.consent_line") if answers.get("begun_with_story") else say("intake.heard")


def take(turn: Turn, answers: Answers) -> Taken | Again:
    """Reads place and time from one message; the rest belongs to the story."""
    if key := value(turn.inbound, "circumstances"):
        return Taken({"occurred": _day(turn, answers, key), "circumstances": True})
    if turn.inbound.location:
        return Taken({"place": str(turn.inbound.location), "circumstances": True})
    if not turn.text:
        return Again(say("intake.words_please"))
    if {"place", "occurred"} <= set(read := only(turn, answers)):
        return Taken({**read, "circumstances": True})
    if not _is_where_or_when(turn):
        more = with_message(turn, answers)
        return more if isinstance(more, Again) else _with_more(answers, more)
    if answers.get("place_told") and not answers.get("place") and (place := _place_alone(turn)):
        return Taken({"place": place}, stay=True, say=Text.join([say("intake.added_to", value=place), say("intake.when")]))
    return Taken({**split_circumstances(turn, answers), "circumstances": True})


def _place_alone(turn: Turn) -> str | None:
    """The place that answers the question when it happened; None where the words tell a time."""
    read = split_circumstances(turn, {})
    return read["place"] if set(read) == {"place"} and _is_only(turn, "place", read["place"]) else None


def _with_more(answers: Answers, more: Answers) -> Taken:
    """Adds more of the story; place or time that is still missing is asked again."""
    merged = {**answers, **more}
    if not are_missing(merged):
        return Taken(more)
    return Taken(more, stay=True, say=Text.join([say("intake.added"), say(f"intake.{_untold(merged)}")]))


def _is_where_or_when(turn: Turn) -> bool:
    """Whether the message is a place and a time. A few words always are, unless they tell what somebody does; a longer message is a story, which
    may hold both.
    """
    if cue_words.says(turn, "doing"):
        return False
    tells_other = any(cue_words.says(turn, cue) for cue in ("happens", "evidence_words", "charged", "suffered"))
    if tells_other and not (plausibility.is_place(turn) or plausibility.is_time(turn)):
        return False
    most = LONGEST_TOLD if plausibility.is_place(turn) or plausibility.is_time(turn) else LONGEST_UNTOLD
    return len(turn.text.split()) <= most


def split_circumstances(turn: Turn, answers: Answers) -> dict[str, str]:
    """Splits "depan pasar, kemarin sore" into place and time. Words that are clearly neither are taken as what was asked for."""
    clauses = pieces(turn.text)
    times = [piece for piece in clauses if plausibility.has_time(turn, piece) or cue_words.begins(piece, "while_it")]
    places = [piece for piece in clauses if piece not in times or plausibility.has_place(turn, piece)]
    if answers.get("place_told") and not places:
        return {"occurred": ", ".join(times)}
    if answers.get("place_told") and not times:
        return {"occurred": ", ".join(clauses)}
    return {key: ", ".join(values) for key, values in (("place", places), ("occurred", times)) if values}


def only(turn: Turn, answers: Answers) -> NewAnswers:
    """The fields for a place or a time, if the message tells nothing else; a second value is added after the first."""
    read = {key: value for key, value in split_circumstances(turn, {}).items() if _is_only(turn, key, value)}
    if not read or ", ".join(read.values()) != ", ".join(pieces(turn.text)):
        return {}
    new: NewAnswers = {f"{key}_told": True for key in read}
    return new | {key: f"{answers[key]}, {value}" if answers.get(key) else value for key, value in read.items()}


def _is_only(turn: Turn, key: str, value: str) -> bool:
    """Whether the words are nothing but a time, or a place in which nothing happens."""
    tokens = cue_words.spoken(value)
    tokens = tokens[1:] if cue_words.begins(value, "pointing") else tokens
    if not tokens:
        return False
    if key == "occurred":
        return all(word.isdecimal() or word in _words_of("time_words", "beside_times", "numbers") for word in tokens)
    return len(tokens) <= LONGEST_TOLD and tokens[0] in words("cues.begins_place") and not cue_words.says(turn, "happens", value)


@cache
def _words_of(*cues: str) -> frozenset[str]:
    """The single words of these lists of the wording."""
    return frozenset(chain.from_iterable(cue.split() for key in cues for cue in words(f"cues.{key}")))


def pieces(text: str) -> list[str]:
    """The parts of the text between commas, exclamation marks and line breaks."""
    return [piece.strip() for piece in _ENDS.split(text) if piece.strip()]


def _day(turn: Turn, answers: Answers, key: str) -> str:
    """The date of "hari ini" or "kemarin" in the office's zone."""
    today = turn.now.astimezone(turn.library.offices[answers["office"]].zone).date()
    return day(today - timedelta(days=1 if key == "yesterday" else 0))


def take_line(turn: Turn, key: str) -> Taken | Again:
    """Takes one line of words."""
    text = " ".join(turn.text.split())
    if not text:
        return Again(say("intake.words_please"))
    return Taken({key: text}) if len(text) <= LONGEST_LINE else Again(say("intake.too_long", most=LONGEST_LINE))


def take_place(turn: Turn, answers: Answers) -> Taken | Again:
    return Taken({"place": str(turn.inbound.location)}) if turn.inbound.location else take_line(turn, "place")


def are_missing(answers: Answers) -> bool:
    if answers.get("circumstances"):
        return False
    told_all = answers.get("place_told") and (answers.get("occurred_told") or answers.get("express"))
    return not told_all
