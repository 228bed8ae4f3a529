"""Methods to compare with, each as (office, text) → the services it would choose, the best first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

import bm25s
import numpy as np
import Stemmer
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.standards.library import Library
from knowledge.standards.standard import Service
from knowledge.understanding.office_words import own_words

Rival = Callable[[str, str | None], list[str]]


def rivals(library: Library) -> Mapping[str, Rival]:
    return {name: build(library) for name, build in RIVALS.items()}


def whole_text(service: Service) -> str:
    """Everything that stands in a standard, and what citizens say."""
    items = [item.text for component in service.components.values() for item in component.all_items]
    return "\n".join([*own_words(service), service.summary or "", *items])


def _allowed(service: str, office: str | None) -> bool:
    return office is None or service.startswith(f"{office}/")


def _titles(library: Library) -> Rival:
    titles = {service.id: service.title for service in library.services.values()}

    def choose(text: str, office: str | None) -> list[str]:
        mine = {name: title for name, title in titles.items() if _allowed(name, office)}
        return [str(name) for _, _, name in process.extract(text, mine, scorer=fuzz.WRatio, limit=3)]

    return choose


def _bm25(library: Library, stemmer: Any) -> Rival:
    ids = list(library.services)
    index = bm25s.BM25()
    index.index(
        bm25s.tokenize([whole_text(s) for s in library.services.values()], stemmer=stemmer, stopwords=[], show_progress=False),
        show_progress=False,
    )

    def choose(text: str, office: str | None) -> list[str]:
        words = bm25s.tokenize([text], stemmer=stemmer, stopwords=[], return_ids=False, show_progress=False)[0]
        scores = index.get_scores(words) if words else np.zeros(len(ids))
        return list(islice((ids[at] for at in np.argsort(-scores, kind="stable") if _allowed(ids[at], office)), 3))

    return choose


def _nearest(library: Library) -> Rival:
    owners = [(service.id, line) for service in library.services.values() for line in own_words(service)]
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    matrix = vectors.fit_transform([line for _, line in owners])

    def choose(text: str, office: str | None) -> list[str]:
        near = (matrix @ vectors.transform([text]).T).toarray().ravel()
        order = [owners[at][0] for at in np.argsort(-near, kind="stable") if _allowed(owners[at][0], office)]
        return list(dict.fromkeys(order))[:3]

    return choose


RIVALS: Mapping[str, Callable[[Library], Rival]] = {
    "rapidfuzz WRatio on titles": _titles,
    "BM25 (bm25s), no stemming": lambda library: _bm25(library, None),
    "BM25 (bm25s), Indonesian stemming": lambda library: _bm25(library, Stemmer.Stemmer("indonesian")),
    "tf-idf of characters 2-5, nearest neighbour": _nearest,
}
