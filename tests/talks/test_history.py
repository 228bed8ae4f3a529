"""The history names people, targets, categories and dates to those entitled."""

from __future__ import annotations

from handlers.talking.wording import plain
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World


async def test_staff_read_who_did_what_to_where_and_the_reporter_reads_no_names(world: World) -> None:
    citizen, officer = world.citizen(), world.officer()
    number = await complain(citizen)
    await officer.presses_id(f"c:take:{number}")
    await officer.presses_id(f"c:transfer:{number}")
    await officer.presses("Seksi Pemberdayaan Masyarakat")
    await officer.says("ini urusan bagian pemberdayaan")
    await officer.presses_id(f"c:categorize:{number}")
    await officer.presses("Pengaduan ringan")
    await officer.says("hanya soal jam buka loket")
    await officer.presses_id(f"log:{number}")
    name = plain("demo.petugas")
    officer.sees(f"{name} (Petugas) · dipindahkan: Seksi Pemberdayaan Masyarakat", "kategori diubah: Pengaduan ringan")
    await citizen.presses_id(f"log:{number}")
    citizen.sees("Petugas · dipindahkan: Seksi Pemberdayaan Masyarakat", "kategori diubah: Pengaduan ringan").does_not_see(name)


async def test_the_report_it_was_merged_into_is_told_to_staff_alone(world: World) -> None:
    citizen, officer = world.citizen(), world.officer()
    main, number = await complain(world.citizen("rudi")), await complain(citizen)
    await officer.presses_id(f"c:merge:{number}")
    await officer.says(main)
    if any(one.label == "Ya, saya yakin" for one in officer.choices):
        await officer.presses("Ya, saya yakin")
    await world.supervisor().presses_id(f"log:{number}")
    world.supervisor().sees(f"digabungkan: {main}")
    await citizen.presses_id(f"log:{number}")
    citizen.sees("digabungkan").does_not_see(main)
