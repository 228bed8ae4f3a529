"""A drawing as PNG for a chat. Two pixels a unit; the font is Vera, which the PDF library brings."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont

from bot.drawing.shapes import COLOURS, Drawing, Label, Line, Rect, Shape

SCALE = 2
FONTS = Path(reportlab.__file__).parent / "fonts"
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def to_png(drawing: Drawing) -> bytes:
    image = Image.new("RGB", (drawing.width * SCALE, drawing.height * SCALE), COLOURS["paper"])
    pen = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _draw(pen, shape)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _draw(pen: ImageDraw.ImageDraw, shape: Shape) -> None:
    colour = COLOURS[shape.colour]
    match shape:
        case Rect():
            if shape.width > 0 and shape.height > 0:
                corners = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
                pen.rectangle([edge * SCALE for edge in corners], fill=colour)
        case Line():
            pen.line([(x * SCALE, y * SCALE) for x, y in shape.points], fill=colour, width=round(shape.width * SCALE), joint="curve")
        case Label():
            place = (shape.x * SCALE, shape.y * SCALE)
            pen.text(place, shape.text, fill=colour, font=_font(shape.size, bold=shape.bold), anchor=_ANCHORS[shape.anchor])


@cache
def _font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / ("VeraBd.ttf" if bold else "Vera.ttf"), round(size * SCALE))
