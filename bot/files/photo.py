"""What a photo tells beside its picture: read once, and taken out of what is kept for display."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import imagehash
from PIL import Image, ImageOps

from bot.errors import BadRequest

MOST_PIXELS = 60_000_000
_DETAILS, _GPS = 0x8769, 0x8825
_MAKE, _MODEL, _TAKEN = 0x010F, 0x0110, 0x9003
# What a picture needs to be seen as it is; any other entry of its header may tell about the person.
_HARMLESS = {
    *("jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe", "adobe_transform", "progressive", "progression", "icc_profile"),
    *("dpi", "gamma", "srgb", "chromaticity", "transparency", "background", "interlace", "aspect", "loop", "duration", "timestamp"),
}
_UNREADABLE = (OSError, SyntaxError, ValueError, TypeError, KeyError, ZeroDivisionError)


def bare(content: bytes) -> tuple[bytes, dict[str, str]]:
    """The photo without its metadata, and what it told: place, time, device, and a hash of how it looks.

    Raises BadRequest for a picture that cannot be opened: what nobody can see is no evidence.
    """
    try:
        with Image.open(BytesIO(content)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise BadRequest("Fotonya terlalu besar. Kirim dengan ukuran yang lebih kecil.")
            image.load()
            facts = _facts(image)
            return (_stripped(image) if {key for key, value in image.info.items() if value} - _HARMLESS else content), facts
    except (*_UNREADABLE, Image.DecompressionBombError) as error:
        raise BadRequest("Fotonya tidak bisa dibuka. Coba kirim lagi.") from error


def _stripped(image: Image.Image) -> bytes:
    """The picture upright, with its colours and nothing else."""
    shown = ImageOps.exif_transpose(image)
    shown.info = {key: image.info[key] for key in ("transparency",) if key in image.info}
    out = BytesIO()
    shown.save(out, format="JPEG" if image.format == "MPO" else image.format, quality=95, icc_profile=image.info.get("icc_profile"))
    return out.getvalue()


def _facts(image: Image.Image) -> dict[str, str]:
    """Only what is there; a picture of one colour has no looks to compare."""
    looks = imagehash.dhash(ImageOps.exif_transpose(image))
    found = {"looks": str(looks) if looks.hash.any() else ""}
    try:
        found |= _metadata(image.getexif())
    except _UNREADABLE:
        found["device"] = ""  # a damaged header tells nothing
    return {key: value for key, value in found.items() if value}


def _metadata(exif: Image.Exif) -> dict[str, str]:
    maker = [str(exif.get(tag, "")).strip("\x00 ") for tag in (_MAKE, _MODEL)]
    return {
        "device": " ".join(filter(None, maker)),
        "taken": _taken(str(exif.get_ifd(_DETAILS).get(_TAKEN, ""))),
        "place": _place(exif.get_ifd(_GPS)),
    }


def _taken(written: str) -> str:
    """The camera's own clock, as it was at the place."""
    try:
        return datetime.strptime(written.strip("\x00 "), "%Y:%m:%d %H:%M:%S").isoformat()  # noqa: DTZ007 - EXIF has no zone
    except ValueError:
        return ""


def _place(gps: Mapping[int, Any]) -> str:
    if not gps.get(2) or not gps.get(4):
        return ""
    return f"{_degrees(gps[2], gps.get(1) == 'S'):.5f}, {_degrees(gps[4], gps.get(3) == 'W'):.5f}"


def _degrees(parts: Any, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return (-1 if negative else 1) * (degrees + minutes / 60 + seconds / 3600)
