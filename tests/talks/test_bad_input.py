"""Whatever arrives, in whatever state: a kind answer with a way on, nothing breaks, nothing is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import fields
from datetime import timedelta

import pytest

from bot.store.upkeep import figures
from handlers.casework.moves import Action
from handlers.routing.activities import PRESSES as PRESSABLE
from handlers.talking.buttons import parse
from handlers.talking.press import Press
from tests.phones import Phone, StickerPhone
from tests.talks.test_complaint_from_first_word_to_closing import complain, number_on
from tests.world import World

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
    "digits of other scripts": "١٢٣٤ ௧௨௩",
    "a digit that is no number": "②",
    "one sign": "?",
}
PRESSES = {
    "unknown": "tidak:dikenal",
    "nothing but separators": ":::::",
    "very long": "c:" + "take:" * 500,
    "too few parts": "c:take",
    "too many parts": "menu:a:b:c:d",
    "a dialogue's answer out of the blue": "d:consent:yes",
    "a dialogue's step out of the blue": "d:edit:__class__",
    "a dialogue's number that is none": "d:text:²",
    "a wrong dialogue": "d:sure:yes",
    "python": "__init__:__class__",
    "control": "menu\x00\n",
}
FORGED = ("", "x", "²", "99999", "atlantis", "juai", "JUAI-2611-AAAAA", "juai/perekaman-e-ktp", "persyaratan", "take")
STATES = (
    "fresh",
    "telling",
    "asked for consent",
    "asked where",
    "asked who",
    "asked for the name",
    "review",
    "asked for a number",
)


async def bring_to(world: World, state: str) -> StickerPhone:
    """A citizen whose talk stands there."""
    citizen = world.citizen()
    await citizen.presses_id("office:juai")
    if state in {"asked for a number", "telling"}:
        return await citizen.says("status" if state == "asked for a number" else "lapor")
    steps: dict[str, Callable[[], Awaitable[object]]] = {
        "asked for consent": lambda: citizen.says("petugas loket minta uang 50 ribu padahal gratis"),
        "asked where": lambda: citizen.presses("Lanjut melapor"),
        "asked who": lambda: citizen.presses("Lewati"),
        "asked for the name": lambda: citizen.presses("Terbuka"),
        "review": lambda: citizen.says("Siti"),
    }
    for name in STATES[2 : STATES.index(state) + 1]:
        await steps[name]()
    return citizen


async def _pressed(citizen: Phone, *labels: str) -> None:
    for label in labels:
        await citizen.presses(label)


async def finish(citizen: Phone) -> None:
    """From the story to the number, without a name."""
    for asked, label in (("bahayanya", "Tidak"), ("kejadiannya?", "Lewati")):
        if asked in citizen.screen:
            await citizen.presses(label)
    await _pressed(citizen, "Anonim", "Kirim")


async def answered_kindly(world: World, phone: Phone) -> None:
    """Words, and a button that leads on; no row set aside, and none waiting for another try. Time passes, as between people's messages."""
    world.now += timedelta(seconds=5)
    assert phone.answers
    assert all(reply.text.plain.strip() for reply in phone.answers)
    assert phone.choices
    counts = await figures.counts(world.app.database)
    assert (counts["inbox_failed"], counts["inbox_waiting"]) == (0, 0)


@pytest.mark.parametrize("state", STATES)
async def test_any_words_in_any_state_are_answered_with_a_way_on(world: World, state: str) -> None:
    citizen = await bring_to(world, state)
    for words in filter(citizen.can_say, ODD.values()):
        await citizen.says(words)
        await answered_kindly(world, citizen)


@pytest.mark.parametrize("state", STATES)
async def test_any_press_in_any_state_is_answered_with_a_way_on(world: World, state: str) -> None:
    citizen = await bring_to(world, state)
    for choice in PRESSES.values():
        await citizen.presses_id(choice)
        await answered_kindly(world, citizen)


@pytest.mark.parametrize("state", STATES)
async def test_a_sticker_or_a_place_in_any_state_is_answered_with_a_way_on(world: World, state: str) -> None:
    citizen = await bring_to(world, state)
    await citizen.sends_sticker()
    await answered_kindly(world, citizen)
    await citizen.sends_place(-2.3, 115.4)
    await answered_kindly(world, citizen)


def forged() -> dict[str, Press | None]:
    """Every verb with each forged value in one, two … of its fields: the id that comes in, and the button as which it is read."""
    ids = (":".join([kind.verb, *[one] * parts]) for kind in PRESSABLE for parts in range(len(fields(kind)) + 1) for one in FORGED)
    return {written: parse(written) for written in ids}


def test_many_forged_ids_are_no_button_at_all() -> None:
    """These are answered as any unknown button is (see `PRESSES`)."""
    assert sum(press is None for press in forged().values()) > 100


@pytest.mark.parametrize("channel", ["web"])  # hundreds of presses for the handlers alone; a forged one on every channel is above
@pytest.mark.parametrize("who", ["citizen", "officer", "supervisor"])
async def test_forged_data_that_is_read_as_a_button_is_answered_with_a_way_on(world: World, who: str) -> None:
    phone: Phone = getattr(world, who)()
    for written in {press: written for written, press in forged().items() if press is not None}.values():
        await phone.presses_id(written)
        await answered_kindly(world, phone)


async def test_a_sticker_is_asked_for_words(world: World) -> None:
    citizen = await world.citizen().sends_sticker()
    citizen.sees("tulis dengan kata-kata").offers("Menu")


async def test_an_unknown_button_leads_to_the_menu(world: World) -> None:
    citizen = await world.citizen().presses_id("tidak:dikenal")
    citizen.sees("tidak berlaku").offers("Daftar layanan", "Ajukan pengaduan")


