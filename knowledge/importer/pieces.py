"""Splits lines into pieces with their markers taken off: numbers, letters and bullets, also when several stand on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.importer.pages import Line, Place

BULLETS = "•·●○▪■◦➢➤✓✔□◻❖\uf0b7\uf0a7\uf0d8\uf0fc*–—-"
MARKER = re.compile(
    rf"\s*(?:(?P<paren>\((?:\d{{1,2}}|[a-z])\))|(?P<digit>\d{{1,3}})(?P<end>[.)])(?!\d)(?=\s|[^\s\d.,:])|(?P<letter>[a-zA-Z])(?P<close>[.)])\s(?!\w\.)|(?P<bullet>[{re.escape(BULLETS)}])(?=\s|[A-Za-z(]))\s*"
)
BARE_NUMBER = re.compile(r"\s*(\d{1,2})\s+(?=[A-Z(])")
NO_MARK_AFTER = re.compile(
    r"(?i)(\b(nomor|no|pasal|ayat|angka|huruf|butir|lantai|km|jl|jalan|rp|kode pos|lampiran|seri|model|pukul|(?<!\d\s)(?:jam|kali|lembar|tahun)|n|dan|atau|s/d|sampai|minimal|maksimal|selama)|±|,)\.?$"
)
DASHED = re.compile(r"(?<=[\w.;)])\s+[-–]\s+(?=[A-Z])")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A line without its marker. `style`: the kind of marker, `order`: its number; both are empty for a line that had none."""

    text: str
    place: Place
    style: str = ""
    order: int = 0
    new: bool = True
    wrapped: bool | None = None
    strong: bool = False


CASE = re.compile(r"(?:(?<=^)|(?<=[.;]\s))(?=[A-Z][^.;:]{2,60}:\s+(?:1|a)[.)]\s)")
"""Where a case with a list of its own begins: "KTP baru: 1. …"."""


def pieces(lines: Sequence[Line]) -> list[Piece]:
    """The pieces of a passage."""
    return _numbered_bare(_split([piece for line in lines for part in _cases(line) for piece in pieces_of(part)]))


def _cases(line: Line) -> Iterator[Line]:
    """Splits a line with several cases, each with a list that starts again, into lines: "KTP baru: 1. A; 2. B. KTP hilang: 1. C"."""
    texts = [text.strip() for text in CASE.split(line.text)]
    if len(texts) < 3:  # what stands before the first case, and one case
        yield line
        return
    for text in filter(None, texts):
        name, _, points = text.partition(":")
        yield from (replace(line, text=f"{name}:", new=True), replace(line, text=points.strip(), new=True)) if points else (line,)


def pieces_of(line: Line) -> Iterator[Piece]:
    text = re.sub(r"\s+", " ", line.text).strip()
    text = re.sub(r"^:\s*", "", text)
    piece = marked(text, line)
    if piece.text:
        yield piece


def marked(text: str, line: Line) -> Piece:
    """The text without its leading marker."""
    match = MARKER.match(text)
    base = Piece(text=text.strip(), place=line.place, new=line.new, wrapped=line.wrapped, strong=line.strong)
    if not match or not text[match.end() :].strip():
        return base
    style, order = _kind(match)
    if style in "-•" and (inner := MARKER.match(text, match.end())) and not inner["bullet"] and text[inner.end() :].strip():
        match, (style, order) = inner, _kind(inner)
    return replace(base, text=text[match.end() :].strip(), style=style, order=order)


def order_of(line: Line) -> tuple[str, int]:
    """The kind and the number of the line's marker; ("", 0) without one."""
    piece = next(pieces_of(line), None)
    return (piece.style, piece.order) if piece else ("", 0)


def last_order(lines: Sequence[Line]) -> tuple[str, int]:
    """The marker of the last item that has one."""
    pieces = _split([piece for line in lines for piece in pieces_of(line)])
    return next(((piece.style, piece.order) for piece in reversed(pieces) if piece.style), ("", 0))


def _kind(match: re.Match[str]) -> tuple[str, int]:
    if paren := match["paren"]:
        inner = paren.strip("()")
        return ("(1)", int(inner)) if inner.isdigit() else ("(a)", ord(inner) - 96)
    if match["digit"]:
        return f"1{match['end']}", int(match["digit"])
    if letter := match["letter"]:
        return f"{'A' if letter.isupper() else 'a'}{match['close']}", ord(letter.lower()) - 96
    return "-" if match["bullet"] in "-–—" else "•", 0


