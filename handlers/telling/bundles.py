"""Joins many reminders of one kind to one person at one moment into one message with a list. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from handlers.casework.rungs import When
from handlers.talking.message import Notice, Reply, Text
from handlers.talking.staff_buttons import Desk, ListCases
from handlers.talking.wording import bullets, button, plain, say
from handlers.telling.reminders import Reminder

MOST_SINGLE = 5
MOST_LINES = 20
_LISTS = {When.OVERDUE: "late", When.DUE: "mine", When.RUNNING: "mine", When.NOT_TAKEN: "untaken", When.APPROVAL: "all"}
"""The kinds that are bundled, with the list of the desk that shows their cases. Urgent notices and notices to citizens are sent one by one."""


def bundled(reminders: Iterable[Reminder]) -> list[Notice]:
    """The notices to send: up to five of a kind as they are, more as one."""
    return [
        notice for same in _alike(reminders) for notice in (_joined(same) if _is_many(same) else [reminder.notice for reminder in same])
    ]


def _alike(reminders: Iterable[Reminder]) -> Iterator[list[Reminder]]:
    def kind(reminder: Reminder) -> tuple[int, str, str]:
        return reminder.notice.person, reminder.office, reminder.kind.value

    return (list(same) for _, same in groupby(sorted(reminders, key=kind), key=kind))


def _is_many(same: Sequence[Reminder]) -> bool:
    return len(same) > MOST_SINGLE and same[0].kind in _LISTS


def _joined(same: Sequence[Reminder]) -> list[Notice]:
    kind, office = same[0].kind, same[0].office
    head = say(f"ladder.many.{kind.value}", count=len(same))
    return [with_list(same[0].notice, head, [reminder.line for reminder in same], ListCases(office, _LISTS[kind]))]


def with_list(first: Notice, head: Text, lines: Sequence[str], opened: ListCases) -> Notice:
    """One notice in the place of several to the same person: its head, the first twenty of the lines, and the list of the desk with all of them."""
    more = len(lines) - MOST_LINES
    shown = [*lines[:MOST_LINES], *([plain("ladder.more", count=more)] if more > 0 else [])]
    reply = Reply(
        text=Text.join([head, bullets(shown)]),
        choices=(button(opened, "show_list"), button(Desk(), "desk")),
        template="petugas_ringkasan",
        parameters=(str(len(lines)),),
    )
    return replace(first, reply=reply, key=f"many:{first.key}", complaint=None)
