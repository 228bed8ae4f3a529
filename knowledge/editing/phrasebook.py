"""Makes a citizen's phrase part of a service: one line into its file, everything else left as the clerk wrote it."""

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
    """The phrase could not become part of the service; the message says why."""


def adopt(service_id: str, phrase: str, folders: Sequence[Path], now: datetime) -> Path:
    """Adds the phrase to the service's `ungkapan`; returns the file. What it would break is not written."""
    office, _, name = service_id.partition("/")
    files, name = OfficeFiles(folders, office), f"services/{name}"
    try:
        files.change({name: with_phrase(files, name, phrase)}, now)
    except NotChanged as error:
        raise PhraseNotAdopted(str(error)) from error
    return files.folder / f"{name}.yaml"


def with_phrase(files: OfficeFiles, name: str, phrase: str) -> str:
    """The text of the service's file with the phrase in it."""
    before = files.text(name)
    if not before:
        raise NotChanged(f"Layanan “{files.office}/{name.partition('/')[2]}” tidak ada. Lihat daftarnya dengan: layanwarga services")
    said, data = " ".join(phrase.split()), files.data(name)
    if said in (data.get("ungkapan") or []):
        raise NotChanged(f"“{said}” sudah menjadi ungkapan layanan itu.")
    head = _HEAD.search(before)
    if head is None:
        return written({**data, "ungkapan": [said, *(data.get("ungkapan") or [])]})
    return f"{before[: head.start()]}ungkapan:\n  - {json.dumps(said, ensure_ascii=False)}{before[head.end() :]}"
