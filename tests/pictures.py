"""Photos as phones take them: with place, time and device in their metadata."""

from __future__ import annotations

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw


def photo(
    scene: int = 1, *, taken: str = "2026:11:20 14:05:00", device: str = "Samsung", size: tuple[int, int] = (320, 240), quality: int = 90
) -> bytes:
    """A JPEG; the same scene looks the same, in whatever size and quality it is saved. Without `taken` and `device` it tells nothing."""
    made = _scene(scene).resize(size)
    exif = Image.Exif()
    if device:
        exif[0x010F], exif[0x0110] = device, "A12"
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
        exif.get_ifd(0x8825).update({1: "S", 2: (2.0, 20.0, 30.0), 3: "E", 4: (115.0, 30.0, 0.0)})
    out = BytesIO()
    if taken or device:
        made.save(out, "JPEG", quality=quality, exif=exif)
    else:
        made.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _scene(number: int) -> Image.Image:
    random = Random(number)
    image = Image.new("RGB", (640, 480), (200, 220, 240))
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = random.randrange(640), random.randrange(480)
        draw.rectangle([x, y, x + random.randrange(200), y + random.randrange(200)], fill=tuple(random.randrange(255) for _ in range(3)))
    return image


# The first bytes by which a recording is known, and some sound that nobody will play.
VOICE = b"OggS\x00\x02" + bytes(22) + b"\x01\x13OpusHead\x01\x01" + bytes(200)
VIDEO = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + bytes(200)
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
