"""Reads files, folders and archives as Documents; a file that cannot be read is refused in one sentence."""

from __future__ import annotations

import importlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentError,
    DocumentLocked,
    DocumentTooLarge,
    DocumentUnknown,
    ToolMissing,
)
from knowledge.importer.pages import Document, Line, Place
from knowledge.importer.readers import tools

LARGEST = 100_000_000
LARGEST_UNPACKED = 400_000_000
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
CONVERTED = (".doc", ".odt", ".rtf", ".wps")
SUFFIXES = (".docx", ".pdf", ".xlsx", ".xlsm", ".xls", ".ods", ".html", ".htm", ".md", ".txt", *CONVERTED, *PICTURES)
KINDS = ".docx, .pdf, .xlsx, .xls, .html, .md, .txt, .doc, .odt, gambar, folder, atau .zip"
LIBRARIES = {"docx": "python-docx", "pdfplumber": "pdfplumber", "python_calamine": "python-calamine", "lxml": "lxml"}
OLE, ZIP, PDF = b"\xd0\xcf\x11\xe0", b"PK", b"%PDF"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was read; and the files of a folder or archive that were not, with the reason."""

    documents: tuple[Document, ...]
    left_out: tuple[str, ...] = ()


def read_all(paths: list[Path]) -> Reading:
    """Reads every file, and every document in every folder and archive. Raises DocumentError where a named file cannot be read."""
    documents: list[Document] = []
    left_out: list[str] = []
    for path in paths:
        if path.is_dir() or path.suffix.lower() == ".zip":
            inside = list(_folder(path)) if path.is_dir() else list(_archive(path))
            read = _several(inside, left_out)
            if not read:
                raise DocumentUnknown(f"Di {path.name} tidak ada dokumen yang dapat dibaca{_because(left_out)}; isilah dengan {KINDS}.")
            documents += read
        else:
            documents.append(read_one(path.name, _content(path)))
    return Reading(documents=tuple(documents), left_out=tuple(left_out))


def read_one(name: str, content: bytes) -> Document:
    """Reads one file, given its name and content."""
    suffix = Path(name).suffix.lower()
    if not content.strip(b"\x00 \r\n\t"):
        raise DocumentEmpty(f"Berkas {name} kosong; pilih dokumen standar pelayanan yang berisi.")
    if suffix not in SUFFIXES:
        raise DocumentUnknown(f"Jenis berkas {name} tidak dikenal; pakai {KINDS}.")
    if len(content) > LARGEST:
        raise DocumentTooLarge(f"Berkas {name} lebih dari {LARGEST // 1_000_000} MB; bagilah menjadi beberapa berkas.")
    _check_kind(name, suffix, content)
    made = _guarded(name, suffix, content)
    if not any(line.text.strip() for line in made.lines):
        raise DocumentEmpty(f"Berkas {name} tidak berisi tulisan; pilih dokumen standar pelayanan yang berisi.")
    return made


def _several(files: list[tuple[str, Callable[[], bytes]]], left_out: list[str]) -> list[Document]:
    made: list[Document] = []
    for name, content in files:
        try:
            made.append(read_one(name, content()))
        except DocumentError as error:
            left_out.append(str(error))
    return made


def _because(left_out: list[str]) -> str:
    return f" ({left_out[0].rstrip('.')})" if left_out else ""


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentUnknown(f"Berkas {path.name} tidak ditemukan; periksa nama dan foldernya.") from error
    except OSError as error:
        raise DocumentDamaged(f"Berkas {path.name} tidak dapat dibuka ({error.strerror}); periksa izin bacanya.") from error


def _folder(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    for member in sorted(path.rglob("*")):
        if member.is_file() and member.suffix.lower() in SUFFIXES and not member.name.startswith((".", "~$")):
            yield str(member.relative_to(path)), member.read_bytes


def _archive(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    content = _content(path)
    if not content:
        raise DocumentEmpty(f"Berkas {path.name} kosong; pilih arsip yang berisi dokumen.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise DocumentDamaged(f"Arsip {path.name} rusak atau terpotong; salin atau unduh ulang lalu coba lagi.") from error
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and Path(entry.filename).suffix.lower() in SUFFIXES]
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentLocked(f"Arsip {path.name} terkunci kata sandi; buka kuncinya lalu coba lagi.")
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise DocumentTooLarge(f"Isi arsip {path.name} lebih dari {LARGEST_UNPACKED // 1_000_000} MB; bagilah menjadi beberapa arsip.")
    for entry in sorted(entries, key=lambda file: file.filename):
        if not Path(entry.filename).name.startswith((".", "~$")) and "__MACOSX" not in entry.filename:
            yield entry.filename, lambda entry=entry: _unpacked(archive, entry, path.name)  # type: ignore[misc]


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise DocumentDamaged(f"{entry.filename} di arsip {name} rusak; salin atau unduh ulang lalu coba lagi.") from error


def _check_kind(name: str, suffix: str, content: bytes) -> None:
    """Checks that the first bytes fit the kind that the name says. Raises DocumentError where they do not."""
    expected = {".docx": ZIP, ".xlsx": ZIP, ".xlsm": ZIP, ".ods": ZIP, ".odt": ZIP}.get(suffix)
    if (content.startswith(OLE) and suffix in (".docx", ".xlsx", ".xlsm")) or (b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c" in content[:20_000]):
        raise DocumentLocked(f"Dokumen {name} terkunci kata sandi; buka kuncinya di program asalnya, simpan, lalu coba lagi.")
    if expected and not content.startswith(expected):
        raise DocumentDamaged(f"Isi {name} bukan dokumen {suffix}; simpan ulang dari program asalnya lalu coba lagi.")
    if suffix == ".pdf" and PDF not in content[:1024]:
        raise DocumentDamaged(f"Isi {name} bukan dokumen .pdf; simpan ulang dari program asalnya lalu coba lagi.")
    if expected and not zipfile.is_zipfile(io.BytesIO(content)):
        raise DocumentDamaged(f"Dokumen {name} rusak atau terpotong; salin atau unduh ulang lalu coba lagi.")


def _guarded(name: str, suffix: str, content: bytes) -> Document:
    """Turns any error of a format's library into one sentence; these errors have no common base class."""
    try:
        return _read(name, suffix, content)
    except DocumentError:
        raise
    except ModuleNotFoundError as error:
        package = LIBRARIES.get((error.name or "").partition(".")[0], error.name)
        raise ToolMissing(
            f"Untuk membaca {name} perlu paket {package}; pasang dengan: pip install --require-hashes -r requirements/import.txt"
        ) from error
    except Exception as error:
        if _is_locked(error):
            raise DocumentLocked(
                f"Dokumen {name} terkunci kata sandi; buka kuncinya di program asalnya, simpan, lalu coba lagi."
            ) from error
        raise DocumentDamaged(f"Dokumen {name} rusak atau terpotong; salin atau unduh ulang lalu coba lagi.") from error