def _split(pieces: list[Piece]) -> list[Piece]:
    """Splits a line at its inner markers: "1. KTP 2. KK" is two items, if the numbers are consecutive in the cell."""
    pieces = [part for piece in pieces for part in _dashes(piece)]
    heads = {(piece.style, piece.order) for piece in pieces if piece.style}
    heads |= {_inline(match) for piece in pieces for match in INLINE.finditer(piece.text) if match[1]} if heads else set()
    seen: dict[str, int] = {}
    return [part for piece in pieces for part in _parts(piece, heads, seen)]


def _dashes(piece: Piece) -> list[Piece]:
    """Splits "- A. - B. - C" on one line into three items."""
    texts = DASHED.split(piece.text) if piece.style == "-" else [piece.text]
    if len(texts) < 3 and not re.search(r"[.;]\s+-\s", piece.text):
        return [piece]
    return [replace(piece, text=text.strip()) for text in texts if text.strip()]


INLINE = re.compile(
    r"(?<=[\s;:])(?:(\d{1,2})([.)])(?:\s*(?=[A-Z(a-z])|\s+(?=\d+\s+\w))|([a-z])([.)])\s+(?=\w)|\((\d{1,2})\)\s+(?=\w)|([•·●▪➢✓□\uf0b7])\s*(?=\w))"
)


def _parts(piece: Piece, heads: set[tuple[str, int]], last: dict[str, int]) -> Iterator[Piece]:
    """The piece, cut at its inner markers. `last` holds the last number of each kind of marker and is updated."""
    starts: list[tuple[int, int, str, int]] = []
    _count(last, piece.style, piece.order)
    founds = list(INLINE.finditer(piece.text))
    inside = {_inline(match) for match in founds}
    for match in founds:
        style, order = _inline(match)
        before = piece.text[: match.start()].rstrip()
        if NO_MARK_AFTER.search(before):
            continue
        skips = order == last.get(style, -9) + 2 and (style, order - 1) not in heads | inside and match[1] is not None
        follows = skips or (order == last.get(style, 0) + 1 and (order > 1 or ((style, 2) in inside or (style, 2) in heads)))
        fills = style in ("1.", "1)") and order > 2 and (style, order - 1) in heads
        if style == "•" or follows or fills:
            starts.append((match.start(), match.end(), style, order))
            _count(last, style, order)
    ends = [start for start, *_ in starts] + [len(piece.text)]
    if piece.text[: ends[0]].strip():
        yield replace(piece, text=piece.text[: ends[0]].strip())
    for (_, begin, style, order), end in zip(starts, ends[1:], strict=True):
        if text := piece.text[begin:end].strip():
            yield Piece(text=text, place=piece.place, style=style, order=order)


def _count(last: dict[str, int], style: str, order: int) -> None:
    """Records a marker; after a number, the letters below it start again."""
    if style.startswith("1"):
        for other in [marker_style for marker_style in last if not marker_style.startswith("1")]:
            del last[other]
    if style:
        last[style] = order


def _inline(match: re.Match[str]) -> tuple[str, int]:
    if match[1]:
        return f"1{match[2]}", int(match[1])
    if match[3]:
        return f"a{match[4]}", ord(match[3]) - 96
    if match[5]:
        return "(1)", int(match[5])
    return "•", 0


def _numbered_bare(pieces: list[Piece]) -> list[Piece]:
    """Numbers without a dot ("1 Meja", "2 Kursi") count as markers if they run 1, 2, 3 …"""
    matches = [
        (index, int(hit[1]), hit.end()) for index, piece in enumerate(pieces) if not piece.style and (hit := BARE_NUMBER.match(piece.text))
    ]
    if len(matches) < 2 or [order for _, order, _ in matches] != list(range(1, len(matches) + 1)):
        return pieces
    ends = {index: (order, end) for index, order, end in matches}
    return [
        replace(piece, text=piece.text[ends[index][1] :].strip(), style="1.", order=ends[index][0]) if index in ends else piece
        for index, piece in enumerate(pieces)
    ]
