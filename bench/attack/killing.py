"""kill -9 in the middle of work, again and again: what was acknowledged is answered, and decided once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

from bench.attack.outcome import Outcome
from bench.attack.program import Program
from tests.channels.fake_telegram import TOKEN, FakeTelegram, Person
from tests.faults.running import until

KILLS = 12
PEOPLE = 40
WORDS = ("menu", "jam buka juai", "syarat bikin ktp apa saja", "lapor", "status")
LONGEST_LIFE_SECONDS = 0.8


async def killed_under_load(folder: Path, kills: int = KILLS) -> Outcome:
    async with FakeTelegram() as telegram:
        program = Program(folder, TELEGRAM_TOKEN=TOKEN, TELEGRAM_BASE_URL=telegram.url, MESSAGES_PER_MINUTE="10000", LOG_LEVEL="ERROR")
        people = [telegram.person(number, f"Warga {number}") for number in range(1, PEOPLE + 1)]
        sent_ids: list[int] = []
        for _ in range(kills):
            await program.start()
            talking = asyncio.create_task(_talk(people, sent_ids))
            await asyncio.sleep(random.uniform(0.05, LONGEST_LIFE_SECONDS))
            await program.kill()
            talking.cancel()
        await program.start()
        await _drained(program, telegram)
        await program.stop()
        return _counted(program, telegram, sent_ids, kills)


async def _talk(people: list[Person], sent_ids: list[int]) -> None:
    while True:
        person = random.choice(people)
        sent_ids.append(person.says(random.choice(WORDS))["update_id"])
        await asyncio.sleep(0.006)


async def _drained(program: Program, telegram: FakeTelegram) -> None:
    await until(lambda: not telegram.pending, 180)
    await program.settle(180)


def _counted(program: Program, telegram: FakeTelegram, sent_ids: list[int], kills: int) -> Outcome:
    """Lost: said and not worked off, or worked off without its answer. Doubled: two rows of one message, or two letters of one answer."""
    inbox = {int(update): (row, state) for row, update, state in program.rows("SELECT id, update_id, state FROM inbox")}
    answered = {int(key.split(":")[1]) for (key,) in program.rows("SELECT key FROM outbox WHERE state = 'sent' AND key LIKE 'in:%'")}
    lost = sum(update not in inbox or inbox[update][1] != "done" or inbox[update][0] not in answered for update in sent_ids)
    rows = Counter(update for (update,) in program.rows("SELECT update_id FROM inbox"))
    letters = Counter(key for (key,) in program.rows("SELECT key FROM outbox"))
    doubled = sum(count - 1 for count in [*rows.values(), *letters.values()])
    ((sent,),) = program.rows("SELECT COUNT(*) FROM outbox WHERE state = 'sent'")
    again = len(telegram.sent) - sent
    through = ("more than one message a chat and kill was shown again",) if again > kills * PEOPLE else ()
    allowed = f"{again} of {len(telegram.sent):,} messages, in flight when it was killed, came twice ({kills} kills)"
    return Outcome(
        attack="kill -9 under load, acknowledged messages",
        tries=len(sent_ids),
        lost=lost,
        doubled=doubled,
        through=through,
        allowed=allowed,
    )
