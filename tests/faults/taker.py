"""A process of its own in which one officer presses "Ambil" on many cases: `python -m tests.faults.taker DATABASE FOLDER PERSON NUMBER…`.

Waits for a line on its input, and prints the numbers that it got.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.app import App, build
from bot.settings import Settings
from bot.store.databases.database import repeated
from bot.store.people import people
from handlers.case import case_changes
from handlers.casework.complaint import Refused
from handlers.casework.payloads import Taken
from handlers.talking.message import Channel, Inbound
from handlers.talking.state import ChatState
from handlers.talking.turn import Turn

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


async def take(app: App, number: str, person: int) -> bool:
    async with app.database.transaction() as transaction:
        turn = Turn(
            now=NOW,
            person=person,
            inbound=Inbound(channel=Channel.WEB, address=str(person)),
            state=ChatState(),
            knowledge=app.knowledge,
            ports=app.conversation.ports(transaction, NOW),
            random=lambda most: 0,
            staff=tuple(await people.memberships(transaction, person, NOW)),
        )
        try:
            await case_changes.act_on(turn, number, Taken())
        except Refused:
            return False
    return True


async def main(database: str, folder: str, person: int, numbers: list[str]) -> None:
    app = build(Settings(data=Path(folder), database=database, offices="juai", _env_file=None))
    await app.database.open()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    for number in numbers:
        if await repeated(take, app, number, person):
            print(number, flush=True)
    await app.database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]))
