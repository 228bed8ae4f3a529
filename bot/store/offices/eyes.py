"""Which cases a member of staff may count: exactly those that they may see in lists, decided by the same rule but without reading each
case.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.store.cases.complaints import BODY
from bot.store.databases.database import Reading, marks
from handlers.casework.access import StaffMember, may_see
from handlers.casework.circles import CIRCLES, Circle, circle_of
from handlers.casework.complaint import Complaint
from handlers.casework.moves import Role

Condition = tuple[str, Sequence[object]]
_ELSEWHERE = "-"
"""A unit that is nobody's."""
_PART = (
    "SELECT number FROM complaints WHERE reporter = ? UNION SELECT number FROM followers WHERE person = ?"
    " UNION SELECT number FROM accused WHERE person = ?"
)


@dataclass(frozen=True, kw_only=True)
class Eyes:
    """Which cases are counted: whole circles (`circles_of_units` for cases of `units`, `circles` for all others), without the single cases
    in `without`, and with those in `besides`.
    """

    circles: frozenset[Circle]
    units: tuple[str, ...] = ()
    circles_of_units: frozenset[Circle] = frozenset()
    without: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()

    def see(self, complaint: Complaint) -> bool:
        """Whether the case belongs to the counted circles; single cases are ignored."""
        return circle_of(complaint) in (self.circles_of_units if complaint.unit in self.units else self.circles)

    @property
    def has_singles(self) -> bool:
        return bool(self.without or self.besides)

    def condition(self) -> Condition:
        """The same as a condition on `case_facts`. Without single cases, an index answers it alone."""
        where, values = self.of_circles()
        if self.without:
            where, values = f"({where} AND NOT number any_of(?))", [*values, json.dumps(self.without)]
        if self.besides:
            where, values = f"({where} OR number any_of(?))", [*values, json.dumps(self.besides)]
        return where, values

    def of_circles(self) -> Condition:
        """The circles without the single cases, as a condition on `case_facts`."""
        if not self.units or self.circles == self.circles_of_units:
            return _among(self.circles), []
        own = f"unit IN ({marks(self.units)})"
        return f"(({own} AND {_among(self.circles_of_units)}) OR (NOT {own} AND {_among(self.circles)}))", [*self.units, *self.units]


def _among(circles: frozenset[Circle]) -> str:
    """A condition with the circles as fixed words, so that the database's planner knows them when it chooses an index."""
    return "circle IN ({})".format(", ".join(sorted(f"'{circle.key}'" for circle in circles)) or "NULL")


OUTSIDE = Eyes(circles=frozenset(circle for circle in CIRCLES if circle.examined_by is not Role.HEAD))
"""What the office shows of itself to everybody, where small numbers are hidden."""


EVERYTHING = Eyes(circles=frozenset(CIRCLES))
"""For counts by which nobody and no case is told apart."""


async def eyes_of(reading: Reading, member: StaffMember) -> Eyes:
    """What the member may count: the rule is asked once for each circle, and once for each case in which the member has a part."""
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
        without=tuple(case.number for case in cases if whole.see(case) and not may_see(member, case)),
        besides=tuple(case.number for case in cases if may_see(member, case) and not whole.see(case)),
    )


async def _with_part(reading: Reading, member: StaffMember) -> list[Complaint]:
    """The cases of the office in which the member has a part: reported, followed, complained about, or handled in a closed circle; and the
    cases into which those were merged.
    """
    handlers = [member.person, *sorted(member.stands_in_for)]
    handled = f"SELECT number FROM case_facts WHERE officer IN ({marks(handlers)}) AND circle <> ''"  # noqa: S608 - only holes
    cases = await _read(reading, f"{_PART} UNION {handled}", [*[member.person] * 3, *handlers])
    merged = sorted({case.merged_into for case in cases if case.merged_into})
    cases += await _read(reading, marks(merged), merged) if merged else []
    return [case for case in cases if case.office == member.office]


async def _read(reading: Reading, numbers: str, values: Sequence[object]) -> list[Complaint]:
    rows = await reading.fetch(f"SELECT body FROM complaints WHERE number IN ({numbers})", *values)  # noqa: S608 - only holes
    return [BODY.validate_json(row[0]) for row in rows]
