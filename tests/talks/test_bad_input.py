"""Whatever arrives, in whatever state: a kind answer with a way on, nothing breaks, nothing is lost."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from bot.store import figures
from handlers.message import Attachment, AttachmentKind
from tests.world import Phone, World

MARKUP = "<b>tebal</b> <script>alert(1)</script> *bintang* _garis_ `kode` [tautan](javascript:alert(1)) &amp; %s {name}"
LONG = "Jalan di depan rumah saya rusak. " * 304  # 10,032 characters
ODD = {
    "empty": "",
    "blank": " \n\t ",
    "emoji": "😀😡👨‍👩‍👧‍👦🇮🇩",
    "long": LONG[:10_000],
    "one long word": "a" * 10_000,
    "markup": MARKUP,
    "control": "lapor\x00\x07\x1b[31m\x7f jalan rusak",
    "right to left": "\u202eROPAL\u202c مرحبا \u200fשלום",
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢" * 50,
    "half a surrogate's worth": "\ufffd\ufffe\uffff",
    "sql": "'; DROP TABLE complaints; --",
    "template": "{number} ${x} %(a)s {{7*7}}",
    "digits of other scripts": "١٢٣٤ ௧௨௩ ②",
    "one sign": "?",
}
PRESSES = {
    "unknown": "tidak:dikenal",
    "empty parts": ":::::",
    "very long": "c:" + "take:" * 500,
    "too few parts": "c:take",
    "too many parts": "menu:a:b:c:d",
    "unknown action": "c:explode:JUAI-2611-AAAAA",
    "number that does not exist": "case:JUAI-2611-AAAAA",
    "service that does not exist": "s:juai/tidak-ada",
    "part that does not exist": "p:juai/perekaman-e-ktp:rahasia",
    "office that does not exist": "office:atlantis",
    "unit that does not exist": "unit:juai/tidak-ada:99",
    "page that does not exist": "unit:juai/pelayanan-kesos:99999",
    "staff list": "list:juai:all:0",
    "invitation": "invite",
    "stars that do not exist": "stars:JUAI-2611-AAAAA:99",
    "a dialogue's answer out of the blue": "d:consent:yes",
    "a dialogue's step out of the blue": "d:edit:__class__",
    "python": "__init__:__class__",
    "tick nothing": "tick:99",
    "control": "menu\x00\n",
    "delete": "data:sudo",
    "urgent": "urgent:atlantis",
}
STATES = ("fresh", "asked for consent", "telling", "asked for the service", "asked where", "asked for the name", "review", "asked for a number")


async def bring_to(world: World, state: str) -> Phone:
    """A citizen whose talk stands there."""
    citizen = world.citizen()
    await citizen.presses_id("office:juai")
    if state == "asked for a number":
        return await citizen.says("status")
    steps = {
        "asked for consent": lambda: citizen.says("lapor"),
        "telling": lambda: citizen.presses("Setuju, lanjut"),
        "asked for the service": lambda: _told(citizen, "berkas ktp saya sudah seminggu belum selesai"),
        "asked where": lambda: _pressed(citizen, "Hal lain", "Lewati"),
        "asked for the name": lambda: _pressed(citizen, "Lewati", "Terbuka"),
        "review": lambda: _named(citizen, "Siti"),
    }
    for name in STATES[1 : STATES.index(state) + 1]:
        await steps[name]()
    return citizen


async def _told(citizen: Phone, story: str) -> None:
    await citizen.says(story)
    await citizen.presses("Lanjut")


async def _pressed(citizen: Phone, *labels: str) -> None:
    for label in labels:
        await citizen.presses(label)


async def _named(citizen: Phone, name: str) -> None:
    await citizen.says(name)
    await _pressed(citizen, "Lewat chat ini", "Benar")


async def answered_kindly(world: World, phone: Phone) -> None:
    """Words, and a button that leads on; no row set aside, and none waiting for another try."""
    assert phone.answers
    assert all(reply.text.plain.strip() for reply in phone.answers)
    assert phone.choices
    counts = await figures.counts(world.app.database)
    assert (counts["inbox_failed"], counts["inbox_waiting"]) == (0, 0)


@pytest.mark.parametrize("state", STATES)
async def test_any_words_in_any_state_are_answered_with_a_way_on(world: World, state: str) -> None:
    citizen = await bring_to(world, state)
    for words in ODD.values():
        await citizen.says(words)
        await answered_kindly(world, citizen)


@pytest.mark.parametrize("state", STATES)
async def test_any_press_in_any_state_is_answered_with_a_way_on(world: World, state: str) -> None:
    citizen = await bring_to(world, state)
    for choice in PRESSES.values():
        await citizen.presses_id(choice)
        await answered_kindly(world, citizen)


@pytest.mark.parametrize("state", STATES)
async def test_a_sticker_or_a_place_in_any_state_is_answered(world: World, state: str) -> None:
    citizen = await bring_to(world, state)
    sticker = asdict(Attachment(kind=AttachmentKind.STICKER, ref="0" * 64, name="jempol.webp", mime="image/webp", size=1))
    await citizen._send(files=[sticker])
    await answered_kindly(world, citizen)
    await citizen.sends_place(-2.3, 115.4)
    await answered_kindly(world, citizen)
