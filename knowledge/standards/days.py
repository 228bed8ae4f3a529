"""The days that an office can mean. Outside them stands a slip of the keyboard, and sums of days leave the calendar. Pure."""

from __future__ import annotations

from datetime import date

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


def day_of(text: str) -> date:
    """The day of `2026-11-24`. Raises ValueError where it is none, or none that an office can mean."""
    return possible(date.fromisoformat(text))


def possible(day: date) -> date:
    """The same day. Raises ValueError where it is none that an office can mean."""
    if not FIRST <= day <= LAST:
        raise ValueError(f"{day} is not between {FIRST} and {LAST}")
    return day
