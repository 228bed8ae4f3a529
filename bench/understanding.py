"""How well citizens are understood, on labelled lines, beside other methods, in one run: `make bench-understanding`.

Sets that nobody has read come first: those figures are to be quoted. The shipped models were trained on the others (sets/README.md says which on which), and figures
on them flatter; `bench.crossing` measures each of those writers by models that have not read that writer.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from bench.courtesy import courteous
from bench.examples import COMPLAINTS, OTHER_WRITERS, UNREAD, lines
from bench.figures import Line, Result, by, confusions, share, summary
from bench.pace import Pace
from bench.rivals import rivals
from knowledge.standards.library import Library, load
from knowledge.understanding.triage_model import TriageProposal
from knowledge.understanding.understander import Understander

Rows = Sequence[tuple[str, str]]
READ_BEFORE = "The shipped models were trained on all sets but the unread ones: figures on those flatter."


def main(names: Sequence[str]) -> None:
    print(READ_BEFORE)
    library = load()
    understander = _built(library)
    for name in names or (*UNREAD, *OTHER_WRITERS, *COMPLAINTS):
        questions(name, understander, library)
        triage(name, understander)


def _built(library: Library) -> Understander:
    """The understander, with what building it costs."""
    gc.collect()
    before, start = _memory(), time.perf_counter()
    understander = Understander(library)
    taken = time.perf_counter() - start
    understander.understand("syarat ktp")
    rows = [
        ("services", str(len(library.services))),
        ("build time (under 1 s)", f"{taken:.2f} s"),
        ("memory added (under 60 MB)", f"{_memory() - before:.0f} MB"),
    ]
    show("Building", rows)
    return understander


def forms(line: Line) -> tuple[str, str]:
    """The message bare and with courtesy; a set of bare lines gets its courtesy here."""
    return (line["bare"], line["text"]) if "bare" in line else (line["text"], courteous(line["text"]))


def questions(name: str, understander: Understander, library: Library) -> None:
    """Each set twice: the matter alone, and as people send it."""
    labelled = [line for line in lines(name) if "kind" in line]
    if labelled:
        for at, form in enumerate(("bare", "in courtesy")):
            measure_questions(f"{name}, {form}", [{**line, "text": forms(line)[at]} for line in labelled], understander, library)


def measure_questions(title: str, labelled: Sequence[Line], understander: Understander, library: Library) -> None:
    pace = Pace()
    results = [Result(line, pace.taking(partial(understander.understand, line["text"], line["office"]))) for line in labelled]
    answers = [line for line in labelled if line["kind"] == "answer"]
    top3 = [any(each.service in line["services"] for each in understander.ranked(line["text"], line["office"])[:3]) for line in answers]
    show(
        f"{title} ({len(labelled)} lines)",
        [
            *summary(results, top3),
            ("a question takes, in processor time", _half_and_most(pace.measured)),
            ("the same at the pace of a quiet core", f"{_half_and_most(pace.quiet)} (under 5 ms)"),
        ],
    )
    show("  by kind", by(results, lambda result: [str(result.line["kind"])]))
    show("  by tag", by(results, lambda result: result.tags))
    show("  by office", by(results, lambda result: [str(result.line["office"] or "none chosen")]))
    show("  wrong first actions", confusions(results))
    show("  the service alone, of the lines to answer", compared(answers, understander, library))


def _half_and_most(taken: NDArray[np.float64]) -> str:
    return "p50 {:.2f} ms, p99 {:.2f} ms".format(*np.percentile(taken, (50, 99)))


def compared(labelled: Sequence[Line], understander: Understander, library: Library) -> Rows:
    """This bot's ranking beside other methods: right service first, and among three."""
    methods: dict[str, Callable[[str, str | None], list[str]]] = {
        "this bot": lambda text, office: [each.service for each in understander.ranked(text, office)[:3]],
        **rivals(library),
    }
    return [(name, _share_right(labelled, method)) for name, method in methods.items()]


def _share_right(labelled: Sequence[Line], method: Callable[[str, str | None], list[str]]) -> str:
    chosen = [(line, method(str(line["text"]), line["office"])) for line in labelled]
    first, three = ([any(s in line["services"] for s in got[:many]) for line, got in chosen] for many in (1, 3))
    return f"{share(first)}, among three {share(three)}"


def triage(name: str, understander: Understander) -> None:
    labelled = [line for line in lines(name) if "category" in line]
    if not labelled:
        return
    for form, text in (("as written", str), ("in courtesy", courteous)):
        triaged(f"{name}, {form}", labelled, [understander.triage(text(line["text"]), line["office"]) for line in labelled])


def triaged(title: str, labelled: Sequence[Line], proposals: Sequence[TriageProposal]) -> None:
    got = list(zip(labelled, proposals, strict=True))
    rows = [("category right (92 %)", share(line["category"] == proposal.category for line, proposal in got))]
    for flag in ("urgent", "confidential"):
        rows.append((f"{flag}: recall (95 %)", share(getattr(proposal, flag) for line, proposal in got if line[flag])))
        rows.append((f"{flag}: precision (85 %)", share(line[flag] for line, proposal in got if getattr(proposal, flag))))
    rows.append(("service, where there is one", share(line["service"] == proposal.service for line, proposal in got if line["service"])))
    rows.append(("service, where there is none", share(proposal.service is None for line, proposal in got if not line["service"])))
    show(f"{title} ({len(labelled)} lines)", rows)


def show(title: str, rows: Rows) -> None:
    print(f"\n{title}")
    for name, value in rows:
        print(f"  {name:<48} {value}")


def _memory() -> float:
    """Resident memory in MB."""
    with open("/proc/self/statm") as statm:  # noqa: PTH123 - not a file
        return int(statm.read().split()[1]) * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
