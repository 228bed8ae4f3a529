"""Words for a service without collected citizens' words, made from its title and product."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from knowledge.language.words import ROOT, read
from knowledge.standards.data_files import Data
from knowledge.standards.standard import Service

ENOUGH = 15  # phrases from which a service needs no derived words
PLENTY = 50  # phrases of a service in the included offices
RICH = 0.75  # mean richness from which an office is no longer new
LONGEST_NAME = 7  # words
LINES = 30
LONGEST_NICKNAME = 3  # words
SHORTEST_NAME = 6  # letters

_QUOTED = re.compile(r"[\"“„]([^\"“”„]{3,40})[\"”]")
_BRACKETS = re.compile(r"[(\[]([^)\]]+)[)\]]")
_SHORT = re.compile(r"\(([A-Z]{2,8})\)")


def richness(service: Service) -> float:
    """How well the citizens' words for a service are known, from 0 to 1."""
    return min(1.0, len(service.phrases) / PLENTY)


def is_new(services: Sequence[Service]) -> bool:
    """Whether an office is known only by its document or a catalogue, rather than by its own citizens' words."""
    return bool(services) and sum(map(richness, services)) < RICH * len(services)


def core(title: str, root: Path = ROOT) -> str:
    """A title without brackets and without leading words that name no matter."""
    return _without_head(" ".join(_BRACKETS.sub(" ", title).split()), _heads(root))


def names(service: Service, root: Path = ROOT) -> tuple[str, ...]:
    """What the service may be called beside its title: the title without leading words, the part in brackets, initials, the product."""
    if len(service.phrases) >= ENOUGH:
        return tuple(nicknames(service.title))
    products = [item.text for item in service.component("produk").all_items[:1] if _names_it(item.text, service.title)]
    called = [*nicknames(service.title), *(name for text in (service.title, *products) for name in _called(text, _heads(root)))]
    return tuple(dict.fromkeys(name for name in called if name.casefold() != service.title.casefold()))


def nicknames(title: str) -> Iterator[str]:
    """The name that an office invented for a service: in quotes, alone and after the title's first word, or before a colon."""
    for nickname in _QUOTED.findall(title):
        yield from (nickname, f"{title.split()[0]} {nickname}")
    head, colon, _ = title.partition(":")
    if colon and len(head.split()) <= LONGEST_NICKNAME:
        yield head.strip()


def lines(service: Service, root: Path = ROOT) -> tuple[str, ...]:
    """Questions about the service with its names, as many as it lacks phrases, and with what people say of its case."""
    cases = tuple(of_case(service.title, root))
    if len(service.phrases) >= ENOUGH:
        return cases
    called = (*service.names, *names(service, root)) or (service.title,)
    asked = [frame.format(name) for frame, name in itertools.product(frames(root), called)]
    return (*asked[: max(0, LINES - len(service.phrases))], *cases)


def of_case(title: str, root: Path = ROOT) -> Iterator[str]:
    """What people say who mean this one of several services with the same matter: "SKTM rumah sakit" for "SKTM untuk Berobat"."""
    for case in _data(root).get("kasus", ()):
        if place := re.search(rf"(?i)\b(?:{'|'.join(case['judul'])})\b", title):
            head = core(re.sub(r"\s(?:yang|bagi yang)$", "", title[: place.start()].rstrip(" (,:-")), root)
            called = dict.fromkeys([head, *_SHORT.findall(title[: place.start()])])
            yield from (f"{name} {words}" for name in called if name for words in case["kata"])


def _names_it(product: str, title: str) -> bool:
    """Whether a product is short enough for a name and mentions what the title mentions."""
    words = [word for word in re.findall(r"\w{4,}", product.casefold()) if word not in ("surat", "keterangan", "rekomendasi")]
    return len(product.split()) <= LONGEST_NAME and any(word in title.casefold() for word in words)


def _called(text: str, heads: Sequence[str]) -> Iterator[str]:
    bare = _without_head(" ".join(_BRACKETS.sub(" ", text).split()), heads)
    if len(bare) >= SHORTEST_NAME or bare.isupper():
        yield bare
    yield from (part.strip() for inside in _BRACKETS.findall(text) for part in re.split(r"[/,]| dan ", inside) if part.strip())
    yield from (part for part in re.split(r"\s*/\s*", bare) if len(part.split()) > 1 and part != bare)
    words = [word for word in re.findall(r"[A-Za-z]+", bare) if word.casefold() not in ("dan", "di", "ke", "bagi", "untuk", "yang", "atau")]
    if 3 <= len(words) <= 6:
        yield "".join(word[0] for word in words).upper()


def _without_head(text: str, heads: Sequence[str]) -> str:
    """The title without leading words that name no matter."""
    lowered = text.casefold()
    for head in heads:
        if lowered.startswith(f"{head} "):
            return _without_head(text[len(head) + 1 :], heads)
    return text


@cache
def _data(root: Path) -> Data:
    return read("titles", root) or {"awalan": (), "tanya": ("{}",)}


def _heads(root: Path) -> Sequence[str]:
    return sorted(_data(root)["awalan"], key=len, reverse=True)


def frames(root: Path = ROOT) -> Sequence[str]:
    """How people ask about something; {} stands for its name."""
    asked: Sequence[str] = _data(root)["tanya"]
    return asked
