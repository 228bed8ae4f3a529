"""`layanwarga chat`: a talk in the terminal; `layanwarga talk`: whole talks line by line; and one answer for `ask`."""

from __future__ import annotations

import argparse
import asyncio
import json
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from bot import settings
from bot.app import App, build, load_knowledge
from bot.channels.console.messenger import Console, printed
from bot.clock import utc_now
from bot.commands import Commands, moment_written
from bot.commands.rehearsal import Line, Rehearsals, alone
from bot.errors import BadRequest
from bot.logs import set_up
from bot.settings import Settings
from bot.store.messages.inbox import Received
from handlers.talking.message import Channel
from handlers.talking.turn import Knowledge
from knowledge.standards.data_files import in_clerks_words

ADDRESS = "terminal"
ANSWER_SECONDS = 20
_FORM = """Tiap baris masukan satu objek JSON, misalnya:
  {"talk": "t-1", "office": "juai", "say": "syarat bikin ktp apa saja"}
  {"talk": "t-1", "press": "Ajukan pengaduan", "after": "2m"}
Isian: talk; say, press (label atau regular expression tombol), photo, voice, location [lintang, bujur];
after (30s, 5m, 3h, 2d; kalau tidak ada 30s); office; as (petugas, pengawas).
Tiap baris keluaran: talk, n, kind, service, component, step, replies, choices. Tiap talk dimulai dengan warga baru dan kantor baru."""


def add_to(commands: Commands) -> None:
    chat = commands.add_parser("chat", help="berbincang di terminal")
    chat.set_defaults(run=_chat)
    talk = commands.add_parser(
        "talk",
        help="putar ulang percakapan utuh, baris demi baris",
        description="Memutar ulang percakapan utuh, seperti di saluran mana pun, dengan jam yang bisa digeser.",
        epilog=_FORM,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    talk.add_argument("--jsonl", action="store_true", help="baca baris JSON dari masukan standar (satu-satunya bentuk)")
    talk.add_argument(
        "--at", help="saat semua percakapan dimulai, misalnya 2026-11-30T09:00+08:00; kalau tidak ada, sekarang atau saat kantor buka"
    )
    talk.set_defaults(run=_replay)


def _chat(_: argparse.Namespace) -> int:
    chosen = settings.read()
    set_up("ERROR")
    asyncio.run(_talk(chosen))
    return 0


async def _talk(chosen: Settings) -> None:
    app = build(alone(chosen), [Console()])
    try:
        await app.start()
        await _say(app, "menu")
        while line := await asyncio.to_thread(_read):
            await _say(app, line)
    finally:
        await app.stop()


def _read() -> str:
    try:
        return input("> ").strip() or "menu"
    except EOFError:
        return ""


async def _say(app: App, text: str) -> None:
    """Sends one message; the channel prints the answers as they are sent."""
    console = app.channels[Channel.CONSOLE]
    assert isinstance(console, Console)
    console.idle.clear()
    update = Received(channel=Channel.CONSOLE, update_id=secrets.token_hex(8), address=ADDRESS, payload={"text": text})
    await app.inbox.receive([update])
    await console.quiet(ANSWER_SECONDS)


def _replay(chosen: argparse.Namespace) -> int:
    if not chosen.jsonl:
        raise BadRequest("Tulis: layanwarga talk --jsonl < percakapan.jsonl (lihat layanwarga talk --help)")
    set_up("CRITICAL")
    return asyncio.run(_replayed(chosen.at))


async def _replayed(at: str | None) -> int:
    """Prints one line for each input line at once; a line that cannot be read is named on standard error and skipped. Returns the exit code."""
    wrong = number = 0
    async with _rehearsals(at) as talks:
        while line := await asyncio.to_thread(sys.stdin.readline):
            number += 1
            if not line.strip():
                continue
            try:
                answer, _ = await talks.hear(Line.model_validate_json(line))
            except ValidationError as error:
                wrong += 1
                print(f"baris {number} dilewati: {_problems(error)}", file=sys.stderr)
                continue
            print(json.dumps(asdict(answer), ensure_ascii=False), flush=True)
    return 1 if wrong else 0


def _problems(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, problem['loc']))}: {in_clerks_words(problem)}".lstrip(": ") for problem in error.errors())


@asynccontextmanager
async def _rehearsals(at: str | None = None) -> AsyncIterator[Rehearsals]:
    """The rehearsals in a temporary folder."""
    chosen = settings.read()
    knowledge = load_knowledge(chosen)
    with tempfile.TemporaryDirectory() as folder:
        talks = Rehearsals(chosen, knowledge, Path(folder), _moment(at) if at else _office_hours(knowledge, utc_now()))
        try:
            yield talks
        finally:
            await talks.close()


def _moment(text: str) -> datetime:
    written = moment_written(text, "2026-11-30T09:00+08:00")
    if written.tzinfo is None:
        raise BadRequest(f"Waktu “{text}” tidak menyebut zonanya. Tulis seperti 2026-11-30T09:00+08:00.")
    return written


def _office_hours(knowledge: Knowledge, now: datetime) -> datetime:
    """Now, or the next opening of the first office, because at night its staff would not be told anything."""
    return knowledge.library.calendar(next(iter(knowledge.library.offices))).next_opening_moment(now)


def answer_once(question: str, office: str | None) -> str:
    """The chat's answer to this question, in an empty talk."""
    return asyncio.run(_answer_once(question, office))


async def _answer_once(question: str, office: str | None) -> str:
    async with _rehearsals() as talks:
        _, replies = await talks.hear(Line(talk="ask", say=question, office=office))
        return "\n\n".join(map(printed, replies))
