"""Counts facts: how much of an expected text an import holds, and what the import says that the text does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from knowledge.importer.draft import DraftComponent, DraftService
from knowledge.importer.title_identity import key
from knowledge.importer.title_text import cleaned
from knowledge.standards.standard import Component

ALIKE = 70
SPELLED = (
    ("foto copy", "fotokopi"),
    ("fotocopy", "fotokopi"),
    ("foto copi", "fotokopi"),
    ("fc ", "fotokopi "),
    ("whatshap", "whatsapp"),
    ("undang-undang", "uu"),
    ("peraturan pemerintah", "pp"),
)


def plain(text: str) -> str:
    lower = text.lower()
    for old, new in SPELLED:
        lower = lower.replace(old, new)
    return re.sub(r"[^a-z0-9]+", " ", lower).strip()


def is_in(fact: str, texts: Iterable[str]) -> bool:
    """The fact stands in one of the texts, whatever the editor did to its spelling."""
    return any(_alike(plain(fact), plain(text)) for text in texts)


def _alike(text: str, other: str) -> bool:
    joined = fuzz.ratio(text.replace(" ", ""), other.replace(" ", ""))
    inside = fuzz.partial_ratio(text, other) if len(text) < len(other) else 0
    return joined >= 80 or fuzz.ratio(text, other) >= 80 or fuzz.token_set_ratio(text, other) >= 88 or inside >= 88


def said_in(component: DraftComponent | None) -> list[str]:
    return [*component.texts, *component.notes, *(group.name for group in component.groups)] if component else []


def known_of(components: Iterable[Component]) -> list[str]:
    """Everything that the hand-made file says, remarks included."""
    made: list[str] = []
    for component in components:
        made += [item.text for item in component.all_items] + component.remarks + [group.name for group in component.groups]
        made += [f"{item.text} {item.condition}" for item in component.all_items if item.condition]
    return made


def stands_in(fact: str, texts: Iterable[str]) -> bool:
    """The fact stands in these texts however they are divided, with every number that it names."""
    plain_fact, joined = plain(fact), plain(" ".join(texts))
    if plain_fact.replace(" ", "") in joined.replace(" ", ""):
        return True
    numbers = set(re.findall(r"\d+", plain_fact))
    alike = fuzz.partial_ratio(plain_fact, joined) if len(plain_fact) < len(joined) else fuzz.ratio(plain_fact, joined)
    return numbers <= set(re.findall(r"\d+", joined)) and alike >= 90


def nearest(title: str, drafts: Iterable[DraftService]) -> DraftService | None:
    """The draft whose title is most like this one; None where none is like it."""
    best = max(drafts, key=lambda draft: likeness(title, draft.title))
    return best if likeness(title, best.title) >= ALIKE else None


def paired(titles: Mapping[str, str], drafts: Sequence[DraftService]) -> dict[str, DraftService]:
    """Each title's draft, the likest pairs first, so that near twins do not share one; a title that is left takes the draft it is like."""
    likest = sorted(
        ((likeness(title, draft.title), name, at) for name, title in titles.items() for at, draft in enumerate(drafts)), reverse=True
    )
    made, taken = dict[str, DraftService](), set[int]()
    for alike, name, at in likest:
        if alike >= ALIKE and name not in made and at not in taken:
            made[name] = drafts[at]
            taken.add(at)
    rest = {name: found for name, title in titles.items() if name not in made and (found := nearest(title, drafts))}
    return made | rest


def likeness(title: str, other: str) -> float:
    first, second = plain(key(cleaned(title))), plain(key(cleaned(other)))
    return max(fuzz.token_sort_ratio(first, second), fuzz.token_set_ratio(first, second) - 8)