def _is_locked(error: BaseException | None) -> bool:
    while error is not None:
        error_text = f"{type(error).__name__} {error} {error.args!r}"
        if "Password" in error_text or "Encrypt" in error_text or "password" in error_text:
            return True
        error = error.__cause__ or error.__context__
    return False


def _read(name: str, suffix: str, content: bytes) -> Document:
    if suffix == ".pdf":
        return _pdf(name, content)
    if suffix in PICTURES:
        return _picture(name, content)
    if suffix in CONVERTED:
        content, suffix = tools.converted(name, content), ".docx"
    module = {".docx": "word", ".html": "markup", ".htm": "markup", ".md": "plain", ".txt": "plain"}.get(suffix, "sheet")
    made: Document = importlib.import_module(f"knowledge.importer.readers.{module}").read(name, content)
    return made


def _pdf(name: str, content: bytes) -> Document:
    from knowledge.importer.readers import pdf

    if pdf.is_picture(content):
        return pdf.read(name, content, tools.scanner(name))
    return pdf.read(name, content)


def _picture(name: str, content: bytes) -> Document:
    lines = tools.picture_lines(name, content)
    blocks = tuple(Line(text=text, place=Place(file=name, line=number), new=False) for number, text in enumerate(lines, 1) if text)
    return Document(name=name, blocks=blocks, remarks=(f"{name} adalah gambar dan dibaca dengan OCR: periksa ejaannya",))
