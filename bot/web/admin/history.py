"""How a file of the office was before, and one of its versions brought back."""

from __future__ import annotations

import difflib
from datetime import datetime

from bot.errors import BadRequest
from knowledge.editing.office_files import OfficeFiles

MOST_VERSIONS = 50
MOST_LINES = 40


def versions(files: OfficeFiles, name: str) -> list[tuple[datetime, list[str]]]:
    """The newest first, each with the lines that the change after it took away (-) and brought (+)."""
    after, found = files.text(name), []
    for one in files.versions(name)[:MOST_VERSIONS]:
        moved = [line for line in difflib.unified_diff(one.text.splitlines(), after.splitlines(), lineterm="", n=0) if line[:1] in "+-"]
        found.append((one.until, [line for line in moved if line[:3] not in ("+++", "---")][:MOST_LINES]))
        after = one.text
    return found


def version(files: OfficeFiles, name: str, until: str, mark: str) -> str:
    """The text that held until this moment. Raises NotChanged where the file is not any more what was shown as the newest."""
    files.check(name, mark)
    found = next((one.text for one in files.versions(name) if one.until.isoformat() == until), None)
    if found is None:
        raise BadRequest("Versi itu tidak ada.")
    return found
