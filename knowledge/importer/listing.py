"""The lines of a cell or a passage become items, groups and notes: markers, wrapped lines, conditions, copies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from knowledge.importer.draft import DraftComponent, DraftGroup, DraftItem
from knowledge.importer.pages import Line, Place
from knowledge.standard import ComponentKey

BULLETS = "•·●○▪■◦➢➤✓✔□◻❖\uf0b7\uf0a7\uf0d8\uf0fc*–—-"
MARKER = re.compile(
    rf"\s*(?:(?P<paren>\((?:\d{{1,2}}|[a-z])\))|(?P<digit>\d{{1,3}})(?P<end>[.)])(?!\d)(?=\s|[^\s\d.,:])|(?P<letter>[a-zA-Z])(?P<close>[.)])\s(?!\w\.)|(?P<bullet>[{re.escape(BULLETS)}])(?=\s|[A-Za-z(]))\s*"
)
BARE_NUMBER = re.compile(r"\s*(\d{1,2})\s+(?=[A-Z(])")
NO_MARK_AFTER = re.compile(
    r"(?i)(\b(nomor|no|pasal|ayat|angka|huruf|butir|lantai|km|jl|jalan|rp|kode pos|lampiran|seri|model|pukul|(?<!\d\s)(?:jam|kali|lembar|tahun)|n|dan|atau|s/d|sampai|minimal|maksimal|selama)|±|,)\.?$"
)
NOTE_HEAD = re.compile(r"(?i)^(keterangan|catatan|ket|nb|note|n\.b)\s*\.?\s*[:.]\s*")
LEAD_IN = re.compile(
    r"(?i)(:|terdiri (dari|atas)|sebagai berikut|meliputi|antara lain|berupa|yaitu|yakni|adalah|melalui|melampirkan|membawa|dengan syarat)\s*[:;]?\s*$"
)
BOILERPLATE = re.compile(
    r"(?i)^(?=.{0,110}$).*\b(sebagai berikut|terdiri (dari|atas)|dapat (dilakukan|disampaikan) melalui|melalui|meliputi|antara lain|yang (harus|perlu) (dipenuhi|dilengkapi|dibawa|disiapkan)|dilaksanakan oleh|dilakukan melalui|persyaratan)\b.*[:;]?\s*$"
)
NOTHING = re.compile(r"(?i)^[\W_]*$|^(nihil|tidak ada data|kosong)$|^[\w /.\-]{2,25}\s*:\s*[\-–./]*$")
CONTACT = re.compile(r"(?i)^(e-?\s?mail|website|situs|www|https?:|telp|hp\b|wa\b|fb\b|ig\b|call)")
DASHED = re.compile(r"(?<=[\w.;)])\s+[-–]\s+(?=[A-Z])")
COPIES = re.compile(
    r"(?i)\b(?:(?:dalam|sebanyak|dibuat|masing-masing)\s+)*(?:rangkap\s+(\d{1,2}|dua|tiga|empat|lima)|(\d{1,2})\s*(?:\([a-z]+\)\s*)?(?:rangkap|lembar|eksemplar))\b(?:\s*\([^)]*\))?"
)
WORDS = {"dua": 2, "tiga": 3, "empat": 4, "lima": 5}
CONDITION = re.compile(
    r"(?i)\s*[\(\[]\s*((?:jika|bila|apabila|bagi|khusus|untuk|kalau|hanya|dalam hal)\b[^)\]]{3,160})[\)\]]\s*\.?\s*$|[,;]?\s+((?:jika|bila|apabila|khusus bagi|khusus untuk|bagi yang)\s[^.;()]{3,120})[.;]?\s*$"
)
DIAGRAM = "[bagan]"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A line with its marker apart: `style` is the kind of marker, `order` its number; both empty for a line without."""

    text: str
    place: Place
    style: str = ""
    order: int = 0
    new: bool = True
    wrapped: bool | None = None
    strong: bool = False


@dataclass
class Node:
    piece: Piece
    text: str
    children: list[Node] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return self.piece.place


