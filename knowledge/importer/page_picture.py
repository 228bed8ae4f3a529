"""A page of a PDF as a picture, with the words of a field marked: `python -m knowledge.importer.page_picture FILE PAGE`.

The words come as lines on the standard input, the JPEG goes to the standard output. It runs as a process of its own, because a document may be anything.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from typing import Any

MOST_PIXELS = 2_000_000
LARGEST_SCALE = 1.6
"""Pixels of a point: about 115 dots an inch."""
FIRST_WORDS = 5
"""Words of a line that are looked for: a longer stretch is broken by the line's end."""
MARK = (255, 214, 0, 80)


def picture(path: str, number: int, lines: Sequence[str]) -> Any:
    """The page (counted from 1) as an image of Pillow."""
    import pypdfium2
    from PIL import Image, ImageDraw

    page = pypdfium2.PdfDocument(path)[number - 1]
    width, height = page.get_size()
    scale = min(LARGEST_SCALE, math.sqrt(MOST_PIXELS / (width * height)))
    painted = page.render(scale=scale).to_pil().convert("RGBA")
    marks = Image.new("RGBA", painted.size)
    for left, bottom, right, top in _places(page, lines):
        box = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
        ImageDraw.Draw(marks).rectangle(box, fill=MARK)
    return Image.alpha_composite(painted, marks).convert("RGB")


def _places(page: Any, lines: Sequence[str]) -> Iterator[tuple[float, float, float, float]]:
    """Where these lines begin on the page: left, bottom, right and top in points, counted from the lower left corner."""
    text = page.get_textpage()
    for line in filter(None, lines):
        searcher = text.search(" ".join(line.split()[:FIRST_WORDS]))
        if stretch := searcher.get_next():
            yield from (text.get_rect(at) for at in range(text.count_rects(*stretch)))


def main() -> None:
    path, number = sys.argv[1:]
    picture(path, int(number), sys.stdin.read().splitlines()).save(sys.stdout.buffer, "JPEG", quality=70)


if __name__ == "__main__":
    main()
