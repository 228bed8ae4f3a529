"""A change of mind in own words: "ga jadi deh pak, sudah dikembalikan", "yang tadi lupain aja". Whole words in their place, so that a story keeps its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.asking import cue_words
from handlers.talking.turn import Turn
from handlers.talking.wording import words

LONGEST = 14  # words; in more a story is told
_CLAUSES = re.compile(r"[.,;:!?\n]+|[^\w\s'-]")


def gives_up(turn: Turn) -> bool:
    """Whether the complaint that is told, or was sent, is to go no further."""
    clauses = [said for one in _CLAUSES.split(turn.text) if (said := cue_words.spoken(one))]
    heard = clauses if sum(map(len, clauses)) <= LONGEST else clauses[:1]
    return any(_is_giving_up(one) or _drops_what_was_told(one) for one in heard)


def _is_giving_up(said: Sequence[str]) -> bool:
    """ "kada jadi ai pak", "ga jadi lapor lah takut dia balas": a phrase of giving up at the beginning, and behind it no more than why."""
    rest = _without(said, "cues.before_cancel")
    found = _beginning(rest, "cues.cancel")
    if not found:
        return False
    left = _without(rest[found:], "cues.behind_cancel")
    return not left or left[0] in words("cues.reason")


def _drops_what_was_told(said: Sequence[str]) -> bool:
    """ "yang laporan tadi lupain aja": a phrase at the end, and before it what was told."""
    kept = list(said)
    while kept and kept[-1] in words("cues.behind_cancel"):
        kept.pop()
    ends = (cue.split() for cue in words("cues.drop"))
    return any(kept[-len(end) :] == end for end in ends) and not set(words("cues.told_before")).isdisjoint(said)


def _beginning(said: Sequence[str], key: str) -> int:
    """How many words at the beginning are one of the phrases; the longest counts."""
    lengths = [len(cue.split()) for cue in words(key) if list(said[: len(cue.split())]) == cue.split()]
    return max(lengths, default=0)


def _without(said: Sequence[str], key: str) -> Sequence[str]:
    aside = set(words(key))
    start = next((place for place, word in enumerate(said) if word not in aside), len(said))
    return said[start:]
