"""What an office can learn from its cases: each count opens the cases that it counts."""

from __future__ import annotations

from tests.cases_on_file import OnFile
from tests.web.staff.browsers import signed_in
from tests.world import World


async def test_a_count_names_its_cases_and_of_very_many_the_way_to_all(world: World) -> None:
    file = OnFile(world)
    for _ in range(52):
        await file.complaint("persyaratan KTP di loket berubah lagi, diminta surat baru", service="juai/perekaman-e-ktp")
    async with signed_in(world, world.supervisor()) as browser:
        page = await browser.opens("/meja/juai/belajar")
    assert "52×" in page.text
    assert page.text.count("/meja/kasus/") == 50
    assert "/meja/juai/cari?layanan=juai" in page.text
