"""Removes text that is part of the pages and not of a standard: page numbers, a decree's preamble, signatures, footers of portals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.importer import labels, title_text, titles
from knowledge.importer.pages import Block, Line, Table

PAGE_NUMBER = re.compile(
    r"(?i)^\W*(hal(aman)?\.?\s*:?\s*\d+(\s*(dari|/|of)\s*\d+)?|page\s*\d+(\s*(of|/)\s*\d+)?|\d{1,3}\s*(\||/|dari)\s*\d{1,3}|[-–—]\s*\d{1,3}\s*[-–—]|\d{1,3})\W*$"
)
PORTAL = re.compile(
    r"(?i)(sipp\.menpan|sistem informasi pelayanan publik( nasional)?\s*([-|©(]|$)|©|\(c\)\s*20\d\d|hak cipta|copyright|all rights reserved|dicetak (pada|dari|melalui|oleh)|diunduh (pada|dari)|diakses (pada|dari|melalui) http"
    r"|deputi bidang pelayanan publik|^kementerian (panrb|pendayagunaan aparatur negara)[^;]*$|jend(eral|\.)? sudirman kav|powered by|kebijakan privasi|syarat dan ketentuan|peta situs|ikuti kami|hubungi kami$|media sosial kami|didukung oleh|versi cetak)"
)
PREAMBLE = re.compile(r"(?i)^\W*(menimbang|mengingat|memperhatikan|memutuskan|menetapkan|kesatu|kedua|ketiga|keempat|pertama)\b\W*(:|$)")
PREAMBLE_END = re.compile(r"(?i)^\W*(lampiran|ditetapkan di\b|standar pelayanan\b|komponen standar pelayanan\b|jenis (pe)?layanan\b)")
SUBJECT = re.compile(r"(?i)^\W*tentang\W*$")
"""After it stands what a decree is about, until its preamble."""
LONGEST_SUBJECT = 6
FOOTER = re.compile(r"^(?P<text>\D.{11,}?)[\W_]+(?:hal\w*\W+)?(?P<page>\d{1,3})\W*$|^\W*(?P<first>\d{1,3})\s*[|–—-]\s*(?P<after>\D.{11,})$")
"""A line at the foot or head of a page with the page's number."""
HEAD_OF_PAGE = re.compile(r"(?i)^\W*standar pelayanan\b|^[*_]{1,2}[^*_]+[*_]{1,2}$")
"""What two pages already have in common beside their numbers: the booklet's name, or a line in italics."""
PAGE_LINES = 4
"""A page has more lines than this."""
SIGNATURE = re.compile(
    r"(?i)^\W*(ditetapkan di\b|nip\b[\s.:]*\d|\[handwritten|tembusan|salinan sesuai|kepala bagian hukum|pada tanggal\b|yth\.)"
)
SIGNATURE_POST = re.compile(
    r"^\W*(PLT\.?\s+|PJ\.?\s+)?(CAMAT|LURAH|KEPALA|DIREKTUR|SEKRETARIS|BUPATI|WALI ?KOTA|KEPALA DESA)\b[A-Z ,.]{0,90},?\s*$"
)
PLACE_AND_DAY = re.compile(r"^[A-Z][\w .]{2,40},\s*(\d{1,2}|\.{2,})\s+[A-Z][a-z]+\s+20\d\d$")
PLEDGE = re.compile(r"(?i)^\W*maklumat (pe)?layanan\W*$")
POINT = re.compile(r"^\W*[a-z][.)]\s|^[-•]\s(?!.*\s[-•]$)")
"""A point of a list, which several services may have in common."""
CONTENTS = re.compile(r"(\.\s?){4,}\s*\d{1,3}\s*$|…{2,}\s*\d{0,3}\s*$")
IGNORED = re.compile(
    r"(?i)^\W*((gambar|bagan|diagram)(\s+alur)?|alur pelayanan terlampir|terima kasih|lanjutan|daftar isi|kata pengantar|sekian)\W*$"
    r"|^\W*[\[(](stempel|cap|ttd|tanda ?tangan|logo|paraf|materai|meterai)\b[^\])]{0,40}[\])]\W*$"
)


