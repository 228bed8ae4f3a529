"""What the models were trained on: a stamp in each of them, so that it is noticed when they are older than what they should know.

.venv/bin/python -m bench.provenance     prints the files that changed since the training
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bench.examples import COMPLAINTS, FOR_PARTS, HERE, OTHER_WRITERS, SETS
from knowledge.language.words import ROOT as LANGUAGE
from knowledge.standards.library import ROOT as STANDARDS

PROJECT = HERE.parent
STORED = "trained_on.json"
TRAINERS = ("train", "brief", "background", "deciding", "examples", "fitting", "new_office", "new_offices", "sorting")


@dataclass(frozen=True)
class File:
    """A file as the training read it."""

    digest: str
    lines: int


Files = Mapping[str, File]


def examples() -> Files:
    """The labelled messages: whoever changes them trains anew."""
    tables = [HERE / name for name in ("asking.tsv", "components.tsv", "brief.yaml")]
    return _files([*(SETS / f"{name}.jsonl" for name in (*OTHER_WRITERS, *COMPLAINTS, *FOR_PARTS)), *tables])


def surroundings(root: Path = LANGUAGE) -> Files:
    """What else the models depend on and everybody may change: language data, the offices' standards, the code that reads and trains."""
    code = [HERE / f"{name}.py" for name in TRAINERS]
    code += [path for room in ("language", "understanding", "archetypes") for path in (PROJECT / "knowledge" / room).glob("*.py")]
    data = [path for ending in ("yaml", "txt") for path in root.glob(f"*.{ending}")]
    standards = [path for room in ("offices", "archetypes") for path in (STANDARDS / room).rglob("*.yaml")]
    imported = (SETS / "offices").glob("*/truth.json")
    return _files([*code, *data, *standards, *imported])


def stamp(*files: Files) -> str:
    """One short name for the state of all these files."""
    return _digest(json.dumps([{name: asdict(each[name]) for name in sorted(each)} for each in files]).encode())


def store(models: Path, about: Mapping[str, object], known: Files, beside: Files) -> None:
    """Writes beside the models what they were trained on."""
    groups = {"examples": known, "surroundings": beside}
    content = {name: {path: asdict(file) for path, file in sorted(files.items())} for name, files in groups.items()}
    (models / STORED).write_text(json.dumps({"about": about, **content}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def stored(models: Path) -> tuple[Files, Files]:
    """(examples, surroundings) of the training that made these models."""
    content = json.loads((models / STORED).read_text(encoding="utf-8"))
    known, beside = ({path: File(**file) for path, file in content[name].items()} for name in ("examples", "surroundings"))
    return known, beside


def stamps(models: Path) -> Iterator[tuple[str, str | None]]:
    """(file, stamp) of every model."""
    for path in sorted(models.iterdir()):
        if path.suffix == ".npz":
            with np.load(path, allow_pickle=False) as arrays:
                about = json.loads(str(arrays["names"]))["about"]
        else:
            about = json.loads(path.read_text(encoding="utf-8"))["about"]
        yield path.name, about.get("stamp")


def changed(before: Files, now: Files) -> list[str]:
    """The files that are new, gone or other than they were."""
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def _files(paths: Sequence[Path]) -> Files:
    return {_name(path): File(_digest(content := path.read_bytes()), content.count(b"\n")) for path in paths}


def _name(path: Path) -> str:
    """The path in the project; of language data that lie elsewhere, the name."""
    return str(path.relative_to(PROJECT)) if path.is_relative_to(PROJECT) else f"knowledge/language/{path.name}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def main(models: Path = LANGUAGE / "models") -> None:
    if not (models / STORED).exists():
        raise SystemExit(f"These models say nothing of what they were trained on: there is no {STORED}.")
    known, beside = stored(models)
    for name, mark in stamps(models):
        print(f"{name}: {'of this training' if mark == stamp(known, beside) else f'of another training ({mark})'}")
    for path in (*changed(known, examples()), *changed(beside, surroundings())):
        print(f"changed since: {path}")


if __name__ == "__main__":
    main()
