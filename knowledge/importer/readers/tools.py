"""Programs that some documents need on this machine: tesseract for pictures, LibreOffice for old and foreign formats."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from knowledge.errors import DocumentDamaged, ToolMissing

LONGEST_SECONDS = 120


def scanner(name: str) -> Any:
    """A function from a page of a PDF to its lines. Raises ToolMissing where tesseract or its Indonesian data is not installed."""
    _with_indonesian(name)
    return lambda page: _recognised(page.to_image(resolution=200).original)


def picture_lines(name: str, content: bytes) -> list[str]:
    """The lines of a picture file."""
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(io.BytesIO(content))
        picture.load()
    except (UnidentifiedImageError, OSError) as error:
        raise DocumentDamaged(f"Gambar {name} rusak atau terpotong; pindai atau salin ulang lalu coba lagi.") from error
    _with_indonesian(name)
    return _recognised(picture.convert("RGB"))


def converted(name: str, content: bytes) -> bytes:
    """An old or foreign document, converted to .docx by LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ToolMissing(
            f"{name} hanya dapat dibaca bila LibreOffice terpasang; pasang LibreOffice, atau simpan dokumennya sebagai .docx lalu coba lagi."
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"dokumen{Path(name).suffix.lower()}"
        source.write_bytes(content)
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/profil",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        _run(command, name)
        made = source.with_suffix(".docx")
        if not made.exists():
            raise DocumentDamaged(f"{name} tidak dapat dibuka LibreOffice; simpan dokumennya sebagai .docx lalu coba lagi.")
        return made.read_bytes()


def _with_indonesian(name: str) -> None:
    program = shutil.which("tesseract")
    languages = _run([program, "--list-langs"], name).decode(errors="replace").split() if program else []
    if "ind" not in languages:
        what = "bahasa “ind” untuk tesseract" if program else "tesseract dengan bahasa “ind”"
        raise ToolMissing(
            f"{name} adalah hasil pindaian (gambar tanpa tulisan) dan memerlukan {what}; pasang itu, atau pakai dokumen aslinya."
        )


def _recognised(picture: Any) -> list[str]:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    made = _run(["tesseract", "-", "-", "-l", "ind", "--psm", "4"], "gambar", stream.getvalue())
    return [line.strip() for line in made.decode("utf-8", errors="replace").splitlines()]


def _run(command: list[str], name: str, given: bytes | None = None) -> bytes:
    try:
        return subprocess.run(command, input=given, capture_output=True, check=True, timeout=LONGEST_SECONDS).stdout  # noqa: S603  (a fixed program, no shell)
    except (subprocess.SubprocessError, OSError) as error:
        raise DocumentDamaged(
            f"{name} tidak dapat diolah oleh {Path(command[0]).name}; simpan dokumennya sebagai .docx atau .pdf lalu coba lagi."
        ) from error
