"""A linear model over words and pairs of words: small, explainable, learnt in a moment or read from a file.

Each class is learnt by ridge regression of 0/1 on normed tf-idf features, which takes a fraction of a second for the phrases of some
dozen services: an office that adds a phrase has a bot that knows it. Models that cost more are trained by `python -m bench.train`
and read by `Linear.load`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
Tokens = Sequence[str]

ROUNDS = 12


def words_and_pairs(tokens: Tokens) -> list[str]:
    """Features of a message: its words, its neighbouring words, and where it begins and ends."""
    framed = ["^", *tokens, "$"]
    return [*tokens, *(f"{left} {right}" for left, right in pairwise(framed))]


def with_letters(tokens: Tokens) -> list[str]:
    """The same with pieces of three to five letters, for words nobody has written before."""
    pieces = (f"#{token}#"[at : at + size] for token in tokens for size in (3, 4, 5) for at in range(len(token) + 3 - size))
    return [*words_and_pairs(tokens), *(f"~{piece}" for piece in pieces)]


@dataclass(frozen=True)
class Linear:
    """Weights of every feature for every class."""

    classes: tuple[str, ...]
    index: dict[str, int]
    idf: Floats
    weights: Floats
    bias: Floats
    letters: bool = False

    def scores(self, tokens: Tokens, marks: Tokens = ()) -> Floats:
        """One number a class, the higher the likelier. `marks` are features beside the words, such as a sign of danger."""
        ids, values = self.vector(tokens, marks)
        return np.asarray(values @ self.weights[ids] + self.bias, dtype=np.float32)

    def vector(self, tokens: Tokens, marks: Tokens = ()) -> tuple[Ints, Floats]:
        """Known features of a message and their normed weights."""
        counts = Counter((*(with_letters if self.letters else words_and_pairs)(tokens), *marks))
        known = [(self.index[name], count) for name, count in counts.items() if name in self.index]
        if not known:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        ids = np.fromiter((at for at, _ in known), dtype=np.int64, count=len(known))
        values = (1 + np.log([count for _, count in known])).astype(np.float32) * self.idf[ids]
        return ids, values / np.linalg.norm(values)

    def reasons(self, tokens: Tokens, name: str, marks: Tokens = ()) -> list[str]:
        """The words, pairs and marks that spoke for a class, the strongest first."""
        ids, values = self.vector(tokens, marks)
        shares = dict(zip(ids.tolist(), (self.weights[ids, self.classes.index(name)] * values).tolist(), strict=True))
        names = {at: feature for feature, at in self.index.items() if shares.get(at, 0) > 0 and not feature.startswith("~")}
        return [names[at] for at in sorted(names, key=lambda at: -shares[at])]

    def save(self, path: Path, about: dict[str, object]) -> None:
        """The model with a few words on when and on what it was trained."""
        names = np.array(
            json.dumps({"classes": self.classes, "features": list(self.index), "letters": self.letters, "about": about}, ensure_ascii=False)
        )
        np.savez_compressed(path, names=names, idf=self.idf, weights=self.weights.astype(np.float16), bias=self.bias)

    @classmethod
    def load(cls, path: Path) -> Linear:
        with np.load(path, allow_pickle=False) as stored:
            names = json.loads(str(stored["names"]))
            index = {feature: at for at, feature in enumerate(names["features"])}
            weights = stored["weights"].astype(np.float32)
            return cls(tuple(names["classes"]), index, stored["idf"], weights, stored["bias"], names["letters"])


def learn(examples: Sequence[Tokens], targets: Floats, classes: Sequence[str], *, ridge: float = 1.0) -> Linear:
    """Ridge regression of `targets` (examples x classes) on the features of the examples."""
    empty = features(examples, classes)
    rows = Rows.of([empty.vector(tokens) for tokens in examples], len(empty.index))
    mean = targets.mean(axis=0).astype(np.float32)
    alphas = _solved(lambda guess: rows.by_rows(rows.by_features(guess)) + ridge * guess, np.ascontiguousarray((targets - mean).T))
    return Linear(empty.classes, empty.index, empty.idf, np.ascontiguousarray(rows.by_features(alphas).T), mean)


def features(examples: Sequence[Tokens], classes: Sequence[str], letters: bool = False, marks: Sequence[Tokens] = ()) -> Linear:
    """A model without weights: the features that occur, and how rare they are."""
    extract = with_letters if letters else words_and_pairs
    beside = marks or [()] * len(examples)
    occurs = Counter(chain.from_iterable({*extract(tokens), *signs} for tokens, signs in zip(examples, beside, strict=True)))
    index = {name: at for at, name in enumerate(occurs)}
    idf = (np.log((1 + len(examples)) / (1 + np.fromiter(occurs.values(), dtype=np.float32))) + 1).astype(np.float32)
    nothing = np.zeros((0, 0), dtype=np.float32)
    return Linear(tuple(classes), index, idf, nothing, np.zeros(len(classes), dtype=np.float32), letters)


@dataclass(frozen=True)
class Rows:
    """A sparse matrix of examples and features, in the order of either."""

    row_sums: tuple[Ints, Ints, Floats]
    feature_sums: tuple[Ints, Ints, Floats]

    @classmethod
    def of(cls, rows: Sequence[tuple[Ints, Floats]], width: int) -> Rows:
        """Every row needs a feature and every feature a row, or the sums below would not be theirs."""
        lengths = np.array([len(ids) for ids, _ in rows], dtype=np.int64)
        owners, ids, values = (
            np.repeat(np.arange(len(rows)), lengths),
            np.concatenate([i for i, _ in rows]),
            np.concatenate([v for _, v in rows]),
        )
        order = np.argsort(ids, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(ids, minlength=width))[:-1]])
        return cls((np.cumsum(lengths) - lengths, ids, values), (starts, owners[order], values[order]))

    def by_rows(self, weights: Floats) -> Floats:
        """For each class the weight of every row, from those of the features."""
        return _sums(self.row_sums, weights)

    def by_features(self, weights: Floats) -> Floats:
        """For each class the weight of every feature, from those of the rows."""
        return _sums(self.feature_sums, weights)


def _sums(parts: tuple[Ints, Ints, Floats], weights: Floats) -> Floats:
    """Class by class, which stays in the processor's cache and is several times faster than all at once."""
    starts, which, values = parts
    return np.stack([np.add.reduceat(of_class.take(which) * values, starts) for of_class in weights])


def _solved(system: Callable[[Floats], Floats], wanted: Floats) -> Floats:
    """Conjugate gradients for all classes side by side; a few rounds are as good as the exact solution."""
    solution, rest = np.zeros_like(wanted), wanted
    direction, size = rest, (rest * rest).sum(axis=1, keepdims=True)
    for _ in range(ROUNDS):
        moved = system(direction)
        step = size / np.maximum((direction * moved).sum(axis=1, keepdims=True), 1e-12)
        solution, rest = solution + step * direction, rest - step * moved
        size, before = (rest * rest).sum(axis=1, keepdims=True), size
        direction = rest + size / np.maximum(before, 1e-12) * direction
    return solution
