"""A process whose clock goes wrong by some seconds: `python -m tests.faults.shifted DATABASE FOLDER TELEGRAM SECONDS`. A line on its input ends it."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import build
from bot.settings import Settings
from tests.channels.fake_telegram import TOKEN


async def main(database: str, folder: str, telegram: str, seconds: int) -> None:
    settings = Settings(
        data=Path(folder), database=database, offices="juai", telegram_token=TOKEN, telegram_base_url=telegram, _env_file=None
    )
    app = build(settings, clock=lambda: datetime.now(UTC) + timedelta(seconds=seconds))
    await app.start()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await app.stop()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
