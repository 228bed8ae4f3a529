"""The tree carries nothing of the machine it was written on, and the checks before a commit are those of `make lint`."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.project.sources import ROOT, texts

# Written in halves, so that this file does not find itself.
FORBIDDEN = {
    "a package index": r"py" r"pi\.org|python" r"hosted|(?:extra-)?index" r"-url|find" r"-links",
    "a folder of one machine": r"(?<![\w.])/(?:home|root|Users|work|opt)" r"/",
    "a private key": r"BEGIN [A-Z ]*PRIVATE" r" KEY",
    "work left undone": r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = [(path, line) for path, text in texts() for line in text.splitlines() if re.search(FORBIDDEN[what], line)]
    assert found == []


def test_every_file_ends_with_one_line_end() -> None:
    assert [path for path, text in texts() if text and (not text.endswith("\n") or text.endswith("\n\n"))] == []


def test_the_checks_before_a_commit_are_those_of_make_lint() -> None:
    """Local hooks only: nothing is fetched when somebody commits."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks: list[dict[str, Any]] = config["repos"][0]["hooks"]
    lint = re.search(r"^lint:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert lint
    assert [hook["entry"] for hook in hooks] == [line.strip().replace("$(BIN)", ".venv/bin") for line in lint[1].splitlines()]
    assert all(hook["language"] == "system" for hook in hooks)


def test_every_dependency_is_locked_with_its_hash_and_explained() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = re.findall(r'^    "([a-z0-9-]+)', project[: project.index("[project.scripts]")], re.MULTILINE | re.IGNORECASE)
    explained = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").lower()
    for name in wanted:
        locked = (ROOT / "requirements/dev.txt").read_text(encoding="utf-8").lower()
        assert re.search(rf"^{re.escape(name.lower())}==\S+.*\\\n    --hash=sha256:", locked, re.MULTILINE), name
        assert f"`{name.lower()}`" in explained, name