def component(lines: Sequence[Line], key: ComponentKey, sure: float = 1.0) -> DraftComponent:
    """The content of one component."""
    pieces = [piece for line in lines for piece in pieces_of(line)]
    pieces = _numbered_bare(_split(pieces))
    body, notes = _notes_apart(pieces)
    nodes = _tree(body)
    items, groups, said = _arranged(nodes, key)
    place = lines[0].place if lines else None
    return DraftComponent(
        items=tuple(_item(node, key, sure) for node in items),
        groups=tuple(DraftGroup(name=name, items=tuple(_item(node, key, sure) for node in members)) for name, members in groups if members),
        notes=(*said, *notes),
        place=place,
        sure=sure,
    )


def pieces_of(line: Line) -> Iterator[Piece]:
    text = re.sub(r"\s+", " ", line.text).strip()
    text = re.sub(r"^:\s*", "", text)
    piece = marked(text, line)
    if piece.text:
        yield piece


def marked(text: str, line: Line) -> Piece:
    """The text with its leading marker taken off."""
    found = MARKER.match(text)
    base = Piece(text=text.strip(), place=line.place, new=line.new, wrapped=line.wrapped, strong=line.strong)
    if not found or not text[found.end() :].strip():
        return base
    style, order = _kind(found)
    if style in "-•" and (inner := MARKER.match(text, found.end())) and not inner["bullet"] and text[inner.end() :].strip():
        found, (style, order) = inner, _kind(inner)
    return replace(base, text=text[found.end() :].strip(), style=style, order=order)


def order_of(line: Line) -> tuple[str, int]:
    """The kind and the number of the line's marker; ("", 0) without one."""
    piece = next(pieces_of(line), None)
    return (piece.style, piece.order) if piece else ("", 0)


def last_order(lines: Sequence[Line]) -> tuple[str, int]:
    """The marker of the last point that has one."""
    pieces = _split([piece for line in lines for piece in pieces_of(line)])
    return next(((piece.style, piece.order) for piece in reversed(pieces) if piece.style), ("", 0))


def _kind(found: re.Match[str]) -> tuple[str, int]:
    if paren := found["paren"]:
        inner = paren.strip("()")
        return ("(1)", int(inner)) if inner.isdigit() else ("(a)", ord(inner) - 96)
    if found["digit"]:
        return f"1{found['end']}", int(found["digit"])
    if letter := found["letter"]:
        return f"{'A' if letter.isupper() else 'a'}{found['close']}", ord(letter.lower()) - 96
    return "-" if found["bullet"] in "-–—" else "•", 0


def _split(pieces: list[Piece]) -> list[Piece]:
    """Markers inside a line: "1. KTP 2. KK" is two points, where the numbers follow each other in the cell."""
    pieces = [part for piece in pieces for part in _dashes(piece)]
    heads = {(piece.style, piece.order) for piece in pieces if piece.style}
    heads |= {_inline(found) for piece in pieces for found in INLINE.finditer(piece.text) if found[1]} if heads else set()
    seen: dict[str, int] = {}
    return [part for piece in pieces for part in _parts(piece, heads, seen)]


def _dashes(piece: Piece) -> list[Piece]:
    """ "- A. - B. - C" on one line is three points."""
    texts = DASHED.split(piece.text) if piece.style == "-" else [piece.text]
    if len(texts) < 3 and not re.search(r"[.;]\s+-\s", piece.text):
        return [piece]
    return [replace(piece, text=text.strip()) for text in texts if text.strip()]


INLINE = re.compile(r"(?<=[\s;:])(?:(\d{1,2})([.)])\s*(?=[A-Z(a-z])|([a-z])([.)])\s+(?=\w)|([•·●▪➢✓□\uf0b7])\s*(?=\w))")


def _parts(piece: Piece, heads: set[tuple[str, int]], last: dict[str, int]) -> Iterator[Piece]:
    """The piece cut at its inner markers; `last` holds the last number of each kind of marker and is kept up."""
    starts: list[tuple[int, int, str, int]] = []
    _count(last, piece.style, piece.order)
    founds = list(INLINE.finditer(piece.text))
    inside = {_inline(found) for found in founds}
    for found in founds:
        style, order = _inline(found)
        before = piece.text[: found.start()].rstrip()
        if NO_MARK_AFTER.search(before):
            continue
        skips = order == last.get(style, -9) + 2 and (style, order - 1) not in heads | inside and found[1] is not None
        follows = skips or (order == last.get(style, 0) + 1 and (order > 1 or ((style, 2) in inside or (style, 2) in heads)))
        fills = style in ("1.", "1)") and order > 2 and (style, order - 1) in heads
        if style == "•" or follows or fills:
            starts.append((found.start(), found.end(), style, order))
            _count(last, style, order)
    ends = [start for start, *_ in starts] + [len(piece.text)]
    if piece.text[: ends[0]].strip():
        yield replace(piece, text=piece.text[: ends[0]].strip())
    for (_, begin, style, order), end in zip(starts, ends[1:], strict=True):
        if text := piece.text[begin:end].strip():
            yield Piece(text=text, place=piece.place, style=style, order=order)