async def test_a_button_of_a_finished_dialogue_files_nothing_twice(world: World) -> None:
    citizen = world.citizen()
    await complain(citizen)
    await citizen.presses_id("d:review:send")
    citizen.sees("sudah selesai").offers("Ajukan pengaduan")
    assert (await figures.counts(world.app.database))["complaints_open"] == 1


async def test_a_button_of_an_earlier_question_changes_nothing(world: World) -> None:
    citizen = await bring_to(world, "asked for the name")
    await citizen.presses_id("d:identity:anonim")
    citizen.sees("pertanyaan sebelumnya", "nama")


async def test_a_story_of_ten_thousand_characters_arrives_whole(world: World) -> None:
    citizen = await bring_to(world, "telling")
    await citizen.says(LONG[:10_000])
    await finish(citizen)
    assert (await world.complaint(number_on(citizen))).text.split() == LONG[:10_000].split()  # an app may cut it at a space


async def test_what_is_too_much_for_one_story_is_told_and_not_lost_in_silence(world: World) -> None:
    citizen = await bring_to(world, "telling")
    await citizen.says(LONG[:9_900])
    await citizen.presses("Lewati")
    await citizen.says(
        "Lampu jalan di depan balai desa juga mati sejak tiga malam yang lalu dan sampai hari ini belum ada seorang pun yang datang memperbaikinya."
    )
    citizen.sees("belum saya catat").offers("Batal")


async def test_markup_in_every_field_stays_what_it_is(world: World) -> None:
    citizen, officer = world.citizen(), world.officer()
    await citizen.presses_id("office:juai")
    await citizen.says("lapor")
    await citizen.says("petugas tidak ada di loket " + MARKUP)
    if "Kapan" in citizen.screen:
        await citizen.says("kemarin " + MARKUP)
    await citizen.presses("Terbuka")
    await citizen.says("Siti " + MARKUP[:20])
    await citizen.presses("Ubah tempat")
    await citizen.says("loket " + MARKUP)
    citizen.sees("di loket " + MARKUP, "kemarin " + MARKUP, "• Tempat: loket " + MARKUP, "Siti " + MARKUP[:20])
    await citizen.presses("Kirim")
    number = number_on(citizen)
    await officer.presses("Ambil")
    await officer.presses_id(f"case:{number}")
    officer.sees(MARKUP, "Siti " + MARKUP[:20])
    styled = [span.text for reply in officer.answers for span in reply.text.spans if span.bold or span.italic]
    assert not any("bintang" in text or "garis" in text for text in styled)


async def test_control_and_direction_characters_do_not_reach_the_officer(world: World) -> None:
    citizen, officer = world.citizen(), world.officer()
    number = await complain(citizen, "berkas ktp saya \u202elesai mulab\u202c sudah \x00seminggu\x1b[2J di kecamatan")
    await officer.presses_id(f"case:{number}")
    officer.sees("lesai mulab sudah seminggu")
    assert not {"\u202e", "\u202c", "\x00", "\x1b"} & set(officer.screen)


@pytest.mark.parametrize("number", ["JUAI-2611-AAAAA", "juai 2611 aaaaa", "JUAI-9999-00000", "ZZZ-2611-7K3FQ"])
async def test_a_wrong_number_is_said_to_be_unknown(world: World, number: str) -> None:
    citizen = world.citizen()
    await citizen.says("status")
    await citizen.says(number)
    await answered_kindly(world, citizen)
    citizen.does_not_see("Tenggat")


async def test_two_officers_press_take_at_once_and_exactly_one_has_it(world: World) -> None:
    number = await complain(world.citizen())
    ani, budi = await world.enrol("ani"), await world.enrol("budi")
    for one in (ani, budi):
        one.begin()
        one.press(f"c:take:{number}", "Ambil")
    await world.settle()
    winner, loser = (ani, budi) if "sekarang Bapak/Ibu tangani" in ani.screen else (budi, ani)
    winner.sees(number, "sekarang Bapak/Ibu tangani")
    loser.sees(winner.name).offers("Buka")
    loser.does_not_see("sekarang Bapak/Ibu tangani")
    taken = [event for event in await world.history(number) if event.action is Action.TAKE]
    assert len(taken) == 1


async def test_one_officer_pressing_twice_takes_once(world: World) -> None:
    citizen, officer = world.citizen(), world.officer()
    number = await complain(citizen)
    officer.begin()
    for _ in range(2):
        officer.press(f"c:take:{number}", "Ambil")
    await world.settle()
    await answered_kindly(world, officer)
    assert sum("sudah diambil petugas" in reply.text.plain for reply in citizen.heard) == 1


async def test_forged_presses_open_nothing_of_another_office_or_person(world: World) -> None:
    number = await complain(world.citizen())
    stranger, elsewhere = world.citizen("orang lain"), world.officer("landak-dsp3akb")
    for phone in (stranger, elsewhere):
        for choice in (
            f"case:{number}",
            f"log:{number}",
            f"c:take:{number}",
            f"c:accept:{number}",
            "list:juai:all:0",
            "invite:juai:petugas",
        ):
            await phone.presses_id(choice)
            await answered_kindly(world, phone)
            phone.does_not_see("Siti Aminah", "berkas ktp saya", "seminggu")
    assert (await world.complaint(number)).state == "received"


async def test_a_citizen_is_not_staff_by_knowing_a_command(world: World) -> None:
    citizen = world.citizen()
    for words in ("tugas", "rekap", "undang", "/tugas", "GABUNG AAAA2222"):
        await citizen.says(words)
        await answered_kindly(world, citizen)
    assert not await world.app.database.fetch("SELECT 1 FROM staff JOIN chats USING (person) WHERE address = ?", citizen.address)
