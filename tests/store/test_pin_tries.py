"""Who knows the PIN is not counted with who guesses it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.files.file_store import FileStore
from bot.store.cases import complaints
from bot.store.databases.database import Database
from bot.store.ports import ports_for
from bot.vault import Vault, new_key
from handlers.casework.evolving import file
from handlers.casework.pin import WRONG_TRIES
from handlers.talking.ports import PinCheck
from tests.casework.cases import filing

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
NUMBER, PIN = "JUAI-2611-7K3FQ", "471103"


async def test_the_right_pin_starts_the_count_of_wrong_ones_anew(database: Database, tmp_path: Path) -> None:
    vault, first = Vault(new_key()), filing(NOW)
    make = ports_for(vault, {}, FileStore(tmp_path, 1_000_000), "")
    async with database.transaction() as transaction:
        await complaints.add(transaction, file(first), first, vault.hash(PIN, NUMBER), None)
        tried = [*["000000"] * (WRONG_TRIES - 1), PIN] * 2
        checks = [await make(transaction, NOW).complaints.check_pin(NUMBER, pin) for pin in tried]
    assert checks == [*[PinCheck.WRONG] * (WRONG_TRIES - 1), PinCheck.RIGHT] * 2
