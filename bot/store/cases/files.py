"""Which files belong to which complaint, and the metadata of their photos. The bytes are in `bot.files`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from bot.store.databases.database import Reading, Row, Transaction, marks, stamp
from handlers.case import likeness
from handlers.talking.message import Attachment, AttachmentKind
from handlers.talking.ports import StoredPhoto

_COLUMNS = "kind, sha256, name, mime, size, facts"


def _attachment(row: Row) -> Attachment:
    kind, ref, name, mime, size, facts = row
    return Attachment(kind=AttachmentKind(kind), ref=ref, name=name, mime=mime, size=size, facts=json.loads(facts))


async def add(transaction: Transaction, number: str, attachments: Sequence[Attachment], person: int, now: datetime) -> None:
    """Records files; a file without a complaint is the person's own."""
    rows = [(a.ref, number, person, a.kind, a.mime, a.size or 0, a.name, stamp(now), json.dumps(dict(a.facts))) for a in attachments]
    if rows:
        await transaction.many(
            "INSERT INTO files (sha256, number, person, kind, mime, size, name, created_at, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            rows,
        )
        marked = [(mark, a.ref, number, person) for a in attachments for mark in likeness.marks(a)]
        sql = "INSERT INTO photo_marks (mark, sha256, number, person) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        await transaction.many(sql, marked)


async def of_complaint(transaction: Transaction, number: str) -> list[Attachment]:
    rows = await transaction.fetch(f"SELECT {_COLUMNS} FROM files WHERE number = ? ORDER BY created_at", number)  # noqa: S608 - fixed columns
    return [_attachment(row) for row in rows]


async def photos(reading: Reading, office: str, marked: Sequence[str]) -> list[StoredPhoto]:
    """The photos in the office's complaints that share one of these marks, the earliest first."""
    rows = await reading.fetch(
        "SELECT DISTINCT f.number, f.person, f.kind, f.sha256, f.name, f.mime, f.size, f.facts, f.created_at FROM photo_marks m"  # noqa: S608
        " JOIN files f ON f.sha256 = m.sha256 AND f.number = m.number AND f.person = m.person"
        f" JOIN complaints c ON c.number = f.number WHERE m.mark IN ({marks(marked)}) AND c.office = ? ORDER BY f.created_at",
        *(*marked, office),
    )
    return [StoredPhoto(number=number, person=person, photo=_attachment(rest)) for number, person, *rest, _ in rows]


async def hand_over(transaction: Transaction, old: int, new: int) -> None:
    """Gives the old person's files to the new one, who may have sent the same already; the marks of photos stay."""
    await transaction.execute(
        "INSERT INTO files (sha256, number, person, kind, mime, size, name, created_at, facts)"
        " SELECT sha256, number, ?, kind, mime, size, name, created_at, facts FROM files WHERE person = ? ON CONFLICT DO NOTHING",
        *(new, old),
    )
    await transaction.execute(
        "INSERT INTO photo_marks (mark, sha256, number, person) SELECT m.mark, m.sha256, m.number, ? FROM files f"
        " JOIN photo_marks m ON m.sha256 = f.sha256 AND m.number = f.number AND m.person = f.person WHERE f.person = ? ON CONFLICT DO NOTHING",
        *(new, old),
    )
    await transaction.execute("DELETE FROM files WHERE person = ?", old)


async def forget_of(transaction: Transaction, person: int) -> None:
    """Removes the person's files; housekeeping deletes their bytes."""
    await transaction.execute(
        "INSERT INTO forgotten_files (sha256) SELECT DISTINCT sha256 FROM files WHERE person = ? ON CONFLICT DO NOTHING", person
    )
    await transaction.execute("DELETE FROM files WHERE person = ?", person)


async def forgotten(transaction: Transaction) -> list[str]:
    """Files that nobody owns any more, each once."""
    held = "SELECT sha256 FROM files UNION SELECT sha256 FROM uploads"
    await transaction.execute(f"DELETE FROM forgotten_files WHERE sha256 IN ({held})")  # noqa: S608 - fixed text
    return [row[0] for row in await transaction.fetch("DELETE FROM forgotten_files RETURNING sha256")]