def _count(last: dict[str, int], style: str, order: int) -> None:
    """Notes a marker; after a number the letters below it begin anew."""
    if style.startswith("1"):
        for other in [one for one in last if not one.startswith("1")]:
            del last[other]
    if style:
        last[style] = order


def _inline(found: re.Match[str]) -> tuple[str, int]:
    if found[1]:
        return f"1{found[2]}", int(found[1])
    if found[3]:
        return f"a{found[4]}", ord(found[3]) - 96
    return "•", 0


def _numbered_bare(pieces: list[Piece]) -> list[Piece]:
    """Numbers without a dot ("1 Meja", "2 Kursi") are markers where they count 1, 2, 3 …"""
    found = [
        (index, int(hit[1]), hit.end()) for index, piece in enumerate(pieces) if not piece.style and (hit := BARE_NUMBER.match(piece.text))
    ]
    if len(found) < 2 or [order for _, order, _ in found] != list(range(1, len(found) + 1)):
        return pieces
    ends = {index: (order, end) for index, order, end in found}
    return [
        replace(piece, text=piece.text[ends[index][1] :].strip(), style="1.", order=ends[index][0]) if index in ends else piece
        for index, piece in enumerate(pieces)
    ]


def _notes_apart(pieces: list[Piece]) -> tuple[list[Piece], list[str]]:
    """What follows "Keterangan:" or "Catatan:" is notes."""
    for index, piece in enumerate(pieces):
        if found := NOTE_HEAD.match(piece.text):
            rest = [replace(piece, text=piece.text[found.end() :].strip())] if piece.text[found.end() :].strip() else []
            return pieces[:index], [node.text for node in _flat(_tree([*rest, *pieces[index + 1 :]]))]
    return pieces, []


