"""What somebody can read who has stolen the disk, and what a restored backup brings back."""

from __future__ import annotations

import asyncio
import secrets
import shutil
from pathlib import Path

from bench.attack.outcome import Outcome
from bench.attack.program import Program
from bot.backup.backups import ENDING, Backups
from bot.errors import StoreError
from bot.store.databases.sealed import PREFIX
from tests import canaries
from tests.faults.running import until

WRITERS = 8
BEFORE = 300
CHANGES = 50


async def stolen_disk(program: Program) -> Outcome:
    """Somebody reads every file of a data folder and its backup, without the key."""
    words = [f"KENARI{secrets.token_hex(5).upper()}" for _ in range(20)]
    async with program.visitor("203.0.113.20") as client:
        await client.get("/")
        for word in words:
            await client.post("/chat/saya/messages", data={"text": f"nama saya {word} hp 0812 apakah ada bantuan bibit lele"})
    await program.settle()
    await program.command("backup")
    await program.command("restore", str(_newest(program.data / "backups")), DATA=str(program.folder / "stolen"))
    files = sum(path.is_file() for path in program.folder.rglob("*"))
    found_words = await asyncio.to_thread(canaries.in_files, program.folder, words)
    payloads = [program.vault.open_text(payload.removeprefix(PREFIX)) for (payload,) in program.rows("SELECT payload FROM inbox")]
    lost = sum(not any(word in payload_text for payload_text in payloads) for word in words)
    through = (*found_words, *canaries.in_tables(program.data / "layanwarga.sqlite", words))
    return Outcome(
        attack="words of a talk in database, log, files, log lines, backup, restored copy",
        tries=files * len(words),
        lost=lost,
        through=through,
    )


async def restored_under_load(program: Program) -> Outcome:
    """A backup while eight people write; everything acknowledged before it has to come back, once."""
    acknowledged: list[str] = []
    writers = [asyncio.create_task(_writes(program, at, acknowledged)) for at in range(WRITERS)]
    await until(lambda: len(acknowledged) >= BEFORE, 120)
    before = list(acknowledged)
    target = program.folder / "elsewhere"
    await program.command("backup", "--to", str(target))
    after = len(acknowledged) - len(before)
    for writer in writers:
        writer.cancel()
    await asyncio.gather(*writers, return_exceptions=True)
    again = Program(program.folder / "restored", KEY=program.key)
    await again.command("restore", str(_newest(target)))
    update_ids = [update.partition(":")[2] for (update,) in again.rows("SELECT update_id FROM inbox")]
    lost, doubled = len(set(before) - set(update_ids)), len(update_ids) - len(set(update_ids))
    return Outcome(
        attack="restore of a backup made under load",
        tries=len(before),
        lost=lost,
        doubled=doubled,
        allowed=f"{after} more were written meanwhile",
    )


async def _writes(program: Program, at: int, acknowledged: list[str]) -> None:
    async with program.visitor(f"203.0.114.{at}") as client:
        await client.get("/")
        while True:
            client_id = secrets.token_hex(8)
            answer = await client.post("/chat/saya/messages", data={"text": "menu", "client_id": client_id})
            if answer.status_code == 202:
                acknowledged.append(client_id)
            await asyncio.sleep(0.01)


async def damaged_backups(program: Program) -> Outcome:
    made = _newest(program.data / "backups")
    whole, opened, target = made.read_bytes(), 0, program.folder / "target"
    copy = made.with_name(f"salinan-{made.name}")  # beside the files that it names
    backups = Backups(folder=made.parent, data=target, keys=program.key, days=7)
    backups.restore(made)  # as it is, it is restored
    shutil.rmtree(target)
    for at in range(CHANGES):
        place = at * (len(whole) - 1) // CHANGES
        copy.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        try:
            backups.restore(copy)
            opened += 1
            shutil.rmtree(target)
        except StoreError:
            pass
    copy.unlink()
    return Outcome(attack="backups with one changed bit, restored", tries=CHANGES, through=("restored",) * opened)


def _newest(folder: Path) -> Path:
    return max(folder.glob(f"*{ENDING}"), key=lambda path: path.stat().st_mtime)
