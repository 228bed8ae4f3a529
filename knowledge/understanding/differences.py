"""What tells services apart whose titles have a matter in common: "KTP-el karena Hilang", "KTP-el karena Rusak" differ in "Hilang" and "Rusak"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.archetypes.proposing import Terms
from knowledge.standards.library import ROOT
from knowledge.understanding import derived

LONGEST = 8  # words of a difference
_LINKS = frozenset({"karena", "bagi", "untuk", "yang", "dalam", "dan", "dari", "di", "ke", "oleh", "pada", "atau", "milik"})
Words = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """`matter`: what all titles name. `each`: in the order of the titles, what only this one says."""

    matter: str
    each: tuple[str, ...]


def difference(titles: Sequence[str]) -> Difference | None:
    """The difference between titles; None where they have no matter in common, or one of them says nothing short of its own."""
    spelt = [tuple(derived.core(title).split()) for title in titles]
    matter = max(_common(spelt), key=len, default=())
    each = tuple(_own(words, matter) for words in spelt)
    is_told = all(0 < len(own.split()) <= LONGEST for own in each) and len(set(each)) == len(each)
    return Difference(matter=_as_spelt(spelt[0], matter), each=each) if matter and is_told else None


def in_sentence(own: str) -> str:
    """In small letters, but for names in capitals."""
    return " ".join(word if sum(map(str.isupper, word)) > 1 else word.lower() for word in own.split())


def _common(spelt: Sequence[Words]) -> Iterator[Words]:
    """The words that stand together in all titles and name a matter, without links at their edges."""
    first, terms = _small(spelt[0]), Terms.of(ROOT)
    for low in range(len(first)):
        for high in range(low + 1, len(first) + 1):
            run = first[low:high]
            if not {run[0], run[-1]} & _LINKS and terms.tells(run) and all(_place(words, run) is not None for words in spelt):
                yield run


def _own(words: Words, matter: Words) -> str:
    """What stands behind the matter, or in front of it where nothing does."""
    at = _place(words, matter) or 0
    own = list(words[at + len(matter) :] or words[:at])
    while own and own[0].lower() in _LINKS:
        own.pop(0)
    return " ".join(own).strip(" ,:-–")


def _as_spelt(words: Words, matter: Words) -> str:
    at = _place(words, matter) or 0
    return " ".join(words[at : at + len(matter)])


def _place(words: Words, run: Words) -> int | None:
    """Where the run begins among the words; None where it does not stand there."""
    small = _small(words)
    return next((at for at in range(len(words) - len(run) + 1) if small[at : at + len(run)] == run), None)


def _small(words: Words) -> Words:
    return tuple(word.lower() for word in words)
