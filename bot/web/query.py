"""Numbers in an address or a form, where anything may stand."""

from __future__ import annotations

from starlette.requests import Request

LONGEST = 18
"""Digits that every database can hold."""


def whole_number(text: str, digits: int = LONGEST) -> int | None:
    """The number; None for anything else, and for one of more digits."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None


def page_number(request: Request) -> int:
    """The page of a list that the address asks for; 0 is the first."""
    return whole_number(request.query_params.get("hal", ""), 4) or 0
