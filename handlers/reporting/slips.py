"""A value that replaces one of its kind in the report: "eh rt 4", "salah, maksud saya dua minggu", "eh bukan 50, 75 ribu"."""

from __future__ import annotations

from dataclasses import replace

from handlers.asking import cue_words
from handlers.reporting.changes import Change
from handlers.talking.state import Standing
from handlers.talking.turn import Turn
from handlers.talking.wording import say, words
from knowledge.language.values import Value

LONGEST = 12  # words; in more of them something new is told
OF_TIME = ("occurred", "story", "place")
OF_PLACE = ("place", "story", "occurred")
_TIMES = {"day", "hour", "period"}


def put_right(turn: Turn, standing: Standing) -> Change | None:
    """The change that puts each right value in the place of the last one of its kind; None where the message is more than that."""
    if cue_words.interrogates(turn) or len(turn.text.split()) > LONGEST:
        return None
    values = turn.knowledge.understander.values
    given = values.read(turn.text)
    read = turn.knowledge.understander.correction(turn.text)
    is_slip = values.slips(turn.text) or (read is not None and read.is_correcting)
    old = read.old if read else ""
    right = [value for value in given if not (old and value.text.lower() in old.lower())]
    if not right or not is_slip or not _is_only(turn, given, old):
        return None
    answers, replaced = dict(standing.answers), False
    for value in right:
        field, wrong = _wrong(turn, answers, value, old)
        if wrong is not None:
            replaced = True
            answers |= _replaced(turn, answers, field, wrong, value)
    new = ", ".join(value.text for value in right)
    return Change(standing=replace(standing, answers=answers), text=say("intake.corrected", value=new)) if replaced else None


def _is_only(turn: Turn, given: tuple[Value, ...], old: str) -> bool:
    """Whether no other words are left than the wrong ones and fillers."""
    left = turn.knowledge.understander.values.without(turn.text, given)
    aside = {word for key in ("courtesy", "beside_times", "behind_yes", "beside_slips") for word in words(f"cues.{key}")}
    return set(cue_words.spoken(left)) <= aside | set(cue_words.spoken(old))


def _wrong(turn: Turn, answers: dict[str, object], right: Value, old: str) -> tuple[str, Value | None]:
    """The field and the last value of this kind in it that is not the right one; of several the one that was said to be wrong."""
    read = turn.knowledge.understander.values.read
    for field in OF_TIME if right.kind in _TIMES else OF_PLACE:
        text = answers.get(field)
        same = (
            [value for value in read(text) if value.kind == right.kind and value.text.lower() != right.text.lower()]
            if isinstance(text, str)
            else []
        )
        named = [value for value in same if old and (old.lower() in value.text.lower() or value.text.lower() in old.lower())]
        if same:
            return field, (named or same)[-1]
    return "", None


def _replaced(turn: Turn, answers: dict[str, object], field: str, wrong: Value, right: Value) -> dict[str, object]:
    """The field with the right value; the same wrong words in the other fields are put right too."""
    text = str(answers[field])
    if field == "occurred" and len(turn.knowledge.understander.values.read(text)) == 1:
        text, wrong = wrong.text, replace(wrong, start=0, end=len(wrong.text))  # "sejak tadi malam" was only the time that is wrong
    new: dict[str, object] = {field: f"{text[: wrong.start]}{right.text}{text[wrong.end :]}"}
    others = [other for other in OF_TIME if other != field and isinstance(answers.get(other), str)]
    return new | {other: str(answers[other]).replace(wrong.text, right.text) for other in others}
