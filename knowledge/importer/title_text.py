"""Normalises the title of a service: without number and "Standar Pelayanan", in title case."""

from __future__ import annotations

import re

NUMBER = re.compile(r"^\W*(?:([A-Z])|(\d{1,3})|[IVX]+|[a-z])(?:\s*[.)])+\s*:?\s*|^\W*(\d{1,3})\s+(?=[A-Z])|^[A-Z]\s+(?=[A-Z]{3})")
LEAD = re.compile(
    r"(?i)^\W*((nama|jenis)\s+(pe)?layanan(\s*\d{1,3}(?=\s*[:.]))?|nama standar pelayanan|judul|layanan|formulir)\s*[:.]\s*|^\W*(lampiran\s+[\divxa-z]+\s*[:.]?\s*)?(standar pelayanan( publik)?|komponen standar pelayanan|sp)\s*[:.\-–]?\s+(?=\w)|^\W*langkah-langkah( pelaksanaan)?\s+|^\W*terkait\s+(?=monitoring)"
)
VERSION = re.compile(
    r"(?i)\s*\((service (delivery|point)|manufactur\w*|(versi )?(lengkap|ringkas)\b[^)]*|\d{1,2} komponen[^)]*|lanjutan)\)\W*$"
)
"""Which of several versions of a standard a heading stands over; no part of the title."""
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


def cleaned(text: str) -> str:
    """The title without number, "Standar Pelayanan", and punctuation at the end."""
    text = re.sub(r"\s+", " ", text).strip()
    before = ""
    while text != before:
        before = text
        text = NUMBER.sub("", text, count=1)
        shorter = LEAD.sub("", text, count=1)
        text = shorter if len(shorter) > 2 else text
    return _cased(_unquoted(VERSION.sub("", text).strip(" .:;,-–—*")))


def _unquoted(text: str) -> str:
    """The title without quotation marks around all of it; those around a name inside it stay."""
    bare = text.strip("\"“”'")
    return bare if not re.search(r"[\"“”]", bare) else text


def _cased(text: str) -> str:
    """A title that is all in capitals, in title case; short words in capitals stay (KTP, SKTM)."""
    letters = [char for char in text if char.isalpha()]
    if len(text.split()) < 2 or sum(char.isupper() for char in letters) < len(letters) * 0.9:
        return text
    return " ".join(_word(word) for word in text.split())


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
