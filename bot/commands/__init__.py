"""The command line, one module for each group of commands."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from typing import TypeAlias

from bot.errors import BadRequest
from knowledge.standards.days import FIRST, LAST, day_of, possible

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""The object to which a module adds its commands; argparse has no public name for its type."""


def day_argument(text: str) -> date:
    """The day of an argument. Raises ArgumentTypeError, which the command line prints, where it is none that an office can mean."""
    try:
        return day_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” bukan tanggal antara {FIRST} dan {LAST}; tulis seperti 2026-11-24") from error


def moment_written(text: str, example: str) -> datetime:
    """The moment as it is written, with or without a zone. Raises BadRequest where it is none, or on no day that an office can mean."""
    try:
        written = datetime.fromisoformat(text)
        possible(written.date())
    except ValueError as error:
        raise BadRequest(f"Waktu “{text}” tidak terbaca. Tulis seperti {example}.") from error
    return written
