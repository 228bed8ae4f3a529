"""What is kept of a photo is its picture and nothing else; pictures made to fill the memory are refused before they are decoded."""

from __future__ import annotations

import struct
import threading
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from bot.errors import BadRequest
from bot.files import photo
from tests.pictures import photo as taken_photo

CANARY = b"KENARI-7731"
# What the library `imagehash` 4.3.2 says of the pictures 0 to 11; 400 more were compared with it before it was left out.
LOOKS = [
    *("969696b119333032", "cc343c35e40c8e9c", "5c4c6f6ce6d83431", "1a1c3829690f8e2c", "934b49395c8d476a", "900606462f2f0d34"),
    *("1d11535311536312", "307464306545042c", "9474645c185c7632", "662226d893939294", "96444f47656d19b9", "9a1a2e265f5a6248"),
]


def picture(scene: int = 1) -> Image.Image:
    return Image.open(BytesIO(taken_photo(scene, taken="", device="")))


def saved(image: Image.Image, form: str, **more: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_segment(jpeg: bytes, marker: int, data: bytes) -> bytes:
    """The JPEG with one more application segment behind its beginning, as C2PA and cameras write them."""
    return jpeg[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data + jpeg[2:]


def with_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(picture(), "JPEG", icc_profile=profile + CANARY)


def png_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", CANARY.decode())
    info.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    return saved(picture(), "PNG", pnginfo=info)


def png_private() -> bytes:
    png = saved(picture(), "PNG")
    return png[:33] + chunk(b"prVt", CANARY) + png[33:-12] + chunk(b"caBX", CANARY) + png[-12:]


def with_description() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    return saved(picture(), "JPEG", exif=exif)


JPEG = saved(picture(), "JPEG")
HIDDEN = {
    "exif": with_description(),
    "comment": saved(picture(), "JPEG", comment=CANARY),
    "xmp": with_segment(JPEG, 0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + CANARY),
    "c2pa": with_segment(JPEG, 0xEB, b"JP\x00\x01" + CANARY),
    "photoshop": with_segment(JPEG, 0xED, b"Photoshop 3.0\x00" + CANARY),
    "unknown segment": with_segment(JPEG, 0xE9, CANARY),
    "jfif thumbnail": with_segment(JPEG, 0xE0, b"JFXX\x00\x10" + CANARY),
    "behind the end": JPEG + CANARY,
    "second picture": JPEG + with_segment(JPEG, 0xE9, CANARY),
    "colour profile": with_profile(),
    "png text": png_text(),
    "png private chunk": png_private(),
    "png behind the end": saved(picture(), "PNG") + CANARY,
    "webp exif": saved(picture(), "WEBP", exif=b"Exif\x00\x00" + CANARY, xmp=CANARY),
    "heic": saved(picture(), "HEIF", xmp=CANARY),
}


@pytest.mark.parametrize("place", HIDDEN)
def test_nothing_hidden_in_a_photo_survives(place: str) -> None:
    assert CANARY in HIDDEN[place], "the sample carries it"
    shown, _ = photo.repainted(HIDDEN[place])
    assert CANARY not in shown
    assert Image.open(BytesIO(shown)).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "loop", "background"}


def heic() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Apple"
    exif.get_ifd(0x8769)[0x9003] = "2026:11:20 14:05:00"
    return saved(picture(), "HEIF", exif=exif, quality=90)


def test_a_photo_of_an_iphone_becomes_a_jpeg_and_tells_what_it_told() -> None:
    shown, facts = photo.repainted(heic())
    assert Image.open(BytesIO(shown)).format == "JPEG"
    assert (facts["device"], facts["taken"]) == ("Apple", "2026-11-20T14:05:00")
    assert b"Apple" not in shown


def test_a_photo_that_was_held_sideways_is_kept_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    shown, _ = photo.repainted(saved(Image.new("RGB", (40, 20), "red"), "JPEG", exif=exif))
    assert Image.open(BytesIO(shown)).size == (20, 40)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_mode_of_colour_can_be_kept(mode: str) -> None:
    image = Image.new("I;16", (20, 20)) if mode == "I;16" else picture().convert(mode)
    shown, _ = photo.repainted(saved(image, "JPEG" if mode == "CMYK" else "PNG"))
    assert Image.open(BytesIO(shown)).format in {"JPEG", "PNG"}


def test_the_looks_of_a_photo_are_those_that_the_library_told_before() -> None:
    assert [photo.fingerprint(picture(scene)) for scene in range(12)] == LOOKS
    assert photo.fingerprint(Image.new("RGB", (30, 30), "white")) == "", "of one colour: nothing to compare"


def test_the_same_photo_smaller_and_saved_again_differs_in_few_bits() -> None:
    first, again = (
        photo.repainted(taken_photo(3, size=size, quality=quality))[1]["looks"] for size, quality in (((640, 480), 95), ((200, 150), 60))
    )
    assert (int(first, 16) ^ int(again, 16)).bit_count() <= 5


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that claims to be very wide."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(5001, 5000), (30_000, 30_000), (2**31 - 1, 1), (100_000, 100_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_by_its_header(width: int, height: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def decode(*_: object) -> None:
        raise AssertionError("nothing may be decoded")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", decode)
    with pytest.raises(BadRequest, match="terlalu besar"):
        photo.repainted(bomb(width, height))


def test_a_progressive_jpeg_may_be_less_wide() -> None:
    with pytest.raises(BadRequest, match="terlalu besar"):
        photo.repainted(saved(Image.new("L", (6000, 5000)), "JPEG", progressive=True))
    assert Image.open(BytesIO(photo.repainted(saved(Image.new("L", (6000, 5000)), "JPEG"))[0])).size == (4096, 3413)


def test_pictures_are_decoded_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most = [0], [0]
    whole = photo._painted

    def counted(image: Image.Image) -> Image.Image:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        try:
            return whole(image)
        finally:
            inside[0] -= 1

    monkeypatch.setattr(photo, "_painted", counted)
    threads = [threading.Thread(target=photo.repainted, args=(taken_photo(number),)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    assert not any(one.is_alive() for one in threads)
    assert most[0] == 1


@pytest.mark.parametrize("content", [b"\xff\xd8\xff", JPEG[: len(JPEG) // 2], b"\x89PNG\r\n\x1a\n", saved(picture(), "PNG")[:200]])
def test_a_photo_that_cannot_be_opened_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(BadRequest, match="tidak bisa dibuka"):
        photo.repainted(content)
