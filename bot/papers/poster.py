"""Posters: the office with the ways to ask, and a service with its requirements in large letters."""

from __future__ import annotations

from collections.abc import Sequence

from bot.papers.blocks import Block, Code, Heading, Items, Paper, Words
from handlers.talking.wording import plain
from knowledge.standards.office import Office
from knowledge.standards.standard import Service, item_remarks

MOST_LINES = 14
Ways = Sequence[tuple[str, str]]
"""Name and address of each way to reach the bot."""


def of_office(office: Office, ways: Ways) -> Paper:
    """The poster "Tanya di sini"."""
    blocks: list[Block] = [
        Heading(text=plain("poster.ask_here"), level=0),
        Heading(text=office.name, level=0),
        Words(text=plain("poster.what"), large=True),
    ]
    return Paper(title=office.name, foot=office.full_name, blocks=[*blocks, *_codes(ways)])


def of_service(service: Service, office: Office, ways: Ways) -> Paper:
    """What to bring for the service, and where to ask more."""
    lines = [_line(text, remarks) for text, remarks in _requirements(service)]
    needed = lines[:MOST_LINES] + ([plain("poster.more", count=len(lines) - MOST_LINES)] if len(lines) > MOST_LINES else [])
    listed: list[Block] = (
        [Items(lines=needed, large=len(needed) <= MOST_LINES)] if needed else [Words(text=plain("poster.ask_us"), large=True)]
    )
    blocks = [Heading(text=service.title, level=0), Heading(text=plain("poster.bring")), *listed, Words(text=plain("poster.rest"))]
    return Paper(title=service.title, foot=office.full_name, blocks=[*blocks, *_codes(ways[:1])])


def _requirements(service: Service) -> list[tuple[str, list[str]]]:
    return [(item.text, item_remarks(item)) for item in service.component("persyaratan").all_items]


def _line(text: str, remarks: Sequence[str]) -> str:
    return f"{text} ({'; '.join(remarks)})" if remarks else text


def _codes(ways: Ways) -> list[Block]:
    """One large QR code, or several smaller ones below each other."""
    size = 80 if len(ways) == 1 else 55
    return [Code(address=address, says=plain("poster.scan", name=name), millimetres=size) for name, address in ways]
