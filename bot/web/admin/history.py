"""Earlier versions of the office's files, and restoring one."""

from __future__ import annotations

import difflib
from contextlib import suppress
from datetime import datetime

import yaml

from bot.errors import BadRequest
from knowledge.editing.office_files import OfficeFiles
from knowledge.importer.writing import as_yaml

MOST_VERSIONS = 50
MOST_LINES = 40


def versions(files: OfficeFiles, name: str) -> list[tuple[datetime, list[str]]]:
    """The versions, newest first, each with the lines that the next change removed (-) and added (+). A different layout of the file does
    not count as a change.
    """
    after, versions_shown = _laid_out(files.text(name)), []
    for version_ in files.versions(name)[:MOST_VERSIONS]:
        before = _laid_out(version_.text)
        moved = [line for line in difflib.unified_diff(before, after, lineterm="", n=0) if line[:1] in "+-"]
        versions_shown.append((version_.until, [line for line in moved if line[:3] not in ("+++", "---")][:MOST_LINES]))
        after = before
    return versions_shown


def _laid_out(text: str) -> list[str]:
    """The lines of the file's data in the editor's layout; the lines of the file itself if its data cannot be read."""
    with suppress(yaml.YAMLError):
        if isinstance(data := yaml.load(text, Loader=yaml.CSafeLoader), dict):
            return as_yaml(data).splitlines()
    return text.splitlines()


def version(files: OfficeFiles, name: str, until: str, mark: str) -> str:
    """The text that was valid until this moment. Raises NotChanged where the file has changed since the page was shown."""
    files.check(name, mark)
    earlier_text = next((earlier.text for earlier in files.versions(name) if earlier.until.isoformat() == until), None)
    if earlier_text is None:
        raise BadRequest("Versi itu tidak ada.")
    return earlier_text
