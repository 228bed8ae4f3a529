"""Words that one person alone has said, and where they can be found in clear: in files of any kind, in rows, in lines."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path


def forms(word: str) -> list[bytes]:
    """How a word can stand in a file without being sealed: as it is, in capitals, as UTF-16, as base64 at each of its three offsets."""
    plain = word.encode()
    encoded = [base64.b64encode(bytes(shift) + plain)[4:-4] for shift in range(3)]
    return [plain, word.upper().encode(), word.lower().encode(), word.encode("utf-16-le"), *(one for one in encoded if len(one) >= 8)]


def in_files(folder: Path, words: Iterable[str]) -> list[str]:
    """`file: word` for each word that stands in a file below the folder."""
    contents = {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return [f"{path.relative_to(folder)}: {word}" for path, content in contents.items() for word in words if _stands(word, content)]


def in_texts(texts: Mapping[str, str], words: Iterable[str]) -> list[str]:
    """`name: word` for each word that stands in a text."""
    return [f"{name}: {word}" for name, text in texts.items() for word in words if _stands(word, text.encode("utf-8", "replace"))]


def in_tables(database: Path, words: Iterable[str]) -> list[str]:
    """`table.column: word`, read without the key, of every table, its shadow tables too."""
    wanted = list(words)
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        found = {f"{place}: {word}" for place, value in _values(connection) for word in wanted if _stands(word, value)}
    return sorted(found)


def _values(connection: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in names:
        rows = connection.execute(f'SELECT * FROM "{table}"')
        columns = [column[0] for column in rows.description]
        for row in rows:
            for column, value in zip(columns, row, strict=True):
                yield f"{table}.{column}", value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def _stands(word: str, content: bytes) -> bool:
    return any(one in content for one in forms(word))
