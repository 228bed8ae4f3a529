"""`layanwarga skm`: the index of satisfaction from answers in a file, or from those of the chat."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from bot.commands import Commands, day_argument
from bot.commands.offline import with_resources
from bot.resources import Resources
from bot.store.offices import survey
from handlers.survey.elements import Element
from handlers.survey.index import Result, result
from handlers.survey.sample import sample_size
from handlers.survey.table import TableError, answers


def add_to(commands: Commands) -> None:
    skm = commands.add_parser("skm", help="hitung indeks kepuasan masyarakat (PermenPANRB 14/2017)")
    source = skm.add_mutually_exclusive_group(required=True)
    source.add_argument("--answers", type=Path, metavar="BERKAS.csv", help="sembilan kolom, nilai 1-4 atau kosong")
    source.add_argument("--office", metavar="KANTOR", help="jawaban warga kantor ini lewat chat")
    skm.add_argument("--from", dest="first", type=day_argument, metavar="TANGGAL", help="hari pertama, misalnya 2026-01-01")
    skm.add_argument("--until", dest="last", type=day_argument, metavar="TANGGAL", help="hari terakhir")
    skm.add_argument("--population", type=int, metavar="N", help="jumlah orang yang dilayani; menghitung jumlah sampel")
    skm.add_argument("--json", action="store_true", help="keluaran JSON")
    skm.set_defaults(run=_skm)


def _skm(chosen: argparse.Namespace) -> int:
    try:
        people = _of_office(chosen) if chosen.office else _read(chosen.answers)
        report = _report(result(people), chosen.population)
    except TableError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(report, ensure_ascii=False) if chosen.json else "\n".join(_lines(report)))
    return 0


def _of_office(chosen: argparse.Namespace) -> list[dict[Element, int]]:
    """The answers of citizens in chat, from the database."""
    people: list[dict[Element, int]] = []

    async def read(resources: Resources) -> int:
        people.extend(await survey.answers(resources.database, chosen.office, chosen.first or date.min, chosen.last or date.max))
        return 0

    with_resources(read)
    if not people:
        raise TableError(f"{chosen.office}: belum ada jawaban survei pada hari-hari itu.")
    return people


def _read(path: Path) -> list[dict[Element, int]]:
    try:
        return [dict(person) for person in answers(path.read_text(encoding="utf-8"))]
    except OSError as error:
        raise TableError(f"{path}: berkas tidak dapat dibaca ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: bukan berkas teks CSV (UTF-8).") from error


def _report(reckoned: Result, population: int | None) -> dict[str, Any]:
    means = {element.value: None if mean is None else float(mean) for element, mean in reckoned.means.items()}
    report = {"n": reckoned.n, "means": means, "index": float(reckoned.index), "grade": reckoned.grade, "published": reckoned.published}
    if population is None:
        return report
    if population < 1:
        raise TableError("--population: isi dengan angka mulai 1.")
    return report | {"sample": sample_size(population)}


def _lines(report: dict[str, Any]) -> list[str]:
    """The report as lines for a person."""
    means = [f"{key:12}  {'tidak dijawab' if mean is None else f'{mean:.3f}'}" for key, mean in report["means"].items()]
    sample = [f"Sampel yang diperlukan: {report['sample']} orang"] if "sample" in report else []
    return [f"Responden: {report['n']} orang", *means, f"IKM: {report['published']}, mutu {report['grade']}", *sample]
