"""Decides which lines of a document are titles of services, and which are units, offices, or headings over several services."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.importer import labels, title_text
from knowledge.importer.pages import Line

TITLE_LINE = re.compile(
    r"(?i)^\W*(?:\(?[\divxa-z]{1,4}[.)]\s*)?((nama|jenis)\s+(pe)?layanan|nama standar pelayanan)\b\s*(?:\d+\s*)?[:.]\s*\S"
)
STEPS_LINE = re.compile(r"(?i)^\W*langkah-langkah( pelaksanaan)?\s+\w")
WORDS = re.compile(
    r"(?i)^\W*(?:\(?[\divxa-z]{1,4}[.)]\s*)*(standar pelayanan|pelayanan|layanan|penerbitan|pembuatan|pengurusan|surat|izin|ijin|rekomendasi|permohonan|perekaman|pendaftaran|pencatatan|legalisasi|legalisir|pengaduan|fasilitasi|fasilitas|pembinaan|penyaluran|pengantar|kartu|akta|akte|perubahan|pindah|santunan|dispensasi|konsultasi|peminjaman|pemeriksaan|rawat|imunisasi|verifikasi|pengesahan|penanganan|pemberian|monitoring|laporan|usulan|bantuan|penggantian|perpanjangan|mutasi|cetak|pencetakan|keterangan|administrasi|pengelolaan|penyelenggaraan|pelaporan|poli|ktp|kk|kia|nib|pbg|pbb)\b"
)
NOT_TITLE = re.compile(
    r"(?i)^\W*(?:\(?[\divxa-z]{1,4}[.)]\s*|bagian\s+(?:\d{1,2}|[ivx]{1,4}|[a-z])\b\W*)?(service delivery|manufactur\w*|penyampaian (pe)?layanan.*|pengelolaan (pe)?layanan\W*(\W*manufactur.*|\(.*\)|di internal.*)?|proses (pengelolaan|penyampaian).*|komponen( standar pelayanan)?.*(penyampaian|pengelolaan|service|manufactur).*|service point|no\.? komponen.*|komponen uraian|pendahuluan|daftar isi|lembar\w*|sheet\d*|bab\s+[ivx\d]+.*|lampiran.*|jenis (pe)?layanan (?!\d{0,3}\s*[:.]).*|jenis-jenis.*|daftar (nama |jenis )?(pe)?layanan.*|keputusan .*|peraturan .*|nomor\s*:.*|tanggal\s*:.*|tentang.*|pemerintah (kabupaten|kota|provinsi|daerah|desa).*|alamat\s*:.*|telp.*|jalan .*|jl\..*|visi|misi|motto|standar pelayanan( publik)?( tahun \d{4})?|tahun \d{4}|\d{4})\W*$"
)
UNIT_LINE = re.compile(
    r"(?i)^\W*(?:[A-Z0-9IVX]{1,4}[.)]\s*|bab\s+[ivx\d]+\W*\s)?((?:nama\s+)?(?:bidang|seksi|bagian|subbag\w*|sub bagian|unit|instalasi|loket)\s*:?\s+\S.*)$"
)
PART = re.compile(
    r"(?i)^\W*(?:\w{1,3}[.)]\s*)?bagian\s+(?:\d{1,2}|[ivx]{1,4}|[a-z])\b.*\b(komponen|service|manufactur\w*|penyampaian|pengelolaan)\b"
)
"""A part of the guideline's booklet, no part of an office."""
ROOM = re.compile(r"(?i)^\W*(?:\w{1,4}[.)]\s*)?(instalasi|unit|loket)\b")
"""A unit that people go to: documents of hospitals name services by it."""
GROUP = re.compile(r"^\W*(?:[IVX]+|[A-Z])\s*[.)]")
"""The marker of a heading over several services; theirs are numbers."""
OFFICE_LINE = re.compile(
    r"(?i)^\W*(?:[\divxa-z]{1,4}[.)]?\s+)?(?:standar pelayanan(?: publik)?(?: pada| di lingkungan| di)?\s+)?(?:pemerintah|kantor|kecamatan|kelurahan|desa|dinas|badan|puskesmas|uptd?|rsud|rumah sakit|sekretariat|satuan polisi|satpol\b|damkar|distan\w*|disdukcapil|dukcapil|dinsos|dpmptsp|perpustakaan|(?:sd|smp|sma|smk|tk|slb|mi|mts|ma)\s*n(?:egeri)?\b|sekolah (?:dasar|menengah))\b"
)
COUNTED = re.compile(r"^\W*\d{1,3}\s*[.)]\s*(?i:perpustakaan|puskesmas|rumah sakit|sekolah)\b")
"""A numbered service that begins with the word for such an office: "5. Perpustakaan Keliling"."""
FOR_ALL = re.compile(
    r"(?i)\b(berlaku|komponen|ketentuan|sama)\b.*\b(semua|seluruh|setiap)\s+(jenis\s+|produk\s+)?(standar\s+)?(pe)?layanan\b"
    r"|^\W*(?:\w{1,8}[.)]?\s+){0,2}(komponen|ketentuan)( standar pelayanan| pelayanan)?( yang)? (umum|bersama|sama)\b"
)
"""A heading over components that hold for every service of the document."""
LONGEST_FOR_ALL = 160  # letters


