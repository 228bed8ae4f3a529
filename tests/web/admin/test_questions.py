"""A question that was not answered becomes a phrase with one press, and the next citizen is understood."""

from __future__ import annotations

from bot.store.offices import unanswered
from tests.web.admin.test_standards import admin
from tests.web.staff.browsers import signed_in
from tests.world import World

ASKED = "mbengkas parit kampung ngrimbit"


async def asked(world: World, office: str = "juai") -> int:
    async with world.app.database.transaction() as transaction:
        await unanswered.add(transaction, world.now, office, ASKED, "none", "")
        return (await unanswered.open_ones(transaction, office))[-1].id


async def test_one_press_makes_a_phrase_that_is_understood_at_once(world: World) -> None:
    number = await asked(world)
    await asked(world)
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/pertanyaan")
        assert ASKED in browser.page and "2 kali" in browser.page
        answer = await browser.sends(f"/meja/juai/pertanyaan/{number}/ungkapan", {"layanan": "juai/ahli-waris"})
        assert answer.status_code == 200 and "Tidak ada pertanyaan" in browser.page
    assert ASKED in world.app.library.services["juai/ahli-waris"].phrases
    assert world.app.knowledge.understander.understand(ASKED, "juai").service == "juai/ahli-waris"
    assert ("phrase_adopted", "juai/ahli-waris") in await world.rows("SELECT action, subject FROM audit")


async def test_without_a_service_nothing_changes_and_a_dropped_one_is_gone(world: World) -> None:
    number, library = await asked(world), world.app.library
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/pertanyaan")
        key = browser.key
        assert (await browser.sends(f"/meja/juai/pertanyaan/{number}/ungkapan", {"kunci": key})).status_code == 400
        assert world.app.library is library
        await browser.sends(f"/meja/juai/pertanyaan/{number}/singkirkan", {"kunci": key})
        assert ASKED not in browser.page


async def test_a_question_of_another_office_is_not_there(world: World) -> None:
    number = await asked(world, "buleleng")
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens("/meja/juai/pertanyaan")
        assert ASKED not in browser.page
        fields = {"layanan": "juai/ahli-waris", "kunci": browser.key or ""}
        await browser.opens("/meja/juai/layanan/ahli-waris")
        fields["kunci"] = browser.key
        assert (await browser.sends(f"/meja/juai/pertanyaan/{number}/ungkapan", fields)).status_code == 400
    assert ASKED not in world.app.library.services["juai/ahli-waris"].phrases


async def test_of_very_many_the_newest_are_grouped_and_the_others_are_counted(world: World) -> None:
    async with world.app.database.transaction() as transaction:
        for text in ("satu", "dua", "tiga"):
            await unanswered.add(transaction, world.now, "juai", text, "none", "")
        assert [one.text for one in await unanswered.open_ones(transaction, "juai", most=2)] == ["dua", "tiga"]
        assert (await unanswered.left(transaction, "juai", most=2), await unanswered.left(transaction, "juai")) == (1, 0)
