"""What the importer loses of documents with layouts chosen at random: `python -m bench.layouts FIRST LAST [--kind pdf]`.

Five services of the offices in `bench/sets/offices` make a document, laid out at random (by a seed, which repeats it): names of components, their
numbers and slips, heads, halves of the national table, markers, where the title stands, decree and signature; as Word, sheet, HTML, Markdown, text
or PDF. It is imported and counted against what was put in. Printed: facts lost and made up by kind of file, then the worst seeds with their faults.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import facts
from bench.layout_files import FILES, Layout, Service, layout_of
from bench.new_office import facts_of
from knowledge.errors import DocumentError
from knowledge.importer import drafting
from knowledge.standards.standard import COMPONENTS

OFFICES = Path(__file__).parent / "sets" / "offices"
SERVICES = 5


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One document: how many facts were put in, which were lost and which made up."""

    seed: int
    kind: str
    layout: Layout
    facts: int
    lost: Sequence[str]
    made_up: Sequence[str]


def tried(seed: int, services: Sequence[Service], folder: Path, kind: str | None = None) -> Tried:
    """Lays out services of the pool by the seed, imports the document and counts."""
    chance = random.Random(seed)
    layout = layout_of(chance)
    chosen = [_shortened(service, layout.components) for service in _apart(chance.sample(services, SERVICES))]
    kind = kind or chance.choice(list(FILES))
    path = folder / f"standar.{kind}"
    FILES[kind](layout, chosen, path)
    return _counted(seed, kind, layout, chosen, path)


def _counted(seed: int, kind: str, layout: Layout, services: Sequence[Service], path: Path) -> Tried:
    known = sum(len(texts) for service in services for texts in service["components"].values())
    try:
        drafts = drafting.draft_of([path], "contoh").services
    except DocumentError as error:
        return Tried(seed=seed, kind=kind, layout=layout, facts=known, lost=[str(error)] * known, made_up=())
    pairs = facts.paired({service["title"]: service["title"] for service in services}, drafts)
    counted = [facts_of(pairs[service["title"]], [service]) for service in services if service["title"] in pairs]
    absent = [
        service["title"]
        for service in services
        if service["title"] not in pairs
        for _ in range(sum(map(len, service["components"].values())))
    ]
    lost = [*(fact for each in counted for fact in each.missing), *absent]
    return Tried(seed=seed, kind=kind, layout=layout, facts=known, lost=lost, made_up=[fact for each in counted for fact in each.invented])


def _apart(services: Sequence[Service]) -> list[Service]:
    return list({service["title"].casefold(): service for service in services}.values())


def _shortened(service: Service, components: int) -> Service:
    keys = list(COMPONENTS)[:components]
    return {"title": service["title"], "components": {key: service["components"][key] for key in keys if service["components"].get(key)}}


def pool(folder: Path = OFFICES) -> list[Service]:
    """The services that offices in this folder have, as their writers put them down."""
    read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*/truth.json")))
    return [service for truth in read for service in truth["services"] if set(service["components"]) >= {"persyaratan", "waktu", "produk"}]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--kind", choices=FILES)
    chosen = parser.parse_args()
    services, totals = pool(), Counter[tuple[str, str]]()
    with tempfile.TemporaryDirectory(prefix="layouts-") as folder:
        results = [tried(seed, services, Path(folder), chosen.kind) for seed in range(chosen.first, chosen.last)]
    for each in results:
        totals += Counter(
            {(each.kind, "facts"): each.facts, (each.kind, "lost"): len(each.lost), (each.kind, "made up"): len(each.made_up)}
        )
    for kind in sorted({each.kind for each in results}):
        print(f"{kind:5} facts {totals[kind, 'facts']:6} · lost {totals[kind, 'lost']:5} · made up {totals[kind, 'made up']:5}")
    for each in sorted(results, key=lambda each: -len(each.lost) - len(each.made_up))[:20]:
        if each.lost or each.made_up:
            print(
                f"seed {each.seed} {each.kind}: {len(each.lost)} lost, {len(each.made_up)} made up",
                *each.lost[:3],
                *each.made_up[:3],
                sep="\n    ",
            )


if __name__ == "__main__":
    main()
