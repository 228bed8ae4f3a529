"""Titles of services: which lines are one, how they are cleaned, and which two titles are the same service."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.importer import labels
from knowledge.importer.pages import Block, Line, Table

NUMBER = re.compile(r"^\W*(?:([A-Z])|(\d{1,3})|[IVX]+|[a-z])(?:\s*[.)])+\s*:?\s*|^\W*(\d{1,3})\s+(?=[A-Z])|^[A-Z]\s+(?=[A-Z]{3})")
LEAD = re.compile(
    r"(?i)^\W*((nama|jenis)\s+(pe)?layanan(\s*\d{1,3}(?=\s*[:.]))?|nama standar pelayanan|judul|layanan|formulir)\s*[:.]\s*|^\W*(lampiran\s+[\divxa-z]+\s*[:.]?\s*)?(standar pelayanan( publik)?|komponen standar pelayanan|sp)\s*[:.\-–]?\s+(?=\w)|^\W*langkah-langkah( pelaksanaan)?\s+|^\W*terkait\s+(?=monitoring)"
)
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
VERSION = re.compile(
    r"(?i)\s*\((service (delivery|point)|manufactur\w*|(versi )?(lengkap|ringkas)\b[^)]*|\d{1,2} komponen[^)]*|lanjutan)\)\W*$"
)
"""Which of several versions of a standard a heading stands over; no part of the title."""
FOR_ALL = re.compile(
    r"(?i)\b(berlaku|komponen|ketentuan|sama)\b.*\b(semua|seluruh|setiap)\s+(jenis\s+|produk\s+)?(standar\s+)?(pe)?layanan\b"
    r"|^\W*(?:\w{1,8}[.)]?\s+){0,2}(komponen|ketentuan)( standar pelayanan| pelayanan)?( yang)? (umum|bersama|sama)\b"
)
"""A heading over components that hold for every service of the document."""
LONGEST_FOR_ALL = 160  # letters
GENERIC = re.compile(r"(?i)^(pelayanan|layanan|penerbitan|pembuatan|pengurusan|standar|permohonan|pengajuan|publik|administrasi)\s+")
CASES = [
    "baru",
    "hilang",
    "rusak",
    "ubah",
    "perubahan",
    "penggantian",
    "ganti",
    "perpanjangan",
    "pindah",
    "datang",
    "keluar",
    "masuk",
    "pemula",
    "pertama",
    "duplikat",
    "perorangan",
    "badan",
    "usaha",
    "wni",
    "wna",
    "umum",
    "ulang",
    "cetak",
    "elemen",
    "data",
    "biasa",
    "terlambat",
    "tambah",
    "kurang",
    "pecah",
    "pisah",
    "mutasi",
]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of an index of services."""

    title: str
    number: int | None
    unit: str | None


def cleaned(text: str) -> str:
    """The title without number, "Standar Pelayanan", and marks at the end."""
    text = re.sub(r"\s+", " ", text).strip()
    before = ""
    while text != before:
        before = text
        text = NUMBER.sub("", text, count=1)
        shorter = LEAD.sub("", text, count=1)
        text = shorter if len(shorter) > 2 else text
    return _cased(_unquoted(VERSION.sub("", text).strip(" .:;,-–—*")))


def _unquoted(text: str) -> str:
    """Without the marks around all of it; those around a name inside stay."""
    bare = text.strip("\"“”'")
    return bare if not re.search(r"[\"“”]", bare) else text


def _cased(text: str) -> str:
    """A title in capitals only, as a title is written; short words in capitals stay (KTP, SKTM)."""
    letters = [char for char in text if char.isalpha()]
    if len(text.split()) < 2 or sum(char.isupper() for char in letters) < len(letters) * 0.9:
        return text
    return " ".join(_word(word) for word in text.split())


ALIKE_BRACKETS = 70
SHORTEST_WORD = 6
"""A single word in brackets with so many letters is an abbreviation: (PONEK)."""
SMALL = ["dan", "di", "ke", "dari", "untuk", "pada", "bagi", "yang", "atau", "dengan", "dalam", "oleh", "tentang"]
SHORT = frozenset(
    {
        "ktp",
        "kk",
        "kia",
        "sktm",
        "sku",
        "skck",
        "pbb",
        "imb",
        "pbg",
        "nib",
        "rt",
        "rw",
        "skpd",
        "opd",
        "umkm",
        "bumdes",
        "apbdes",
        "sk",
        "wni",
        "wna",
        "bpjs",
        "pkh",
        "bpnt",
        "dtks",
        "iumk",
        "pkl",
        "siup",
        "tdp",
        "npwp",
        "lksa",
        "tk",
        "paud",
        "sd",
        "smp",
        "sma",
        "kb",
        "ri",
        "hiv",
        "tb",
        "tbc",
        "igd",
        "rsud",
        "ugd",
        "usg",
        "lab",
        "kua",
        "cpw",
        "asn",
        "pns",
        "tni",
        "polri",
        "dd",
        "add",
        "e-ktp",
        "ktp-el",
    }
)


def _word(word: str) -> str:
    core = word.strip('()/.,"').lower()
    if core in SMALL:
        return word.lower()
    in_brackets = word.startswith("(") and word.endswith(")") and len(core) <= SHORTEST_WORD
    if core in SHORT or in_brackets or "/" in word or (len(core) <= 5 and not re.search(r"[aiueo]", core)):
        return word
    return re.sub(r"[A-Za-z]", lambda match: match.group().upper(), word.lower(), count=1)


