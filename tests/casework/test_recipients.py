"""Whoever should be told and is not there, somebody else is: level by level, in the end the admin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.casework.moves import Role
from handlers.telling.recipients import resolve
from tests.casework.cases import REPORTER, at, filed, member, rules_of

NOW = at("2026-11-24 09:00")
RULES = rules_of("juai")
CASE = filed(RULES, NOW)
TAKEN = replace(CASE, officer=11)
ABSENT = {"away_from": at("2026-11-20 00:00"), "away_until": at("2026-11-30 00:00")}
OFFICER, COLLEAGUE = member(11, "petugas"), member(12, "petugas")
SUPERVISOR, HEAD, ADMIN = member(21, "pengawas"), member(31, "pimpinan"), member(41, "admin")
EVERYBODY = (OFFICER, COLLEAGUE, SUPERVISOR, HEAD, ADMIN)


def without(*people: StaffMember) -> list[StaffMember]:
    return [one for one in EVERYBODY if one not in people]


def absent(one: StaffMember, **more: int) -> StaffMember:
    return replace(one, **ABSENT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("story", "to", "staff", "told"),
    [
        ("the handling officer", Role.HANDLER, EVERYBODY, {11}),
        ("all of the unit", Role.OFFICER, EVERYBODY, {11, 12}),
        ("the officer has left: the unit", Role.HANDLER, without(OFFICER), {12}),
        ("the officer is absent: the stand-in", Role.HANDLER, [absent(OFFICER, stand_in=12), *without(OFFICER)], {12}),
        ("absent, and nobody stands in: the unit", Role.HANDLER, [absent(OFFICER), *without(OFFICER)], {12}),
        (
            "the stand-in is absent too: the supervisor",
            Role.HANDLER,
            [absent(OFFICER, stand_in=12), absent(COLLEAGUE), SUPERVISOR],
            {21},
        ),
        ("the officer cannot be reached: the unit", Role.HANDLER, [replace(OFFICER, reachable=False), *without(OFFICER)], {12}),
        ("the absence is over: the officer", Role.HANDLER, [replace(OFFICER, away_until=at("2026-11-24 08:00"))], {11}),
        ("nobody in the unit: the supervisor", Role.OFFICER, without(OFFICER, COLLEAGUE), {21}),
        ("only of another unit: the supervisor", Role.OFFICER, [member(13, "petugas", units=frozenset({"umum"})), SUPERVISOR], {21}),
        ("no supervisor: the head", Role.SUPERVISOR, without(SUPERVISOR), {31}),
        ("the supervisor is absent: the head", Role.SUPERVISOR, [absent(SUPERVISOR), *without(SUPERVISOR)], {31}),
        ("no head either: the admin", Role.SUPERVISOR, [OFFICER, ADMIN], {41}),
        ("no head: the admin", Role.HEAD, without(HEAD), {41}),
        ("nobody above: who may see it", Role.SUPERVISOR, [OFFICER], {11}),
        ("everybody is absent: told all the same", Role.HANDLER, [absent(one) for one in EVERYBODY], {11}),
        ("nobody can be reached: nobody", Role.HANDLER, [replace(one, reachable=False) for one in EVERYBODY], set()),
        ("no staff: nobody", Role.OFFICER, [], set()),
    ],
)
def test_somebody_is_told(story: str, to: Role, staff: list[StaffMember], told: set[int]) -> None:
    assert resolve([to], TAKEN, staff, NOW) == told, story


def test_staff_are_not_told_of_their_own_report() -> None:
    own = replace(CASE, reporter=HEAD.person)
    assert resolve([Role.HEAD], own, [HEAD, ADMIN], NOW) == {ADMIN.person}


def test_a_supervisor_who_is_not_on_the_staff_any_more_is_passed_over() -> None:
    assert resolve([Role.SUPERVISOR], CASE, [replace(SUPERVISOR, active=False), HEAD], NOW) == {HEAD.person}


def test_the_reporter_is_always_the_reporter() -> None:
    assert resolve([Role.REPORTER], CASE, [], NOW) == {REPORTER}


def test_of_a_confidential_report_only_marked_officers_hear_else_the_supervisor() -> None:
    secret = replace(CASE, confidential=True)
    marked = replace(COLLEAGUE, sensitive=True)
    assert resolve([Role.OFFICER], secret, [OFFICER, marked, SUPERVISOR], NOW) == {12}
    assert resolve([Role.OFFICER], secret, [OFFICER, COLLEAGUE, SUPERVISOR], NOW) == {21}
    assert resolve([Role.SUPERVISOR], secret, [OFFICER], NOW) == set()


def test_a_supervisors_stand_in_who_may_not_see_it_is_passed_over() -> None:
    secret = replace(CASE, confidential=True)
    staff = [absent(SUPERVISOR, stand_in=11), OFFICER, HEAD]
    assert resolve([Role.SUPERVISOR], secret, staff, NOW) == {31}


def test_what_was_reopened_twice_goes_past_the_unit_to_the_supervisor() -> None:
    assert resolve([Role.OFFICER], replace(CASE, reopened=2), EVERYBODY, NOW) == {21}


GROUP = member(61, "grup")


@pytest.mark.parametrize(
    ("story", "complaint", "to", "told"),
    [
        ("the unit's group hears of what is open", CASE, Role.OFFICER, {11, 12, 61}),
        ("not of what is confidential", replace(CASE, confidential=True), Role.OFFICER, {21}),
        ("not of what was reopened twice", replace(CASE, reopened=2), Role.OFFICER, {21}),
        (
            "not of misconduct, which is the supervisor's where nobody examines",
            replace(CASE, examined_by=Role.EXAMINER),
            Role.OFFICER,
            {21},
        ),
        ("about the supervisor: the head", replace(CASE, examined_by=Role.HEAD, accused=(21,)), Role.OFFICER, {31}),
        ("about the supervisor: no supervisor is reminded", replace(CASE, examined_by=Role.HEAD, accused=(21,)), Role.SUPERVISOR, {31}),
        ("whoever filed it is not told as staff", replace(CASE, reporter=11), Role.OFFICER, {12, 61}),
        ("nor who is complained about", replace(CASE, accused=(12,)), Role.OFFICER, {11, 61}),
    ],
)
def test_what_goes_past_somebody(story: str, complaint: Complaint, to: Role, told: set[int]) -> None:
    assert resolve([to], complaint, [*EVERYBODY, GROUP], NOW) == told, story


def test_misconduct_goes_to_the_examiners_where_there_are_some() -> None:
    examiner = member(51, "pemeriksa", units=frozenset())
    assert resolve([Role.OFFICER], replace(CASE, examined_by=Role.EXAMINER), [*EVERYBODY, examiner], NOW) == {51}


def test_misconduct_goes_past_a_stand_in_and_an_examiner_of_the_unit() -> None:
    examiner, secret = member(51, "pemeriksa", "petugas"), replace(CASE, examined_by=Role.EXAMINER)
    assert resolve([Role.OFFICER], secret, [*EVERYBODY, examiner], NOW) == {21}
    away = [absent(SUPERVISOR, stand_in=12), replace(COLLEAGUE, sensitive=True), HEAD]
    assert resolve([Role.HANDLER], replace(secret, officer=21), away, NOW) == {31}
