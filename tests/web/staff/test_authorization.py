"""The whole matrix of authorization: every page, deed and export of the desk × who asks × in which office × how the case is protected.

The routes are taken from the program itself: one that is new and stands in neither table fails here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.routing import Route

from bot import web
from handlers.casework.access import StaffMember, actor, may_see, may_see_identity
from handlers.casework.complaint import Complaint, Identity
from handlers.casework.moves import Role
from tests.cases_on_file import OnFile
from tests.web.staff.browsers import StaffBrowser, browser_of, signed_in
from tests.world import World

ALL, LEADERS = "petugas pengawas pimpinan admin pemeriksa", "pengawas pimpinan admin"
PAGES = {
    "": ALL,
    "/cari": ALL,
    "/bersama": LEADERS,
    "/terima": "petugas pengawas admin",
    "/terima/slip/{number}": "petugas pengawas admin",
    "/poster": ALL,
    "/poster/kantor.pdf": ALL,
    "/poster/layanan/{service}.pdf": ALL,
    "/gambaran": LEADERS,
    "/survei": LEADERS,
    "/belajar": "pengawas admin",
    "/ekspor": LEADERS,
    "/layanan": "admin",
    "/layanan/dokumen": "admin",
    "/layanan/{name}": "admin",
    "/layanan/{name}/riwayat": "admin",
    "/layanan/{name}/dokumen/{part}/{page:int}": "admin",
    "/dokumen/{number:int}": "admin",
    "/kesiapan": "admin",
    "/pertanyaan": "admin",
    "/catatan": "admin",
    "/petugas": "admin",
    "/petugas/{person:int}": "admin",
    "/kantor": "admin",
    "/kantor/riwayat": "admin",
    "/jejak": "pengawas admin",
    "/mulai/layanan": "admin",
    "/mulai/bot": "admin",
    "/mulai/admin": "admin",
    "/mulai/coba": "admin",
    "/kunci-sandi": ALL,
    "/tombol": ALL,
}
"""Pages of an office by the roles that open them; for everybody else there is no such page."""
ABSENT = ("/petugas/{person:int}", "/layanan/{name}/dokumen/{part}/{page:int}", "/dokumen/{number:int}")
"""Absent for the admin as well: 0 is nobody, and no document was imported. `test_originals` opens the latter two."""
DEEDS = {
    "/cari/simpan": ALL,
    "/cari/hapus": ALL,
    "/terima": "petugas pengawas admin",
    "/bersama": LEADERS,
    "/survei": LEADERS,
    "/survei/laporan.{form}": LEADERS,
    "/ekspor": LEADERS,
    "/kunci-sandi": ALL,
    "/kunci-sandi/daftar": ALL,
    "/kunci-sandi/hapus": ALL,
}
ADMINS = ("/layanan", "/kesiapan", "/pertanyaan", "/catatan", "/petugas", "/kantor", "/mulai")
"""Every other deed is below one of these, and the admin's alone."""
OF_A_CASE = {
    "": "GET",
    "/{paper}.pdf": "POST",
    "/identitas": "GET",
    "/pantau": "POST",
    "/draf/{action}": "POST",
    "/tindakan/{action}": "POST",
    "/kabar": "stream",
    "/berkas/{sha256}": "file",
}
"""Pages and deeds of a case: for whoever sees the case; a file only where it is the case's own, which `test_acting` holds."""
ELSEWHERE = (
    "/ /chat/{phone}/events /chat/{phone}/messages /files/{sha256} /masuk/kunci-sandi /masuk /keluar /meja /mulai /survei/{office} /kantor/{office}"
    " /kantor/{office}/layanan/{service} /health /metrics /static/{mark}/{name} /static/{name} /whatsapp /whatsapp/{office}"
    " /clock /office /citizen"
)
"""What belongs to no office's staff and to no case: the citizens' side, the entrance, the monitor, the channels, the local mode."""
FILLED = {
    "{service}": "perekaman-e-ktp",
    "{name}": "perekaman-e-ktp",
    "{form}": "pdf",
    "{person:int}": "0",
    "{number:int}": "0",
    "{number}": "JUAI-2611-00000",
    "{page:int}": "1",
    "{part}": "persyaratan",
    "{paper}": "berkas",
    "{action}": "note",
    "{sha256}": "0" * 64,
}
ROLES = ("petugas", "pengawas", "pimpinan", "admin", "pemeriksa")
PROTECTIONS = [(identity, secret) for identity in Identity for secret in (False, True)]


def routes(world: World) -> Iterator[Route]:
    return (one for one in web.create(world.app).routes if isinstance(one, Route) and one.path.startswith("/meja/{office}"))


def filled(path: str) -> str:
    for hole, value in FILLED.items():
        path = path.replace(hole, value)
    return path


async def test_every_route_stands_in_the_tables(world: World) -> None:
    """Whatever is served at all: a new page of anything has to say here whom it is for."""
    served = [one.path for one in web.create(world.app).routes if isinstance(one, Route) and not one.path.startswith("/meja/{office}")]
    of_a_case = {f"/meja/kasus/{{number}}{path}" for path in OF_A_CASE}
    assert {*served} <= of_a_case | {*ELSEWHERE.split()}, {*served} - of_a_case
    assert of_a_case <= {*served}
    for route in routes(world):
        path = route.path.removeprefix("/meja/{office}")
        methods = route.methods or set()
        if "GET" in methods:
            assert path in PAGES, f"{path} is open to whom?"
        else:
            assert path in DEEDS or path.startswith(ADMINS), f"who may do {path}?"


