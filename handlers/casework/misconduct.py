"""Who judges a report of misconduct: never the accused unit, never a person whom it names. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from handlers.casework.access import StaffMember
from handlers.casework.moves import Role

_TITLES = frozenset({"pak", "bapak", "bpk", "bu", "ibu", "mas", "mbak", "saudara", "saudari", "sdr", "oknum"})
_SHORTEST_NAME = 3


def accused(text: str, staff: Iterable[StaffMember]) -> tuple[int, ...]:
    """The members of the staff whom the text names, by the whole name or by a title and the first name."""
    words = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
    return tuple(member.person for member in staff if Role.GROUP not in member.roles and _is_named(member.name, words))


def _is_named(name: str, words: Sequence[str]) -> bool:
    parts = name.casefold().split()
    if not parts or len(parts[0]) < _SHORTEST_NAME:
        return False
    whole = any(list(words[start : start + len(parts)]) == parts for start in range(len(words))) and len(parts) > 1
    return whole or any(title in _TITLES and word == parts[0] for title, word in pairwise(words))


def examiner(people: Iterable[int], staff: Sequence[StaffMember]) -> Role | None:
    """Who examines what these people are accused of: EXAMINER, or HEAD if one of them is a supervisor or examiner; None where nobody in the office
    may.
    """
    named = set(people)
    roles = {role for member in staff if member.person in named for role in member.roles}
    if Role.HEAD in roles:
        return None
    if not roles & {Role.SUPERVISOR, Role.EXAMINER}:
        return Role.EXAMINER
    return Role.HEAD if any(Role.HEAD in member.roles for member in staff) else None
