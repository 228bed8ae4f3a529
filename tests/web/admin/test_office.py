"""The office in a form: what is wrong is refused, whose due dates would move is shown before, it holds at once, and is taken back."""

from __future__ import annotations

import html
import re

from knowledge.editing import office_files, office_form
from knowledge.editing.office_files import OfficeFiles
from knowledge.standards.library import ROOT
from tests.cases_on_file import OnFile
from tests.web.admin.test_standards import admin, filled
from tests.web.staff.browsers import StaffBrowser, signed_in
from tests.world import World

PAGE = "/meja/juai/kantor"
OWN = "pengetahuan/offices/juai/office.yaml"


async def sends(browser: StaffBrowser, **fields: str) -> int:
    """Fills the form in; a yes where it is asked for."""
    await browser.opens(PAGE)
    answer = await browser.sends(PAGE, {**filled(browser), **fields})
    return answer.status_code


async def says_yes(browser: StaffBrowser, page: str = PAGE) -> int:
    return (await browser.sends(page, {**filled(browser), "yakin": "1"})).status_code


async def test_a_closed_day_shows_whose_due_date_moves_before_it_moves_and_then_tells(world: World) -> None:
    case = await OnFile(world).complaint()
    before, reporter = (await world.complaint(case.number)).due, world.phone(f"warga-{case.number}")
    async with signed_in(world, await admin(world)) as browser:
        assert await sends(browser, hari_tutup="2026-11-26 | Banjir") == 200
        assert case.number in browser.page and "1 pengaduan" in browser.page
        changed = re.findall(r'<th scope="row">(.*?)</th><td class="story">(.*?)</td><td class="story">(.*?)</td>', browser.page)
        assert changed == [("Hari tutup", "(kosong)", "26-11-2026 · Banjir")]
        assert (await world.complaint(case.number)).due == before and not (world.folder / OWN).exists(), "only shown so far"
        assert await says_yes(browser) == 200
        moved = (await world.complaint(case.number)).due
        assert before and moved and moved > before
        await world.passes(minutes=10)
        assert any("Banjir" in text for text in reporter.texts)
        await browser.opens(f"{PAGE}/riwayat")
        told = re.findall(r"<li>((?:Menjadi|Semula): .*?)</li>", browser.page)
        assert any("Banjir" in line for line in told) and len(told) <= 4, "how the file is laid out is no change"
        assert not any(": - " in line for line in told), "told without the marks of the file"
        await browser.sends(f"{PAGE}/kembali", filled(browser))
        assert case.number in browser.page, "taking back is shown first, too"
        assert await says_yes(browser, f"{PAGE}/kembali") == 200
    assert (await world.complaint(case.number)).due == before
    assert (world.folder / OWN).read_text() == (ROOT / "offices/juai/office.yaml").read_text()
    acts = await world.rows("SELECT action, reason FROM audit WHERE subject = 'juai' AND action <> 'enrolled' ORDER BY id")
    assert acts == [
        ("office_changed", "Hari tutup: (kosong) → 2026-11-26 · Banjir"),
        ("office_restored", "Hari tutup: 2026-11-26 · Banjir → (dihapus)"),
    ], "one line for each act, which says what it changed"


async def test_the_holidays_that_are_known_are_shown(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(PAGE)
        coming = [day for day in world.app.library.holidays if day >= world.now.date()]
        assert f"yang diketahui: {len(coming)} hari" in browser.page and "Natal" in browser.page


async def test_next_years_holidays_are_pasted_at_once_and_a_bad_line_keeps_the_list(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        assert await sends(browser, libur_baru="1 Januari 2029 Tahun Baru\nbukan tanggal") == 400
        assert "bukan tanggal” tidak terbaca" in browser.page and "1 Januari 2029 Tahun Baru" in browser.page
        assert await sends(browser, libur_baru="1 Januari 2029 Tahun Baru\n17 Agustus 2029 Kemerdekaan") == 200
        assert "01-01-2029 · Tahun Baru" in browser.page and await says_yes(browser) == 200
    closed = {day.day.isoformat(): day.name for day in world.app.library.offices["juai"].closed_days}
    assert closed == {"2029-01-01": "Tahun Baru", "2029-08-17": "Kemerdekaan"}


async def test_hours_units_contacts_and_limits_hold_at_once(world: World) -> None:
    fields = {
        "jam_sabtu": "08.00-12.00",
        "jam_khusus": "Ramadan | 2027-02-08 | 2027-03-09 | senin-kamis 08.00-15.00; jumat 08.00-11.30, 13.00-15.30",
        "hari_buka": "2026-11-29 | 08.00-12.00",
        "kontak": "telepon | 0526-1\nwhatsapp | 0812 | jam kerja saja",
        "batas_normatif": "10",
        "jam_tenang": "21.00-06.00",
        "bukti_wajib": "1",
    }
    async with signed_in(world, await admin(world)) as browser:
        assert await sends(browser, **fields) == 200, browser.page
        assert await says_yes(browser) == 200, browser.page
    office = world.app.library.offices["juai"]
    assert {key: office_form.filled(office)[key] for key in fields} == fields
    assert world.app.knowledge.rules["juai"].limit("normatif").working_days == 10
    assert world.app.library.offices["buleleng"] is world.knowledge.library.offices["buleleng"], "the others stay"
    assert world.app.library.calendar("juai").is_working_day(office.open_days[0].day)


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"jam_senin": "16.00-08.00"}, "jam tutup harus sesudah jam buka"),
    ({"jam_senin": "pagi"}, "bukan jam"),
    ({"hari_tutup": "besok | Banjir"}, "bukan tanggal"),
    ({"hari_tutup": "9999-12-31 | Banjir"}, "bukan tanggal"),
    ({"hari_tutup": "2026-11-26"}, "tulis seperti"),
    ({"jam_khusus": "Ramadan | 2027-02-08 | 2027-03-09 | sening 08.00-15.00"}, "tulis hari dan jamnya"),
    ({"unit": "umum | Kantor"}, "tepat satu unit"),
    ({"unit": "umum | Kantor | umum"}, "tidak ada di office.yaml"),
    ({"kontak": "merpati | 1"}, "bukan salah satu dari"),
    ({"nomor_darurat": "112 | Darurat | kebakaran"}, "belum ada nomor untuk"),
    ({"batas_normatif": "banyak"}, "tulis angka"),
    ({"batas_normatif": "0"}, "batas"),
    ({"tanda": "lama"}, "diubah orang lain"),
    ({"tangga_ringan": "lewat | banyak | hari_kerja |  | pimpinan"}, "tulis angka"),
    ({"tangga_ringan": "belum_diambil | 30 | menit_buka |  | unit"}, "akan terlupakan"),
    ({"tangga_normatif": "lewat | 1 | hari_kerja |  | tetangga"}, "bukan salah satu dari"),
    ({"kalimat.smalltalk.welcome": "Terima kasih, {nama}."}, "tidak dikenal"),
    ({"pintu_berikutnya": "Inspektorat"}, "tulis seperti"),
)