def _flat(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _flat(node.children)


def _tree(pieces: Sequence[Piece]) -> list[Node]:
    """Points below each other by the kinds of their markers; wrapped lines join the point before."""
    roots: list[Node] = []
    path: list[tuple[str, Node]] = []
    for piece in pieces:
        if piece.text.startswith(DIAGRAM):
            _diagram(piece, path)
            continue
        if not piece.style:
            last = path[-1][1] if path else None
            if last and goes_on(last.text, piece):
                last.text = f"{last.text} {piece.text}"
                continue
        level = next((index for index, (style, _) in enumerate(path) if style == piece.style), None)
        if level is None:
            level = len(path) if piece.style and path and path[-1][0] else 0 if not piece.style else _under_heading(path)
        path = path[:level]
        node = Node(piece=piece, text=piece.text)
        (path[-1][1].children if path else roots).append(node)
        path.append((piece.style, node))
    return roots


def _under_heading(path: list[tuple[str, Node]]) -> int:
    """A marked point after a line without marker stands below it where that line leads in."""
    return len(path) if path and is_head(path[-1][1]) else 0


def is_head(node: Node) -> bool:
    """A line that only names or leads in what follows."""
    text = node.text.rstrip()
    return bool(LEAD_IN.search(text)) or (
        len(text.split()) <= 7 and not text.endswith((".", ";", ",")) and not re.search(r"\d{3,}|@|www", text)
    )


def goes_on(before: str, piece: Piece) -> bool:
    """The line without marker belongs to the sentence before."""
    text = piece.text
    if piece.wrapped is not None and not (piece.new and piece.wrapped):
        return piece.wrapped or (before.rstrip().endswith((",", "/", "(", "&")) and text[:1].islower())
    if CONTACT.match(text):
        return False
    if text[:1].islower() or text[:1] in ")/&,":
        return True
    if re.search(
        r"(?i)(,|/|\(|&|\b(dan|atau|dengan|yang|untuk|oleh|dari|kepada|di|ke|pada|dalam|tentang|serta|nomor|tahun))$", before.rstrip()
    ):
        return True
    return not piece.new and not re.search(r"[.;:!?]$", before.rstrip()) and len(before) >= 50


def _diagram(piece: Piece, path: list[tuple[str, Node]]) -> None:
    """The boxes of a flow chart belong to a point that announces one; elsewhere the steps are told in words already."""
    if path and re.search(r"(?i)\b(alur|bagan|diagram)\b", path[-1][1].text) and len(path[-1][1].text) < 80:
        node = path[-1][1]
        node.text = f"{node.text.rstrip(' :')}: {piece.text.removeprefix(DIAGRAM).strip()}"


Arranged = tuple[list[Node], list[tuple[str, list[Node]]], list[str]]


def _arranged(nodes: list[Node], key: ComponentKey) -> Arranged:
    """Items, groups and what is said around them."""
    nodes = [node for node in nodes if not NOTHING.match(node.text) or node.children]
    if len(nodes) == 1 and nodes[0].children:
        return _single(nodes[0])
    headed = [node for node in nodes if node.children and is_group_name(node)]
    if headed and len(headed) == len([node for node in nodes if not _is_lead(node)]):
        said = [node.text for node in nodes if _is_lead(node) and not BOILERPLATE.search(node.text)]
        return [], [(_named(node.text), list(_leaves(node.children))) for node in headed], said
    if headed and len(headed) >= 2 and key != "prosedur" and not any(BOILERPLATE.search(node.text) for node in headed):
        plain = [node for node in nodes if node not in headed]
        return list(_leaves(plain)), [(_named(node.text), list(_leaves(node.children))) for node in headed], []
    return list(_leaves(nodes)), [], []


def _is_lead(node: Node) -> bool:
    return not node.children and not node.piece.style and bool(LEAD_IN.search(node.text))


def _single(node: Node) -> Arranged:
    inner = [child for child in node.children if not NOTHING.match(child.text)]
    if inner and all(child.children and is_group_name(child) for child in inner):
        return [], [(_named(child.text), list(_leaves(child.children))) for child in inner], []
    if BOILERPLATE.search(node.text) and not re.search(r"\d", node.text):
        return list(_leaves(inner)), [], []
    if is_group_name(node) and not re.match(r"\d", node.text):
        return [], [(_named(node.text), list(_leaves(inner)))], []
    return list(_leaves([node])), [], []


def is_group_name(node: Node) -> bool:
    text = node.text.rstrip(" :")
    return len(text.split()) <= 12 and not text.endswith((".", ";")) and not BOILERPLATE.search(node.text)


def _named(text: str) -> str:
    return text.strip().rstrip(" :;").strip()


def _leaves(nodes: Sequence[Node]) -> Iterator[Node]:
    """Points in their order; a line that only leads in its points is left out."""
    for node in nodes:
        if not (node.children and LEAD_IN.search(node.text) and BOILERPLATE.search(node.text)):
            yield node
        yield from _leaves(node.children)


def _item(node: Node, key: ComponentKey, sure: float) -> DraftItem:
    printed = tidy(node.text)
    text, condition = _condition(printed) if key in ("persyaratan", "waktu", "biaya") else (printed, None)
    found = COPIES.search(printed) if key == "persyaratan" and not re.match(r"(?i)(pas\s?)?foto\b(?!\s?(?:k|c)op)", printed) else None
    return DraftItem(printed=printed, text=text, place=node.place, sure=sure, condition=condition, copies=_copies(found))


def tidy(text: str) -> str:
    """Without the marks at the end that only part a list, and with one space between words."""
    text = re.sub(r"\s+", " ", text).strip().strip("\u200b")
    text = re.sub(r"\s+([.,;:)])", r"\1", text)
    return re.sub(r"[\s;,]+(dan|atau)?$", "", text) if re.search(r";\s*(dan|atau)?$|,$", text) else text


def _condition(text: str) -> tuple[str, str | None]:
    found = CONDITION.search(text)
    before = text[: found.start()].strip() if found else ""
    if not found or len(before) < 3 or re.search(r"[.;]\s", before):
        return text, None
    return text[: found.start()].strip(" ,;"), (found[1] or found[2]).strip()


def _copies(found: re.Match[str] | None) -> int | None:
    if not found:
        return None
    written = (found[1] or found[2]).lower()
    number = WORDS.get(written) or (int(written) if written.isdigit() else 0)
    return number if 2 <= number <= 20 else None
