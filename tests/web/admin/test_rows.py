"""Rows of fields become lines: what was emptied is gone, a new unit gets an id that no other has, and nobody has to type what divides."""

from __future__ import annotations

import pytest
from starlette.datastructures import FormData, UploadFile

from bot.web.admin.rows import BLANKS, TABLES, columns_of, rows, typed
from handlers.talking.turn import Knowledge
from knowledge.editing import office_form
from knowledge.editing.plain_lines import lines


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("hari_tutup tanggal=2026-12-24 nama=Banjir", "2026-12-24 | Banjir"),
        ("hari_tutup tanggal= nama=", ""),
        ("hari_tutup tanggal= nama=Banjir", " | Banjir"),
        ("kontak jenis=telepon nilai= catatan=", ""),
        ("kontak jenis=telepon nilai=0526|1 catatan=", "telepon | 0526/1"),
        ("unit id= nama=Umum", "umum | Umum"),
        ("unit id=lama nama=Umum umum=umum", "lama | Umum | umum"),
        ("nomor_darurat nomor=112 nama=Darurat jenis=medis jenis=anak", "112 | Darurat | medis, anak"),
        ("nomor_darurat nomor= nama= jenis=medis", ""),
        ("tangga_ringan saat=lewat ukuran=tiap_pembukaan kepada=pengawas", "lewat |  | tiap_pembukaan |  | pengawas"),
        ("tangga_ringan saat=lewat berapa=3 ukuran=hari_kerja", ""),
    ],
)
def test_a_row_becomes_a_line(row: str, line: str) -> None:
    key, *fields = row.split()
    sent: list[tuple[str, str | UploadFile]] = [(f"{key}.0.{name}", value) for name, _, value in (one.partition("=") for one in fields)]
    assert typed(FormData(sent)) == {key: line}


def test_two_new_units_of_one_name_are_two() -> None:
    sent = FormData([("unit.0.id", "umum"), ("unit.0.nama", "Lama"), ("unit.1.nama", "Umum"), ("unit.2.nama", "Umum")])
    assert typed(sent)["unit"].split("\n") == ["umum | Lama", "umum-2 | Umum", "umum-3 | Umum"]


def test_a_page_sent_back_as_it_is_changes_no_list(knowledge: Knowledge) -> None:
    now = office_form.filled(knowledge.library.offices["landak-dsp3akb"])
    for key in (*TABLES, "tangga_ringan", "tangga_normatif"):
        shown = rows(key, now[key])
        several = {one.key for one in columns_of(key) if one.kind == "checks"}
        sent: list[tuple[str, str | UploadFile]] = [
            (f"{key}.{at}.{name}", part)
            for at, row in enumerate(shown)
            for name, value in row.items()
            for part in (value.split(", ") if name in several else [value])
        ]
        assert len(shown) == len(lines(now[key])) + BLANKS
        assert lines(typed(FormData(sent))[key]) == lines(now[key]), key
