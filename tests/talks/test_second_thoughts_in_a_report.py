"""A bare no, haste and questions about the report while it is told: none of them becomes a part of it."""

from __future__ import annotations

import pytest

from tests.phones import Phone
from tests.talks.test_own_words import later
from tests.world import World


@pytest.fixture
def channel() -> str:
    """What is understood does not depend on the channel."""
    return "web"


async def at_the_place(world: World) -> Phone:
    citizen = await world.citizen().presses_id("office:juai")
    return (await later(citizen, "mau lapor lampu penerangan gang kami mati semua")).sees("kejadiannya?")


async def at_the_name(world: World) -> Phone:
    await at_the_place(world)
    return (await later(world.citizen(), "gang melati rt 2, sejak senin")).sees("Bolehkah petugas tahu nama")


@pytest.mark.parametrize("words", ["eh jangan deh", "ga usah aja", "mending gausah", "ora usah wae pak"])
async def test_a_bare_no_lets_the_report_be(world: World, words: str) -> None:
    await at_the_place(world)
    (await later(world.citizen(), words)).sees("Tidak ada yang dikirim")


async def test_where_the_name_is_asked_a_no_is_of_the_name(world: World) -> None:
    citizen = await at_the_name(world)
    (await later(citizen, "eh jangan deh")).sees("Rahasia", "Anonim").does_not_see("Dibatalkan")
    (await later(citizen, "ga usah aja")).sees("Rahasia", "Anonim").does_not_see("Dibatalkan")
    (await later(citizen, "rahasia")).sees("Siapa nama")
    (await later(citizen, "gak mau ah")).sees("Anonim")
    (await later(citizen, "gausah tanya2 nama gue")).sees("Anonim, tanpa nama")


@pytest.mark.parametrize("words", ["kirim aj", "kirim cepet", "buruan kirim napa"])
async def test_haste_before_the_end_hears_what_is_still_needed(world: World, words: str) -> None:
    citizen = await at_the_name(world)
    (await later(citizen, words)).sees("Belum terkirim", "tahu nama")
    (await later(citizen, "anonim")).does_not_see(words)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("kalo dicuekin gimana", "atasan petugas"),
        ("lapornya bayar ga", "gratis"),
        ("nanti diteruskan ke siapa", "Kantor Kecamatan Juai"),
        ("taunya dari mana kalo udah beres", "chat ini"),
        ("fotonya boleh nyusul ga", "ditambah"),
        ("habis ini gimana", "nomor dan batas waktu"),
        ("apa laporan begini dipungut biaya", "gratis"),
        ("sudah kekirim apa belum ya", "Belum terkirim"),
        ("nanti saya dikasih kabar lewat mana", "chat ini"),
        ("saya bawa ke loket boleh ngga?", "belum bisa saya jawab"),
    ],
)
async def test_questions_in_a_report_are_about_the_report(world: World, words: str, answer: str) -> None:
    await at_the_place(world)
    (await later(world.citizen(), words)).sees(answer, "kejadiannya?").does_not_see("Sumber:")


@pytest.mark.parametrize("words", ["lapor aja deh", "owalah, ya kirim nak"])
async def test_a_wish_to_report_is_no_name_and_no_story(world: World, words: str) -> None:
    citizen = await at_the_name(world)
    (await later(citizen, words)).sees("Bolehkah petugas tahu nama").does_not_see("tambahkan", "saya catat")


async def test_a_name_told_with_leave_to_show_it_is_noted(world: World) -> None:
    citizen = await at_the_name(world)
    (await later(citizen, "nama saya boleh dicantumkan, Nurhayati, 081256781234")).sees("Nurhayati, 081256781234 (Terbuka")


async def test_the_cost_of_a_service_is_answered_beside_a_report(world: World) -> None:
    await at_the_place(world)
    (await later(world.citizen(), "sebetulnya dispensasi nikah itu bayar apa tidak")).sees("Tanpa dipungut biaya", "kejadiannya?")


async def test_what_happened_is_no_place(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await later(citizen, "mau lapor")
    await later(citizen, "pembagian beras bantuannya ga adil")
    await later(citizen, "yang lain pada dapet saya engga")
    (await later(citizen, "lewati")).sees("Bolehkah")
    (await later(citizen, "anonim")).sees("yang lain pada dapet").does_not_see("Tempat: yang lain")


async def test_what_was_told_just_before_is_the_story(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await later(citizen, "bu salmah dimintain 150 ribu sama kaur desa waktu urus dtks")
    await later(citizen, "iya mau dilaporkan")
    for words in ("senin di rumahnya", "anonim"):
        await later(citizen, words)
    citizen.sees("150 ribu", "Periksa dulu")


@pytest.mark.parametrize("words", ["pak rw nya tau ga nanti", "bakal tau ga kaurnya", "nanti dia tahu tidak kalau saya"])
async def test_who_fears_to_be_known_hears_who_reads(world: World, words: str) -> None:
    await at_the_place(world)
    (await later(world.citizen(), words)).sees("Laporan hanya dibaca").does_not_see("Sumber:")


async def test_that_a_danger_is_over_is_not_asked_again(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await later(citizen, "mau lapor")
    await later(citizen, "jalan depan balai desa berlubang, barusan ada yang tertabrak motor")
    await later(citizen, "alhamdulillah sudah aman cuma lecet")
    (await later(citizen, "lubangnya sudah dari bulan lalu")).does_not_see("bahayanya sedang terjadi")


async def test_a_wrong_amount_is_put_right_in_the_story(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await later(citizen, "mau lapor kadus minta jatah uang bedah rumah 2 juta")
    await later(citizen, "minggu lalu di rumah saya")
    await later(citizen, "anonim")
    (await later(citizen, "eh bukan 2 juta tapi 3 juta")).sees("3 juta").does_not_see("2 juta", "bukan")


async def test_a_name_can_be_changed_by_choosing_again_how_it_may_be_used(world: World) -> None:
    citizen = await at_the_name(world)
    await citizen.presses("Terbuka")
    (await later(citizen, "Hj. Nurhayati 0812 3456 7890")).sees("Hj. Nurhayati")
    await citizen.presses("Ubah nama")
    await citizen.presses("Terbuka")
    (await later(citizen, "Hj. Siti Maryam 0812 3456 7890")).sees("Hj. Siti Maryam").offers("Kirim")


@pytest.mark.parametrize("words", ["saya ga mau ngadu ya bu, cuma nanya", "belum siap melapor pak"])
async def test_who_does_not_want_to_report_is_let_go_at_any_question(world: World, words: str) -> None:
    await at_the_place(world)
    (await later(world.citizen(), words)).sees("Tidak ada yang dikirim")


async def test_that_another_does_not_want_to_report_belongs_to_the_story(world: World) -> None:
    await at_the_name(world)
    (await later(world.citizen(), "tetangga yang jatuh tidak mau melapor karena takut")).does_not_see("Tidak ada yang dikirim")


async def test_a_draft_is_found_again_by_its_words_and_where_its_state_is_asked(world: World) -> None:
    citizen = await at_the_name(world)
    await later(citizen, "menu")
    (await later(citizen, "laporan tadi sudah dikirim belum")).sees("Tidak ada laporan yang terkirim").offers("Lanjutkan laporan")
    await later(citizen, "menu")
    (await later(citizen, "boleh saya lanjutin laporan lampu gang yang tadi?")).sees("Bolehkah petugas tahu nama")
