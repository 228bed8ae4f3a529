"""One-time codes: for how long, for whom, and what the holder becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.casework.access import StaffMember
from handlers.casework.moves import Role
from handlers.desk.codes import ENTRANCE_VALID, INVITATION_VALID, LINK_VALID, Invitation, Link, enrolled

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
OFFICER = StaffMember(person=0, office="juai", name="", roles=frozenset({Role.OFFICER}), units=frozenset({"umum"}), sensitive=True)
INVITATION = Invitation(member=OFFICER, expires_at=NOW)
EARLIER = NOW - timedelta(seconds=1)


def test_an_invitation_holds_until_its_end_and_once() -> None:
    assert INVITATION.admits("", EARLIER)
    assert not INVITATION.admits("", NOW)
    assert not replace(INVITATION, used=True).admits("", EARLIER)


def test_an_invitation_for_a_number_is_for_nobody_else() -> None:
    only = replace(INVITATION, number_hash="mine")
    assert only.admits("mine", EARLIER)
    assert not only.admits("other", EARLIER)
    assert not only.admits("mine", NOW)


def test_a_link_holds_until_its_end_and_once() -> None:
    link = Link(person=1, expires_at=NOW)
    assert link.is_valid(EARLIER)
    assert not link.is_valid(NOW)
    assert not replace(link, used=True).is_valid(EARLIER)


def test_somebody_new_becomes_what_the_invitation_says() -> None:
    assert enrolled(OFFICER, 7, "Rina", None) == replace(OFFICER, person=7, name="Rina")


def test_a_second_role_is_added_to_the_first_and_takes_nothing_away() -> None:
    held = StaffMember(
        person=7, office="juai", name="Rina", roles=frozenset({Role.SUPERVISOR}), units=frozenset({"sosial"}), sensitive=False
    )
    both = enrolled(OFFICER, 7, "Another Name", held)
    assert (both.name, both.roles, both.units, both.sensitive) == (
        "Rina",
        frozenset({"petugas", "pengawas"}),
        frozenset({"umum", "sosial"}),
        True,
    )
    assert enrolled(replace(OFFICER, sensitive=False), 7, "", replace(held, sensitive=True)).sensitive


def test_an_invitation_holds_a_week_a_link_between_addresses_half_an_hour_and_the_way_to_the_desk_ten_minutes() -> None:
    assert (timedelta(days=7), timedelta(minutes=30), timedelta(minutes=10)) == (INVITATION_VALID, LINK_VALID, ENTRANCE_VALID)
