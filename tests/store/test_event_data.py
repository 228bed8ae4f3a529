"""What a history once kept is read for ever: samples of every version, as they were written then."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store.cases.event_data import VERSION, from_json, to_json
from handlers.casework.moves import Action
from handlers.casework.payloads import KINDS

NEW_IN = {Action.CONFIRM_CLOSING: 2, Action.RETURN_CLOSING: 2, Action.LOWER: 2, Action.ACCUSE: 2, Action.ABSOLVE: 2}
"""The version in which an action came; the others were there from the first."""
SAMPLES = Path(__file__).parents[1] / "data" / "events"


def samples(version: int) -> list[tuple[Action, dict[str, object]]]:
    lines = (SAMPLES / f"version-{version}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(Action(action), data) for action, data in map(json.loads, lines)]


def plain(value: object) -> object:
    """A value of a payload as the first version wrote it."""
    match value:
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Enum():
            return value.value
        case tuple():
            return [plain(one) for one in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        case _:
            return value


@pytest.mark.parametrize(("action", "data"), samples(1))
def test_the_first_version_is_read_and_nothing_it_said_is_lost(action: Action, data: dict[str, object]) -> None:
    read = from_json(action, json.dumps(data))
    forgotten: dict[str, object] = {"attachments": []} if data.get("attachments") == "" else {}
    assert {key: plain(getattr(read, key)) for key in data} == data | forgotten


@pytest.mark.parametrize(("action", "data"), samples(2))
def test_what_is_written_now_is_what_its_samples_show(action: Action, data: dict[str, object]) -> None:
    read = from_json(action, json.dumps(data))
    assert json.loads(to_json(read)) == data
    assert from_json(action, to_json(read)) == read


def test_every_action_has_a_payload_of_its_own_and_samples_of_every_version() -> None:
    assert set(KINDS) == set(Action) and len({*KINDS.values()}) == len(Action)
    for version in range(1, VERSION + 1):
        assert {action for action, _ in samples(version)} == {one for one in Action if NEW_IN.get(one, 1) <= version}


def test_that_the_clock_stands_still_is_told_apart_from_a_limit_left_alone() -> None:
    stands, alone = from_json(Action.ASK, '{"v": 2, "due": null}'), from_json(Action.ASK, '{"v": 2}')
    assert stands.due is None and alone.due is not None
    assert from_json(Action.ASK, to_json(stands)) == stands != alone


def test_what_cannot_be_read_is_named_without_anybodys_words() -> None:
    with pytest.raises(StoreError) as refused:
        from_json(Action.FILE, '{"v": 2, "text": "nama saya Siti Aminah", "number": ["Siti"]}')
    assert "file" in str(refused.value) and "Siti" not in str(refused.value)


def test_what_a_later_version_adds_is_left_out() -> None:
    assert from_json(Action.TAKE, '{"v": 2, "unknown": 1}') == KINDS[Action.TAKE]()
