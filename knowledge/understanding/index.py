"""The arrays of the search: services in a fixed order, bags of words by number, and for every word the rows that contain it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.standards.library import Library
from knowledge.understanding.linear_model import Ints

Floats: TypeAlias = NDArray[np.float32]
ENOUGH_POSTINGS = 400_000


@dataclass(frozen=True)
class Catalogue:
    """The services in a fixed order, office by office."""

    ids: tuple[str, ...]
    offices: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, library: Library) -> Catalogue:
        ids = tuple(sorted(library.services))
        ends: dict[str, tuple[int, int]] = dict.fromkeys(library.offices, (0, 0))  # an office with drafts alone answers nothing
        for at, service in enumerate(ids):
            office = service.partition("/")[0]
            first, last = ends.get(office, (0, 0))
            ends[office] = (first if last else at, at + 1)
        return cls(ids, ends)

    @cached_property
    def place(self) -> Mapping[str, int]:
        return {service: at for at, service in enumerate(self.ids)}

    def scope(self, office: str | None) -> tuple[int, int]:
        """The range of services that may answer; an unknown office limits nothing."""
        return self.offices.get(office or "", (0, len(self.ids)))


@dataclass(frozen=True)
class Bags:
    """Words by number, bag after bag in one array, and where each bag ends."""

    words: Ints
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, bags: Iterable[Iterable[int]]) -> Bags:
        words, ends = array("i"), array("q")
        for bag in bags:
            words.extend(bag)
            ends.append(len(words))
        return cls(np.frombuffer(words, dtype=np.int32), np.frombuffer(ends, dtype=np.int64))

    @classmethod
    def joined(cls, parts: Sequence[Bags]) -> Bags:
        """The bags of all parts, one part after another."""
        before = np.cumsum([0, *(len(part.words) for part in parts)])
        ends = [part.ends + first for part, first in zip(parts, before[:-1].tolist(), strict=True)]
        return cls(
            np.concatenate([np.zeros(0, dtype=np.int32), *(part.words for part in parts)]),
            np.concatenate([np.zeros(0, dtype=np.int64), *ends]),
        )

    def __getitem__(self, row: int) -> Ints:
        return self.words[self.ends[row - 1] if row else 0 : self.ends[row]]

    @property
    def owners(self) -> Ints:
        """For every word the number of its bag."""
        return np.repeat(np.arange(len(self.ends), dtype=np.int32), np.diff(self.ends, prepend=0))


@dataclass(frozen=True)
class Postings:
    """For every word the rows that contain it, in order."""

    starts: list[int]
    rows: Ints
    size: int

    @classmethod
    def of(cls, words: Ints, rows: Ints, word_count: int, size: int) -> Postings:
        """Postings from pairs of a word and a row, in any order and with repetitions."""
        keys = np.sort(words * np.int64(size) + rows)
        terms, sorted_rows = np.divmod(keys[np.diff(keys, prepend=-1) > 0], size)
        starts = [0, *np.cumsum(np.bincount(terms, minlength=word_count)).tolist()]
        return cls(starts, sorted_rows.astype(np.int32), size)

    @cached_property
    def _numbers(self) -> memoryview:
        """The rows as plain numbers, among which a single one is found faster than in an array."""
        return self.rows.data

    @property
    def terms(self) -> Ints:
        """For every entry of `rows` its word."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    def has(self, word: int, row: int) -> bool:
        first, last = self.starts[word], self.starts[word + 1]
        at = first + int(self.rows[first:last].searchsorted(row))
        return at < last and int(self.rows[at]) == row

    def sums(self, query: Mapping[int, float], low: int, high: int) -> Floats:
        """The total weight of the query's words in each row from `low` to `high`; rare words first, common ones while they are cheap."""
        rows, is_part = self._numbers, high - low < self.size
        row_lists: list[Ints] = [self.rows[:0]]
        weights, many, total = [0.0], [0], 0
        for word in sorted(query, key=lambda word: self.starts[word + 1] - self.starts[word]):
            first, last = self.starts[word], self.starts[word + 1]
            if is_part:
                first, last = bisect_left(rows, low, first, last), bisect_left(rows, high, first, last)
            if first < last:
                row_lists.append(self.rows[first:last])
                weights.append(query[word])
                many.append(last - first)
                total += last - first
                if total > ENOUGH_POSTINGS:
                    break
        each = np.repeat(np.array(weights, dtype=np.float32), many)
        return np.bincount(np.concatenate(row_lists) - low, each, high - low).astype(np.float32)
