"""The figures of the issue, counted on labelled lines: by set, tag, office and kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.understanding.understander import Understanding

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """One labelled line and what was understood."""

    line: Line
    got: Understanding

    @property
    def services(self) -> list[str]:
        return list(self.line["services"])

    @property
    def first_action_right(self) -> bool:
        """Kind right; the service too for an answer; two of the services offered for a question back."""
        if self.got.kind != self.line["kind"]:
            return False
        if self.got.kind == "answer":
            return self.got.service in self.services
        return self.got.kind != "clarify" or len({each.service for each in self.got.candidates} & set(self.services)) >= 2

    @property
    def wrong_answer(self) -> bool:
        """An answer from a wrong service, or to something that no service covers."""
        return self.got.kind == "answer" and self.got.service not in self.services

    @property
    def tags(self) -> list[str]:
        return list(self.line.get("tags") or ["-"])


def share(hits: Iterable[bool]) -> str:
    """A percentage with the counts it stands for."""
    counted = list(hits)
    return f"{100 * sum(counted) / len(counted):5.1f} % ({sum(counted)}/{len(counted)})" if counted else "    – (0)"


def summary(results: Sequence[Result], top3: Sequence[bool]) -> list[tuple[str, str]]:
    """The figures to reach, in the order of the issue."""
    emergencies = [r for r in results if r.line["kind"] == "emergency"]
    others = [r for r in results if r.line["kind"] != "emergency"]
    answered = [r for r in results if r.line["kind"] == "answer" and r.got.kind == "answer" and r.got.service in r.services]
    return [
        ("first action right (bare 96 %, in courtesy 95 %)", share(r.first_action_right for r in results)),
        ("wrong answers (at most 1 %)", share(r.wrong_answer for r in results)),
        ("service among first three (99 %)", share(top3)),
        ("component right where service is (96 %)", share(r.got.component == r.line["component"] for r in answered)),
        ("near misses answered (at most 2 %)", share(r.wrong_answer for r in results if r.line["kind"] == "none")),
        ("covered ones answered (92 %)", share(r.first_action_right for r in results if r.line["kind"] == "answer")),
        ("emergencies found (100 %)", share(r.got.kind == "emergency" for r in emergencies)),
        ("false alarms (at most 0.5 %)", share(r.got.kind == "emergency" for r in others)),
    ]


def by(results: Sequence[Result], keys: Callable[[Result], Iterable[str]]) -> list[tuple[str, str]]:
    """First action right for every value of a key, the largest group first."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for result in results:
        for key in keys(result):
            groups[key].append(result.first_action_right)
    return [(key, share(hits)) for key, hits in sorted(groups.items(), key=lambda pair: -len(pair[1]))]


def confusions(results: Sequence[Result]) -> list[tuple[str, str]]:
    """Kinds that were taken for another, without any line's words."""
    counted = Counter(f"{r.line['kind']} → {r.got.kind}" for r in results if not r.first_action_right)
    return [(name, str(count)) for name, count in counted.most_common(12)]
