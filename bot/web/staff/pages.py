"""Makes pages of templates. All of them share one layout; everything that is filled in is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.web import assets
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.talking.message import Text
from handlers.talking.wording import clock, day, plain, template
from knowledge.standards.office import Office

HOME = "/meja"
SETUP = "/mulai"
TEMPLATES = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True, kw_only=True)
class Place:
    """An entry of the menu of an office's pages: below `/meja/<office>`, for whoever has one of the roles."""

    key: str
    path: str
    label: str
    roles: frozenset[str] = frozenset({"petugas", "pengawas", "pimpinan", "admin"})


class Pages:
    """The one Jinja environment of the staff's pages."""

    def __init__(self, menu: Sequence[Place] = ()) -> None:
        self._menu = menu
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.globals |= {"t": plain, "template": template, "zip": zip, "static": assets.address()}
        self._templates.filters |= {"moment": short_moment, "day": day, "spans": _spans}

    def make(self, template: str, visitor: Visitor | None = None, *, status: int = 200, **facts: Any) -> HTMLResponse:
        """The page of the template `desk/<template>.html`. `office` and `member` belong to the pages of one office."""
        return HTMLResponse(self.text(template, visitor=visitor, **facts), status_code=status)

    def text(self, template: str, **facts: Any) -> str:
        """The words of a template, such as a part of a page that is sent alone."""
        known = {**_DEFAULTS, **facts}
        menu = self._menu_of(known["office"], known["member"]) if known["member"] else []
        return self._templates.get_template(f"desk/{template}.html").render({**known, "menu": menu})

    def _menu_of(self, office: Office, member: StaffMember) -> list[tuple[str, str, str]]:
        shown = [entry for entry in self._menu if entry.roles & member.roles]
        return [(entry.key, f"{HOME}/{office.id}{entry.path}", entry.label) for entry in shown]


_DEFAULTS: Mapping[str, Any] = {"member": None, "office": None, "here": "", "told": "", "wrong": ""}


def short_moment(value: datetime, zone: ZoneInfo) -> str:
    """`24 Nov 2026, 16.00 WITA`: for tables, where `Selasa, 24 November 2026 pukul 16.00 WITA` is too long."""
    local = value.astimezone(zone)
    month = day(local.date()).split()[2][:3]
    return f"{local.day} {month} {local.year}, {clock(value, zone)}"


def _spans(text: Text) -> list[tuple[str, bool]]:
    return [(span.text, span.bold) for span in text.spans]
