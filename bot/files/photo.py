"""Reads the metadata of a photo once, and paints the picture anew, so that the stored file holds nothing but the picture."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import numpy as np
import pillow_heif
from PIL import Image, ImageCms, ImageOps

from bot.errors import BadRequest
from handlers.talking.wording import plain

pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
Image.MAX_IMAGE_PIXELS = None  # the bounds below are tighter, and raise an error instead of a warning

MOST_PIXELS = 25_000_000
"""Decoding needs four bytes a pixel, sometimes twice."""
MOST_CAMERA_PIXELS = 52_000_000
"""For formats of cameras: 8160 x 6120 is the largest picture of today's phones below 10 MB."""
LONGEST_SIDE = 4096
_DETAILS, _GPS = 0x8769, 0x8825
_MAKE, _MODEL, _TAKEN = 0x010F, 0x0110, 0x9003
_UNREADABLE = (OSError, SyntaxError, ValueError, TypeError, KeyError, ZeroDivisionError, EOFError, OverflowError, MemoryError)
_ONE_AT_A_TIME = threading.Lock()
_CAMERA = {"JPEG", "MPO", "HEIF"}
_KEPT_AS = {"PNG": "PNG", "WEBP": "WEBP"}  # anything else becomes a JPEG


def repainted(content: bytes) -> tuple[bytes, dict[str, str]]:
    """The photo painted anew, upright and without metadata, and its metadata: place, time, device, and a hash of its looks.

    Raises BadRequest for a picture that cannot be opened, or whose size would need too much memory: the size is read before anything is decoded, and
    only one picture is decoded at a time.
    """
    try:
        with _ONE_AT_A_TIME, Image.open(BytesIO(content)) as image:
            _bound(image)
            metadata = _metadata(image)
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            clean_picture = _painted(image)
            looks = fingerprint(clean_picture)
            return _saved(clean_picture, _KEPT_AS.get(image.format or "", "JPEG")), {
                key: fact for key, fact in {**metadata, "looks": looks}.items() if fact
            }
    except _UNREADABLE as error:
        raise BadRequest(plain("files.unreadable_photo")) from error


def _bound(image: Image.Image) -> None:
    """Refuses sizes that need too much memory; a progressive JPEG is decoded as a whole before it can be made smaller."""
    from_camera = image.format in _CAMERA and not image.info.get("progressive")
    if image.width * image.height > (MOST_CAMERA_PIXELS if from_camera else MOST_PIXELS):
        raise BadRequest(plain("files.photo_too_wide"))


def _painted(image: Image.Image) -> Image.Image:
    """The picture upright, in standard colours, without anything invisible."""
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    plain_colours = upright if upright.mode in {"RGB", "RGBA", "L"} else upright.convert("RGBA" if has_alpha else "RGB")
    picture = _in_screen_colours(plain_colours, profile)
    picture.info = {}
    return picture


def _in_screen_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Applies a colour profile instead of storing it, because it may name a device and can hide any bytes."""
    if not profile or image.mode != "RGB":
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    except (ImageCms.PyCMSError, *_UNREADABLE):
        return image


def _saved(image: Image.Image, form: str) -> bytes:
    out = BytesIO()
    picture = image.convert("RGB") if form == "JPEG" and image.mode == "RGBA" else image
    picture.save(out, format=form, **({"optimize": False} if form == "PNG" else {"quality": 90}))
    return out.getvalue()


def fingerprint(image: Image.Image) -> str:
    """The difference hash of the picture (64 bits as hex); similar pictures differ in few bits. Empty for a picture of one colour."""
    grey = np.asarray(image.convert("L").resize((9, 8), Image.Resampling.LANCZOS))
    brighter = grey[:, 1:] > grey[:, :-1]
    return np.packbits(brighter).tobytes().hex() if brighter.any() else ""


def _metadata(image: Image.Image) -> dict[str, str]:
    """The metadata of the image; empty for a damaged header."""
    try:
        exif = image.getexif()
        maker = [str(exif.get(tag, "")).strip("\x00 ") for tag in (_MAKE, _MODEL)]
        return {
            "device": " ".join(filter(None, maker)),
            "taken": _camera_time(str(exif.get_ifd(_DETAILS).get(_TAKEN, ""))),
            "place": _place(exif.get_ifd(_GPS)),
        }
    except _UNREADABLE:
        return {}


def _camera_time(written: str) -> str:
    """The time by the camera's own clock, which is local."""
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
