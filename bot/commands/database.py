"""`layanwarga migrate` and `layanwarga move`: the migrations of a new version, and copying between SQLite and PostgreSQL."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from bot import settings
from bot.commands import Commands
from bot.store.databases.database import Database
from bot.store.databases.migrating import pending
from bot.store.databases.moving import move
from bot.store.databases.opening import database_at
from bot.store.databases.sealed import LeftSealed

_SQLITE = "sqlite:"


def add_to(commands: Commands) -> None:
    migrate = commands.add_parser("migrate", help="sesuaikan basis data dengan versi ini")
    migrate.add_argument("--plan", action="store_true", help="hanya tunjukkan apa yang akan diubah")
    migrate.set_defaults(run=lambda chosen: asyncio.run(_migrate(plan=chosen.plan)))
    moving = commands.add_parser("move", help="pindahkan semua data ke basis data lain yang kosong")
    moving.add_argument("--to", required=True, metavar="ALAMAT", help="postgresql://… atau sqlite:BERKAS")
    moving.set_defaults(run=lambda chosen: asyncio.run(_move(chosen)))


async def _migrate(*, plan: bool) -> int:
    database = own()
    version = await database.version()
    steps = pending(database.dialect, version)
    print(f"Basis data ada pada langkah {version}; " + (f"{len(steps)} langkah lagi:" if steps else "tidak ada yang perlu diubah."))
    for step in steps:
        print(f"  {step.number:04}  {step.summary}")
    if steps and not plan:
        await database.open()
        await database.close()
        print("Selesai.")
    return 0


async def _move(chosen: argparse.Namespace) -> int:
    source, target = own(), _other(chosen.to)
    try:
        await source.open()
        await target.open()
        for brought in await move(source, target):
            print(f"{brought.table:20} {brought.rows:10,} baris  {brought.digest[:16]}")
    finally:
        await target.close()
        await source.close()
    print(f"Semua sama pada keduanya. Sekarang isi LAYANWARGA_DATABASE, lalu jalankan bot: {chosen.to.partition('@')[2] or chosen.to}")
    return 0


def own() -> Database:
    """The database of the settings, not opened; encrypted values stay encrypted."""
    chosen = settings.read()
    return database_at(chosen.database, chosen.sqlite_file, LeftSealed())


def _other(address: str) -> Database:
    if address.startswith(_SQLITE):
        return database_at("", Path(address.removeprefix(_SQLITE)), LeftSealed())
    return database_at(address, Path(), LeftSealed())
