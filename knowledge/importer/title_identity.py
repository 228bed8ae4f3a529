"""Decides which two titles mean the same service."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from knowledge.importer import title_text

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
ALIKE_BRACKETS = 70


def key(title: str) -> str:
    """What two titles of the same service have in common."""
    text = re.sub(r"[^a-z0-9]+", " ", re.sub(r"\([^)]*\)", " ", title.lower())).strip()
    before = ""
    while text != before and len(text.split()) > 2:
        before, text = text, GENERIC.sub("", text, count=1)
    return text


def same(title: str, other: str) -> bool:
    """Whether both are the same service in slightly different spelling; "Domisili" and "Domisili Usaha" are two."""
    first, second = key(title), key(other)
    if first == second:
        return not _cases_differ(title, other)
    return len(first.split()) == len(second.split()) and fuzz.ratio(first, second) >= 94 and not _differs_in_case(first, second)


def _cases_differ(title: str, other: str) -> bool:
    """Whether both name a case in brackets, and the cases differ: "(Tes MMPI)" and "(Tes Kesehatan Jiwa)"."""
    brackets = [" ".join(re.findall(r"\(([^)]*)\)", title_text.VERSION.sub("", text.lower()))) for text in (title, other)]
    return all(brackets) and fuzz.token_set_ratio(*brackets) < ALIKE_BRACKETS


def repeats(heading: str, before: str) -> bool:
    """Whether, of two headings with the same title, the second is only repeated from the page before, and is no second version with its own
    number or bracket.
    """
    numbers = [match.group() for text in (heading, before) if (match := title_text.NUMBER.match(text))]
    brackets = [brackets_of for text in (heading, before) if (brackets_of := re.findall(r"\((?!lanjut)[^)]*\)", text.lower()))]
    return all(len(bracket) < 2 or bracket[0] == bracket[1] for bracket in (numbers, brackets))


def _differs_in_case(first: str, second: str) -> bool:
    """Whether the word makes it another case of the same matter: a number, or a word such as baru or hilang."""
    apart = set(first.split()) ^ set(second.split())
    return any(word.isdigit() or word in CASES or len(word) <= 3 for word in apart)
