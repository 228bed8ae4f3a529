"""What of a history is a citizen's own words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.casework.complaint import Event
from handlers.casework.forgetting import forgotten, forgotten_joined
from handlers.casework.moves import Action, Role

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


def line(role: Role, **data: Any) -> Event:
    return Event(at=NOW, actor=1, role=role, action=Action.ADD, data={"text": "kata", "place": "pasar", "due": "2026", **data})


@pytest.mark.parametrize("role", [Role.REPORTER, Role.FOLLOWER])
def test_what_citizens_said_is_gone_and_what_happened_stays(role: Role) -> None:
    (bare,) = forgotten([line(role)])
    assert bare.data == {"text": "", "place": "", "due": "2026"}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HANDLER, Role.SUPERVISOR, Role.CLOCK, Role.JOINED])
def test_the_offices_own_words_and_those_of_other_reporters_stay(role: Role) -> None:
    assert forgotten([line(role)]) == [line(role)]


def test_in_the_main_report_only_the_words_of_the_one_who_is_forgotten_go() -> None:
    mine, other, officer = line(Role.JOINED, mine="A"), line(Role.JOINED, mine="B"), line(Role.OFFICER, mine="A")
    bare = forgotten_joined([mine, other, officer], "A")
    assert bare[0].data["text"] == "" and bare[1:] == [other, officer]
