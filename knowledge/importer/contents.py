"""What was read of each document, written beside an office's files: an editor shows the part in which a field stands."""

from __future__ import annotations

import json
from collections.abc import Sequence

from knowledge.importer.pages import Block, Cell, Document, Line
from knowledge.standards.data_files import Data

FILE = "bacaan.json"


def as_json(documents: Sequence[Document]) -> str:
    """Every document with its blocks in the order of reading. Places are written as in the origin of a field, and are found by it."""
    made = [{"nama": document.name, "isi": [_block(block) for block in document.blocks]} for document in documents]
    return json.dumps({"dokumen": made}, ensure_ascii=False, separators=(",", ":"))


def _block(block: Block) -> Data:
    if isinstance(block, Line):
        return {"halaman": block.place.page, "tempat": [str(block.place)], "teks": block.text}
    return {"halaman": block.place.page, "baris": [_row(row) for row in block.rows]}


def _row(row: Sequence[Cell]) -> Data:
    """A row with the text of its cells, lines apart, and every place in it: rows that a page cuts have two."""
    places = dict.fromkeys(str(line.place) for cell in row for line in cell.lines)
    return {"tempat": list(places), "sel": ["\n".join(line.text for line in cell.lines) for cell in row]}
