"""From answer to complaint in one step: service, broken promise and category are filled in."""

from __future__ import annotations

import pytest

from tests.phones import Phone
from tests.talks.test_follow_ups import talk
from tests.world import World


async def to_the_end(citizen: Phone) -> Phone:
    """The intake with the proposals as they are, without a name."""
    for label in ("Lanjut melapor", "Lewati", "Anonim"):
        await citizen.presses(label)
    return citizen


@pytest.mark.parametrize(
    ("topic", "words", "promise", "days"),
    [
        ("syarat bikin ktp", "katanya 15 menit, saya 3 hari", "10-15 menit", "Rabu, 2 Desember"),
        ("surat ahli waris", "kok diminta bayar 50 ribu padahal katanya gratis", "Tanpa dipungut biaya", "2027"),
    ],
)
async def test_the_promise_of_the_service_talked_about_is_filled_in(world: World, topic: str, words: str, promise: str, days: str) -> None:
    citizen = await talk(world, topic, words)
    citizen.sees("Menurut standar", promise)
    citizen = await to_the_end(citizen)
    title = "Perekaman E-KTP" if "ktp" in topic else "Ahli Waris"
    citizen.sees("Periksa dulu", title, f"Janji standar: {promise}", days)
    await citizen.presses("Kirim")
    (await citizen.presses("Lihat pengaduan")).sees(f"Janji standar: {promise}")


async def test_a_period_in_a_sad_memory_breaks_no_promise(world: World) -> None:
    memory = "dua tahun lalu ada ibu hamil meninggal di dusun sebelah karena terlambat dirujuk, sampai sekarang saya masih sedih"
    (await talk(world, "syarat bikin ktp", memory)).does_not_see("Menurut standar", "Lanjut melapor")


async def test_another_matter_is_not_put_on_the_service_talked_about(world: World) -> None:
    (await talk(world, "syarat bikin ktp", "jalan depan rumah saya rusak parah")).does_not_see("Menurut standar", "KTP")


async def test_without_an_office_a_guessed_service_does_not_choose_it(world: World) -> None:
    citizen = await world.citizen().says("mau lapor lampu jalan")
    citizen.does_not_see("Menurut standar")
    citizen.sees("untuk kantor mana")
