"""A button that was typed instead of pressed: its label, its number, "no 1", "yang kedua pak"."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.asking import cue_words
from handlers.talking.buttons import Navigate, ShowPart, ShowService, parse
from handlers.talking.turn import Turn
from handlers.talking.wording import words

STAR = "★"
LONGEST_NUMBER = 2  # digits


def chosen(turn: Turn, buttons: Sequence[tuple[str, str]], *, by_place: bool) -> str | None:
    """The id of the button that is meant, among `buttons` of (id, label); None where none is. `by_place`: a number may mean a button, but never
    one for cancel or back.
    """
    lower_words = cue_words.without_courtesy(turn.text)
    if not lower_words or not buttons:
        return None
    if (labelled := next((choice for choice, label in buttons if cue_words.without_courtesy(label) == lower_words), None)) is not None:
        return labelled
    if (service := _by_part_of_label(lower_words, buttons)) is not None:
        return service
    places = [(choice, label) for choice, label in buttons if not isinstance(parse(choice), Navigate)]
    place = _place(turn) if by_place else None
    if place is None:
        return None
    rated = next((choice for choice, label in places if label.count(STAR) == place + 1), None)
    return rated or (places[place][0] if place < len(places) else None)


def _by_part_of_label(lower_words: Sequence[str], buttons: Sequence[tuple[str, str]]) -> str | None:
    """The id of the one service to choose whose label holds all of the words: "kesehatan" for "Kesehatan di Posyandu"."""
    labels = {choice: cue_words.spoken(label) for choice, label in buttons if isinstance(parse(choice), ShowService | ShowPart)}
    holding = [choice for choice, label in labels.items() if set(lower_words) <= set(label)]
    return holding[0] if len(holding) == 1 and len(labels) > 1 else None


def _place(turn: Turn) -> int | None:
    """The position of the meant button, from 0: by its number, or at a question of a dialogue by an ordinal word."""
    left = [word for word in cue_words.spoken(turn.text) if word not in {*words("cues.beside_ordinals"), *words("cues.courtesy")}]
    if len(left) != 1:
        return None
    if left[0].isdecimal():
        return int(left[0]) - 1 if len(left[0]) <= LONGEST_NUMBER and int(left[0]) > 0 else None
    ordinals = words("cues.ordinals") if turn.state.dialogue else []
    return next((place for place, line in enumerate(ordinals) if left[0] in line.split()), None)
