"""A file that cannot be imported is refused in one sentence that says why and what to do, with exit code 1."""

from __future__ import annotations

import os
import random
import zipfile
from pathlib import Path

import pytest

from bot.__main__ import main
from knowledge.importer.readers import tools
from tests.importer import documents


def refused(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence."""
    assert main(["import", str(path), "--office", "mekarsari", "--json"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.strip().splitlines()) == 1
    assert "Traceback" not in shown.err
    return shown.err.strip()


def made(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx", "xls", "html", "md", "txt", "zip"])
def test_an_empty_file(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "kosong" in refused(made(tmp_path / f"a.{suffix}", b""), capsys)


@pytest.mark.parametrize(
    ("form", "suffix"), [("Word, a table a service", "docx"), ("PDF, tables over pages", "pdf"), ("sheet, a service a row", "xlsx")]
)
@pytest.mark.parametrize("part", [0.3, 0.7, 0.97])
def test_a_file_that_was_cut_off(form: str, suffix: str, part: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = documents.ALL[form][0](tmp_path / f"whole.{suffix}").read_bytes()
    path = made(tmp_path / f"a.{suffix}", whole[: int(len(whole) * part)])
    assert "rusak atau terpotong" in refused(path, capsys)


def test_a_locked_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"), encrypt="rahasia")
    canvas.drawString(72, 700, "Standar Pelayanan")
    canvas.save()
    assert "terkunci" in refused(tmp_path / "a.pdf", capsys)


def test_a_locked_word_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = made(
        tmp_path / "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    )
    assert "terkunci" in refused(path, capsys)


def test_another_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "tidak dikenal" in refused(made(tmp_path / "a.exe", b"MZ123"), capsys)
    assert "bukan dokumen .docx" in refused(made(tmp_path / "b.docx", b"hello there"), capsys)
    assert "bukan dokumen .pdf" in refused(made(tmp_path / "c.pdf", b"hello there"), capsys)


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "tidak ditemukan" in refused(tmp_path / "a.docx", capsys)


def test_a_document_without_services(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Notulen rapat. Peserta membahas anggaran dan persyaratan lelang.\n\nRapat ditutup pukul 12.\n" * 20
    assert "tidak ditemukan standar pelayanan" in refused(made(tmp_path / "a.txt", text.encode()), capsys)


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx", "xls", "html", "md", "txt", "zip", "doc", "jpg"])
def test_five_megabytes_of_noise(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(made(tmp_path / f"a.{suffix}", random.Random(1).randbytes(5_000_000)), capsys)


def test_five_megabytes_of_printable_noise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,:;()- \n\t"
    text = "".join(random.Random(2).choices(letters, k=5_000_000))
    for suffix in ("txt", "html"):
        assert "tidak ditemukan standar pelayanan" in refused(made(tmp_path / f"a.{suffix}", text.encode()), capsys)


def test_a_folder_takes_what_can_be_read_and_tells_what_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents.word_tables(tmp_path / "baik.docx")
    made(tmp_path / "rusak.pdf", b"%PDF-1.4 nothing")
    assert main(["import", str(tmp_path), "--office", "mekarsari"]) == 0
    assert "rusak.pdf" in capsys.readouterr().out


def test_an_archive_is_read_like_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(tmp_path / "semua.zip", "w") as archive:
        archive.write(documents.word_tables(tmp_path / "a.docx"), "folder/a.docx")
    assert main(["import", str(tmp_path / "semua.zip"), "--office", "mekarsari"]) == 0
    assert "6 layanan" in capsys.readouterr().out


def test_a_scan_says_plainly_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    canvas = Canvas(str(tmp_path / "pindai.pdf"))
    canvas.drawImage(ImageReader(Image.new("RGB", (200, 200), "white")), 0, 0)
    canvas.save()
    assert "tesseract" in refused(tmp_path / "pindai.pdf", capsys)
    Image.new("RGB", (200, 200), "white").save(tmp_path / "foto.png")
    assert "tesseract" in refused(tmp_path / "foto.png", capsys)
    assert "LibreOffice" in refused(made(tmp_path / "lama.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 900), capsys)
    assert tools.LONGEST_SECONDS <= 120
