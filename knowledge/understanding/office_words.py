"""The words of each office by number, as the index joins them. The index of a changed library takes over those of all offices that say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from knowledge.language.words import Language, words_of
from knowledge.standards.library import Library
from knowledge.standards.office import Office
from knowledge.standards.standard import Service
from knowledge.understanding import derived
from knowledge.understanding.index import Bags
from knowledge.understanding.vocabulary import printed_lines

FURTHER = ("biaya", "sarana", "kompetensi")


@dataclass(frozen=True, kw_only=True)
class OfficeWords:
    """`lines`: what citizens say, names first, service by service; `many`, `named`: the number of lines and names of each service. `printed`: the
    words of each field of each service. `offered`: the names of all services. `rich`: how well the words of each service are known. `places`: the
    words of the office's place. `loose`: spellings whose reading depends on the words of other offices too.
    """

    office: Office
    services: Sequence[Service]
    lines: Bags
    many: Sequence[int]
    named: Sequence[int]
    printed: Bags
    titles: Bags
    offered: tuple[str, ...]
    rich: Sequence[float]
    places: frozenset[str]
    loose: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The offices of an index that need not be read again, and the numbers of its words."""

    offices: Mapping[str, OfficeWords]
    numbers: Mapping[str, int]


NOTHING = Kept(offices={}, numbers={})


class OfficeReader:
    """Reads offices and gives every word a number at its first use; `numbers`: those given already."""

    def __init__(self, language: Language, numbers: Mapping[str, int]) -> None:
        self._language = language
        self._numbers = defaultdict[str, int](None, numbers)
        self._numbers.default_factory = self._numbers.__len__

    @property
    def numbers(self) -> dict[str, int]:
        return dict(self._numbers)

    def bags(self, texts: Iterable[Iterable[str]]) -> Bags:
        return Bags.of(map(self._numbers.__getitem__, chain.from_iterable(map(self._language.tokens, lines))) for lines in texts)

    def read(self, office: Office, services: Sequence[Service]) -> OfficeWords:
        names, lines = list(map(names_of, services)), list(map(own_words, services))
        printed = [field(service, office) for service in services for field in FIELDS.values()]
        titles, places = (
            [derived.core(service.title) for service in services],
            list(chain.from_iterable(_place(s, office) for s in services)),
        )
        return OfficeWords(
            office=office,
            services=services,
            lines=self.bags([line] for line in chain.from_iterable(lines)),
            many=list(map(len, lines)),
            named=list(map(len, names)),
            printed=self.bags(printed),
            titles=self.bags([title] for title in titles),
            offered=tuple(chain.from_iterable(names)),
            rich=list(map(derived.richness, services)),
            places=frozenset(chain.from_iterable(map(self._language.tokens, places))),
            loose=self._loose(services, chain(chain.from_iterable((*lines, *printed)), titles)),
        )

    def _loose(self, services: Sequence[Service], texts: Iterable[str]) -> frozenset[str]:
        own = frozenset(chain.from_iterable(map(words_of, chain.from_iterable(map(printed_lines, services)))))
        spellings = frozenset(chain.from_iterable(map(str.split, texts)))
        return frozenset(spelling for spelling in spellings if not self._language.is_settled(spelling, own))


def unchanged(
    library: Library, language: Language, before: Mapping[str, OfficeWords], language_before: Language
) -> Mapping[str, OfficeWords]:
    """The offices that are the same values as before, and of which each word means the same in both languages."""
    same = {
        office: words
        for office, words in before.items()
        if library.offices.get(office) is words.office and _are_same(library.services_of(office), words.services)
    }
    loose = frozenset().union(*(words.loose for words in same.values()))
    moved = frozenset(spelling for spelling in loose if not language.reads_alike(language_before, spelling))
    return {office: words for office, words in same.items() if moved.isdisjoint(words.loose)}


def _are_same(services: Sequence[Service], before: Sequence[Service]) -> bool:
    return len(services) == len(before) and {*map(id, services)} == {*map(id, before)}


def names_of(service: Service) -> tuple[str, ...]:
    """The names of a service, its title first."""
    return (service.title, *service.names, *derived.names(service))


def own_words(service: Service) -> tuple[str, ...]:
    """Everything that citizens call a service and ask about it, its names first."""
    return (*names_of(service), *service.phrases, *derived.lines(service))


def _items(service: Service, _office: Office) -> list[str]:
    return [item.text for key in ("persyaratan", "produk") if key in service.components for item in service.components[key].all_items]


def _text(service: Service, _office: Office) -> list[str]:
    steps = [item.text for key in ("prosedur", "waktu") if key in service.components for item in service.components[key].all_items]
    return [line for line in (service.summary, service.applicant, *steps) if line]


def _place(service: Service, office: Office) -> list[str]:
    return [line for line in (office.name, office.region, *office.names, office.unit(service.unit).name) if line]


def _rest(service: Service, _office: Office) -> list[str]:
    """Further parts of a standard, heard in a service whose citizens' words are not known: "ada ruang isolasi" stands in no requirement."""
    parts = FURTHER if derived.richness(service) < derived.RICH else ()
    return [item.text for key in parts if key in service.components for item in service.components[key].all_items]


FIELDS = {"items": _items, "text": _text, "place": _place, "rest": _rest}
