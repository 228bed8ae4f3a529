"""The editor shows the part of the original document in which a field stands; the file itself is the admin's alone, and only as a download."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from docx import Document

from knowledge.editing import imported, originals
from knowledge.editing.office_files import OfficeFiles
from knowledge.importer import contents, drafting, writing
from tests.importer.documents import page_tables, pdf_tables, sheet_matrix, word_tables
from tests.importer.samples import SAMPLES
from tests.web.admin.test_standards import PAGE, admin
from tests.web.staff.browsers import signed_in
from tests.world import World

SERVICE = "juai/ahli-waris"


def put(folder: Path, documents: Sequence[Path]) -> None:
    """What an import leaves beside an office's files, with the first service of the documents as a service of the office."""
    draft = drafting.draft_of(list(documents), "juai")
    ids = [SERVICE, *(f"juai/lain-{number}" for number in range(1, len(draft.services)))]
    writing.write(folder / imported.FILE, writing.origins(draft, ids))
    writing.write(folder / contents.FILE, contents.as_json(draft.documents))
    originals.keep(folder, documents)


def put_at(world: World, document: Path) -> None:
    files = OfficeFiles(world.app.settings.knowledge_folders, "juai")
    files.write({"services/ahli-waris": files.text("services/ahli-waris")}, world.now)
    put(files.folder, [document])


@pytest.mark.parametrize("make", [word_tables, sheet_matrix, page_tables, pdf_tables])
def test_each_passage_is_marked_in_its_part_of_the_document(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    suffix = {word_tables: ".docx", sheet_matrix: ".xlsx", page_tables: ".html", pdf_tables: ".pdf"}[make]
    put(tmp_path, [make(tmp_path / f"standar{suffix}")])
    service = imported.of_office(tmp_path)[SERVICE]
    excerpts = originals.excerpts(tmp_path, service)
    assert excerpts.keys() == {key for key, passages in service.passages.items() if passages}
    marked = "\n".join(cell.text for row in excerpts["persyaratan"].rows for cell in row if cell.is_marked)
    assert all(text in " ".join(marked.split()) for text in SAMPLES[0].parts["persyaratan"]), marked
    assert not set(SAMPLES[0].parts["waktu"]) & set(marked.split("\n")), "what stands beside it is not marked"
    assert excerpts["persyaratan"].has_pictures is (suffix == ".pdf") and excerpts["persyaratan"].file == 1


def test_a_document_too_large_or_of_another_kind_is_not_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(originals, "LARGEST", 10)
    for name, size in (("kecil.pdf", 10), ("besar.pdf", 11), ("program.exe", 5)):
        (tmp_path / name).write_bytes(b"x" * size)
    originals.keep(tmp_path, sorted(tmp_path.iterdir()))
    assert [path.name for path in originals.stored(tmp_path)] == ["kecil.pdf"]


def test_a_document_of_an_archive_is_shown_like_one_that_was_sent_alone(tmp_path: Path) -> None:
    document = pdf_tables(tmp_path / "standar.pdf")
    with zipfile.ZipFile(tmp_path / "semua.zip", "w") as archive:
        archive.write(document, "2026/standar.pdf")
        archive.writestr("../besar.exe", b"x")
    put(tmp_path / "kantor", [tmp_path / "semua.zip"])
    excerpt = originals.excerpts(tmp_path / "kantor", imported.of_office(tmp_path / "kantor")[SERVICE])["persyaratan"]
    assert excerpt.has_pictures and excerpt.pages
    assert [path.name for path in originals.stored(tmp_path / "kantor")] == ["2026 - standar.pdf"]
    assert originals.stored(tmp_path / "kantor")[0].read_bytes() == document.read_bytes()


def test_a_heading_over_all_columns_takes_no_column_for_itself(tmp_path: Path) -> None:
    document = word_tables(tmp_path / "standar.docx")
    read = Document(str(document))
    table = read.tables[0]
    heading = table.add_row()
    heading.cells[0].text = "A. Service Delivery (Proses Penyampaian Pelayanan)"
    table.rows[0]._tr.addnext(heading._tr)
    read.save(str(document))
    put(tmp_path, [document])
    rows = originals.excerpts(tmp_path, imported.of_office(tmp_path)[SERVICE])["persyaratan"].rows
    assert [cell.text for cell in rows[0]] == ["A. Service Delivery (Proses Penyampaian Pelayanan)"]
    assert max(map(len, rows)) > 1


async def test_a_table_is_shown_with_its_passage_and_the_file_is_a_download_of_the_admin(world: World, tmp_path: Path) -> None:
    document = word_tables(tmp_path / "standar <b>.docx")
    put_at(world, document)
    async with signed_in(world, await admin(world)) as browser:
        text = (await browser.opens(PAGE)).text
        assert re.search(f"<mark>[^<]*{SAMPLES[0].parts['persyaratan'][0]}", text)
        assert "standar &lt;b&gt;" in text and "standar <b>" not in text
        answer = await browser.opens("/meja/juai/dokumen/1")
        assert answer.content == document.read_bytes()
        assert answer.headers["content-disposition"].startswith("attachment") and answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-type"] == "application/octet-stream" and "no-store" in answer.headers["cache-control"]
        for path in ("/meja/juai/dokumen/0", "/meja/juai/dokumen/2", f"{PAGE}/dokumen/persyaratan/1"):
            assert (await browser.opens(path)).status_code == 404, path
    for phone in (await world.enrol("petugas", roles=["petugas", "pengawas"]), await admin(world, "buleleng")):
        async with signed_in(world, phone) as browser:
            assert (await browser.opens("/meja/juai/dokumen/1")).status_code == 404


async def test_the_page_of_a_pdf_is_a_picture_with_the_words_marked(world: World, tmp_path: Path) -> None:
    put_at(world, pdf_tables(tmp_path / "standar.pdf"))
    picture = f"{PAGE}/dokumen/persyaratan/1"
    async with signed_in(world, await admin(world)) as browser:
        await browser.opens(PAGE)
        assert f'src="{picture}"' in browser.page
        answer = await browser.opens(picture)
        assert answer.headers["content-type"] == "image/jpeg" and answer.content.startswith(b"\xff\xd8")
        assert (await browser.opens(f"{PAGE}/dokumen/persyaratan/9")).status_code == 404
    async with signed_in(world, await world.enrol("petugas", roles=["petugas"])) as browser:
        assert (await browser.opens(picture)).status_code == 404
