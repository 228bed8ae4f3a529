"""Siapkan berkas: boxes to tick, kept for 30 days."""

from __future__ import annotations

from tests.world import World


async def test_ticked_boxes_stay_and_what_is_missing_is_told(world: World) -> None:
    citizen = await world.citizen().presses_id("s:juai/ahli-waris")
    (await citizen.presses("Siapkan berkas")).sees("0 dari 6", "☐ 1.")
    (await citizen.presses("☐ 2")).sees("1 dari 6", "☑ 2. Fotokopi KTP ahli waris")
    (await citizen.says("yang masih kurang")).sees("Surat permohonan ahli waris").does_not_see("Fotokopi KTP ahli waris")
    await world.restart()
    (await citizen.presses_id("check:juai/ahli-waris")).sees("☑ 2.")
    (await citizen.presses("☑ 2")).sees("0 dari 6")


async def test_all_ticked_is_complete(world: World) -> None:
    citizen = await world.citizen().presses_id("check:juai/perekaman-e-ktp")
    for index in (0, 1):
        await citizen.presses_id(f"tick:{index}")
    (await citizen.presses("Yang masih kurang")).sees("sudah ditandai siap")


async def test_the_list_for_the_counter_names_the_source(world: World) -> None:
    citizen = await world.citizen().presses_id("check:juai/perekaman-e-ktp")
    await citizen.presses_id("tick:1")
    (await citizen.presses("Untuk loket")).sees("[ ] Surat Pengantar", "[x] Fotokopi KK", "Sumber:")


async def test_after_thirty_days_the_ticks_are_gone(world: World) -> None:
    citizen = await world.citizen().presses_id("check:juai/perekaman-e-ktp")
    await citizen.presses_id("tick:0")
    await world.passes(days=31)
    (await citizen.says("yang masih kurang")).sees("lebih dari 30 hari")


async def test_a_box_that_does_not_exist_changes_nothing(world: World) -> None:
    citizen = await world.citizen().presses_id("check:juai/perekaman-e-ktp")
    (await citizen.presses_id("tick:99")).sees("0 dari 2")
