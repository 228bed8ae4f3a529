"""Joins the changes of two people who filled in the same form at once, field by field. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Fields = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Merged:
    """`fields`: the form with both changes. `contested`: what the other wrote in fields that both changed; there `fields` holds one's own words."""

    fields: Fields
    contested: Fields


def merged(base: Fields, mine: Fields, theirs: Fields) -> Merged:
    """Joins both changes. `base`: the form as it was shown, or empty where unknown; then every differing field is contested."""
    made = {key: theirs[key] if _same(value, base.get(key)) and key in theirs else value for key, value in mine.items()}
    contested = {
        key: theirs[key]
        for key, value in made.items()
        if key in theirs and not _same(theirs[key], base.get(key)) and not _same(value, theirs[key])
    }
    return Merged(fields=made, contested=contested)


def _same(field_value: str, other: str | None) -> bool:
    """Whether both are equal apart from line endings and trailing spaces, which browsers change."""
    return other is not None and [line.rstrip() for line in field_value.strip().splitlines()] == [
        line.rstrip() for line in other.strip().splitlines()
    ]
