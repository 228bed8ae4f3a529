"""What makes an understanding anew, and what leaves it as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.shelf import made
from handlers.talking.turn import Knowledge
from knowledge.language.words import Language
from knowledge.standards.library import Library, with_office

OFFICE = "juai"


def with_changed(library: Library, **changes: object) -> Library:
    """The library with these fields of the office changed, by their names in the code."""
    office = library.offices[OFFICE].model_copy(update=changes)
    return with_office(library, replace(library, offices={**library.offices, OFFICE: office}), OFFICE)


@pytest.mark.parametrize("changes", [{"contacts": ()}, {"closed_days": ()}, {"address": "Jalan Baru 1"}])
def test_what_nobody_asks_a_service_by_leaves_the_understanding(knowledge: Knowledge, changes: dict[str, object]) -> None:
    changed = made(with_changed(knowledge.library, **changes), knowledge)
    assert changed.understander is knowledge.understander
    assert changed.library.offices[OFFICE] is not knowledge.library.offices[OFFICE]
    assert changed.rules[OFFICE].office is changed.library.offices[OFFICE]


@pytest.mark.parametrize("changes", [{"name": "Kantor Baru"}, {"names": ("kantor biru",)}, {"region": "Kabupaten Lain"}])
def test_what_the_office_is_called_makes_it_anew(knowledge: Knowledge, changes: dict[str, object]) -> None:
    assert made(with_changed(knowledge.library, **changes), knowledge).understander is not knowledge.understander


def test_a_changed_service_makes_it_anew(knowledge: Knowledge) -> None:
    library = knowledge.library
    service = next(service for service in library.services.values() if service.office == OFFICE)
    other = service.model_copy(update={"phrases": (*service.phrases, "kata yang belum ada")})
    changed = with_office(library, replace(library, services={**library.services, service.id: other}), OFFICE)
    assert made(changed, knowledge).understander is not knowledge.understander


def test_a_language_that_knows_the_same_words_is_one_value() -> None:
    language = Language.load()
    knowing = language.knowing({"kartu": 2})
    assert language.knowing({"kartu": 2}) is knowing
    assert language.knowing({"kartu": 3}) is not knowing
    assert language.knowing({"kartu": 3}).spelling.counts["kartu"] >= 3