async def test_a_wrong_line_is_refused_in_words_and_changes_nothing(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        for fields, words in WRONG:
            assert await sends(browser, nama="Kantor Baru", **fields) == 400, fields
            assert words in html.unescape(browser.page) and "Kantor Baru" in browser.page, fields
    assert not (world.folder / OWN).exists()
    assert world.app.library.offices["juai"] is world.knowledge.library.offices["juai"]


async def test_a_unit_that_somebody_still_works_in_stays(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(PAGE)
        form = filled(browser)
        units = office_form.filled(world.app.library.offices["juai"])["unit"]
        await browser.sends(PAGE, {**form, "unit": f"{units}\nkosong | Unit Kosong"})
        await says_yes(browser)
        await world.enrol("rudi", units=["kosong"])
        await sends(browser, unit=units)
        assert "masih dipakai 0 pengaduan dan 1 petugas" in browser.page
        await browser.opens(PAGE)
        await browser.sends(PAGE, {**filled(browser), "unit": units, "yakin": "1"})
        assert "masih dipakai 0 pengaduan dan 1 petugas" in browser.page, "nor by a yes to what was shown before somebody came"
    assert "kosong" in {unit.id for unit in world.app.library.offices["juai"].units}


def test_a_form_without_a_change_leaves_the_data_as_they_are(world: World) -> None:
    for office in world.app.library.offices.values():
        data = OfficeFiles([ROOT], office.id).data(office_files.OFFICE)
        assert office_form.changed(data, office, office_form.filled(office)) == data


async def test_a_new_ladder_shows_and_moves_the_next_reminder(world: World) -> None:
    case = await OnFile(world).complaint()
    sql = f"SELECT next_at, due_at FROM complaints WHERE number = '{case.number}'"
    ((before, due),) = await world.rows(sql)
    earlier = office_form.filled(world.app.library.offices["juai"])["tangga_normatif"].replace("60 | menit", "30 | menit")
    async with signed_in(world, await admin(world)) as browser:
        assert await sends(browser, tangga_normatif=earlier) == 200, browser.page
        assert "Tidak ada tenggat yang bergeser" in browser.page and "1 pengaduan yang berjalan akan diingatkan" in browser.page
        assert case.number in browser.page and await world.rows(sql) == [(before, due)], "only shown so far"
        assert await says_yes(browser) == 200
    ((after, still),) = await world.rows(sql)
    assert after < before and still == due


async def test_a_sentence_is_said_in_the_words_of_the_office_and_of_no_other(world: World) -> None:
    citizen, elsewhere = world.citizen(), world.citizen("ani")
    async with signed_in(world, await admin(world)) as browser:
        assert await sends(browser, **{"kalimat.smalltalk.welcome": "Suksma, semoga lancar."}) == 200
        assert await says_yes(browser) == 200
        for one, office in ((citizen, "juai"), (elsewhere, "buleleng")):
            await one.says(world.app.library.offices[office].name)
            await one.says("terima kasih")
        assert "Suksma, semoga lancar." in citizen.texts[-1] and "Suksma" not in elsewhere.texts[-1]
        assert await sends(browser, **{"kalimat.smalltalk.welcome": ""}) == 200
        assert await says_yes(browser) == 200
        await citizen.says("makasih")
        assert "Suksma" not in citizen.texts[-1], "the usual words again"


async def test_unticking_is_a_change_and_leaving_a_section_out_is_none(world: World) -> None:
    async with signed_in(world, await admin(world)) as browser:
        assert await sends(browser, asumsi="") == 200
        assert await says_yes(browser) == 200
        assert not world.app.library.offices["juai"].week.assumed
        await browser.opens(f"{PAGE}?bagian=unit")
        assert 'name="unit.0.nama"' in browser.page and "jam_senin" not in browser.page
