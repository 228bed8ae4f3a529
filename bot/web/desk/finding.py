"""The search: a line of words as in the chat, and a field for each property. Searches can be saved under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.errors import BadRequest
from bot.store.cases import kept_searches, search
from bot.web.desk.room import OFFICE, Room
from bot.web.desk.rows import row_of
from bot.web.desk.together import takers
from bot.web.query import page_number, whole_number
from bot.web.staff.door import read_form
from bot.web.staff.pages import HOME
from bot.web.staff.visitor import Visitor
from handlers.casework.access import StaffMember
from handlers.casework.moves import OPEN, State
from handlers.desk.identity_words import searched
from handlers.desk.search_words import read
from handlers.rules import OfficeRules
from handlers.talking.ports import CasePage, Lateness, Wanted
from handlers.talking.wording import plain
from knowledge.standards.days import day_of

SIZE = 50
LONGEST_HOURS = timedelta(days=400)
FIELDS = [
    "q",
    "unit",
    "layanan",
    "petugas",
    "keadaan",
    "kategori",
    "tenggat",
    "dari",
    "sampai",
    "tempat",
    "saluran",
    "alasan",
    "nilai",
    "dibuka",
    "darurat",
    "jam",
    "belum_berakhir",
    "selesai_dari",
    "selesai_sampai",
]
_PLAIN = {"unit": "unit", "layanan": "service", "kategori": "category", "tempat": "place", "saluran": "channel", "alasan": "reason"}
_DAYS = {"dari": "since", "sampai": "until", "selesai_dari": "ended_since", "selesai_sampai": "ended_until"}


class Finding(Room):
    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(f"{OFFICE}/cari", self.show),
            self.door.deed(f"{OFFICE}/cari/simpan", self.keep),
            self.door.deed(f"{OFFICE}/cari/hapus", self.drop),
        ]

    async def show(self, request: Request, visitor: Visitor) -> Response:
        member = self.here(request, visitor)
        asked = {key: request.query_params[key].strip() for key in FIELDS if request.query_params.get(key, "").strip()}
        page, rules, names = page_number(request), self.rules(member.office), await self.names(member.office)
        wanted, wrong = self._wanted(asked, rules)
        page_of_cases = await search.find(self.database, wanted, member, page, SIZE) if wanted else None
        by_name = await self._by_name(asked.get("q", ""), member, page)
        facts = {
            "asked": {**dict.fromkeys(FIELDS, ""), **asked},
            "searched": wanted is not None,
            "wrong": wrong,
            "status": 400 if wrong else 200,
            "query": urlencode(asked),
            "number": page,
            "names": names,
            "rules": rules,
            "states": ["terbuka", *State],
            "takers": await takers(self, member, page_of_cases.complaints if page_of_cases else ()),
            "ticked": request.query_params.get("pilih") == "semua",
        }
        states_named = [plain("web_desk.open_states"), *(plain(f"states.{state}") for state in State)]
        return self.page(
            "finding",
            visitor,
            member,
            "finding",
            rows=[row_of(complaint, rules, self.now, names) for complaint in page_of_cases.complaints] if page_of_cases else [],
            named=[row_of(complaint, rules, self.now, names) for complaint in by_name.complaints],
            more=by_name.more or bool(page_of_cases and page_of_cases.more),
            kept=await kept_searches.of(self.database, member.person, member.office),
            services=self.library.services_of(member.office),
            states_named=states_named,
            **facts,
        )

    def _wanted(self, asked: Mapping[str, str], rules: OfficeRules) -> tuple[Wanted | None, str]:
        """The search of the fields; None where nothing is asked, or where a field cannot be read, with what is wrong."""
        try:
            return wanted_of(asked, rules, self.now) if asked else None, ""
        except BadRequest as problem:
            return None, str(problem)

    async def _by_name(self, words: str, member: StaffMember, page: int) -> CasePage:
        keys = sorted({self.resources.vault.hash(word, "identity") for word in searched(words)})
        return await search.by_keys(self.database, keys, member, page, SIZE)

    async def keep(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.here(request, visitor), await read_form(request)
        name, query = str(form.get("nama", "")).strip()[:40], str(form.get("query", ""))[:500]
        if not name or not query:
            raise BadRequest("Beri nama untuk pencarian ini, lalu simpan lagi.")
        async with self.database.transaction() as transaction:
            await kept_searches.keep(transaction, member.person, member.office, name, query)
        return RedirectResponse(f"{HOME}/{member.office}/cari?{query}", status_code=303)

    async def drop(self, request: Request, visitor: Visitor) -> Response:
        member, form = self.here(request, visitor), await read_form(request)
        async with self.database.transaction() as transaction:
            await kept_searches.drop(transaction, member.person, member.office, str(form.get("nama", "")))
        return RedirectResponse(f"{HOME}/{member.office}/cari", status_code=303)


def wanted_of(asked: Mapping[str, str], rules: OfficeRules, now: datetime) -> Wanted:
    """The search of the fields; a field overrides the line of words. Raises BadRequest for a wrong date."""
    if "q" in asked and not any(map(str.isalnum, asked["q"])):
        raise BadRequest(plain("web_desk.no_word", q=asked["q"]))
    wanted = read(asked.get("q", ""), rules.office.id, now, rules.office.zone)
    properties = {name: asked[key] for key, name in _PLAIN.items() if key in asked}
    days = {name: _moment(asked[key], rules, after=key.endswith("sampai")) for key, name in _DAYS.items() if key in asked}
    chosen = {**_choices(asked), **_flags(asked)}
    today = now.astimezone(rules.office.zone).date() + timedelta(days=1)
    if "belum_berakhir" in asked:
        chosen["unended_at"] = _moment(asked["belum_berakhir"], rules, after=True)
    wanted_cases = replace(wanted, **properties, **days, **chosen, day_ends=_begins(today, rules))  # type: ignore[arg-type]
    return replace(wanted_cases, hours=_hours(asked, wanted_cases, rules, now))


def _choices(asked: Mapping[str, str]) -> dict[str, object]:
    chosen: dict[str, object] = {}
    if (state := asked.get("keadaan")) in set(State):
        chosen["states"] = (str(state),)
    if state == "terbuka":
        chosen["states"] = tuple(sorted(OPEN))
    if (late := asked.get("tenggat")) in set(Lateness):
        chosen["lateness"] = Lateness(str(late))
    if (stars := whole_number(asked.get("nilai", ""))) is not None:
        chosen["rating"] = stars
    return chosen


def _flags(asked: Mapping[str, str]) -> dict[str, object]:
    officer = asked.get("petugas", "")
    flags: dict[str, object] = {name: True for key, name in (("dibuka", "reopened"), ("darurat", "urgent")) if key in asked}
    if officer == "-":
        flags["untaken"] = True
    elif (person := whole_number(officer)) is not None:
        flags["officer"] = person
    return flags


def _hours(asked: Mapping[str, str], wanted: Wanted, rules: OfficeRules, now: datetime) -> tuple[str, ...]:
    """`1-09`: from nine to ten on Tuesdays of the searched days, as hours of UTC."""
    weekday, _, hour = asked.get("jam", "").partition("-")
    if weekday not in {*"0123456"} or hour not in {f"{hour_of_day:02}" for hour_of_day in range(24)}:
        return ()
    zone, last = rules.office.zone, wanted.until or now
    first = max(wanted.since or last - LONGEST_HOURS, last - LONGEST_HOURS).astimezone(zone).date()
    days = (first + timedelta(days=place) for place in range((last.astimezone(zone).date() - first).days + 1))
    moments = [datetime.combine(day, time(int(hour)), tzinfo=zone) for day in days if day.weekday() == int(weekday)]
    return tuple(moment.astimezone(UTC).strftime("%Y-%m-%dT%H") for moment in moments)


def _moment(text: str, rules: OfficeRules, *, after: bool) -> datetime:
    try:
        day = day_of(text)
    except ValueError as error:
        raise BadRequest("Tanggalnya tidak terbaca. Tulis seperti 2026-11-24.") from error
    return _begins(day + timedelta(days=1) if after else day, rules)


def _begins(day: date, rules: OfficeRules) -> datetime:
    return datetime.combine(day, time(), tzinfo=rules.office.zone).astimezone(UTC)