@pytest.mark.parametrize("role", ROLES)
async def test_pages_and_deeds_are_there_for_their_roles_in_their_own_office_alone(world: World, role: str) -> None:
    async with signed_in(world, await world.enrol("orang", roles=[role])) as browser:
        await browser.opens("/meja/juai")
        key = browser.key
        for path, roles in PAGES.items():
            if path in ABSENT:
                continue
            answer = await browser.opens(f"/meja/juai{filled(path)}")
            assert (answer.status_code == 200) is (role in roles.split()), (role, path, answer.status_code)
            assert (await browser.opens(f"/meja/buleleng{filled(path)}")).status_code == 404, (role, path)
        for path, roles in DEEDS.items():
            answer = await browser.sends(f"/meja/juai{filled(path)}", {"kunci": key})
            assert (answer.status_code == 404) is (role not in roles.split()), (role, path, answer.status_code)
            assert (await browser.sends(f"/meja/buleleng{filled(path)}", {"kunci": key})).status_code == 404, (role, path)


@pytest.mark.parametrize("role", ROLES)
async def test_deeds_of_the_admin_are_nobody_elses(world: World, role: str) -> None:
    deeds = [one.path.removeprefix("/meja/{office}") for one in routes(world) if "POST" in (one.methods or set())]
    async with signed_in(world, await world.enrol("orang", roles=[role])) as browser:
        await browser.opens("/meja/juai")
        key = browser.key
        for path in deeds:
            if path in DEEDS or role == "admin":
                continue
            assert (await browser.sends(f"/meja/juai{filled(path)}", {"kunci": key})).status_code == 404, (role, path)


async def test_without_a_session_everything_leads_to_the_entrance(world: World) -> None:
    async with browser_of(world.app) as browser:
        for route in routes(world):
            path = filled(route.path.replace("{office}", "juai"))
            method = "GET" if "GET" in (route.methods or set()) else "POST"
            answer = await browser.client.request(method, path)
            assert answer.status_code == 303 and answer.headers["location"].startswith("/masuk"), path


async def people(world: World) -> dict[str, StaffMember]:
    """One of each kind; the unit of a case is the general one."""
    general = world.app.library.offices["juai"].general_unit.id
    wanted = {
        "officer": ("juai", "petugas", general, False),
        "discreet officer": ("juai", "petugas", general, True),
        "officer of another unit": ("juai", "petugas", "trantibum", False),
        "supervisor": ("juai", "pengawas", general, False),
        "head": ("juai", "pimpinan", general, False),
        "admin": ("juai", "admin", general, False),
        "examiner": ("juai", "pemeriksa", general, False),
        "supervisor elsewhere": ("buleleng", "pengawas", "", False),
    }
    found = {}
    for name, (office, role, unit, sensitive) in wanted.items():
        phone = await world.enrol(name, office, [role], [unit] if unit else [], sensitive)
        member = StaffMember(person=await world.person_of(phone), office=office, name=name, roles=frozenset({Role(role)}))
        units = {unit} if unit else {one.id for one in world.app.library.offices[office].units}
        found[name] = replace(member, units=frozenset(units), sensitive=sensitive)
    return found


@pytest.mark.parametrize(("identity", "secret"), PROTECTIONS)
async def test_a_case_and_all_that_hangs_on_it_are_there_for_who_sees_it(world: World, identity: Identity, secret: bool) -> None:
    """Story, name and every paper, held to the one rule of access."""
    name = "" if identity is Identity.ANONYMOUS else "Wulandari"
    case = await OnFile(world).complaint(
        "Perkara jembatan lapuk.", name=name, contact="081298765432", identity=identity, confidential=secret
    )
    for who, member in (await people(world)).items():
        async with signed_in(world, world.phone(who)) as browser:
            await check(browser, case, member, who)


async def check(browser: StaffBrowser, case: Complaint, member: StaffMember, who: str) -> None:
    seen, named = may_see(member, case), may_see_identity(member, case) and case.identity is not Identity.ANONYMOUS
    assert seen is bool(actor(member.person, case, member).roles) or not seen
    await browser.opens(f"/meja/{member.office}")
    key = browser.key
    listed = (await browser.opens(f"/meja/{member.office}/cari?q={case.number}")).text
    assert (f"/meja/kasus/{case.number}" in listed) is seen, who
    assert "Wulandari" not in listed
    for path, method in OF_A_CASE.items():
        if method == "stream" and seen:
            continue  # it would not end
        address = f"/meja/kasus/{case.number}{filled(path)}"
        answer = await (
            browser.opens(address) if method != "POST" else browser.sends(address, {"kunci": key, "text": "catatan", "pantau": "1"})
        )
        if path == "/tindakan/{action}" and seen:  # whether the note is theirs to write is the rule of moves
            assert answer.status_code in {200, 400}, (who, path)
        else:
            assert answer.status_code == (200 if seen and method != "file" else 404), (who, path)
        if path == "":
            assert ("Wulandari" in answer.text) is (seen and named), who
            assert ("jembatan lapuk" in answer.text) is seen, who
    for kind in ("pengaduan", "riwayat", "register"):
        answer = await browser.sends(f"/meja/{member.office}/ekspor", {"kunci": key, "isi": kind, "bentuk": "csv"})
        if answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv"):
            assert (case.number in answer.text) is seen, (who, kind)
            assert "Wulandari" not in answer.text and "081298765432" not in answer.text
            assert not (case.confidential and "jembatan lapuk" in answer.text), (who, kind)
