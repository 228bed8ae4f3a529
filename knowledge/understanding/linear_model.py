"""A linear model over words and pairs of words: small, explainable, trained in a moment or loaded from a file.

Models are trained by `python -m bench.train` and loaded by `Linear.load`; a ridge regression on a few lines is solved in a moment.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.language.words import Tokens

Floats: TypeAlias = NDArray[np.floating[Any]]
Ints: TypeAlias = NDArray[np.integer[Any]]

ROUNDS = 8


def words_and_pairs(tokens: Tokens) -> list[str]:
    """The features of a message: its words, its pairs of neighbours, and its beginning and end."""
    framed = ["^", *tokens, "$"]
    return [*tokens, *(f"{left} {right}" for left, right in pairwise(framed))]


def with_letters(tokens: Tokens) -> list[str]:
    """The same with pieces of three to five letters, for words that never occurred in training."""
    pieces = (f"#{token}#"[at : at + size] for token in tokens for size in (3, 4, 5) for at in range(len(token) + 3 - size))
    return [*words_and_pairs(tokens), *(f"~{piece}" for piece in pieces)]


@dataclass(frozen=True)
class Linear:
    """The weights of every feature for every class."""

    classes: tuple[str, ...]
    index: dict[str, int]
    idf: Floats
    weights: Floats
    bias: Floats
    letters: bool = False

    def scores(self, tokens: Tokens, marks: Tokens = ()) -> Floats:
        """One number for each class; higher is likelier. `marks`: features beside the words, such as a sign of danger."""
        ids, values = self.vector(tokens, marks)
        return np.asarray(values @ self.weights[ids] + self.bias, dtype=np.float32)

    def vector(self, tokens: Tokens, marks: Tokens = ()) -> tuple[Ints, Floats]:
        """The known features of a message and their normalised weights."""
        counts = Counter(self.features(tokens, marks))
        counted = [(self.index[name], count) for name, count in counts.items() if name in self.index]
        if not counted:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        ids = np.fromiter((at for at, _ in counted), dtype=np.int64, count=len(counted))
        values = (1 + np.log([count for _, count in counted])).astype(np.float32) * self.idf[ids]
        return ids, values / np.linalg.norm(values)

    def features(self, tokens: Tokens, marks: Tokens = ()) -> list[str]:
        """The names of the features of a message."""
        return [*(with_letters if self.letters else words_and_pairs)(tokens), *marks]

    def reasons(self, tokens: Tokens, name: str, marks: Tokens = ()) -> list[str]:
        """The words, pairs and marks that spoke for a class, strongest first."""
        ids, values = self.vector(tokens, marks)
        shares = dict(zip(ids.tolist(), (self.weights[ids, self.classes.index(name)] * values).tolist(), strict=True))
        names = {at: feature for feature, at in self.index.items() if shares.get(at, 0) > 0 and not feature.startswith("~")}
        return [names[at] for at in sorted(names, key=lambda at: -shares[at])]

    def save(self, path: Path, about: dict[str, object]) -> None:
        """Saves the model with a note on when and on what it was trained."""
        content = {"classes": self.classes, "features": list(self.index), "letters": self.letters, "about": about}
        names = np.array(json.dumps(content, ensure_ascii=False))
        np.savez_compressed(path, names=names, idf=self.idf, weights=self.weights.astype(np.float16), bias=self.bias)

    @classmethod
    def load(cls, path: Path) -> Linear:
        """The model in the file; read once for each version of the file, because each change of a standard asks for it again."""
        return _stored(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _stored(path: Path, _version: int) -> Linear:
    with np.load(path, allow_pickle=False) as stored:
        names = json.loads(str(stored["names"]))
        index = {feature: at for at, feature in enumerate(names["features"])}
        weights = stored["weights"].astype(np.float32)
        return Linear(tuple(names["classes"]), index, stored["idf"], weights, stored["bias"], names["letters"])


def features(
    examples: Sequence[Tokens],
    classes: Sequence[str],
    marks: Sequence[Tokens] = (),
    *,
    letters: bool = False,
) -> Linear:
    """A model without weights: the features that occur, and their rarity."""
    nothing: Floats = np.zeros((0, 0), dtype=np.float32)
    empty = Linear(tuple(classes), {}, nothing[0:0], nothing, np.zeros(len(classes), dtype=np.float32), letters)
    beside = marks or [()] * len(examples)
    occurs = Counter(chain.from_iterable(set(empty.features(*each)) for each in zip(examples, beside, strict=True)))
    names = sorted(occurs)
    rarity = np.log((1 + len(examples)) / (1 + np.array([occurs[name] for name in names], dtype=np.float32))) + 1
    return replace(empty, index={name: at for at, name in enumerate(names)}, idf=rarity.astype(np.float32))


def summed(places: Ints, values: Floats, size: int) -> Floats:
    """The sum of the values at each index."""
    return np.asarray(np.bincount(places, values, size), dtype=np.float64)


@dataclass(frozen=True)
class Sparse:
    """A matrix of lines and features that is mostly zero."""

    row: Ints
    column: Ints
    values: Floats
    shape: tuple[int, int]

    def by_row(self, weights: Floats) -> Floats:
        """The weight of every line, from those of the features."""
        return summed(self.row, self.values * weights.take(self.column), self.shape[0])

    def by_column(self, weights: Floats) -> Floats:
        """The weight of every feature, from those of the lines."""
        return summed(self.column, self.values * weights.take(self.row), self.shape[1])


def solved(lines: Sparse, wanted: Floats, ridge: float) -> Floats:
    """Weights of the lines by which similar lines get the wanted values: the dual form of ridge regression.

    Solved by conjugate gradients; a few rounds are as good as the exact solution.
    """
    solution, rest = np.zeros_like(wanted), wanted
    direction, size = rest, float(rest @ rest)
    for _ in range(ROUNDS):
        moved = lines.by_row(lines.by_column(direction)) + ridge * direction
        step = size / max(float(direction @ moved), 1e-12)
        solution, rest = solution + step * direction, rest - step * moved
        size, before = float(rest @ rest), size
        direction = rest + size / max(before, 1e-12) * direction
    return solution
