"""Forms of the desk: to whom a case can be given, and what is said of bad input."""

from __future__ import annotations

import re
from typing import Any

import pytest

from handlers.casework.complaint import Complaint
from handlers.casework.moves import Action
from tests.cases_on_file import OnFile
from tests.web.staff.browsers import signed_in
from tests.web.staff.test_acting import acts, in_hand
from tests.world import World

CASES = {
    "a colleague of another office": {},
    "somebody who does not exist": {},
    "an officer not marked, of a confidential case": {"confidential": True},
    "an officer of the unit complained about": {"category": "berkadar_pengawasan", "examined_by": "pemeriksa"},
    "the officer who filed it": {},
    "the head": {},
}


async def whom(world: World, kind: str) -> tuple[Complaint, int]:
    """A case and somebody whom it cannot be given to."""
    roles, office = ("pimpinan",) if kind == "the head" else ("petugas",), "buleleng" if "another office" in kind else "juai"
    person = await world.person_of(await world.enrol("Rudi Hartono", office=office, roles=roles))
    own = {"reporter": person} if "filed" in kind else {}
    case = await OnFile(world).complaint(**CASES[kind], **own)  # type: ignore[arg-type]
    return case, 99999 if "not exist" in kind else person


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("bulk", [False, True], ids=["one", "several"])
async def test_a_case_is_never_given_to_who_may_not_handle_it(world: World, kind: str, bulk: bool) -> None:
    case, person = await whom(world, kind)
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens("/meja/juai" if bulk else f"/meja/kasus/{case.number}")
        assert f'value="{person}"' not in "".join(re.findall(r'name="officer".*?</select>', browser.page, re.DOTALL))
        if bulk:
            await browser.sends("/meja/juai/bersama", {"tindakan": "assign", "nomor": case.number, "officer": str(person)})
        else:
            assert await acts(browser, case, "assign", officer=str(person)) == 400
        assert "tidak boleh menangani" in browser.page
    assert (await world.complaint(case.number)).officer is None


BAD: list[tuple[str, dict[str, str], str]] = [
    ("request_extension", {"until": "2026-12-30", "text": "30 Desember 2026"}, "Itu tanggalnya"),
    ("assign", {"officer": "abc"}, "Pilih dahulu petugasnya"),
    ("reject", {"kind": "lain", "text": "Iklan pinjaman uang."}, "Pilih dahulu mengapa"),
    ("reject", {"kind": "spam", "text": " "}, "Alasannya perlu ditulis"),
    ("reject", {"kind": "duplicate", "into": "JUAI-2611-00000", "text": "Sama saja."}, "tidak ditemukan"),
    ("reject", {"kind": "elsewhere", "text": "Urusan lain."}, "ke instansi mana"),
    ("categorize", {"text": "Hanya keterangan loket."}, "tidak dikenal"),
    ("request_extension", {"text": "Menunggu suku cadang."}, "mengenali tanggalnya"),
    ("request_extension", {"until": "9999-12-31", "text": "Menunggu suku cadang."}, "terlalu jauh, paling lambat Kamis, 25 November 2027"),
    ("transfer", {"target": "u.tidak-ada", "text": "Urusan unit itu."}, "Pilih dahulu unit"),
    ("merge", {"into": "xx"}, "tidak terbaca"),
    ("merge", {"into": "JUAI-2611-00000"}, "tidak"),
    ("answer", {"text": "ok"}, "lebih lengkap"),
    ("note", {}, "masih kosong"),
]


async def test_bad_input_is_a_sentence_before_the_preview_and_keeps_what_was_typed(world: World) -> None:
    case = await in_hand(world, world.supervisor())
    async with signed_in(world, world.supervisor()) as browser:
        for action, fields, sentence in BAD:
            assert await acts(browser, case, action, sure=False, **fields) == 400, (action, fields)
            assert sentence in browser.page and 'name="yakin"' not in browser.page, (action, fields)
            for typed in ("text", "into"):
                assert fields.get(typed, "").strip() in browser.page
    assert len(await world.history(case.number)) == 2


async def test_no_case_is_offered_by_form_to_an_office_without_a_supervisor(world: World) -> None:
    case = await in_hand(world, world.officer())
    await world.app.database.execute("UPDATE staff SET active = 0 WHERE office = 'buleleng' AND roles LIKE '%pengawas%'")
    async with signed_in(world, world.officer()) as browser:
        assert await acts(browser, case, "transfer", target="o.buleleng", text="Wilayah Buleleng.") == 400
    assert (await world.complaint(case.number)).offered is None


async def test_a_preview_changes_nothing_and_the_offices_sentences_stand_by_their_act(world: World) -> None:
    case = await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "answer", sure=False, text="Lampunya sudah kami ganti kemarin sore.")
        assert len(await world.history(case.number)) == 2
        await browser.opens(f"/meja/kasus/{case.number}")
        ask = browser.page.split("tindakan/ask")[1].split("</form>")[0]
        assert "Minta keterangan" in ask and "Sudah selesai" not in ask


async def test_the_examiner_can_be_given_misconduct(world: World) -> None:
    examiner = await world.person_of(await world.enrol("Rina", roles=("pemeriksa",)))
    case = await OnFile(world).complaint(category="berkadar_pengawasan", examined_by="pemeriksa")
    async with signed_in(world, world.supervisor()) as browser:
        assert await acts(browser, case, "assign", officer=str(examiner)) == 200
    assert (await world.history(case.number))[-1].action is Action.ASSIGN
    assert (await world.complaint(case.number)).officer == examiner


async def test_a_day_on_which_the_office_is_closed_is_not_moved_in_silence(world: World) -> None:
    case = await in_hand(world, world.supervisor())
    fields: dict[str, Any] = {"until": "2026-12-13", "text": "Menunggu suku cadang dari kabupaten."}
    async with signed_in(world, world.supervisor()) as browser:
        assert await acts(browser, case, "request_extension", sure=False, **fields) == 200
        assert "Minggu, 13 Desember 2026 kantor tutup, jadi dipakai Senin, 14 Desember 2026" in browser.page
        assert (await world.complaint(case.number)).pending is None
        assert await acts(browser, case, "request_extension", **fields) == 200
        assert "Senin, 14 Desember 2026" in browser.page
        assert browser.page.count("erpanjangan sampai Senin, 14 Desember 2026") == 3, (
            "in what was done, in the summary, and above the button"
        )
        await browser.opens("/meja/juai?daftar=pending")
        assert "Menunggu disetujui: perpanjangan sampai Senin, 14 Desember 2026" in browser.page
