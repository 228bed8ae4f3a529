"""What makes an understanding anew, and what leaves it as it is."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from itertools import product

import pytest

from bench.examples import lines
from bench.scale import enlarged
from bot.collecting import set_apart
from bot.shelf import Shelf, made
from handlers.talking.turn import Knowledge
from knowledge.language.words import Language
from knowledge.standards.library import Library, load, with_office
from knowledge.understanding.understander import Understander

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


def changed(library: Library, service: str, **changes: object) -> Library:
    """The library with these fields of the service changed, as its office's files would be read anew."""
    services = {**library.services, service: library.services[service].model_copy(update=changes)}
    return with_office(library, replace(library, services=services), service.partition("/")[0])


def answer(understander: Understander, text: str, office: str | None) -> tuple[object, ...]:
    understood = understander.understand(text, office)
    likely = [candidate.service for candidate in understood.candidates]
    return understood.kind, understood.service, understood.component, understood.elsewhere, understood.dangers, likely


def test_a_changed_office_is_read_alone_and_each_answer_is_as_if_all_were_read_anew() -> None:
    before = made(enlarged(load(), 400))
    phrases = ("sewa tenda qwxzy", "qwxzy brp sehari")
    library = changed(before.library, "kantor-9/layanan-0", title="Sewa Zuqri", phrases=phrases)
    after, anew = made(library, before).understander, Understander(library)
    assert after.witnesses.learned.kept == set(library.offices) - {"kantor-9"}
    asked = [*(line["text"] for line in lines("questions_bare_lead")[:60]), *phrases, "zuqri syaratnya apa"]
    for text, office in product(asked, (None, "kantor-9", "juai")):
        assert answer(after, text, office) == answer(anew, text, office), (text, office)


def test_an_office_is_read_anew_where_the_words_of_another_give_its_own_another_meaning() -> None:
    library = load()
    mistyped, printed = (next(s.id for s in library.services.values() if s.office == office) for office in (OFFICE, "buleleng"))
    library = changed(changed(library, mistyped, phrases=("urus gubrk",)), printed, title="Urus Gubrik")
    before = made(library)
    assert before.understander.language.tokens("gubrk") == before.understander.language.tokens("gubrik")
    after = made(changed(library, printed, title="Urus Lain"), before).understander
    assert after.witnesses.learned.kept == set(library.offices) - {OFFICE, "buleleng"}
    assert answer(after, "urus gubrk", OFFICE)[1] == mistyped


async def test_the_knowledge_before_a_change_is_freed_although_a_running_program_sets_it_apart() -> None:
    shelf = Shelf(made(load(offices=[OFFICE])))
    before, service = weakref.ref(shelf.current.understander), next(iter(shelf.current.library.services))
    set_apart()
    try:
        await shelf.put(changed(shelf.current.library, service, title="Sewa Tenda"), OFFICE)
        assert before() is None
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
