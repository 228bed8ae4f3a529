"""Who sees what of a complaint: the whole table, by hand, against what the program lets somebody see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.casework.access import (
    Sight,
    StaffMember,
    actor,
    may_handle,
    may_see,
    may_see_identity,
    sees_all,
    sight,
    sight_of,
    staff_roles,
    standing_in,
)
from handlers.casework.complaint import Complaint, Identity, Offer
from handlers.casework.deciding import allowed
from handlers.casework.moves import MOVES, Action, Role, State
from tests.casework.cases import REPORTER, at, filed, member, rules_of

NOW = at("2026-11-24 09:00")
CASE = replace(filed(rules_of("juai"), NOW), officer=12, state=State.IN_PROGRESS)
COLUMNS = [(identity, confidential) for identity in ("terbuka", "rahasia", "anonim") for confidential in (False, True)]
LETTERS = {"-": Sight.NOTHING, "p": Sight.PROGRESS, "w": Sight.WORDS, "n": Sight.NAME}
TABLE = {
    # the reporter is    terbuka rahasia anonim   each: the matter is not confidential, is confidential
    Role.REPORTER: "n n  n n  w w",
    Role.FOLLOWER: "p p  p p  p p",
    Role.JOINED: "p p  p p  p p",
    Role.GROUP: "w -  w -  w -",
    Role.OFFICER: "w -  w -  w -",
    Role.CONFIDANT: "w w  w w  w w",
    Role.HANDLER: "n n  w w  w w",
    Role.EXAMINER: "w w  w w  w w",
    Role.RECEIVER: "w w  w w  w w",
    Role.SUPERVISOR: "n n  w w  w w",
    Role.HEAD: "w -  w -  w -",
    Role.ADMIN: "w -  w -  w -",
    Role.CLOCK: "- -  - -  - -",
}
PEOPLE = {
    "officer of the unit": (member(11, "petugas"), Role.OFFICER),
    "marked officer of the unit": (member(13, "petugas", sensitive=True), Role.CONFIDANT),
    "officer who handles it": (member(12, "petugas"), Role.HANDLER),
    "supervisor": (member(21, "pengawas"), Role.SUPERVISOR),
    "head": (member(31, "pimpinan"), Role.HEAD),
    "admin": (member(41, "admin"), Role.ADMIN),
    "officer of another unit": (member(14, "petugas", units=frozenset({"umum"})), Role.CLOCK),
    "marked officer of another unit": (member(15, "petugas", units=frozenset({"umum"}), sensitive=True), Role.CLOCK),
    "examiner, of what needs no examination": (member(51, "pemeriksa"), Role.CLOCK),
    "supervisor of another office": (member(22, "pengawas", office="landak-dsp3akb"), Role.CLOCK),
    "admin of another office": (member(42, "admin", office="landak-dsp3akb"), Role.CLOCK),
    "somebody who has left": (member(16, "petugas", active=False), Role.CLOCK),
    "a group": (member(61, "grup"), Role.CLOCK),
}


def case(identity: str, *, confidential: bool) -> Complaint:
    return replace(CASE, identity=Identity(identity), confidential=confidential)


def expected(role: Role) -> list[Sight]:
    return [LETTERS[letter] for letter in TABLE[role].split()]


@pytest.mark.parametrize("role", Role)
def test_the_table_of_the_program_is_the_table_by_hand(role: Role) -> None:
    assert [sight_of(role, Identity(identity), confidential=confidential) for identity, confidential in COLUMNS] == expected(role)


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_of_the_staff_sees_as_much_as_the_table_says(who: str) -> None:
    person, role = PEOPLE[who]
    for (identity, confidential), most in zip(COLUMNS, expected(role), strict=True):
        complaint = case(identity, confidential=confidential)
        assert sight(staff_roles(person, complaint), complaint) is most, (who, identity, confidential)
        assert may_see(person, complaint) is (most >= Sight.WORDS)
        assert may_see_identity(person, complaint) is (most is Sight.NAME)


@pytest.mark.parametrize(("identity", "confidential"), COLUMNS)
def test_who_sees_nothing_is_nobody_on_the_case_and_can_do_nothing(identity: str, confidential: bool) -> None:
    complaint = case(identity, confidential=confidential)
    for person, _ in PEOPLE.values():
        who = actor(person.person, complaint, person)
        assert bool(who.roles) is may_see(person, complaint)
        assert who.roles or not allowed(complaint, who)


def test_opening_an_identity_and_lifting_are_the_supervisors_alone() -> None:
    for action in (Action.OPEN_IDENTITY, Action.LIFT):
        assert MOVES[action].by == {Role.SUPERVISOR}


def test_who_is_away_gives_the_stand_in_what_they_handle() -> None:
    stand_in = replace(PEOPLE["officer of another unit"][0], stands_in_for=frozenset({12}))
    assert staff_roles(stand_in, CASE) == {Role.HANDLER}


# Nobody judges their own case


@pytest.mark.parametrize(
    "own",
    [
        {"reporter": 21},
        {"followers": (21,)},
        {"accused": (21,)},
        {"merged": (("JUAI-2611-XXXXX", 21),)},
    ],
    ids=["filed it", "follows it", "is complained about", "filed one that was merged into it"],
)
def test_nobody_is_staff_on_their_own_case(own: dict[str, object]) -> None:
    supervisor = member(21, "pengawas", "petugas", "pimpinan", "admin")
    complaint = replace(CASE, **own)  # type: ignore[arg-type]
    assert staff_roles(supervisor, CASE) and not staff_roles(supervisor, complaint)
    assert not may_handle(supervisor, complaint)
    assert not actor(21, complaint, supervisor).roles & {Role.SUPERVISOR, Role.OFFICER, Role.HEAD, Role.ADMIN, Role.HANDLER}


# Misconduct goes past the unit

EXAMINED = replace(CASE, officer=None, examined_by=Role.EXAMINER)
ABOUT_SUPERVISOR = replace(CASE, officer=None, examined_by=Role.HEAD, accused=(21,))


@pytest.mark.parametrize(
    ("who", "complaint", "sees", "handles"),
    [
        (member(11, "petugas"), EXAMINED, False, False),
        (member(13, "petugas", sensitive=True), EXAMINED, False, False),
        (member(14, "petugas", sensitive=True, units=frozenset({"umum"})), EXAMINED, False, False),
        (member(51, "pemeriksa", units=frozenset()), EXAMINED, True, True),
        (member(51, "pemeriksa", "petugas", units=frozenset({"umum"})), EXAMINED, True, True),
        (member(51, "pemeriksa", "petugas"), EXAMINED, False, False),
        (member(51, "pemeriksa", "petugas", office="landak-dsp3akb"), EXAMINED, False, False),
        (member(21, "pengawas"), EXAMINED, True, True),
        (member(21, "pengawas", "petugas"), EXAMINED, True, True),
        (member(12, "petugas", "pengawas", sensitive=True, lent=frozenset({Role.SUPERVISOR})), EXAMINED, False, False),
        (member(12, "petugas", stands_in_for=frozenset({99})), replace(EXAMINED, officer=99), False, False),
        (member(12, "petugas", "pimpinan", lent=frozenset({Role.HEAD})), ABOUT_SUPERVISOR, False, False),
        (member(51, "pemeriksa", units=frozenset()), ABOUT_SUPERVISOR, False, False),
        (member(21, "pengawas"), ABOUT_SUPERVISOR, False, False),
        (member(22, "pengawas"), ABOUT_SUPERVISOR, False, False),
        (member(31, "pimpinan"), ABOUT_SUPERVISOR, True, True),
        (member(31, "pimpinan"), replace(ABOUT_SUPERVISOR, confidential=True), True, True),
        (member(41, "admin"), ABOUT_SUPERVISOR, False, False),
    ],
)
def test_misconduct_is_for_those_who_examine_it(who: StaffMember, complaint: Complaint, sees: bool, handles: bool) -> None:
    assert (may_see(who, complaint), may_handle(who, complaint)) == (sees, handles)
    assert (Action.TAKE in allowed(complaint, actor(who.person, complaint, who))) is sees


def test_roles_of_an_absent_colleague_are_lent_however_often_it_is_looked_up() -> None:
    away = replace(member(21, "pengawas"), stand_in=13, away_until=at("2026-12-01 00:00"))
    first = standing_in(member(13, "petugas", sensitive=True), [away], NOW)
    assert first.lent == standing_in(first, [away], NOW).lent == {Role.SUPERVISOR}
    assert may_see(first, CASE) and not may_see(first, EXAMINED)


@pytest.mark.parametrize(
    ("who", "confidential", "can"),
    [
        (member(11, "petugas"), False, True),
        (member(14, "petugas", units=frozenset({"umum"})), False, True),
        (member(11, "petugas"), True, False),
        (member(13, "petugas", sensitive=True), True, True),
        (member(21, "pengawas"), True, True),
        (member(31, "pimpinan"), False, False),
        (member(41, "admin"), False, False),
    ],
)
def test_a_case_is_given_only_to_who_may_handle_it(who: StaffMember, confidential: bool, can: bool) -> None:
    assert may_handle(who, case("terbuka", confidential=confidential)) is can


# Offered to another office


def test_the_supervisor_of_the_other_office_sees_what_is_offered_until_it_is_decided_and_no_name() -> None:
    there = member(22, "pengawas", office="landak-dsp3akb")
    offered = replace(CASE, offered=Offer(office="landak-dsp3akb", unit="umum", reason="wewenang sana", by=12, since=NOW))
    assert staff_roles(there, offered) == {Role.RECEIVER}
    assert may_see(there, offered) and not may_see_identity(there, offered)
    assert set(allowed(offered, actor(22, offered, there))) == {Action.ACCEPT_OFFER, Action.RETURN_OFFER}
    assert not may_see(there, replace(offered, offered=None))
    assert not may_see(member(23, "petugas", office="landak-dsp3akb"), offered)
    assert offered.reporter == REPORTER


def test_a_stand_in_has_the_roles_of_a_colleague_of_the_same_office_until_the_absence_ends() -> None:
    since, until = at("2026-11-24 08:00"), at("2026-11-26 16:00")
    head = member(8, Role.HEAD, stand_in=7, away_from=since, away_until=until)
    discreet, other = member(7, Role.OFFICER, sensitive=True), member(7, Role.OFFICER)
    assert standing_in(discreet, [head], since).lent == {Role.HEAD}
    assert not standing_in(discreet, [head], until).lent
    assert not standing_in(discreet, [replace(head, away_from=until)], since).lent
    assert not standing_in(discreet, [replace(head, office="buleleng")], since).lent
    assert standing_in(other, [head], since).stands_in_for == {8} and not standing_in(other, [head], since).lent


def test_who_has_proven_the_report_by_its_pin_sees_all_of_it_and_a_follower_does_not() -> None:
    complaint = replace(case("terbuka", confidential=False), proven=(21,), followers=(22,))
    assert [sees_all(person, complaint) for person in (REPORTER, 21, 22)] == [True, True, False]
