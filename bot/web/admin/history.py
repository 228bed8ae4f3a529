"""Earlier versions of the office's files, and restoring one."""

from __future__ import annotations

import difflib
from datetime import datetime

from bot.errors import BadRequest
from knowledge.editing.office_files import OfficeFiles

MOST_VERSIONS = 50
MOST_LINES = 40


def versions(files: OfficeFiles, name: str) -> list[tuple[datetime, list[str]]]:
    """The versions, newest first, each with the lines that its next change removed (-) and added (+)."""
    after, versions_shown = files.text(name), []
    for version_ in files.versions(name)[:MOST_VERSIONS]:
        moved = [
            line for line in difflib.unified_diff(version_.text.splitlines(), after.splitlines(), lineterm="", n=0) if line[:1] in "+-"
        ]
        versions_shown.append((version_.until, [line for line in moved if line[:3] not in ("+++", "---")][:MOST_LINES]))
        after = version_.text
    return versions_shown


def version(files: OfficeFiles, name: str, until: str, mark: str) -> str:
    """The text that was valid until this moment. Raises NotChanged where the file has changed since the page was shown."""
    files.check(name, mark)
    earlier_text = next((earlier.text for earlier in files.versions(name) if earlier.until.isoformat() == until), None)
    if earlier_text is None:
        raise BadRequest("Versi itu tidak ada.")
    return earlier_text
