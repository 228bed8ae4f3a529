"""An admin makes a question a phrase in the chat, with one press; nobody else can."""

from __future__ import annotations

import pytest

from bot.store.offices import unanswered
from handlers.talking.staff_buttons import AdoptPhrase, DropQuestion
from tests.world import World

ASKED = "mbengkas parit kampung ngrimbit"
SERVICE = "juai/ahli-waris"


async def asked(world: World, office: str = "juai") -> int:
    async with world.app.database.transaction() as transaction:
        await unanswered.add(transaction, world.now, office, ASKED, "none", "")
        return (await unanswered.open_ones(transaction, office))[-1].id


async def test_a_press_makes_a_phrase_and_shows_the_next_question(world: World) -> None:
    admin = await world.enrol("admin", roles=["admin"])
    number = await asked(world)
    await asked(world)
    await admin.says("tugas")
    await admin.presses("Pertanyaan warga")
    assert "2×" in admin.texts[-1] and ASKED in admin.texts[-1]
    await admin.presses_id(AdoptPhrase(SERVICE, number).id)
    assert "kini ungkapan" in admin.texts[-2] and "Tidak ada pertanyaan" in admin.texts[-1]
    await world.app.resources.shelf.read_again("juai")
    assert world.app.knowledge.understander.understand(ASKED, "juai").service == SERVICE
    assert not (await world.rows("SELECT 1 FROM unanswered WHERE handled = 0"))
    assert ("phrase_adopted", SERVICE) in await world.rows("SELECT action, subject FROM audit")


@pytest.mark.parametrize(("office", "role"), [("juai", "pengawas"), ("buleleng", "admin")])
async def test_a_button_of_somebody_else_changes_nothing(world: World, office: str, role: str) -> None:
    number = await asked(world)
    other = await world.enrol("siapa", office, roles=[role])
    for press in (AdoptPhrase(SERVICE, number), AdoptPhrase("buleleng/lomba-desa", number), DropQuestion("juai", number)):
        await other.presses_id(press.id)
    assert await world.rows("SELECT handled FROM unanswered") == [(0,)]
    assert not (world.folder / "pengetahuan").exists()
