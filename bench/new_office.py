"""How well the bot serves an office of which it knows only the office's own documents: `python -m bench.new_office FOLDER [--show]`.

Every folder in FOLDER is an office: its documents, `truth.json` (what stands in them) and `questions.jsonl` (what citizens ask it). The
documents are imported as a clerk would, with the archetypes confirmed (`--yes`) and without. Only figures are printed, so that offices can be measured that
nobody reads; `--show` prints the lines behind them.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bench import facts
from bench.figures import Line, Result, confusions, share
from knowledge.archetypes import catalogue
from knowledge.archetypes.proposing import Proposal
from knowledge.importer import drafting, filing
from knowledge.importer.draft import Draft, DraftService
from knowledge.importer.proposals import proposed_for
from knowledge.importer.title_identity import same
from knowledge.standards import library
from knowledge.standards.library import ROOT
from knowledge.understanding.understander import Understander

DAY = date(2026, 1, 1)
BESIDE = ("truth.json", "questions.jsonl")
WAYS = ("archetypes confirmed", "unaided", "unaided, services without an archetype")


@dataclass(frozen=True, kw_only=True)
class Office:
    """One office as its writer made it, and what the importer made of it. `ids`: the imported service of each one in truth."""

    id: str
    truth: Mapping[str, Any]
    lines: Sequence[Line]
    draft: Draft
    ids: Mapping[str, str]
    proposals: Mapping[str, Proposal]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Facts of one service: in truth and not imported, imported and not in truth, as `component: text`."""

    missing: tuple[str, ...]
    invented: tuple[str, ...]
    known: int
    imported: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="offices whose folder begins so")
    parser.add_argument("--show", action="store_true", help="print the lines behind the figures")
    chosen = parser.parse_args()
    folders = sorted(path.parent for path in chosen.folder.glob("*/truth.json") if path.parent.name.startswith(chosen.only))
    asked: dict[str, list[Result]] = {way: [] for way in WAYS}
    for folder in folders:
        for way, results in measured(folder, show=chosen.show).items():
            asked[way] += results
    for way, results in asked.items():
        answered(f"all offices, {way}", results, show=False)


def measured(folder: Path, *, show: bool) -> dict[str, list[Result]]:
    """The office of a folder, imported and asked in every way."""
    with tempfile.TemporaryDirectory(prefix="new-office-") as made:
        confirmed, unaided = (office_of(folder, Path(made) / way, confirmed=way == "yes") for way in ("yes", "no"))
        imported(confirmed, show=show)
        results = {WAYS[0]: ask(confirmed, Path(made) / "yes"), WAYS[1]: ask(unaided, Path(made) / "no")}
    service_ids = {unaided.ids[service.title] for service in unaided.draft.services if service.title not in unaided.proposals}
    results[WAYS[2]] = [each for each in results[WAYS[1]] if each.line["kind"] == "answer" and set(each.services) <= service_ids]
    for way, each in results.items():
        answered(f"{folder.name}, {way}", each, show=show)
    return results


def office_of(folder: Path, into: Path, *, confirmed: bool) -> Office:
    """Imports the documents of a folder and publishes them."""
    documents, office = sorted(path for path in folder.iterdir() if path.name not in BESIDE), folder.name.replace("_", "-")
    draft = drafting.draft_of(documents, office)
    proposals = proposed_for(draft, catalogue.load(ROOT))
    how = filing.Filing(root=into, office_id=office, publish=True, confirmed=confirmed, today=DAY, day=DAY, proposals=proposals)
    filed = filing.file(draft, None, how)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    titles = dict(zip((service.title for service in draft.services), filed.ids, strict=True))
    near = facts.paired({each["id"]: each["title"] for each in truth["services"]}, draft.services)
    ids = {name: titles[service.title] for name, service in near.items()} | titles
    lines = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
    return Office(id=office, truth=truth, lines=[_meant(line, ids) for line in lines], draft=draft, ids=ids, proposals=proposals)


def _meant(line: Line, ids: Mapping[str, str]) -> Line:
    return {**line, "services": [ids[service] for service in line["services"] if service in ids]}


