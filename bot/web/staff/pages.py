"""Makes pages from templates, with one shared layout; all values are escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.web import assets
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.desk.picture import Shares
from handlers.talking.message import Text
from handlers.talking.wording import clock, day, plain, template

FOLDED = 3
"""So many entries that administer stand behind one."""
HOME = "/meja"
SETUP = "/mulai"
TEMPLATES = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True, kw_only=True)
class Place:
    """An entry in the menu of an office's pages, below `/meja/<office>`, for those who have one of the roles. Those that administer stand together."""

    key: str
    path: str
    label: str
    roles: frozenset[str] = frozenset({"petugas", "pengawas", "pimpinan", "admin"})
    administers: bool = False


@cache
def _templates() -> Environment:
    """The one Jinja environment for the staff's pages, so that each template is compiled once."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {
        "t": plain,
        "template": template,
        "zip": zip,
        "static": assets.address(),
        "has_passkeys": find_spec("webauthn") is not None,
    }
    environment.filters |= {"moment": short_moment, "day": day, "local_dates": local_dates, "spans": _spans, "share": share}
    return environment


class Pages:
    """The staff's pages, with the entries of this menu."""

    def __init__(self, menu: Sequence[Place] = ()) -> None:
        self._menu = menu

    def make(self, template: str, visitor: Visitor | None = None, *, status: int = 200, **facts: Any) -> HTMLResponse:
        """The page of the template `desk/<template>.html`. `office` and `member`: for the pages of one office."""
        return HTMLResponse(self.text(template, visitor=visitor, **facts), status_code=status)

    def text(self, template: str, **facts: Any) -> str:
        """The text of a template, such as a part of a page that is sent alone."""
        template_facts = {**_DEFAULTS, **facts}
        member: StaffMember | None = template_facts["member"]
        entries = [entry for entry in self._menu if member and entry.roles & member.roles]
        folded = [entry for entry in entries if entry.administers]
        folded = folded if len(folded) >= FOLDED else []
        menu = [entry for entry in entries if entry not in folded]
        return _templates().get_template(f"desk/{template}.html").render({**template_facts, "menu": menu, "folded": folded})


_DEFAULTS: Mapping[str, Any] = {"member": None, "office": None, "here": "", "told": "", "wrong": ""}


def short_moment(value: datetime, zone: ZoneInfo) -> str:
    """`24 Nov 2026, 16.00 WITA`, for tables."""
    local = value.astimezone(zone)
    month = day(local.date()).split()[2][:3]
    return f"{local.day} {month} {local.year}, {clock(value, zone)}"


_DATES = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?")


def share(row: Shares) -> str:
    """`83 % (5 dari 6)`: no percentage stands without the cases that it is of. A narrow cell breaks it only between the two."""
    if row.kept_percent is None:
        return "–"
    percent, _, cases = plain("charts.share", percent=row.kept_percent, kept=row.kept, decided=row.decided).partition(" (")
    return f"{_whole(percent)} {_whole(f'({cases}')}"


def _whole(words: str) -> str:
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def local_dates(text: str, zone: ZoneInfo) -> str:
    """The line with each day and moment as people of the office write it."""
    return _DATES.sub(lambda match: _local(match[0], zone), text)


def _local(text: str, zone: ZoneInfo) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if len(text) == len("2026-12-04"):
        return f"{moment:%d-%m-%Y}"
    return f"{moment.astimezone(zone) if moment.tzinfo else moment:%d-%m-%Y %H.%M}"


def _spans(text: Text) -> list[tuple[str, bool]]:
    return [(span.text, span.bold) for span in text.spans]
