"""The real type of a file, read from its content. Only types that cannot run on an officer's machine are accepted.

A name proves nothing: programs come as `Undangan.apk` or `foto.jpg`. Containers (ZIP, OLE) are examined inside, because an Android package, an
installer and a Word file begin with the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from handlers.talking.message import AttachmentKind

_PHOTO, _DOCUMENT, _VOICE, _VIDEO = AttachmentKind.PHOTO, AttachmentKind.DOCUMENT, AttachmentKind.VOICE, AttachmentKind.VIDEO
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, kw_only=True)
class FileType:
    """`ending`: the extension of the stored file, whatever its sender called it."""

    mime: str
    kind: AttachmentKind
    ending: str


JPEG = FileType(mime="image/jpeg", kind=_PHOTO, ending=".jpg")
PNG = FileType(mime="image/png", kind=_PHOTO, ending=".png")
WEBP = FileType(mime="image/webp", kind=_PHOTO, ending=".webp")
HEIC = FileType(mime="image/heic", kind=_PHOTO, ending=".heic")
AVIF = FileType(mime="image/avif", kind=_PHOTO, ending=".avif")
PDF = FileType(mime="application/pdf", kind=_DOCUMENT, ending=".pdf")
DOC = FileType(mime="application/msword", kind=_DOCUMENT, ending=".doc")
XLS = FileType(mime="application/vnd.ms-excel", kind=_DOCUMENT, ending=".xls")
DOCX = FileType(mime=f"{_OFFICE}.wordprocessingml.document", kind=_DOCUMENT, ending=".docx")
XLSX = FileType(mime=f"{_OFFICE}.spreadsheetml.sheet", kind=_DOCUMENT, ending=".xlsx")
TEXT = FileType(mime="text/plain", kind=_DOCUMENT, ending=".txt")
OGG = FileType(mime="audio/ogg", kind=_VOICE, ending=".ogg")
MP3 = FileType(mime="audio/mpeg", kind=_VOICE, ending=".mp3")
M4A = FileType(mime="audio/mp4", kind=_VOICE, ending=".m4a")
AAC = FileType(mime="audio/aac", kind=_VOICE, ending=".aac")
AMR = FileType(mime="audio/amr", kind=_VOICE, ending=".amr")
WAV = FileType(mime="audio/wav", kind=_VOICE, ending=".wav")
MP4 = FileType(mime="video/mp4", kind=_VIDEO, ending=".mp4")
MOV = FileType(mime="video/quicktime", kind=_VIDEO, ending=".mov")
THREE_GP = FileType(mime="video/3gpp", kind=_VIDEO, ending=".3gp")
WEBM = FileType(mime="video/webm", kind=_VIDEO, ending=".webm")

_ALL = (JPEG, PNG, WEBP, HEIC, AVIF, PDF, DOC, XLS, DOCX, XLSX, TEXT, OGG, MP3, M4A, AAC, AMR, WAV, MP4, MOV, THREE_GP, WEBM)
ACCEPTED = tuple(kind.mime for kind in _ALL)

# Brands of the ISO base media format (https://mp4ra.org/registered-types/brands), which follow `ftyp`.
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"), HEIC),
    **dict.fromkeys((b"avif", b"avis"), AVIF),
    **dict.fromkeys((b"M4A ", b"M4B ", b"F4A "), M4A),
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"MSNV", b"M4V ", b"mp71"), MP4),
    b"qt  ": MOV,
}
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_EBML = bytes.fromhex("1A45DFA3")
_SOUND_IN_OGG = (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")
_MACROS_IN_OLE = ("_VBA_PROJECT", "Macros", "_VBA_PROJECT_CUR", "Ole10Native")
_PROGRAM_ENDINGS = (
    *(
        ".apk",
        ".bat",
        ".chm",
        ".cmd",
        ".com",
        ".cpl",
        ".dex",
        ".dll",
        ".exe",
        ".hta",
        ".iso",
        ".jar",
        ".js",
        ".jse",
        ".lnk",
        ".msi",
        ".ps1",
    ),
    *(
        ".reg",
        ".scf",
        ".scr",
        ".sct",
        ".sh",
        ".url",
        ".vbe",
        ".vbs",
        ".wsf",
        ".wsh",
        ".py",
        ".php",
        ".htm",
        ".html",
        ".svg",
        ".xml",
        ".desktop",
    ),
)
_SCRIPT_BEGINNINGS = (
    *("#!", "@echo", "<!doctype", "<html", "<svg", "<?xml", "<?php", "<script", "<hta:", "<job", "[internetshortcut]", "[desktop entry]"),
    *("windows registry editor", "regedit4", "{\\rtf", "mz", "on error resume next", "wscript.", "set-executionpolicy"),
)
_MOST_ENTRIES = 5_000
_MOST_READ = 1_000_000


def file_type(content: bytes, name: str = "") -> FileType | None:
    """The type of the content; None where it is not accepted: unknown, a program, or a document with macros."""
    return _by_first_bytes(content) or _iso_media(content) or _container(content) or _text(content, name)


def _by_first_bytes(content: bytes) -> FileType | None:
    head = content[:16]
    if head[:4] == b"RIFF":
        return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12])
    if head[:4] == b"OggS":
        return OGG if any(sound in content[:512] for sound in _SOUND_IN_OGG) else None
    if head[:4] == _EBML:
        return WEBM if b"webm" in content[:128] else None
    if head[:1] == b"\xff" and content[1:2] >= b"\xe0" and head[:3] != b"\xff\xd8\xff":
        return _mpeg_sound(content[1])
    type_of_start = {b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG, b"%PDF-": PDF, b"#!AMR": AMR, b"ID3": MP3}
    return next((kind for start, kind in type_of_start.items() if head.startswith(start)), None)


def _mpeg_sound(second: int) -> FileType | None:
    """The type of an MPEG sound. Bits 1 and 2 after the sync word name the layer: 0 is AAC (ISO/IEC 13818-7), 1 is reserved."""
    layer = second >> 1 & 0b11
    if layer == 0:
        return AAC if second >= 0xF0 else None
    return MP3


def _iso_media(content: bytes) -> FileType | None:
    if content[4:8] != b"ftyp":
        return None
    size = min(max(int.from_bytes(content[:4], "big"), 16), 256)
    brands = [content[8:12], *(content[at : at + 4] for at in range(16, size, 4))]
    if brands[0] in (b"mif1", b"msf1") and b"avif" in brands:
        return AVIF
    if brands[0][:3] in (b"3gp", b"3g2"):
        return THREE_GP
    return _BRANDS.get(brands[0])


def _container(content: bytes) -> FileType | None:
    if content.startswith(_OLE):
        return _in_ole(content)
    return _in_zip(content) if content.startswith(b"PK\x03\x04") else None


def _in_ole(content: bytes) -> FileType | None:
    """Old Word or Excel, by the streams that hold their text; installers and mails have none of these names."""
    if any(_stream(name) in content for name in _MACROS_IN_OLE):
        return None
    if _stream("WordDocument") in content:
        return DOC
    return XLS if _stream("Workbook") in content or _stream("Book") in content else None


def _stream(name: str) -> bytes:
    """A name as the directory of an OLE file stores it."""
    return name.encode("utf-16-le") + b"\x00\x00"


def _in_zip(content: bytes) -> FileType | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > _MOST_ENTRIES or not _is_harmless(archive, names):
                return None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else None


def _is_harmless(archive: zipfile.ZipFile, names: list[str]) -> bool:
    """Whether the document has no macros, no packed programs, and no template or object that is fetched when it is opened."""
    inside = [name.lower() for name in names]
    if any(
        name.endswith((".bin", *(end for end in _PROGRAM_ENDINGS if end != ".xml"))) and "printersettings" not in name for name in inside
    ):
        return False
    described = [name for name in names if name == "[Content_Types].xml" or name.endswith(".rels")]
    return not any(_fetches_or_runs(_beginning(archive, name)) for name in described[:200])


def _beginning(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as file:
        return file.read(_MOST_READ).decode("utf-8", "replace").lower()


def _fetches_or_runs(description: str) -> bool:
    fetched = any(kind in description for kind in ("attachedtemplate", "oleobject", "/frame")) and 'targetmode="external"' in description
    return fetched or "macroenabled" in description


def _text(content: bytes, name: str) -> FileType | None:
    """The type of readable text that is no script, by its beginning and its name."""
    if name.lower().rstrip(" .").endswith(_PROGRAM_ENDINGS):
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    begins = text[:2000].lstrip().lower()
    return None if "\x00" in text or begins.startswith(_SCRIPT_BEGINNINGS) else TEXT
