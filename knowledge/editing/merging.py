"""Two people filled the same form in at once: what each changed is brought together, field by field. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Fields = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Merged:
    """`fields`: the form as it would be with both. `contested`: what the other wrote where both changed a field; there one's own words stand."""

    fields: Fields
    contested: Fields


def merged(base: Fields, mine: Fields, theirs: Fields) -> Merged:
    """`base`: the form as it was shown, empty where that is not known: then every field that differs is contested."""
    made = {key: theirs[key] if _same(value, base.get(key)) and key in theirs else value for key, value in mine.items()}
    contested = {
        key: theirs[key]
        for key, value in made.items()
        if key in theirs and not _same(theirs[key], base.get(key)) and not _same(value, theirs[key])
    }
    return Merged(fields=made, contested=contested)


def _same(one: str, other: str | None) -> bool:
    """Browsers end lines in their own way, and take spaces at the end away."""
    return other is not None and [line.rstrip() for line in one.strip().splitlines()] == [
        line.rstrip() for line in other.strip().splitlines()
    ]
