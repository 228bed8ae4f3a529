"""A new name needs what distinguishes a service, not what many services of an office say alike."""

from __future__ import annotations

import pytest

from knowledge.importer import changes
from knowledge.importer.draft import DraftComponent, DraftItem, DraftService
from knowledge.importer.pages import Place
from knowledge.standards.standard import Service

BOILERPLATE = ["Surat pengantar RT dan RW", "Fotokopi KTP", "Fotokopi Kartu Keluarga"]
STEPS = ["Pemohon menyerahkan berkas ke loket", "Petugas memeriksa berkas", "Lurah menandatangani surat", "Pemohon menerima surat"]
OTHERS = {
    "Surat Keterangan Usaha": ["Foto tempat usaha"],
    "Surat Keterangan Domisili": ["Bukti tempat tinggal"],
    "Pengantar Nikah": ["Akta kelahiran calon"],
}


def old(title: str, needs: list[str]) -> Service:
    parts = {"persyaratan": [*BOILERPLATE, *needs], "prosedur": STEPS, "produk": [title]}
    data = {
        "id": f"uji/{'-'.join(title.lower().split())}",
        "judul": title,
        "sumber": {"dokumen": "lama.docx"},
        "komponen": {key: {"butir": items} for key, items in parts.items()},
    }
    return Service.model_validate(data)


def new(title: str, needs: list[str]) -> DraftService:
    place = Place(file="baru.docx")
    parts = {"persyaratan": [*BOILERPLATE, *needs], "prosedur": STEPS, "produk": [title]}
    components = {
        key: DraftComponent(items=tuple(DraftItem(printed=text, text=text, place=place) for text in items)) for key, items in parts.items()
    }
    return DraftService(title=title, components=components, place=place)  # type: ignore[arg-type]


CROWD = ["Denah lokasi acara", "Surat persetujuan tetangga"]


@pytest.mark.parametrize(
    ("before", "after", "sure", "guessed"),
    [
        pytest.param(("Izin Keramaian Tingkat Kelurahan", []), ("Surat Keterangan Janda", []), False, False, id="only boilerplate"),
        pytest.param(("Surat Keterangan Kelakuan", CROWD), ("Surat Keterangan Janda", []), False, False, id="common words"),
        pytest.param(("Surat Keterangan Duda", []), ("Surat Keterangan Ahli Waris", []), False, False, id="other archetypes"),
        pytest.param(("Surat Keterangan Ahli Waris", []), ("Surat Pernyataan Ahli Waris", []), True, False, id="title words"),
        pytest.param(("Peminjaman Tenda", CROWD), ("Pemakaian Perlengkapan Pesta", CROWD), True, False, id="own requirements"),
        pytest.param(("Pinjam Gedung Aula", []), ("Sewa Gedung Pertemuan", []), False, True, id="one word of several"),
    ],
)
def test_a_new_name_is_taken_where_it_is_sure(
    before: tuple[str, list[str]], after: tuple[str, list[str]], sure: bool, guessed: bool
) -> None:
    services = [old(*before), *(old(title, needs) for title, needs in OTHERS.items())]
    drafts = [*(new(title, needs) for title, needs in OTHERS.items()), new(*after)]
    compared = changes.compare(services, drafts)
    pair = [[before[0], after[0]]]
    assert [[service.title, draft.title] for service, draft in compared.renamed] == pair * sure
    assert [[service.title, draft.title] for service, draft in compared.guessed] == pair * guessed
    assert [service.title for service in compared.withdrawn] == [before[0]] * (not sure)
    assert [draft.title for draft in compared.new] == [after[0]] * (not sure)