def is_explicit(text: str) -> bool:
    """Whether the line itself says that it names a service."""
    return bool(TITLE_LINE.match(text) or STEPS_LINE.match(text))


def is_for_all(text: str) -> bool:
    """Whether the line says that what follows holds for every service."""
    return len(text) <= LONGEST_FOR_ALL and bool(FOR_ALL.search(text))


def unit_in(text: str) -> str | None:
    match = UNIT_LINE.match(text)
    return match[1].strip(" :.") if match and len(match[1].split()) <= 14 and not PART.match(text) else None


def below_groups(lines: Sequence[Line]) -> list[Line]:
    """The lines without headings over several services, where a numbered line follows."""
    numbered = [at for at, line in enumerate(lines) if (line.heading or line.strong) and re.match(r"^\W*\d{1,3}\s*[.)]", line.text)]
    last = numbered[-1] if numbered else 0
    return [line for at, line in enumerate(lines) if at >= last or not (GROUP.match(line.text) or unit_in(line.text))]


def can_be(line: Line) -> bool:
    """Whether the line may be the title of what follows."""
    text = line.text.strip()
    if title_text.NUMBER.sub("", text, count=1)[:1].islower() or re.search(
        r"@|https?:|(?i:telp|tele[pf]on|fax|telegram|twitter|instagram|instragram|facebook|youtube|youtobe|whatsapp|website|email)\s*(/\s*\w+)?\s*[:.]",
        text,
    ):
        return False
    return (
        2 < len(text) <= 250
        and not NOT_TITLE.match(text)
        and not labels.recognised(text, loose=False)
        and any(char.isalpha() for char in text)
    )


def worth(line: Line) -> int:
    """How strongly the line looks like a title; higher is likelier."""
    text = line.text
    points = (
        6 * is_explicit(text) + 3 * bool(re.match(r"(?i)^\W*(\w{1,4}[.)]?\s+)?standar pelayanan\s+\w", text)) + 2 * bool(WORDS.match(text))
    )
    points += 2 * bool(line.heading) + line.strong + bool(title_text.NUMBER.match(text)) + (text.isupper() and len(text.split()) > 1)
    return (
        points
        - 3 * (len(text.split()) > 25)
        - 2 * text.rstrip().endswith((";", "."))
        - 4 * line.weak
        - 3 * bool(unit_in(text) and not ROOM.match(text))
        - 6 * bool(OFFICE_LINE.match(text) and not COUNTED.match(text))
    )
