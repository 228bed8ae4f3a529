"""`layanwarga backup` and `layanwarga restore`."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot import settings
from bot.app import backups_of
from bot.commands import Commands
from bot.commands.offline import with_resources
from bot.resources import Resources
from handlers.talking.wording import plain


def add_to(commands: Commands) -> None:
    backup = commands.add_parser("backup", help="buat cadangan basis data dan berkas sekarang juga, juga selagi bot berjalan")
    backup.add_argument("--to", type=Path, metavar="FOLDER", help="folder cadangan lain, misalnya disk luar")
    backup.set_defaults(run=lambda chosen: with_resources(lambda resources: _make(resources, chosen.to)))
    restore = commands.add_parser("restore", help="kembalikan cadangan ke folder data yang kosong (bot tidak sedang berjalan)")
    restore.add_argument("backup", type=Path, metavar="CADANGAN", help="berkas .backup; folder files di sebelahnya ikut dibaca")
    restore.set_defaults(run=_restore)


async def _make(resources: Resources, folder: Path | None) -> int:
    made = await backups_of(settings.read(), folder).make(resources.database, resources.now)
    print(plain("backup.made", path=made, size=f"{made.stat().st_size / 1e6:.1f}"))
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    read = settings.read()
    restored = backups_of(read).restore(chosen.backup)
    counts = restored.contents.counts
    print(
        plain(
            "backup.restored",
            folder=read.data,
            made_at=restored.contents.made_at,
            complaints=counts.get("complaints", 0),
            files=len(restored.contents.files) - len(restored.missing),
        )
    )
    if restored.knowledge:
        print(plain("backup.knowledge", folder=restored.knowledge))
    for sha256 in restored.missing:
        print(plain("backup.missing", file=sha256))
    return 1 if restored.missing else 0
