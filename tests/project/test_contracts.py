"""The import contracts refuse what they are there to refuse: one breach of each kind, planted in a copy."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.project.sources import ROOT
from tests.waiting import PROGRAM_SECONDS

BREACHES = [
    ("bot/messaging/letters.py", "import sqlite3", "bot.messaging.letters -> sqlite3"),
    ("bot/commands/office.py", "import psycopg", "bot.commands.office -> psycopg"),
    ("bot/messaging/letters.py", "import bot.settings", "bot.messaging.letters -> bot.settings"),
    ("bot/channels/whatsapp/messenger.py", "import telegram", "bot.channels.whatsapp.messenger -> telegram"),
    ("bot/channels/web/messenger.py", "import bot.channels.telegram.markup", "bot.channels.web.messenger -> bot.channels.telegram.markup"),
    ("bot/store/people/people.py", "import bot.messaging.conversation", "bot.store.people.people -> bot.messaging.conversation"),
    ("bot/errors.py", "import bot.vault", "bot.errors -> bot.vault"),
    ("handlers/casework/moves.py", "import handlers.talking.turn", "handlers.casework.moves -> handlers.talking.turn"),
    ("handlers/casework/ladder.py", "import handlers.talking.ports", "handlers.casework.ladder -> handlers.talking.ports"),
    ("handlers/casework/number.py", "import random", "handlers.casework.number -> random"),
    ("handlers/telling/recipients.py", "import time", "handlers.telling.recipients -> time"),
    ("handlers/talking/dialogue.py", "import handlers.desk.absence", "handlers.talking.dialogue -> handlers.desk.absence"),
    ("handlers/asking/menu.py", "import httpx", "handlers.asking.menu -> httpx"),
    ("handlers/rules.py", "import bot.loop", "handlers.rules -> bot.loop"),
    ("knowledge/errors.py", "import knowledge.standards.calendar", "knowledge.errors -> knowledge.standards.calendar"),
    ("knowledge/language/spelling.py", "import knowledge.language.segments", ".spelling -> .segments (1 import)"),
    ("bot/store/cases/complaints.py", "import bot.store.people.people", "bot.store.cases.complaints -> bot.store.people.people"),
]


def verdict_on(copy: Path) -> str:
    """What the contracts say of a copy in which every breach stands."""
    shutil.copy(ROOT / "pyproject.toml", copy)
    for room in ("bot", "handlers", "knowledge"):
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__", "*.yaml", "*.npz"))
    for file, line, _ in BREACHES:
        with (copy / file).open("a", encoding="utf-8") as source:
            source.write(f"\n{line}\n")
    program = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-logo", "--no-cache"]
    around = {"PYTHONPATH": str(copy), "COLUMNS": "200"}
    ended = subprocess.run(program, cwd=copy, env=around, capture_output=True, text=True, check=False, timeout=PROGRAM_SECONDS)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    return ended.stdout


def test_every_planted_breach_is_refused_and_no_contract_is_without_one(tmp_path: Path) -> None:
    verdict = verdict_on(tmp_path)
    assert [arrow for *_, arrow in BREACHES if arrow not in verdict] == [], verdict
    assert "0 kept" in verdict, verdict


def test_a_room_without_breach_is_let_through() -> None:
    program = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo"]
    assert subprocess.run(program, cwd=ROOT, capture_output=True, check=False, timeout=PROGRAM_SECONDS).returncode == 0


def test_every_channel_is_in_the_contract_of_channels() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (independent,) = [contract["modules"] for contract in contracts if contract["type"] == "independence"]
    assert sorted(independent) == sorted(f"bot.channels.{path.parent.name}" for path in (ROOT / "bot" / "channels").glob("*/messenger.py"))
