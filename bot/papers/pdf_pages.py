"""Writes a paper as PDF (A4). The embedded font is Vera; a character that it lacks is shown as a box, never an error."""

from __future__ import annotations

import io
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import PIL.Image
import reportlab
import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Image, KeepTogether, ListFlowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from bot.drawing.shapes import COLOURS, Drawing, Label, Line, Rect
from bot.papers.blocks import Block, Facts, Figure, Heading, Items, Paper, Photo, Table, Words

MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
LARGEST_SCALE = 0.75
"""Points for one unit of a chart, so that its letters are as large as those of a table."""
FONTS = Path(reportlab.__file__).parent / "fonts"
INK, _LINE, _SOFT = HexColor(COLOURS["ink"]), HexColor(COLOURS["line"]), HexColor("#e2f0ee")
_ANCHORS = {"start": "drawString", "middle": "drawCentredString", "end": "drawRightString"}
_GRID = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
]


def to_pdf(paper: Paper) -> bytes:
    buffer = io.BytesIO()
    made = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=paper.title,
        author=paper.foot,
        lang="id",
    )
    letters()

    def foot(canvas: Any, page: Any) -> None:
        canvas.setFont("Vera", 7.5)
        canvas.setFillColor(INK)
        canvas.drawString(MARGIN, 10 * mm, _clean(paper.foot)[:110])
        canvas.drawRightString(A4[0] - MARGIN, 10 * mm, f"Halaman {page.page}")

    made.build([part for block in paper.blocks for part in _parts(block)], onFirstPage=foot, onLaterPages=foot)
    return buffer.getvalue()


@cache
def letters() -> None:
    for name, file in (("Vera", "Vera.ttf"), ("Vera-Bold", "VeraBd.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
    pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="Vera-Bold", italic="Vera", boldItalic="Vera-Bold")


def style(
    size: float, *, bold: bool = False, after: float = 4, before: float = 0, indent: float = 0, tight: bool = False
) -> ParagraphStyle:
    """`indent`: where the text begins beside its number; `tight`: for large letters."""
    font, leading = "Vera-Bold" if bold else "Vera", size * (1.2 if tight else 1.4)
    spaces = {"leading": leading, "spaceAfter": after, "spaceBefore": before, "leftIndent": indent}
    return ParagraphStyle(f"{font}{size}", fontName=font, fontSize=size, bulletFontName=font, bulletFontSize=size, textColor=INK, **spaces)


_HEADINGS = (style(17, bold=True, after=8), style(12, bold=True, before=8), style(10, bold=True, before=4))
_TEXT, _SMALL, _BOLD = style(9.5), style(8, after=2), style(9, bold=True)


def _parts(block: Block) -> list[Flowable]:
    match block:
        case Heading():
            return [Paragraph(escaped(block.text), _HEADINGS[block.level])]
        case Words():
            return [Paragraph(escaped(line), _SMALL if block.small else _TEXT) for line in block.text.splitlines() if line.strip()]
        case Facts():
            rows = [[_cell(label, bold=True), _cell(value)] for label, value in block.rows]
            return [_grid(rows, [0.3, 0.7], titled=False), Spacer(0, 6)] if rows else []
        case Table():
            titles = [_cell(title, bold=True) for title in block.titles]
            rows = [titles, *([_cell(cell) for cell in row] for row in block.rows)]
            return [_grid(rows, block.widths or [1.0] * len(titles), titled=True), Spacer(0, 6)]
        case Items():
            return [ListFlowable([Paragraph(escaped(line), _TEXT) for line in block.lines], bulletType="bullet", start="•")]
        case Figure():
            return [_Drawn(block.drawing), Spacer(0, 6)]
        case Photo():
            return [KeepTogether([_photo(block.path), Paragraph(escaped(block.says), _SMALL), Spacer(0, 8)])]


def _grid(rows: list[list[Flowable]], widths: Any, *, titled: bool) -> Grid:
    """A table; a row higher than a page continues on the next."""
    columns = [WIDTH * width / sum(widths) for width in widths]
    style = [*_GRID, *([("BACKGROUND", (0, 0), (-1, 0), _SOFT)] if titled else [])]
    return Grid(rows, colWidths=columns, style=style, repeatRows=int(titled), splitInRow=1, hAlign="LEFT")


def _cell(text: str, *, bold: bool = False) -> Paragraph:
    return Paragraph(escaped(text).replace("\n", "<br/>"), _BOLD if bold else style(9, after=0))


def escaped(text: str) -> str:
    return escape(_clean(text), quote=False)


def _clean(text: str) -> str:
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable())


def _photo(path: Path) -> Image:
    """The photo, at most two on a page, 150 dots per inch."""
    with PIL.Image.open(path) as opened:
        opened.thumbnail((1200, 800))
        buffer = io.BytesIO()
        opened.convert("RGB").save(buffer, "JPEG", quality=80)
        wide, high = opened.size
    scale = min(WIDTH / wide, 105 * mm / high)
    return Image(io.BytesIO(buffer.getvalue()), wide * scale, high * scale)


class Squares(Flowable):  # type: ignore[misc]
    """A QR code drawn as squares, sharp at every size."""

    def __init__(self, address: str, side: float) -> None:
        super().__init__()
        self.width = self.height = side
        self._rows = [bytes(row) for row in segno.make(address, error="m").matrix_iter(border=4)]

    def draw(self) -> None:
        step = self.width / len(self._rows)
        self.canv.setFillColor(HexColor("#000000"))
        for line, row in enumerate(self._rows):
            for place, dark in enumerate(row):
                if dark:
                    self.canv.rect(place * step, self.height - (line + 1) * step, step * 1.02, step * 1.02, stroke=0, fill=1)


class _Drawn(Flowable):  # type: ignore[misc]
    """A chart with the same shapes as on the page."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing, self._scale = drawing, min(WIDTH / drawing.width, LARGEST_SCALE)
        self.width, self.height = drawing.width * self._scale, drawing.height * self._scale

    def draw(self) -> None:
        self.canv.scale(self._scale, self._scale)
        for shape in self._drawing.shapes:
            self._shape(shape)

    def _shape(self, shape: Rect | Line | Label) -> None:
        pen, up = self.canv, self._drawing.height
        pen.setFillColor(HexColor(COLOURS[shape.colour]))
        pen.setStrokeColor(HexColor(COLOURS[shape.colour]))
        match shape:
            case Rect():
                pen.rect(shape.x, up - shape.y - shape.height, shape.width, shape.height, stroke=0, fill=1)
            case Line():
                pen.setLineWidth(shape.width)
                for (x, y), (x2, y2) in zip(shape.points, shape.points[1:], strict=False):
                    pen.line(x, up - y, x2, up - y2)
            case Label():
                pen.setFont("Vera-Bold" if shape.bold else "Vera", shape.size)
                getattr(pen, _ANCHORS[shape.anchor])(shape.x, up - shape.y, _clean(shape.text))
