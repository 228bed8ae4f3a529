"""Turns the lines of a cell or passage into items, groups and notes: handles markers, wrapped lines, conditions and copies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from knowledge.importer.draft import DraftComponent, DraftGroup, DraftItem
from knowledge.importer.pages import Line, Place
from knowledge.importer.pieces import Piece, pieces
from knowledge.standards.standard import ComponentKey

NOTE_HEAD = re.compile(r"(?i)^(keterangan|catatan|ket|nb|note|n\.b)\s*\.?\s*[:.]\s*")
LEAD_IN = re.compile(
    r"(?i)(:|terdiri (dari|atas)|sebagai berikut|meliputi|antara lain|berupa|yaitu|yakni|adalah|melalui|melampirkan|membawa|dengan syarat)\s*[:;]?\s*$"
)
BOILERPLATE = re.compile(
    r"(?i)^(?=.{0,110}$).*\b(sebagai berikut|terdiri (dari|atas)|dapat (dilakukan|disampaikan) melalui|melalui|meliputi|antara lain|yang (harus|perlu) (dipenuhi|dilengkapi|dibawa|disiapkan)|dilaksanakan oleh|dilakukan melalui|persyaratan)\b.*[:;]?\s*$"
)
NOTHING = re.compile(r"(?i)^[\W_]*$|^(nihil|tidak ada data|kosong)$|^[\w /.\-]{2,25}\s*:\s*[\-–./]*$")
CONTACT = re.compile(r"(?i)^(e-?\s?mail|website|situs|www|https?:|telp|hp\b|wa\b|fb\b|ig\b|call)")
COPIES = re.compile(
    r"(?i)\b(?:(?:dalam|sebanyak|dibuat|masing-masing)\s+)*(?:rangkap\s+(\d{1,2}|dua|tiga|empat|lima)|(\d{1,2})\s*(?:\([a-z]+\)\s*)?(?:rangkap|lembar|eksemplar))\b(?:\s*\([^)]*\))?"
)
WORDS = {"dua": 2, "tiga": 3, "empat": 4, "lima": 5}
CONDITION = re.compile(
    r"(?i)\s*[\(\[]\s*((?:jika|bila|apabila|bagi|khusus|untuk|kalau|hanya|dalam hal)\b[^)\]]{3,160})[\)\]]\s*\.?\s*$|[,;]?\s+((?:jika|bila|apabila|khusus bagi|khusus untuk|bagi yang)\s[^.;()]{3,120})[.;]?\s*$"
)
DIAGRAM = "[bagan]"


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
    body, notes = _notes_apart(pieces(lines))
    nodes = _tree(body)
    items, groups, remarks = _arranged(nodes, key)
    place = lines[0].place if lines else None
    return DraftComponent(
        items=tuple(_item(node, key, sure) for node in items),
        groups=tuple(DraftGroup(name=name, items=tuple(_item(node, key, sure) for node in members)) for name, members in groups if members),
        notes=(*remarks, *notes),
        place=place,
        sure=sure,
    )


def _notes_apart(parts: list[Piece]) -> tuple[list[Piece], list[str]]:
    """Separates the notes, which follow "Keterangan:" or "Catatan:"."""
    for index, piece in enumerate(parts):
        if match := NOTE_HEAD.match(piece.text):
            rest = [replace(piece, text=piece.text[match.end() :].strip())] if piece.text[match.end() :].strip() else []
            return parts[:index], [node.text for node in _flat(_tree([*rest, *parts[index + 1 :]]))]
    return parts, []


def _flat(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _flat(node.children)


def _tree(parts: Sequence[Piece]) -> list[Node]:
    """The items nested by the kinds of their markers; a wrapped line is joined to the item before it."""
    roots: list[Node] = []
    path: list[tuple[str, Node]] = []
    for piece in parts:
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
    """Puts a marked item below the unmarked line before it, if that line introduces a list."""
    return len(path) if path and is_head(path[-1][1]) else 0


def is_head(node: Node) -> bool:
    """Whether the line only names or introduces what follows."""
    text = node.text.rstrip()
    return bool(LEAD_IN.search(text)) or (
        len(text.split()) <= 7 and not text.endswith((".", ";", ",")) and not re.search(r"\d{3,}|@|www", text)
    )


def goes_on(before: str, piece: Piece) -> bool:
    """Whether the line without marker continues the sentence before it."""
    text = piece.text
    if piece.wrapped is not None and not (piece.new and piece.wrapped):
        return piece.wrapped or (before.rstrip().endswith((",", "/", "(", "&")) and text[:1].islower())
    if CONTACT.match(text):
        return False
    if text[:1].islower() or text[:1] in "()/&,":
        return True
    if re.search(
        r"(?i)(,|/|\(|&|\b(dan|atau|dengan|yang|untuk|oleh|dari|kepada|di|ke|pada|dalam|tentang|serta|nomor|tahun))$", before.rstrip()
    ):
        return True
    return not piece.new and not re.search(r"[.;:!?]$", before.rstrip()) and len(before) >= 50


def _diagram(piece: Piece, path: list[tuple[str, Node]]) -> None:
    """Adds the boxes of a flow chart to the item that announces one. Elsewhere they are left out, because the steps are already described
    in words.
    """
    if path and re.search(r"(?i)\b(alur|bagan|diagram)\b", path[-1][1].text) and len(path[-1][1].text) < 80:
        node = path[-1][1]
        node.text = f"{node.text.rstrip(' :')}: {piece.text.removeprefix(DIAGRAM).strip()}"


Arranged = tuple[list[Node], list[tuple[str, list[Node]]], list[str]]


def _arranged(nodes: list[Node], key: ComponentKey) -> Arranged:
    """The items, the groups, and the notes around them."""
    nodes = [node for node in nodes if not NOTHING.match(node.text) or node.children]
    if len(nodes) == 1 and nodes[0].children:
        return _single(nodes[0])
    headed = [node for node in nodes if node.children and is_group_name(node)]
    if headed and len(headed) == len([node for node in nodes if not _is_lead(node)]):
        leads = [node.text for node in nodes if _is_lead(node) and not BOILERPLATE.search(node.text)]
        return [], [(_named(node.text), list(_leaves(node.children))) for node in headed], leads
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
    """The items in order; a line that only introduces its sub-items is left out."""
    for node in nodes:
        if not (node.children and LEAD_IN.search(node.text) and BOILERPLATE.search(node.text)):
            yield node
        yield from _leaves(node.children)


def _item(node: Node, key: ComponentKey, sure: float) -> DraftItem:
    printed = tidy(node.text)
    text, condition = _condition(printed) if key in ("persyaratan", "waktu", "biaya") else (printed, None)
    copies_match = (
        COPIES.search(printed) if key == "persyaratan" and not re.match(r"(?i)(pas\s?)?foto\b(?!\s?(?:k|c)op)", printed) else None
    )
    return DraftItem(printed=printed, text=text, place=node.place, sure=sure, condition=condition, copies=_copies(copies_match))


def tidy(text: str) -> str:
    """The text without separators at its end, and with single spaces."""
    text = re.sub(r"\s+", " ", text).strip().strip("\u200b")
    text = re.sub(r"\s+([.,;:)])", r"\1", text)
    return re.sub(r"[\s;,]+(dan|atau)?$", "", text) if re.search(r";\s*(dan|atau)?$|,$", text) else text


def _condition(text: str) -> tuple[str, str | None]:
    match = CONDITION.search(text)
    before = text[: match.start()].strip() if match else ""
    if not match or len(before) < 3 or re.search(r"[.;]\s", before):
        return text, None
    return text[: match.start()].strip(" ,;"), (match[1] or match[2]).strip()


def _copies(match: re.Match[str] | None) -> int | None:
    if not match:
        return None
    written = (match[1] or match[2]).lower()
    number = WORDS.get(written) or (int(written) if written.isdigit() else 0)
    return number if 2 <= number <= 20 else None
