"""Who judges a report of misconduct: never the accused unit, never a person whom it names. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from handlers.casework.access import StaffMember
from handlers.casework.moves import Role

_TITLES = frozenset({"pak", "bapak", "bpk", "bu", "ibu", "mas", "mbak", "saudara", "saudari", "sdr", "oknum"})
_SHORTEST_NAME = 3


def accused(text: str, staff: Iterable[StaffMember], *, about_head: bool = False) -> tuple[int, ...]:
    """The members of the staff whom the text names, by the whole name or by a title and the first name; the heads if it is about the head."""
    return tuple(
        member.person
        for member in staff
        if Role.GROUP not in member.roles and ((about_head and Role.HEAD in member.roles) or is_named(text, member.name))
    )


def is_named(text: str, name: str) -> bool:
    """Whether the text names somebody of this name, by the whole name or by a title and the first name."""
    parts = name.casefold().split()
    if not parts or len(parts[0]) < _SHORTEST_NAME:
        return False
    words = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
    whole = any(words[start : start + len(parts)] == parts for start in range(len(words))) and len(parts) > 1
    return whole or any(title in _TITLES and word == parts[0] for title, word in pairwise(words))


def highest(staff: Sequence[StaffMember]) -> tuple[StaffMember, ...]:
    """Those about whom nobody in the office judges: the heads; where there is none, who supervises and examines."""
    heads = tuple(member for member in staff if Role.HEAD in member.roles)
    return heads or tuple(member for member in staff if member.roles & {Role.SUPERVISOR, Role.EXAMINER})


def examiner(people: Iterable[int], staff: Sequence[StaffMember], *, about_head: bool = False) -> Role | None:
    """Who examines what these people are accused of: EXAMINER, or HEAD if one of them is a supervisor or examiner; None where nobody in the office
    may, because it is about the head, who need not have an account.
    """
    named = set(people)
    roles = {role for member in staff if member.person in named for role in member.roles}
    if about_head or Role.HEAD in roles:
        return None
    if not roles & {Role.SUPERVISOR, Role.EXAMINER}:
        return Role.EXAMINER
    return Role.HEAD if any(Role.HEAD in member.roles for member in staff) else None
