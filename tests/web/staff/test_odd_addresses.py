"""Whatever stands in an address, the desk answers with a page: a list, a sentence, "no such page"; never with an error page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from bot.web.desk.finding import FIELDS
from tests.cases_on_file import OnFile
from tests.web.staff.browsers import signed_in
from tests.world import World

ODD = ("9" * 25, "9" * 5000, "-1", "٣", "a\0b", "'", '"', "*", "ü" * 300, "0001-01-01", "99999-01-01", "31/12/0000", "3-99", "x " * 1500)
ASKED = {
    "/meja/juai": ("daftar", "hal"),
    "/meja/juai/cari": (*FIELDS, "hal"),
    "/meja/juai/gambaran": ("masa", "dari", "unit", "layanan", "saluran"),
    "/meja/juai/belajar": ("hari",),
    "/meja/juai/survei": ("masa",),
    "/meja/juai/jejak": ("hal",),
    "/meja/juai/kantor": ("bagian", "kategori"),
    "/survei/juai": ("unit",),
}
PATHS = (
    "/meja/juai/petugas/{}",
    "/meja/juai/dokumen/{}",
    "/meja/juai/layanan/{}",
    "/meja/kasus/{}",
    "/meja/{}",
    "/kantor/{}",
    "/survei/{}",
)


def addresses() -> Iterator[str]:
    for odd in map(quote, ODD):
        yield from (f"{path}?{key}={odd}" for path, keys in ASKED.items() for key in keys)
        yield from (path.format(odd) for path in PATHS)


@pytest.mark.parametrize("database_address", ["sqlite", "postgres"], indirect=True)
async def test_no_address_ends_in_an_error_page(world: World) -> None:
    await OnFile(world).complaint()
    async with signed_in(world, await world.enrol("pemimpin", roles=["pengawas", "admin"])) as browser:
        for address in addresses():
            assert (await browser.opens(address)).status_code < 500, address[:200]
