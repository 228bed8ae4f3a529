"""Where is my application: files are not seen from here, and that is said, with what the standard promises and whom to ask."""

from __future__ import annotations

from tests.world import World


async def test_a_file_cannot_be_seen_but_the_promise_and_a_person_can(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("berkas ktp saya sudah sampai mana ya pak")
    citizen.sees("tidak dapat dilihat dari chat ini", "Perekaman E-KTP", "10-15 menit")
    citizen.offers("Bicara petugas", "Ajukan pengaduan")
    citizen.does_not_see("Belum ada pengaduan")


async def test_without_a_service_it_is_said_all_the_same(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says("permohonan saya kemarin sudah sampai mana ya")).sees("tidak dapat dilihat dari chat ini")
