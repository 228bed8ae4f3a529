"""More than five reminders of a kind to one person at one moment are one message with the list."""

from __future__ import annotations

from handlers.casework.rungs import When
from handlers.talking.message import Audience, LetterKind, Notice, Reply, Text
from handlers.telling.bundles import MOST_LINES, bundled
from handlers.telling.reminders import Reminder


def reminders(count: int, kind: When = When.OVERDUE, person: int = 7) -> list[Reminder]:
    return [
        Reminder(
            kind=kind,
            office="juai",
            notice=Notice(
                person=person,
                reply=Reply(text=Text.of(f"pengaduan {number}")),
                key=f"{kind}:{person}:{number}",
                kind=LetterKind.LADDER,
                audience=Audience.STAFF,
                complaint=str(number),
            ),
            line=f"baris {number}",
        )
        for number in range(count)
    ]


def test_up_to_five_come_one_by_one() -> None:
    assert [one.reply.text.plain for one in bundled(reminders(5))] == [f"pengaduan {number}" for number in range(5)]


def test_six_are_one_with_every_line_and_the_list_behind_a_button() -> None:
    [one] = bundled(reminders(6))
    assert all(f"baris {number}" in one.reply.text.plain for number in range(6)) and "6 pengaduan" in one.reply.text.plain
    assert [choice.id for choice in one.reply.choices] == ["list:juai:late:0", "desk"]


def test_of_very_many_the_first_lines_are_shown_and_the_rest_counted() -> None:
    [one] = bundled(reminders(MOST_LINES + 3))
    assert "dan 3 lagi" in one.reply.text.plain and f"baris {MOST_LINES}" not in one.reply.text.plain


def test_each_person_and_each_kind_is_counted_apart() -> None:
    assert len(bundled([*reminders(5), *reminders(5, person=8), *reminders(5, When.NOT_TAKEN)])) == 15


def test_what_is_urgent_and_what_citizens_hear_stays_single() -> None:
    for kind in (When.URGENT, When.SILENT, When.REMIND):
        assert len(bundled(reminders(9, kind))) == 9
