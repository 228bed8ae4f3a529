"""Stores what was read from each document beside an office's files, so that an editor can show the part in which a field stands."""

from __future__ import annotations

import json
from collections.abc import Sequence

from knowledge.importer.pages import Block, Cell, Document, Line
from knowledge.standards.data_files import Data

FILE = "bacaan.json"


def as_json(documents: Sequence[Document]) -> str:
    """Every document with its blocks in reading order. Places are written as in the origin of a field, so that they can be looked up."""
    made = [{"nama": document.name, "isi": [_block(block) for block in document.blocks]} for document in documents]
    return json.dumps({"dokumen": made}, ensure_ascii=False, separators=(",", ":"))


def _block(block: Block) -> Data:
    if isinstance(block, Line):
        return {"halaman": block.place.page, "tempat": [str(block.place)], "teks": block.text}
    return {"halaman": block.place.page, "baris": [_row(row) for row in block.rows]}


def _row(row: Sequence[Cell]) -> Data:
    """A row with the text of its cells, separated by line ends, and every place in it; a row that was cut by a page end has two places."""
    places = dict.fromkeys(str(line.place) for cell in row for line in cell.lines)
    return {"tempat": list(places), "sel": ["\n".join(line.text for line in cell.lines) for cell in row]}
