"""Sends an update that cannot be read to every entrance, and a sound one of somebody else after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.attack.outcome import Outcome
from bench.attack.program import Program
from tests.channels.fake_telegram import TOKEN, FakeTelegram
from tests.channels.test_poison import POISON

BODIES: tuple[tuple[dict[str, str], bytes], ...] = (
    ({"Content-Type": "application/x-www-form-urlencoded; charset=tidak-ada"}, b"text=halo"),
    ({"Content-Type": "application/x-www-form-urlencoded"}, b"text=%ff%fe%00%ed%a0%bd"),
    ({"Content-Type": "multipart/form-data"}, b"--x\r\n\r\n"),
    ({"Content-Type": "multipart/form-data; boundary=x"}, b"--x\r\nContent-Disposition: form-data; name="),
    ({"Content-Type": "application/x-www-form-urlencoded"}, b"latitude=x&longitude=1"),
    ({"Content-Type": "application/x-www-form-urlencoded"}, b"client_id=%0a&text=halo"),
    ({"Content-Type": "application/x-www-form-urlencoded"}, b"choice=" + b"c:" * 5000),
    ({"Content-Type": "application/json"}, b'{"a":' * 50_000),
)


async def poisoned(folder: Path) -> Outcome:
    async with FakeTelegram() as telegram:
        program = await Program(folder, TELEGRAM_TOKEN=TOKEN, TELEGRAM_BASE_URL=telegram.url, LOG_LEVEL="ERROR").start()
        people = [telegram.person(100 + at, f"Warga {at}") for at in range(len(POISON))]
        for person, poison in zip(people, POISON, strict=True):
            telegram.pending.append({"update_id": next(telegram._updates), **poison})
            person.says("menu")
        failures = await _bodies(program)
        await telegram.until(len(people), seconds=60)
        await program.settle()
        heard = {message.chat_id for message in telegram.sent}
        ((most,),) = program.rows("SELECT COALESCE(MAX(attempts), 0) FROM inbox")
        await program.stop()
    silent = sum(person.id not in heard for person in people)
    through = [*failures, *(["a message read more than once"] if most > 1 else [])]
    return Outcome(attack="updates and forms that cannot be read", tries=len(POISON) + len(BODIES), lost=silent, through=tuple(through))


async def _bodies(program: Program) -> list[str]:
    """Those that made the server fail instead of refusing."""
    async with program.visitor() as client:
        await client.get("/")
        answers: list[Any] = [await client.post("/chat/saya/messages", content=body, headers=headers) for headers, body in BODIES]
    return [f"form {at}: {answer.status_code}" for at, answer in enumerate(answers) if answer.status_code >= 500]