def imported(office: Office, *, show: bool) -> None:
    """Prints which facts of the documents were found and which were made up."""
    counted = list(_counted(office))
    missing = [text for each in counted for text in each.missing]
    invented = [text for each in counted for text in each.invented]
    facts_in_truth, made = sum(each.known for each in counted), sum(each.imported for each in counted)
    services_in_truth, drafts = len(office.truth["services"]), len(office.draft.services)
    print(f"\n{office.id}: {services_in_truth} services in truth, {drafts} imported, {len(office.proposals)} with an archetype")
    print(f"  facts found      {100 * (1 - len(missing) / facts_in_truth):5.1f} % ({facts_in_truth - len(missing)}/{facts_in_truth})")
    print(f"  facts invented   {100 * len(invented) / max(1, made):5.1f} % ({len(invented)}/{made})")
    if show:
        print("\n".join([*(f"    - {text}" for text in missing), *(f"    + {text}" for text in invented)]))


def _counted(office: Office) -> Iterator[Counted]:
    """Each imported service against all of truth that it stands for; what is in truth and was not imported at all is missing."""
    for service in office.draft.services:
        meant = [each for each in office.truth["services"] if office.ids.get(each["id"]) == office.ids[service.title]]
        yield facts_of(service, meant)
    for each in office.truth["services"]:
        if each["id"] not in office.ids:
            lost = [f"{each['title']} · {key}: {text}" for key, texts in each["components"].items() for text in texts]
            yield Counted(missing=tuple(lost), invented=(), known=len(lost), imported=0)


def facts_of(service: DraftService, meant: Sequence[Mapping[str, Any]]) -> Counted:
    """A draft beside the services of truth that it stands for; a fact counts in its component only."""
    keys = (*service.components, *_keys(meant))
    in_truth = {key: [str(text) for each in meant for text in each["components"].get(key, ())] for key in keys}
    owed = {key: [str(text) for each in _longest(meant) for text in each["components"].get(key, ())] for key in keys}
    in_draft: dict[str, list[str]] = {key: facts.said_in(component) for key, component in service.components.items()}
    items = {key: component.texts for key, component in service.components.items()}
    name = service.title
    return Counted(
        missing=tuple(
            f"{name} · {key}: {text}" for key, texts in owed.items() for text in texts if not facts.stands_in(text, in_draft.get(key, ()))
        ),
        invented=tuple(
            f"{name} · {key}: {text}" for key, texts in items.items() for text in texts if not facts.stands_in(text, in_truth[key])
        ),
        known=sum(map(len, owed.values())),
        imported=sum(map(len, items.values())),
    )


def _longest(meant: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of versions of a service that a document prints, the longest, which is the one that holds."""
    by_size = sorted(meant, key=lambda each: -sum(map(len, each["components"].values())))
    return [each for at, each in enumerate(by_size) if not any(same(each["title"], longer["title"]) for longer in by_size[:at])]


def _keys(meant: Sequence[Mapping[str, Any]]) -> list[str]:
    return [key for each in meant for key in each["components"]]


def ask(office: Office, root: Path) -> list[Result]:
    """Every question of the office's citizens, to an office of its own."""
    understander = Understander(library.load([ROOT, root], [office.id]))
    return [Result(line, understander.understand(line["text"], office.id)) for line in office.lines]


def answered(title: str, results: Sequence[Result], *, show: bool) -> None:
    """Prints what became of the questions."""
    rows: Sequence[tuple[str, Callable[[Result], bool]]] = (
        ("first action right", lambda each: right(each)),
        ("useful: right, or asked back with the right one", lambda each: right(each) or offered(each)),
        ("wrong service, or answered what is not covered", lambda each: each.wrong_answer),
    )
    print(f"\n{title}")
    for name, count in rows:
        print(f"  {name:<48} {share(map(count, results))}")
    emergencies = [each for each in results if each.line["kind"] == "emergency"]
    print(f"  {'emergencies heard':<48} {share(each.got.kind == 'emergency' for each in emergencies)}")
    print("  " + ", ".join(f"{name} {count}" for name, count in confusions(results)))
    if show:
        print("\n".join(_line(each) for each in results if not right(each)))


def right(result: Result) -> bool:
    """As for the included offices; of a question between services that became one in the import, that one is right."""
    if result.line["kind"] == "clarify" and len(set(result.services)) < 2:
        return replace(result, line={**result.line, "kind": "answer"}).first_action_right
    return result.first_action_right


def offered(result: Result) -> bool:
    """Asked back with the right service among those to choose from."""
    return (
        result.line["kind"] == "answer"
        and result.got.kind == "clarify"
        and bool({each.service for each in result.got.candidates} & set(result.services))
    )


def _line(result: Result) -> str:
    first = result.got.service or ", ".join(each.service for each in result.got.candidates)
    return f"    {result.line['kind']} {' | '.join(result.services)} → {result.got.kind} {first}: {result.line['text']}"


if __name__ == "__main__":
    main()
