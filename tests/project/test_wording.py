"""The sentences and the code that says them fit: every key that is used exists, every key that exists is used."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml

from handlers.casework.complaint import Identity
from handlers.casework.deadlines import DayStatus
from handlers.casework.moves import Action, Role, State
from handlers.talking import wording
from knowledge.standards.sentences import changeable
from knowledge.standards.standard import COMPONENTS, ContactKind
from tests.project.sources import code, pattern

KEYS = wording.keys()
LONGEST_BUTTON = 20  # WhatsApp's reply buttons; Telegram and the web chat show more
LONGEST_LIST_ROW = 24
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_MADE_OF_A_KIND = re.compile(r"([a-z_]+|\(\.\+\))\\\.\(\.\+\)")  # such as f"reporter.{event.action}"


@cache
def constants() -> frozenset[str]:
    """Every string that stands in the code."""
    nodes = (*code("handlers"), *code("bot"), *code("knowledge"))
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Every key that the code puts together of a kind and a name."""
    made = (pattern(node) for node in speaking() if isinstance(node, ast.JoinedStr))
    return tuple(one for one in made if _MADE_OF_A_KIND.fullmatch(one.pattern))


def speaking() -> tuple[ast.Call | ast.Constant | ast.JoinedStr, ...]:
    """The code that says something to people."""
    return code("handlers") + code("bot")


def calls() -> Iterator[tuple[str, ast.Call, ast.expr]]:
    """Each call that says something: what is called, and its key as `id.yaml` has it, buttons prefixed."""
    for node in speaking():
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        given = node.args + [one.value for one in node.keywords if one.arg == "key"]
        place = 1 if name == "button" else 0
        if name in {"say", "plain", "words", "has", "button"} and len(given) > place:
            yield name, node, given[place]


def written(key: ast.expr) -> list[str]:
    """The key, or the keys of "this if … else that"."""
    if isinstance(key, ast.IfExp):
        return written(key.body) + written(key.orelse)
    return [key.value] if isinstance(key, ast.Constant) and isinstance(key.value, str) else []


@cache
def said() -> tuple[str, ...]:
    """The keys that are said as they stand."""
    return tuple(
        sorted({("buttons." if name == "button" else "") + key for name, _, given in calls() if name != "has" for key in written(given)})
    )


@cache
def made() -> frozenset[re.Pattern[str]]:
    """The keys that are put together where they are said."""
    return frozenset(
        re.compile(("buttons\\." if name == "button" else "") + pattern(key).pattern)
        for name, _, key in calls()
        if isinstance(key, ast.JoinedStr) and pattern(key).pattern != r"buttons\.(.+)"
    )


def known(piece: str) -> bool:
    """Whether the code can put this piece into a key: it stands there, whole or made of such pieces."""
    return piece in constants() or any((found := one.fullmatch(piece)) and all(map(known, found.groups())) for one in patterns())


def used(key: str) -> bool:
    if key in said() or known(key) or key.startswith("commands."):  # the command menus are read whole
        return True
    return any((found := one.fullmatch(key)) and all(map(known, found.groups())) for one in made())


def test_every_key_that_is_said_exists() -> None:
    assert [key for key in said() if key not in KEYS] == []


def test_every_kind_of_key_that_is_put_together_exists() -> None:
    assert [one.pattern for one in made() if not any(map(one.fullmatch, KEYS))] == []


def test_every_key_is_used() -> None:
    assert [key for key in KEYS if not used(key)] == []


NAMED = [
    *(f"states.{one}" for one in State),
    *(f"done.{one}" for one in Action),
    *(f"roles.{one}" for one in Role),
    *(f"identity.{one}{end}" for one in Identity for end in ("", "_means", "_shown")),
    *(f"components.{one}" for one in ("ringkasan", *COMPONENTS)),
    *(f"contacts.{one}" for one in get_args(ContactKind)),
    *(f"deadline.{one.value}" for one in DayStatus),
]


@pytest.mark.parametrize("key", NAMED)
def test_whatever_has_a_name_in_the_code_has_words(key: str) -> None:
    assert key in KEYS


@pytest.mark.parametrize("action", [key.removeprefix("buttons.c_") for key in KEYS if key.startswith("buttons.c_")])
def test_every_button_of_a_case_says_afterwards_what_was_done(action: str) -> None:
    assert action in {one.value for one in Action}
    assert f"acted.{action}" in KEYS


def test_every_refusal_is_explained() -> None:
    raised = {
        str(node.args[0].value)
        for node in speaking()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert raised
    assert [f"refused.{why}" for why in sorted(raised) if f"refused.{why}" not in KEYS] == []


def test_every_sentence_that_is_called_by_name_gets_what_it_asks_for() -> None:
    missing = []
    for name, call, given in calls():
        if name in {"say", "plain", "button"} and all(one.arg for one in call.keywords):
            for key in written(given):
                full = f"buttons.{key}" if name == "button" else key
                wanted = set(_PLACEHOLDER.findall(str(wording._sentences()[full])))
                missing += [f"{full}: {{{one}}}" for one in wanted - {one.arg for one in call.keywords}]
    assert missing == []


def filled(key: str) -> str:
    """The sentence with a number of two digits wherever it asks for something."""
    return wording.plain(key, **dict.fromkeys(_PLACEHOLDER.findall(str(wording._sentences()[key])), "99"))


def test_every_button_fits_on_a_telephone() -> None:
    labels = [key for key in KEYS if key.partition(".")[0] in {"buttons", "short", "edit", "reject"}]
    labels += [f"identity.{one}" for one in Identity]
    labels += [key for key in KEYS if key.startswith("intake.when_") and not key.endswith("_noted")]
    assert [filled(key) for key in labels if len(filled(key)) > LONGEST_BUTTON] == []


def test_every_list_at_the_desk_fits_with_its_count() -> None:
    lists = [filled(key) for key in KEYS if key.startswith("lists.") and "{count}" in str(wording._sentences()[key])]
    assert lists
    assert [label for label in lists if len(label) > LONGEST_LIST_ROW] == []


def test_every_sentence_has_words_and_closed_markup() -> None:
    for key in KEYS:
        sentence = str(wording._sentences()[key])
        assert sentence.strip(), key
        assert sentence.count("**") % 2 == 0, key
        assert sentence.count("{") == sentence.count("}") == len(_PLACEHOLDER.findall(sentence)), key


@pytest.mark.parametrize("key", changeable())
def test_a_sentence_that_an_office_may_change_is_there_with_what_is_filled_in(key: str) -> None:
    assert set(_PLACEHOLDER.findall(wording.template(key))) == set(changeable()[key].fields)


def _mappings(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        children = [value for _, value in node.value]
    else:
        children = node.value if isinstance(node, yaml.SequenceNode) else []
    for child in children:
        yield from _mappings(child)


def test_no_key_stands_twice_where_the_second_would_silently_replace_the_first() -> None:
    whole = yaml.compose((Path(wording.__file__).parents[1] / "wording" / "id.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    doubled = [(key, many) for node in _mappings(whole) for key, many in Counter(key.value for key, _ in node.value).items() if many > 1]
    assert not doubled
