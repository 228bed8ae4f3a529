"""An update that nobody can read or store is set aside alone: everybody else is heard, at once and on every channel."""

from __future__ import annotations

from typing import Any

import pytest

from tests.phones import TelegramPhone
from tests.world import World

POISON: list[dict[str, Any]] = [
    {"message": False},
    {"message": None},
    {"message": []},
    {"message": {"from": 7, "chat": {"id": 7, "type": "private"}}},
    {"message": {"from": {"id": 66}, "chat": {"id": 66, "type": "private"}, "location": {}, "date": 1, "message_id": 2}},
    {"message": {"from": {"id": 66}, "chat": {"id": 66, "type": "private"}, "location": {"latitude": "x"}, "date": 1, "message_id": 3}},
    {"callback_query": 5},
    {"my_chat_member": {}},
    {},
]


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_updates_that_nobody_can_read_keep_nobody_from_being_heard(net: World, mode: Any) -> None:
    await net.start(mode)
    ani, budi = TelegramPhone(net, 7, "Ani"), TelegramPhone(net, 66, "Budi")
    budi.say("halo")
    for poison in POISON:
        net.telegram.pending.append({"update_id": next(net.telegram._updates), **poison})
    ani.say("menu")
    await net.settle()
    ani.sees("Tulis saja pertanyaan")
    assert (await net.rows("SELECT COUNT(*) FROM inbox WHERE state = 'waiting'"))[0][0] == 0
    assert (await net.rows("SELECT COALESCE(MAX(attempts), 0) FROM inbox"))[0][0] <= 1, "nothing is read five times"


async def test_commands_that_cannot_be_shown_keep_nobody_from_being_heard(net: World) -> None:
    net.telegram.fail("setMyCommands", "500", 100)
    await net.start()
    ani = TelegramPhone(net, 7, "Ani")
    ani.say("menu")
    await net.settle()
    ani.sees("Tulis saja pertanyaan")
