"""What a member of a staff may count: the same cases as stand in their lists, by the same rule, without reading each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.store.cases.complaints import BODY
from bot.store.databases.database import Reading, marks, stamp
from handlers.casework.access import StaffMember, may_see
from handlers.casework.circles import CIRCLES, Circle, circle_of
from handlers.casework.complaint import Complaint
from handlers.casework.moves import Role

Condition = tuple[str, list[object]]
MOST_HOURS = 60
"""Each is a parameter of each part of a question, and a database takes only so many."""
_ELSEWHERE = "-"
"""A unit that is nobody's."""
_PART = (
    "SELECT number FROM complaints WHERE reporter = ? UNION SELECT number FROM followers WHERE person = ?"
    " UNION SELECT number FROM accused WHERE person = ?"
)


@dataclass(frozen=True, kw_only=True)
class Single:
    """A case by itself, and the hour (UTC) in which it came: `2026-11-24T08`."""

    number: str
    hour: str


@dataclass(frozen=True, kw_only=True)
class Eyes:
    """Whole circles, those of cases of `units` by themselves; then single cases that are not to be seen though their circle is, and the other way."""

    circles: frozenset[Circle]
    units: tuple[str, ...] = ()
    circles_of_units: frozenset[Circle] = frozenset()
    without: tuple[Single, ...] = ()
    besides: tuple[Single, ...] = ()

    def see(self, complaint: Complaint) -> bool:
        """What the circles alone say."""
        return circle_of(complaint) in (self.circles_of_units if complaint.unit in self.units else self.circles)

    def condition(self) -> Condition:
        """As a condition on `case_facts`. Where nothing is special an index knows all that it asks."""
        where, values = self._of_circles()
        if self.without:
            is_left_out, left_out = _is_among(self.without)
            where, values = f"({where} AND NOT {is_left_out})", [*values, *left_out]
        if self.besides:
            is_added, added = _is_among(self.besides)
            where, values = f"({where} OR {is_added})", [*values, *added]
        return where, values

    def _of_circles(self) -> Condition:
        if not self.units or self.circles == self.circles_of_units:
            return _among(self.circles), []
        own = f"unit IN ({marks(self.units)})"
        return f"(({own} AND {_among(self.circles_of_units)}) OR (NOT {own} AND {_among(self.circles)}))", [*self.units, *self.units]


def _is_among(singles: Sequence[Single]) -> Condition:
    """Whether a row is one of these cases. Their numbers are one parameter, joined by blanks, in which the row's number is looked for: a database
    takes only so many parameters. Before that the hour in which the row came sorts out almost every other one, which most indexes hold.
    """
    numbers = " ".join(single.number for single in singles)
    is_named, values = "(CAST(? AS TEXT) LIKE '%' || number || '%')", [numbers]
    hours = sorted({single.hour for single in singles})
    if len(hours) > MOST_HOURS:
        return is_named, [*values]
    return f"(substr(received_at, 1, 13) IN ({marks(hours)}) AND {is_named})", [*hours, *values]


def _among(circles: frozenset[Circle]) -> str:
    """Fixed words, so that the database knows them when it chooses an index."""
    return "circle IN ({})".format(", ".join(sorted(f"'{circle.key}'" for circle in circles)) or "NULL")


OUTSIDE = Eyes(circles=frozenset(circle for circle in CIRCLES if circle.examined_by is not Role.HEAD))
"""What the office shows of itself to everybody, where small numbers are hidden."""


async def eyes_of(reading: Reading, member: StaffMember) -> Eyes:
    """The rule asked once a circle, and of each case by itself in which the member has a part."""
    units = tuple(sorted(member.units))
    whole = Eyes(
        circles=frozenset(circle for circle in CIRCLES if circle.is_seen_by(member, _ELSEWHERE)),
        units=units,
        circles_of_units=frozenset(circle for circle in CIRCLES if any(circle.is_seen_by(member, unit) for unit in units)),
    )
    cases = await _with_part(reading, member)
    return Eyes(
        circles=whole.circles,
        units=units,
        circles_of_units=whole.circles_of_units,
        without=tuple(_single(case) for case in cases if whole.see(case) and not may_see(member, case)),
        besides=tuple(_single(case) for case in cases if may_see(member, case) and not whole.see(case)),
    )


def _single(case: Complaint) -> Single:
    return Single(number=case.number, hour=stamp(case.received)[:13])


async def _with_part(reading: Reading, member: StaffMember) -> list[Complaint]:
    """What the member reported, follows, is complained about in, or handles though it is in no open circle; with what the like was merged into."""
    handlers = [member.person, *sorted(member.stands_in_for)]
    handled = f"SELECT number FROM case_facts WHERE officer IN ({marks(handlers)}) AND circle <> ''"  # noqa: S608 - only holes
    cases = await _read(reading, f"{_PART} UNION {handled}", [*[member.person] * 3, *handlers])
    merged = sorted({case.merged_into for case in cases if case.merged_into})
    cases += await _read(reading, marks(merged), merged) if merged else []
    return [case for case in cases if case.office == member.office]


async def _read(reading: Reading, numbers: str, values: Sequence[object]) -> list[Complaint]:
    rows = await reading.fetch(f"SELECT body FROM complaints WHERE number IN ({numbers})", *values)  # noqa: S608 - only holes
    return [BODY.validate_json(row[0]) for row in rows]
