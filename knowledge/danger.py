"""Danger now: the first thing looked for in every message. The words stand in danger.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.language import ROOT, Language, Tokens, read
from knowledge.phrases import Phrases


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
        named = {
            "!danger": self.danger,
            "!now": self.now,
            "!not now": self.not_now,
            "!clear": self.clear,
            "!clear now": self.clear and self.now,
        }
        return (*(f"!{kind}" for kind in self.kinds), *(name for name, there in named.items() if there))

    @property
    def clear(self) -> bool:
        """Danger, and nothing that says it is past, asked about or a figure of speech."""
        return bool(self.danger) and not self.not_now


class Danger:
    def __init__(self, language: Language, root: Path = ROOT) -> None:
        content = read("danger", root) or {}
        entries = [(entry["jenis"], phrase) for entry in content.get("entri", ()) for phrase in entry["frasa"]]
        self._danger = Phrases(language, entries)
        self._now = Phrases(language, (("now", phrase) for phrase in content.get("sekarang", ())))
        self._not_now = Phrases(language, (("not now", phrase) for phrase in content.get("bukan_sekarang", ())))

    def signs(self, tokens: Tokens) -> Signs:
        danger = self._danger.find(tokens)
        kinds = tuple(dict.fromkeys(kind for kind, _ in danger))
        return Signs(
            kinds, *(tuple(phrase for _, phrase in found) for found in (danger, self._now.find(tokens), self._not_now.find(tokens)))
        )