def without_furniture(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without text that belongs to the pages, the decree or a portal."""
    repeated = _repeated(blocks) | set(_counted(blocks))
    subjects = set(_subjects(blocks))
    content: list[Block] = []
    state = ""
    for at, block in enumerate(blocks):
        if at in subjects:
            continue
        if isinstance(block, Table):
            if state == "portal" or not _is_preamble(block):
                state = ""
                content.append(_unsigned(block))
            continue
        state = _state(state, block)
        if not state and not is_furniture(block.text) and block.text.casefold() not in repeated:
            content.append(block)
    return content


def is_furniture(text: str) -> bool:
    return bool(PAGE_NUMBER.match(text) or CONTENTS.search(text) or IGNORED.match(text) or PORTAL.search(text))


def _state(state: str, line: Line) -> str:
    """The state after this line: inside a preamble, a signature, a pledge or a portal's footer, or in none of these."""
    text = line.text
    if PREAMBLE.match(text):
        return "preamble"
    if SIGNATURE.match(text) or PLEDGE.match(text) or ((SIGNATURE_POST.match(text) or PLACE_AND_DAY.match(text)) and state != "preamble"):
        return "signature"
    if state in ("preamble", "signature") and not _opens(text, line):
        return state
    if PORTAL.search(text) and state != "preamble":
        return "portal"
    if state == "portal" and not _opens(text, line):
        return state
    return ""


def _opens(text: str, line: Line) -> bool:
    """Whether the line is a heading with which the document itself continues."""
    if line.heading or (title_text.NUMBER.match(text) and titles.WORDS.match(text)):
        return True
    return bool(
        re.match(
            r"(?i)^\W*([A-Z0-9]{1,3}[.)]\s*)?(lampiran\b|standar pelayanan\b|komponen standar\b|jenis (pe)?layanan\s*:|nama (pe)?layanan|langkah-langkah\s|[ivx]+\.\s|persyaratan\W)",
            text,
        )
    )


def _is_preamble(table: Table) -> bool:
    """Whether this is the table in which a decree arranges Menimbang, Mengingat and its decisions."""
    first = [row[0].text for row in table.rows if row]
    return any(PREAMBLE.match(f"{text} :") for text in first if text)


def _unsigned(table: Table) -> Table:
    """The table without the signature below its rows."""
    alone = ["".join(cell.text for cell in row) if sum(bool(cell.text) for cell in row) == 1 else None for row in table.rows]
    for at, text in enumerate(alone):
        tail = [each for each in alone[at:] if each is not None]
        if (
            text
            and (SIGNATURE_POST.match(text.upper()) or PLACE_AND_DAY.match(text))
            and len(tail) == len(alone[at:])
            and (any(map(SIGNATURE.match, tail)) or _is_signed(tail))
        ):
            return replace(table, rows=table.rows[:at])
    return table


def _is_signed(tail: Sequence[str]) -> bool:
    """Whether these lines are a signature: a place and a day, and below them the post of the signer."""
    return bool(PLACE_AND_DAY.match(tail[0]) and len(tail) > 1 and SIGNATURE_POST.match(tail[1].upper()))


def _repeated(blocks: Sequence[Block]) -> set[str]:
    """Long lines that recur regularly between the others are page headers; a plain text has no margins to recognise them by."""
    lines = [block.text.casefold() for block in blocks if isinstance(block, Line) and not block.weak]
    counts = Counter(line for line in lines if len(line) > 12 and not labels.recognised(line) and not POINT.match(line))
    pages = Counter(_pages(lines))
    counts -= Counter(line for before, line in pairwise(lines) if labels.recognised(before))
    alike = {line for line, count in counts.items() if count >= 4 and pages[line] >= 3}
    return alike | {line for line, count in counts.items() if count >= 2 and pages[line] == count and HEAD_OF_PAGE.match(line)}


def _pages(lines: Sequence[str]) -> Iterator[str]:
    """The lines next to a page number. A number before the name of a component is the number of a row instead."""
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else ""
        if PAGE_NUMBER.match(line) and not labels.recognised(after):
            yield from (*lines[max(0, index - 2) : index], *lines[index + 1 : index + 3])


def _subjects(blocks: Sequence[Block]) -> Iterator[int]:
    """The positions of the lines between "Tentang" and a decree's preamble."""
    for at, block in enumerate(blocks):
        if isinstance(block, Line) and SUBJECT.match(block.text):
            after = [follower.text if isinstance(follower, Line) else "" for follower in blocks[at + 1 : at + 1 + LONGEST_SUBJECT]]
            end = next((index for index, text in enumerate(after) if PREAMBLE.match(text)), 0)
            yield from range(at, at + 1 + end)


def _counted(blocks: Sequence[Block]) -> Iterator[str]:
    """Lines that recur about once a page with a growing number: page headers or footers."""
    counted_lines: dict[str, list[tuple[int, int, str]]] = {}
    at = 0
    for block in blocks:
        at += len(block.rows) if isinstance(block, Table) else 1
        if isinstance(block, Line) and not block.heading and (line := FOOTER.match(block.text)):
            text = (line["text"] or line["after"]).casefold()
            counted_lines.setdefault(text, []).append((at, int(line["page"] or line["first"]), block.text.casefold()))
    for lines in counted_lines.values():
        if len(lines) >= 3 and all(_is_next_page(before, line) for before, line in pairwise(lines)):
            yield from (text for _, _, text in lines)


def _is_next_page(before: tuple[int, int, str], line: tuple[int, int, str]) -> bool:
    return line[1] > before[1] and line[0] - before[0] > PAGE_LINES
