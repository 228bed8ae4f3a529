"""What a file is, by its content: programs are refused however they are called, and the ending follows what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BadRequest
from bot.files import kinds
from bot.files.file_store import FileStore
from bot.files.names import tidy_name, visible
from handlers.talking.message import AttachmentKind
from tests.files.samples import office, ole, zipped
from tests.pictures import PDF, VIDEO, VOICE, photo

RELS = "word___rels__document_dot_xml_dot_rels"


def store(folder: Path) -> FileStore:
    return FileStore(folder, 10_000_000)


PROGRAMS = {
    "Undangan.apk": zipped(AndroidManifest_dot_xml="x", classes_dot_dex="dex\n035"),
    "surat.docx": zipped(AndroidManifest_dot_xml="x", classes_dot_dex="dex\n035"),
    "berkas.zip": zipped(isi_dot_txt="x"),
    "paket.jar": zipped(**{"META-INF__MANIFEST_dot_MF": "x"}),
    "makro.docm": office(word__vbaProject_dot_bin="x"),
    "makro.docx": office(types='<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'),
    "program.xlsx": office("xl/workbook.xml", xl__embeddings__oleObject1_dot_bin="MZ"),
    "ada-exe.docx": office(word__setup_dot_exe="MZ"),
    "jauh.docx": office(**{RELS: '<Relationship Type="http://x/attachedTemplate" Target="http://x/y.dotm" TargetMode="External"/>'}),
    "pasang.msi": ole("SummaryInformation", "Property"),
    "pesan.msg": ole("__substg1.0_0037001F"),
    "makro.doc": ole("WordDocument", "Macros", "_VBA_PROJECT"),
    "foto.jpg": b"MZ\x90\x00\x03\x00\x00\x00",
    "jalan.bat": b"@echo off\r\ndel *.*\r\n",
    "jalan.txt": b"@echo off\r\ndel *.*\r\n",
    "catatan.vbs": b"MsgBox 1\r\n",
    "catatan.vbs ": b"MsgBox 1\r\n",
    "skrip.js": b"alert(1)",
    "halaman.hta": b"<hta:application/>",
    "alamat.url": b"[InternetShortcut]\nURL=file://x",
    "alamat.txt": b"\xef\xbb\xbf[InternetShortcut]\nURL=file://x",
    "perintah": b"#!/bin/sh\nrm -rf ~\n",
    "film.mkv": bytes.fromhex("1A45DFA3") + b"\x42\x82\x88matroska" + bytes(100),
    "gambar.gif": b"GIF89a" + bytes(100),
    "rusak.docx": b"PK\x03\x04" + bytes(100),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_and_what_may_carry_one_are_refused_however_they_are_called(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"\.$"):
        store(tmp_path).keep(PROGRAMS[name], name)
    assert not list(tmp_path.glob("*/*"))


TAKEN = {
    "surat.docx": (office(), ".docx"),
    "tabel.xlsx": (office("xl/workbook.xml"), ".xlsx"),
    "lama.doc": (ole("WordDocument", "1Table"), ".doc"),
    "lama.xls": (ole("Workbook"), ".xls"),
    "cetak.docx": (office(word__printerSettings__printerSettings1_dot_bin="x"), ".docx"),
    "nota.pdf": (PDF, ".pdf"),
    "rekaman.amr": (b"#!AMR\n" + bytes(100), ".amr"),
    "suara.ogg": (VOICE, ".ogg"),
    "lagu.mp3": (b"ID3\x03\x00" + bytes(100), ".mp3"),
    "telanjang.mp3": (b"\xff\xfb\x90d" + bytes(100), ".mp3"),
    "suara.aac": (b"\xff\xf1\x50\x80" + bytes(100), ".aac"),
    "memo.m4a": (b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00" + bytes(100), ".m4a"),
    "memo.wav": (b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(100), ".wav"),
    "film.mp4": (VIDEO, ".mp4"),
    "film.mov": (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00" + bytes(100), ".mov"),
    "film.3gp": (b"\x00\x00\x00\x18ftyp3gp4\x00\x00\x00\x00" + bytes(100), ".3gp"),
    "film.webm": (bytes.fromhex("1A45DFA3") + b"\x42\x82\x84webm" + bytes(100), ".webm"),
    "cerita.txt": (b"Pagi, saya mau melapor: jalan rusak.", ".txt"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_phones_and_offices_make_is_taken(name: str, tmp_path: Path) -> None:
    content, ending = TAKEN[name]
    kept = store(tmp_path).keep(content, name)
    assert (kept.name, store(tmp_path).mime(kept.ref)) == (name, kept.mime)
    assert kept.name.endswith(ending)


@pytest.mark.parametrize(
    ("called", "shown"),
    [
        ("foto.jpg.exe", "foto.jpg.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\nota.pdf", "nota.pdf"),
        ("nota\u202efdp.exe", "notafdp.pdf"),
        ("dua\nbaris\u2028.pdf", "duabaris.pdf"),
        ("tak\u200bter\u2060lihat\u3164.pdf", "takterlihat.pdf"),
        ("\ud83d setengah.pdf", "setengah.pdf"),
        ("Surat no. 12", "Surat no. 12.pdf"),
        ("", "berkas.pdf"),
        ("  . ", "berkas.pdf"),
    ],
)
def test_a_name_shows_what_is_there_and_ends_as_what_it_is(called: str, shown: str) -> None:
    assert tidy_name(called, ".pdf") == shown


def test_a_long_name_keeps_its_end() -> None:
    assert len(tidy_name("x" * 500, ".docx")) == 80


def test_accents_and_letters_of_all_scripts_stay() -> None:
    assert visible("Café  ꦗꦮ 学校") == "Café ꦗꦮ 学校"


def test_only_sound_is_kept_as_the_voice_message_that_a_platform_calls_it(tmp_path: Path) -> None:
    assert store(tmp_path).keep(PDF, "a", AttachmentKind.VOICE).kind is AttachmentKind.DOCUMENT
    assert (
        store(tmp_path).keep(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00" + bytes(9), "a", AttachmentKind.VOICE).kind is AttachmentKind.VOICE
    )


def test_files_can_be_read_by_nobody_else(tmp_path: Path) -> None:
    kept = store(tmp_path / "files").keep(photo(), "a.jpg")
    path = store(tmp_path / "files").path(kept.ref)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert not list(path.parent.glob("*.part"))


def test_every_kind_has_its_own_ending() -> None:
    assert len({one.ending for one in kinds._ALL}) == len(kinds.ACCEPTED)
