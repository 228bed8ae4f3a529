"""Posters as values: the office with the ways to ask, and a service with its requirements. `poster_page` draws them, each on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.talking.wording import plain
from knowledge.standards.office import Office
from knowledge.standards.standard import Component, Item, Service, item_remarks

Ways = Sequence[tuple[str, str]]
"""Name and address of each way to reach the bot."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Lines under a heading; several are numbered where `counted`, because the office's remarks speak of "butir 2 sampai 5"."""

    heading: str
    lines: Sequence[str]
    counted: bool = False


@dataclass(frozen=True, kw_only=True)
class Code:
    """A QR code of an address, with words beside it and the address for people without a camera."""

    address: str
    says: str


@dataclass(frozen=True, kw_only=True)
class Poster:
    title: str
    parts: Sequence[Part]
    codes: Sequence[Code]
    foot: str


def of_office(office: Office, ways: Ways) -> Poster:
    """The poster "Tanya di sini"."""
    codes = [Code(address=address, says=plain("poster.scan", name=name)) for name, address in ways]
    parts = [Part(heading=office.name, lines=[plain("poster.what")])]
    return Poster(title=plain("poster.ask_here"), parts=parts, codes=codes, foot=office.full_name)


def of_service(service: Service, office: Office, ways: Ways) -> Poster:
    """What the standard asks for, also in which case and of which group, as on the service's page; and where to ask more."""
    codes = [Code(address=address, says=plain("poster.rest", name=name)) for name, address in ways[:1]]
    return Poster(title=service.title, parts=_parts(service), codes=codes, foot=office.full_name)


def _parts(service: Service) -> list[Part]:
    asked = service.component("persyaratan")
    everyone = _listed(plain("poster.needed"), asked.items, asked)
    groups = [part for group in asked.groups for part in _listed(group.name, group.items, asked)]
    notes = [Part(heading=heading, lines=lines) for heading, lines in _remarks(asked) if lines]
    if not (everyone or groups or notes):
        return [Part(heading="", lines=[service.summary or "", plain("poster.ask_us")])]
    return [*everyone, *groups, *notes]


def _remarks(asked: Component) -> list[tuple[str, Sequence[str]]]:
    return [(plain("poster.notes"), asked.notes), (plain("poster.hints"), asked.hints)]


def _listed(heading: str, items: Sequence[Item], asked: Component) -> list[Part]:
    """The items under their heading; copies that every requirement needs are said once, in it."""
    common = {item.copies for item in asked.all_items}
    copies = common.pop() if len(common) == 1 else None
    heading = plain("poster.copies", heading=heading, copies=copies) if copies else heading
    lines = [_line(item.model_copy(update={"copies": None}) if copies else item) for item in items]
    return [Part(heading=heading, lines=lines, counted=True)] if lines else []


def _line(item: Item) -> str:
    remarks = item_remarks(item)
    return f"{item.text} ({'; '.join(remarks)})" if remarks else item.text
