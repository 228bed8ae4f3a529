"""What offices are asked for and no standard covers, with where to go instead: it makes "none" a helpful answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.language import ROOT, Language, Tokens, read


@dataclass(frozen=True)
class Elsewhere:
    """One matter of another agency."""

    id: str
    answer: str


@dataclass(frozen=True)
class Found:
    """An entry whose name stands in a message, and how much of the message the name is."""

    entry: Elsewhere
    name: Tokens
    share: float


class ElsewhereList:
    """Finds the entry of elsewhere.yaml that a message names, the longest name first."""

    def __init__(self, language: Language, root: Path = ROOT, without: Container[str] = ()) -> None:
        names: dict[Tokens, Elsewhere] = {}
        for each in (entry for entry in read("elsewhere", root) or () if entry["id"] not in without):
            entry = Elsewhere(each["id"], each["jawab"])
            names.update((tokens, entry) for name in each["sebutan"] if (tokens := language.tokens(name)))
        self.names: Mapping[Tokens, Elsewhere] = names
        self._starts = defaultdict(list)
        for tokens in sorted(names, key=len, reverse=True):
            self._starts[tokens[0]].append(tokens)

    def find(self, tokens: Tokens) -> Found | None:
        """The longest name in the message; among equally long ones the first."""
        found = [name for at, token in enumerate(tokens) for name in self._starts.get(token, ()) if tokens[at : at + len(name)] == name]
        best = max(found, key=lambda name: (len(name), len(" ".join(name))), default=None)
        return Found(self.names[best], best, len(best) / len(tokens)) if best else None
