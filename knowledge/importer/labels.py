"""Recognises the names that documents give the fourteen components, in any spelling, and rows that are no component."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from knowledge.importer.names import APPLICANTS, FOREIGN, HEADS, NAMES, TITLES, TITLES_STRICT, UNITS
from knowledge.standards.standard import ComponentKey

LONGEST_LABEL = 90
SURE = 90.0
ALIKE = 82.0

HALVES = re.compile(
    r"^(pengelolaan|penyampaian|proses) (pe)?layanan|^(komponen )?(standar )?(service|manufactur)|standar pelayanan|^komponen"
)
"""The two halves of the national table, and heads."""
ORDER = re.compile(r"^\W*(?:\(?(?:\d{1,2}|[a-zA-Z]|[IVXivx]{1,5})[.)]+\)?|\d{1,2}(?=\s+[A-Z]))\s*")


@dataclass(frozen=True, kw_only=True)
class Label:
    """A component recognised by the name that a document gives it; `sure`: between 0 and 1."""

    key: ComponentKey
    sure: float


def bare(text: str) -> str:
    """The text in lower case, without number, punctuation and brackets."""
    text = re.sub(r"\([^)]*\)", " ", ORDER.sub("", text.strip()))
    return re.sub(r"[^a-z]+", " ", text.lower()).strip()


@lru_cache(maxsize=4096)
def recognised(text: str, *, loose: bool = True) -> Label | None:
    """The component that this text names; None if none. `loose`: also accept a name with a few extra words, as in a column of names."""
    name = bare(text)
    if not name or len(name) > LONGEST_LABEL or is_foreign(text) or HALVES.match(name) or name in TITLES_STRICT or name in UNITS:
        return None
    key, score = max(
        ((key, max(_alike(name, printed_name) for printed_name in names)) for key, names in NAMES.items()), key=lambda pair: pair[1]
    )
    if score >= (ALIKE if len(name) > 5 else SURE):
        return Label(key=key, sure=round(score / 100, 2))
    return _by_word(name) if loose and len(name.split()) <= 9 else None


def _alike(name: str, other: str) -> float:
    """The similarity of two names by their letters in order, so that a short name is not taken for a longer one with the same beginning."""
    if name == other:
        return 100.0
    joined = max(
        fuzz.ratio(first.replace(" ", ""), second.replace(" ", "")) for first, second in ((name, other), (_scanned(name), _scanned(other)))
    )
    return joined if abs(len(name) - len(other)) <= max(3, len(other) * 0.25) else 0.0


def _scanned(name: str) -> str:
    """The name as a scanner may misread it: "rn" for "m", "l" for "i"."""
    return name.replace("rn", "m").replace("l", "i")


KEYWORDS: tuple[tuple[ComponentKey, str], ...] = (
    ("jaminan_keamanan", r"jam\w* (keamanan|keselamatan)|keamanan dan keselamatan|keselamatan pelayanan"),
    ("jaminan_pelayanan", r"^jaminan"),
    ("evaluasi", r"^evaluasi|evaluasi kinerja"),
    ("pengaduan", r"pengaduan|keluhan"),
    ("pengawasan", r"^pengawas|pengawasan"),
    ("jumlah_pelaksana", r"^jumlah (pelaksana|petugas|perso|pegawai|sdm|tenaga)"),
    ("kompetensi", r"^kompetensi|kualifikasi"),
    ("dasar_hukum", r"(dasar|landasan) hukum"),
    ("sarana", r"sarana|prasarana|fasilitas"),
    ("produk", r"^produk|hasil (produk )?(pe)?layanan"),
    ("biaya", r"^biaya|tarif"),
    ("waktu", r"jangka waktu|^(batas )?waktu|lama (pelayanan|penyelesaian|proses)"),
    ("persyaratan", r"^persyaratan|^syarat"),
    ("prosedur", r"prosedur|mekanisme|^alur|tata cara"),
)


def _by_word(name: str) -> Label | None:
    for key, form in KEYWORDS:
        if re.search(form, name):
            return Label(key=key, sure=0.7)
    return None


def says_more(text: str) -> bool:
    """Whether a number follows the name and a colon. That is content, which `bare` removes: "Pengaduan: 0812 555"."""
    return bool(re.search(r"\d", text.partition(":")[2]))


def is_foreign(text: str) -> bool:
    """Whether this is a row that standards often have and that is none of the components."""
    name = bare(text)
    return any(fuzz.ratio(name, label) >= 92 for label in FOREIGN)


def is_hours(text: str) -> bool:
    """Whether this is the name of a line that states the opening hours."""
    return bool(re.match(r"(hari dan )?(jam|jadwal) (pelayanan|layanan|operasional|buka)$|waktu (operasional|buka)$", bare(text)))


def is_half(text: str) -> bool:
    """Whether the row only divides the national table in two, or is the header of its columns."""
    whole = re.sub(r"[^a-z]+", " ", ORDER.sub("", text.strip()).lower()).strip()
    return (
        bool(re.match(r"(pengelolaan|penyampaian|proses) (pe)?layanan|(komponen )?(service|manufactur)|komponen\b", whole))
        or whole == "standar pelayanan"
    )


def is_title_label(text: str, *, strict: bool = False) -> bool:
    return bare(text) in (TITLES_STRICT if strict else (*TITLES_STRICT, *TITLES))


def is_unit_label(text: str) -> bool:
    return bare(text) in UNITS


def is_applicant_label(text: str) -> bool:
    return bare(text) in APPLICANTS


def is_head(text: str) -> bool:
    """Whether this is the header of a column that does not hold names of components."""
    return bare(text) in HEADS or not bare(text)


def led_by(text: str) -> tuple[Label, str] | None:
    """A line such as "Biaya: gratis", split into component and content. Without a colon it is split only where the content is clear."""
    head, colon, rest = text.partition(":")
    if colon and len(head) <= 70 and (label := recognised(head, loose=False)) and label.sure >= 0.88:
        return label, rest.strip()
    match = re.match(
        r"(?i)\W*(?:\d{1,2}[.)]\s*)?((?:batas |jangka )?waktu (?:pelayanan|penyelesaian)|biaya(?: ?/ ?tarif)?|tarif)\s+(?=\d|gratis|tidak|tanpa|±|rp)(.+)",
        text,
    )
    if match and (label := recognised(match.group(1), loose=False)):
        return label, match.group(2).strip()
    return None