def number_of(text: str) -> int | None:
    match = re.match(r"(?i)^\W*(?:(?:nama|jenis)\s+(?:pe)?layanan\s*[:.]?\s*)?(?:lampiran\s+)?(\d{1,3})\s*[.):]", text) or re.match(
        r"^\W*(\d{1,3})\s+[A-Z]", text
    )
    return int(match[1]) if match else None


def is_explicit(text: str) -> bool:
    """A line that says itself that it names a service."""
    return bool(TITLE_LINE.match(text) or STEPS_LINE.match(text))


def is_for_all(text: str) -> bool:
    """A line that says that what follows holds for every service."""
    return len(text) <= LONGEST_FOR_ALL and bool(FOR_ALL.search(text))


def unit_in(text: str) -> str | None:
    match = UNIT_LINE.match(text)
    return match[1].strip(" :.") if match and len(match[1].split()) <= 14 and not PART.match(text) else None


def below_groups(lines: Sequence[Line]) -> list[Line]:
    """The lines without the headings over several services, where a numbered one follows."""
    numbered = [at for at, line in enumerate(lines) if (line.heading or line.strong) and re.match(r"^\W*\d{1,3}\s*[.)]", line.text)]
    last = numbered[-1] if numbered else 0
    return [line for at, line in enumerate(lines) if at >= last or not (GROUP.match(line.text) or unit_in(line.text))]


def can_be(line: Line) -> bool:
    """A line that may be the title of what follows."""
    text = line.text.strip()
    if NUMBER.sub("", text, count=1)[:1].islower() or re.search(
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
    """How much speaks for the line being a title."""
    text = line.text
    points = (
        6 * is_explicit(text) + 3 * bool(re.match(r"(?i)^\W*(\w{1,4}[.)]?\s+)?standar pelayanan\s+\w", text)) + 2 * bool(WORDS.match(text))
    )
    points += 2 * bool(line.heading) + line.strong + bool(NUMBER.match(text)) + (text.isupper() and len(text.split()) > 1)
    return (
        points
        - 3 * (len(text.split()) > 25)
        - 2 * text.rstrip().endswith((";", "."))
        - 4 * line.weak
        - 3 * bool(unit_in(text) and not ROOM.match(text))
        - 6 * bool(OFFICE_LINE.match(text) and not COUNTED.match(text))
    )


def key(title: str) -> str:
    """What two titles of the same service have in common."""
    text = re.sub(r"[^a-z0-9]+", " ", re.sub(r"\([^)]*\)", " ", title.lower())).strip()
    before = ""
    while text != before and len(text.split()) > 2:
        before, text = text, GENERIC.sub("", text, count=1)
    return text


def same(title: str, other: str) -> bool:
    """The same service, spelled a little differently; "Domisili" and "Domisili Usaha" are two."""
    first, second = key(title), key(other)
    if first == second:
        return not _cases_differ(title, other)
    return len(first.split()) == len(second.split()) and fuzz.ratio(first, second) >= 94 and not _differs_in_case(first, second)


def _cases_differ(title: str, other: str) -> bool:
    """Both say in brackets which case they are, and say another: "(Tes MMPI)" and "(Tes Kesehatan Jiwa)"."""
    brackets = [" ".join(re.findall(r"\(([^)]*)\)", VERSION.sub("", text.lower()))) for text in (title, other)]
    return all(brackets) and fuzz.token_set_ratio(*brackets) < ALIKE_BRACKETS


def repeats(heading: str, before: str) -> bool:
    """Of two headings with the same title: the one of the page before again, and not a second version under a number or a bracket of its own."""
    numbers = [match.group() for text in (heading, before) if (match := NUMBER.match(text))]
    brackets = [brackets_of for text in (heading, before) if (brackets_of := re.findall(r"\((?!lanjut)[^)]*\)", text.lower()))]
    return all(len(bracket) < 2 or bracket[0] == bracket[1] for bracket in (numbers, brackets))


def _differs_in_case(first: str, second: str) -> bool:
    """A word that makes another case of the same matter: numbers, and words such as baru and hilang."""
    apart = set(first.split()) ^ set(second.split())
    return any(word.isdigit() or word in CASES or len(word) <= 3 for word in apart)


def index_of(blocks: Sequence[Block]) -> list[Entry]:
    """The services that the document lists itself, in a table without components."""
    return [entry for block in blocks if isinstance(block, Table) for entry in _listed(block)]


def _listed(table: Table) -> Iterator[Entry]:
    head = table.rows[0] if table.rows else ()
    column = next((index for index, cell in enumerate(head) if labels.is_title_label(cell.text, strict=True)), None)
    if column is None or any(labels.recognised(cell.text, loose=False) for cell in head) or len(head) < 2:
        return
    units = next((index for index, cell in enumerate(head) if labels.is_unit_label(cell.text)), None)
    unit: str | None = None
    for row in table.rows[1:]:
        if units is not None and len(row) > units and row[units].text:
            unit = row[units].text
        cell = row[column] if len(row) > column else row[-1] if row else None
        yield from _entries(cell.lines if cell else (), unit, row[0].text if row else "")


def _entries(lines: Sequence[Line], unit: str | None, first: str) -> Iterator[Entry]:
    for line in lines:
        if len(line.text) > 3:
            own = number_of(line.text) or (int(first.strip(" .")) if first.strip(" .").isdigit() and len(lines) == 1 else None)
            yield Entry(title=cleaned(line.text), number=own, unit=unit)
