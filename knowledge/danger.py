"""Danger now: the first thing looked for in every message. The words stand in danger.yaml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.language import ROOT, Language, Tokens, read

GAP = 3


@dataclass(frozen=True)
class Signs:
    """What speaks for danger in a message, for its being now, and for its being past, a question or a figure of speech."""

    kinds: tuple[str, ...] = ()
    danger: tuple[Tokens, ...] = ()
    now: tuple[Tokens, ...] = ()
    not_now: tuple[Tokens, ...] = ()

    @property
    def marks(self) -> tuple[str, ...]:
        """The signs as features for a model."""
        seen = [f"!{kind}" for kind in self.kinds]
        return (*seen, *["!danger"] * bool(self.danger), *["!now"] * bool(self.now), *["!not now"] * bool(self.not_now))


class Danger:
    def __init__(self, language: Language, root: Path = ROOT) -> None:
        content = read("danger", root) or {}
        entries = [(entry["jenis"], phrase) for entry in content.get("entri", ()) for phrase in entry["frasa"]]
        self._danger = _Phrases(language, entries)
        self._now = _Phrases(language, (("now", phrase) for phrase in content.get("sekarang", ())))
        self._not_now = _Phrases(language, (("not now", phrase) for phrase in content.get("bukan_sekarang", ())))

    def signs(self, tokens: Tokens) -> Signs:
        danger = self._danger.find(tokens)
        kinds = tuple(dict.fromkeys(kind for kind, _ in danger))
        return Signs(
            kinds, *(tuple(phrase for _, phrase in found) for found in (danger, self._now.find(tokens), self._not_now.find(tokens)))
        )


class _Phrases:
    """Phrases by their first word; `{}` in a phrase stands for up to three other words."""

    def __init__(self, language: Language, labelled: Iterable[tuple[str, str]]) -> None:
        self._starts: Mapping[str, dict[tuple[Tokens, ...], str]] = defaultdict(dict)
        for label, phrase in labelled:
            parts = tuple(tokens for part in phrase.split("{}") if (tokens := language.tokens(part)))
            if parts:
                self._starts[parts[0][0]].setdefault(parts, label)

    def find(self, tokens: Tokens) -> list[tuple[str, Tokens]]:
        """Every phrase in the message, the longer of two overlapping ones first."""
        hits = [
            (label, sum(parts, ()))
            for at, token in enumerate(tokens)
            for parts, label in self._starts.get(token, {}).items()
            if _follows(tokens, at, parts)
        ]
        return sorted(hits, key=lambda hit: -len(hit[1]))


def _follows(tokens: Tokens, at: int, parts: Sequence[Tokens]) -> bool:
    """Whether the parts stand one after the other from here, with at most a small gap between them."""
    first, rest = parts[0], parts[1:]
    if tokens[at : at + len(first)] != first:
        return False
    end = at + len(first)
    return not rest or any(_follows(tokens, start, rest) for start in range(end, min(end + GAP + 1, len(tokens))))
