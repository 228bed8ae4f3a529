"""Buttons: what a constructor writes its parser reads back, within the bytes that every channel carries; whatever else is no press."""

from __future__ import annotations

import typing
from dataclasses import fields

import pytest

from handlers.casework.moves import Action
from handlers.routing import activities
from handlers.talking.buttons import Menu, Navigate, OpenCase, Option, ReportService, Tick, Way, parse
from handlers.talking.press import LONGEST_ID, Press
from handlers.talking.staff_buttons import Act, ListCases

NUMBER = "JUAI-2611-7K3FQ"


def kinds() -> list[type[Press]]:
    return Press.__subclasses__()


def sample(kind: type[Press]) -> Press:
    """A press of this kind with something in every field."""
    hints = typing.get_type_hints(kind)
    known: dict[object, object] = {str: "x", int: 3, Action: Action.TAKE, Way: Way.BACK}
    values: list[object] = []
    for one in fields(kind):
        first = next(iter(typing.get_args(hints[one.name])), None)  # of "int | None" the int, of a Literal its first value
        values.append(known.get(hints[one.name]) or known.get(first, first))
    return kind(*values)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_what_is_written_is_read_back(kind: type[Press]) -> None:
    assert parse(sample(kind).id) == sample(kind)


def test_every_kind_has_somebody_who_answers_it() -> None:
    within = {Navigate, Option}
    in_groups = {"group"}
    assert {one for one in kinds() if one not in within and one.verb not in in_groups} == set(activities.PRESSES)


def test_old_buttons_keep_their_ids() -> None:
    """They stand in chats for years."""
    known = {
        "menu": Menu(),
        f"case:{NUMBER}": OpenCase(NUMBER),
        f"c:take:{NUMBER}": Act(Action.TAKE, NUMBER),
        "d:consent:yes": Option("consent", "yes"),
        "d:back": Navigate(Way.BACK),
        "list:juai:late:0": ListCases("juai", "late"),
        "list:juai:late:1:normatif": ListCases("juai", "late", 1, "normatif"),
        "tick:4": Tick(4),
        "lapor:juai/perekaman-e-ktp": ReportService("juai/perekaman-e-ktp"),
    }
    assert {text: parse(text) for text in known} == known
    assert all(press.id == text for text, press in known.items())


@pytest.mark.parametrize(
    "text", ["", ":::::", "menu:a", "c:take", "c:fly:X", "tick:²", "tick:-1", "tick:", "list:juai", f"case:{'9' * 60}"]
)
def test_what_no_constructor_writes_is_no_press(text: str) -> None:
    assert parse(text) is None


def test_what_no_channel_carries_cannot_be_made() -> None:
    longest = Option("step", "x" * (LONGEST_ID - len("d:step:")))
    assert len(longest.id) == LONGEST_ID
    for press in (Option("step", "x" * LONGEST_ID), Option("step", "é" * (LONGEST_ID // 2)), Option("step", "a:b")):
        with pytest.raises(ValueError, match="no button"):
            _ = press.id
