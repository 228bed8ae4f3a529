"""Files as people and their attackers send them, made on the spot."""

from __future__ import annotations

import io
import zipfile

_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def zipped(**files: str) -> bytes:
    """A ZIP file; `__` in a name stands for the slash, `_dot_` for the dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


def office(main: str = "word/document.xml", types: str = _TYPES, **more: str) -> bytes:
    """A file of Word or Excel as those programs pack it."""
    out = io.BytesIO(zipped(**more))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(main, "<document/>")
    return out.getvalue()


def ole(*streams: str) -> bytes:
    """The beginning of an OLE file with streams of these names."""
    return OLE + bytes(504) + b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in ("Root Entry", *streams))
