"""The head of an office is recognised by title where the head did wrong, not where the head is spoken to or quoted."""

from __future__ import annotations

import pytest

from knowledge.standards.library import load
from knowledge.standards.office import Office
from knowledge.understanding.heads import Heads
from knowledge.understanding.understander import Understander

JUAI = load(offices=["juai"]).offices["juai"]
HEADS = Heads()


def named(name: str, *titles: str) -> Office:
    """An office of another name, with titles of its own."""
    return JUAI.model_copy(update={"name": name, "full_name": name, "names": (), "head_titles": titles})


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("camat juai minta fee proyek 10 persen", JUAI),
        ("Kepala kantor kecamatan menerima suap", JUAI),
        ("Pak camat Juai minta uang proyek", JUAI),
        ("pimpinan kantor ini sering minta setoran dari pegawainya", JUAI),
        ("kami diminta camat 10 persen dari dana desa", JUAI),
        ("dana desa dipotong 5 juta oleh bapak camat", JUAI),
        ("saya mau melaporkan pak camat karena pungutan", JUAI),
        ("setiap proyek harus setor ke camat", JUAI),
        ("dugaan korupsi camat juai", JUAI),
        ("lurah kami minta uang 200 ribu buat tanda tangan", named("Kelurahan Antasan")),
        ("kadis menerima suap dari kontraktor", named("Dinas Sosial Kabupaten Landak")),
        ("kapus minta jatah jaspel", named("Puskesmas Kota")),
        ("direktur rsud menggelapkan dana obat", named("RSUD Datu Kandang Haji")),
        ("kades kami menyunat BLT", named("Kantor Desa Tawahan")),
        ("pambakal minta duit", named("Kantor Desa Tawahan")),
        ("bos kantor ini main proyek", JUAI),
        ("kapus minta uang", named("UPTD Puskesmas Juai")),
        ("si ratu minta uang terus", named("Kantor Anu", "Si Ratu")),
    ],
)
def test_who_did_it_is_the_head(text: str, office: Office) -> None:
    assert HEADS.is_accused(text, office)


@pytest.mark.parametrize(
    "text",
    [
        "tolong pak camat, petugas loket minta uang 50 ribu",
        "pak camat, saya dimintai uang 50 ribu di loket",
        "lapor ke camat, pegawainya minta uang",
        "kata camat uang itu diminta petugas loket",
        "pegawai kantor camat minta uang 50 ribu",
        "sekretaris camat minta uang",
        "saya mohon camat menindak petugas yang minta uang",
        "camat harus tahu pegawainya minta uang",
        "petugas minta uang untuk tanda tangan camat",
        "kades kami minta uang 200 ribu",
        "kepala kantor pos menerima suap",
        "petugas loket menerima suap",
        "pengesahan camat buat kuasa ambil uang pensiun",
        "belum tahu cara nyetor data warga ke camat",
        "surat dari camat belum jadi, petugasnya minta uang",
    ],
)
def test_who_is_spoken_to_or_another_is_not(text: str) -> None:
    assert not HEADS.is_accused(text, JUAI)


def test_a_department_of_villages_is_no_village() -> None:
    assert not HEADS.is_accused("kades kena kasus korupsi, diberhentikan kapan", named("Dinas Pemberdayaan Masyarakat dan Desa"))


def test_it_is_misconduct() -> None:
    assert Understander(load(offices=["juai"])).triage("camat juai minta fee proyek 10 persen", "juai").category == "berkadar_pengawasan"
