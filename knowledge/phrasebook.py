"""Makes a citizen's phrase part of a service: one line into its file, everything else left as the clerk wrote it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.library import ROOT, load

_HEAD = re.compile(r"^ungkapan:\s*(\[\s*\])?\s*$", re.MULTILINE)


class PhraseNotAdopted(KnowledgeError):
    """The phrase could not become part of the service; the message says why."""


def adopt(service_id: str, phrase: str, root: Path = ROOT) -> Path:
    """Adds the phrase to the service's `ungkapan`; returns the file. What it would break is not written."""
    office, _, name = service_id.partition("/")
    path = root / "offices" / office / "services" / f"{name}.yaml"
    if not path.is_file():
        raise PhraseNotAdopted(f"Layanan “{service_id}” tidak ada. Lihat daftarnya dengan: layanwarga services")
    before = path.read_text(encoding="utf-8")
    head = _HEAD.search(before)
    if head is None:
        raise PhraseNotAdopted(f"{path.name}: bagian “ungkapan:” tidak ditemukan; tambahkan ungkapannya dengan tangan.")
    said = " ".join(phrase.split())
    after = f"{before[: head.start()]}ungkapan:\n  - {json.dumps(said, ensure_ascii=False)}{before[head.end() :]}"
    path.write_text(after, encoding="utf-8")
    found = load(root, [office]).services.get(service_id)
    if found is None or said not in found.phrases:
        path.write_text(before, encoding="utf-8")
        raise PhraseNotAdopted(f"{path.name}: berkas tidak berubah, karena sesudahnya tidak terbaca.")
    return path
