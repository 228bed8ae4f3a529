"""Adds a citizen's phrase to a service: one line in its file; everything else stays as the clerk wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from knowledge.editing.office_files import NotChanged, OfficeFiles, written
from knowledge.errors import KnowledgeError

_HEAD = re.compile(r"^ungkapan:\s*(\[\s*\])?\s*$", re.MULTILINE)


class PhraseNotAdopted(KnowledgeError):
    """The phrase was not added to the service; the message says why."""


def adopt(service_id: str, phrase: str, folders: Sequence[Path], now: datetime) -> Path:
    """Adds the phrase to the service's `ungkapan`; returns the file. A change that would cause mistakes is not written."""
    office, _, name = service_id.partition("/")
    files, name = OfficeFiles(folders, office), f"services/{name}"
    try:
        files.change({name: with_phrase(files, name, phrase)}, now)
    except NotChanged as error:
        raise PhraseNotAdopted(str(error)) from error
    return files.folder / f"{name}.yaml"


def with_phrase(files: OfficeFiles, name: str, phrase: str) -> str:
    """The text of the service's file with the phrase."""
    before = files.text(name)
    if not before:
        raise NotChanged(f"Layanan “{files.office}/{name.partition('/')[2]}” tidak ada. Lihat daftarnya dengan: layanwarga services")
    words, data = " ".join(phrase.split()), files.data(name)
    if words in (data.get("ungkapan") or []):
        raise NotChanged(f"“{words}” sudah menjadi ungkapan layanan itu.")
    head = _HEAD.search(before)
    if head is None:
        return written({**data, "ungkapan": [words, *(data.get("ungkapan") or [])]})
    return f"{before[: head.start()]}ungkapan:\n  - {json.dumps(words, ensure_ascii=False)}{before[head.end() :]}"
