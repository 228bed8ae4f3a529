"""What of a history is a citizen's own words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.casework.events import Event
from handlers.casework.evidence import AttachmentKind, Evidence
from handlers.casework.forgetting import forgotten, forgotten_joined
from handlers.casework.moves import Role
from handlers.casework.payloads import Added, Filed
from tests.casework.cases import filing

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


def line(role: Role, mine: str = "") -> Event:
    files = (Evidence(kind=AttachmentKind.PHOTO, ref="ab"),)
    return Event(at=NOW, actor=1, role=role, data=Added(text="kata", attachments=files, due=NOW, mine=mine))


def first_line() -> Event:
    """A report, with all that a citizen tells."""
    told = {"text": "kata", "place": "pasar", "occurred": "kemarin"}
    return filing(NOW, **told)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.FOLLOWER])
def test_what_citizens_said_is_gone_and_what_happened_stays(role: Role) -> None:
    (bare,) = forgotten([line(role)])
    assert bare.data == Added(due=NOW)


def test_of_the_report_itself_place_and_time_go_too() -> None:
    (bare,) = forgotten([first_line()])
    assert isinstance(bare.data, Filed)
    assert (bare.data.text, bare.data.place, bare.data.occurred, bare.data.category) == ("", "", "", "normatif")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HANDLER, Role.SUPERVISOR, Role.CLOCK, Role.JOINED])
def test_the_offices_own_words_and_those_of_other_reporters_stay(role: Role) -> None:
    assert forgotten([line(role)]) == [line(role)]


def test_in_the_main_report_only_the_words_of_the_one_who_is_forgotten_go() -> None:
    mine, other, officer = line(Role.JOINED, mine="A"), line(Role.JOINED, mine="B"), line(Role.OFFICER, mine="A")
    bare = forgotten_joined([mine, other, officer], "A")
    assert bare[0].data.text == "" and bare[1:] == [other, officer]
