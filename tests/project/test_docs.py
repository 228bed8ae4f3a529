"""What the README and the guides say is true: links lead somewhere, commands exist, examples are read by the program."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import parser
from knowledge.standards import library
from tests.project.sources import ROOT, code, texts

PAGES = {path: text for path, text in texts() if path.endswith(".md")}
EACH_PAGE = pytest.mark.parametrize("page", PAGES)
GUIDES = {"docs/menambah-layanan.md", "docs/kantor.md", "docs/kalender.md", "docs/petugas.md", "docs/privasi.md", "docs/architecture.md"}
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
_PATH = re.compile(r"\b(?:docs|bot|handlers|knowledge|tests|bench|requirements)/[\w./-]*\w")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")


def commands(text: str, program: str) -> Iterator[str]:
    """Each call of the program in code spans, fenced and indented lines, without the program's own name."""
    code = [*_SPAN.findall(text), *(line for _, block in _FENCE.findall(text) for line in block.splitlines())]
    code += [line for line in text.splitlines() if line.startswith("    ")]
    for line in code:
        if found := re.match(rf"\s*(?:\S*/)?{program} +([a-z-][^#]*)", line):
            yield found[1].strip()


def subparsers(made: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return {name: one for action in made._actions if isinstance(action, argparse._SubParsersAction) for name, one in action.choices.items()}


def missing_in_parser(call: str) -> list[str]:
    """Words of a written command that the program does not know."""
    words = shlex.split(call.replace("…", " ").replace("“", '"').replace("”", '"'))
    known = parser()
    while words and words[0] in subparsers(known):
        known = subparsers(known)[words.pop(0)]
    options = {option for action in known._actions for option in action.option_strings}
    unknown = [word for word in words if word.startswith("--") and word not in options]
    return unknown + (words[:1] if subparsers(known) and words and not words[0].startswith("-") else [])


@EACH_PAGE
def test_every_link_leads_to_a_file(page: str) -> None:
    links = [link for link in _LINK.findall(PAGES[page]) if "://" not in link]
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


@EACH_PAGE
def test_every_path_that_is_named_exists(page: str) -> None:
    """In any text a path counts from the root of the project."""
    named = set(_PATH.findall(_LINK.sub("", PAGES[page])))
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_every_guide_that_the_code_names_exists() -> None:
    named = {(path, name) for path, text in texts() for name in re.findall(r"\bdocs/[\w-]+\.md\b", text)}
    assert sorted((path, name) for path, name in named if not (ROOT / name).exists()) == []


def test_the_readme_leads_to_every_guide() -> None:
    linked = set(_LINK.findall(PAGES["README.md"]))
    assert sorted(GUIDES - linked) == []


@EACH_PAGE
def test_every_command_of_the_program_exists(page: str) -> None:
    assert [(call, missing) for call in commands(PAGES[page], "layanwarga") if (missing := missing_in_parser(call))] == []


@EACH_PAGE
def test_every_make_target_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {call.split()[0] for call in commands(PAGES[page], "make")} - targets == set()


def test_the_readme_shows_every_command_of_the_program() -> None:
    shown = {call.split()[0] for call in commands(PAGES["README.md"], "layanwarga")}
    assert set(subparsers(parser())) - shown == set()


def test_the_data_model_shows_every_table() -> None:
    """What SQLite makes for its search of words is not ours."""
    steps = sorted((ROOT / "bot/store/migrations/sqlite").glob("*.sql"))
    made = re.findall(r"(?m)^CREATE (?:VIRTUAL )?TABLE (\w+)", "\n".join(path.read_text(encoding="utf-8") for path in steps))
    shown = PAGES["docs/architecture.md"].partition("## Data model")[2].partition("\n## ")[0]
    assert [table for table in made if not table.endswith("_again") and f"`{table}`" not in shown] == []


def _action(call: ast.Call) -> str:
    """The words of a log line; its level may stand before them."""
    return next((str(word.value) for word in call.args[:2] if isinstance(word, ast.Constant)), "")


@cache
def _logged() -> list[tuple[str, list[str]]]:
    """Every action that the program logs, with the fields that stand in its line."""
    lines = []
    for call in code("bot"):
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("log.") and (said := _action(call)):
            facts = next((given.value for given in call.keywords if given.arg == "extra"), None)
            fields = [key.value for key in facts.keys if isinstance(key, ast.Constant)] if isinstance(facts, ast.Dict) else []
            lines.append((said, [str(field) for field in fields]))
    return lines


def test_the_guide_for_it_lists_every_line_of_the_log_with_its_fields() -> None:
    listed = dict[str, str]()
    _, _, table = (ROOT / "docs" / "operasi.md").read_text(encoding="utf-8").partition("### Isi log")
    for row in re.findall(r"^\| (`\w+\.\w+`.*?) \| (.*?) \|", table, re.M):
        listed |= dict.fromkeys(re.findall(r"`(.+?)`", row[0]), row[1])
    logged = dict(_logged())
    assert set(listed) == set(logged)
    assert [(action, field) for action, fields in _logged() for field in fields if f"`{field}`" not in listed[action]] == []


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert "\n## [Unreleased]\n" in PAGES["CHANGELOG.md"]


def examples(page: str) -> list[Any]:
    return [yaml.safe_load(block) for kind, block in _FENCE.findall(PAGES[page]) if kind == "yaml"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder with one office."""
    for name in ("offices/juai", "calendars"):
        shutil.copytree(library.ROOT / name, tmp_path / name)
    shutil.copy(library.ROOT / "policy.yaml", tmp_path)
    return tmp_path


def written(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def test_the_example_of_a_service_is_a_service_without_mistakes(folder: Path) -> None:
    whole = next(one for one in examples("docs/menambah-layanan.md") if "id" in one)
    written(folder / "offices/juai/services" / f"{whole['id'].partition('/')[2]}.yaml", whole)
    loaded = library.load(folder)
    assert [str(mistake) for mistake in loaded.mistakes] == []
    assert whole["id"] in loaded.services


def test_every_other_piece_of_a_service_fits_into_it(folder: Path) -> None:
    path = folder / "offices/juai/services/perekaman-e-ktp.yaml"
    service = yaml.safe_load(path.read_text(encoding="utf-8"))
    for piece in examples("docs/menambah-layanan.md"):
        if "id" not in piece:
            written(path, {**service, "komponen": {**service["komponen"], **piece}})
            assert [str(mistake) for mistake in library.load(folder).mistakes if "questions/" not in mistake.file] == []


@pytest.mark.parametrize("page", ["docs/kantor.md", "docs/kalender.md"])
def test_every_piece_of_an_office_fits_into_it(folder: Path, page: str) -> None:
    path = folder / "offices/juai/office.yaml"
    office = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert examples(page)
    for piece in examples(page):
        if "tahun" in piece:
            written(folder / f"calendars/{piece['tahun']}.yaml", piece)
        else:
            written(path, {**office, **piece})
        mistakes = [str(mistake) for mistake in library.load(folder).mistakes if "services/" not in mistake.file]
        assert mistakes == []
