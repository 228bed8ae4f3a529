"""The figures of a process, and the text form in which a monitor reads them (Prometheus)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

PREFIX = "layanwarga_"
TURN_SECONDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Upper bounds of the histogram (seconds); longer times count only in the total."""

Kind = Literal["gauge", "counter", "histogram"]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """`values`: by their labels and, in a histogram, the ending of the name, as in the text form; '' where there is neither."""

    name: str
    help: str
    kind: Kind = "gauge"
    values: Mapping[str, float]


@dataclass
class Histogram:
    """How long something takes (seconds)."""

    bounds: tuple[float, ...] = TURN_SECONDS
    total: float = 0.0
    below: Counter[float] = field(default_factory=Counter)
    count: int = 0

    def observe(self, seconds: float) -> None:
        self.total += seconds
        self.count += 1
        self.below.update(bound for bound in self.bounds if seconds <= bound)

    @property
    def values(self) -> dict[str, float]:
        buckets = {f'_bucket{{le="{bound}"}}': float(self.below[bound]) for bound in self.bounds}
        return {**buckets, '_bucket{le="+Inf"}': self.count, "_sum": self.total, "_count": self.count}


def by(label: str, values: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The values of one label, such as a channel or an office."""
    return {f'{{{label}="{of}"}}': value for of, value in values}


def text(measures: Iterable[Measure]) -> str:
    return "".join(line for measure in measures for line in _lines(measure))


def _lines(measure: Measure) -> Iterator[str]:
    name = PREFIX + measure.name
    yield f"# HELP {name} {measure.help}\n# TYPE {name} {measure.kind}\n"
    for where, value in measure.values.items():
        yield f"{name}{where} {value:g}\n"
