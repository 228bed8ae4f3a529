"""Imports an office's documents in a separate process, because the importer's libraries are large and a document may be anything."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from starlette.datastructures import UploadFile

from bot.errors import BadRequest

LONGEST_SECONDS = 180.0
LONGEST_NAME = 60


async def imported(uploads: Sequence[UploadFile], office: str, root: Path, *options: str) -> None:
    """Writes the drafts below `root`, with further options of the command. Raises BadRequest with the importer's sentence where a document is refused."""
    with tempfile.TemporaryDirectory() as folder:
        files = [await _stored(upload, Path(folder), number) for number, upload in enumerate(uploads, 1)]
        refused = await _run([*files, "--office", office, "--into", str(root), *options])
    if refused or not any((root / "offices" / office / "services").glob("*.yaml")):
        raise BadRequest(refused or "Di dokumen itu tidak ditemukan layanan.")


async def _stored(upload: UploadFile, folder: Path, number: int) -> str:
    """Stores the upload under its own name, which citizens read as the source, reduced to plain letters."""
    path = folder / str(number) / plain_name(upload.filename or "", number)
    path.parent.mkdir()
    path.write_bytes(await upload.read())
    return str(path)


def plain_name(name: str, number: int) -> str:
    """`Standar Pelayanan 2026.docx` stays as it is; the result never leaves a folder, is never hidden, and never looks like an option."""
    given = PurePosixPath(name.replace("\\", "/"))
    stem = re.sub(r"[^\w ().-]", "", given.stem).strip(" .-")[:LONGEST_NAME]
    return f"{stem or f'dokumen-{number}'}{re.sub(r'[^.a-z0-9]', '', given.suffix.lower())[:8]}"


async def _run(arguments: Sequence[str]) -> str:
    """What the importer prints when it refuses; empty where all is well."""
    command = [sys.executable, "-m", "bot", "import", *arguments]
    running = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE)
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            _, error_output = await running.communicate()
    except TimeoutError:
        running.kill()
        await running.wait()
        return "Dokumen itu terlalu lama dibaca. Kirim bagian yang berisi standar pelayanannya saja."
    if not running.returncode:
        return ""
    return error_output.decode(errors="replace").strip().rpartition("\n")[2] or "Dokumen itu tidak dapat dibaca."
