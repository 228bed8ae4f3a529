"""Draws a poster on one sheet (A4), in the largest letters with which everything has room: a step smaller only where it must be."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from bot.papers.pdf_pages import INK, Squares, escaped, letters, style
from bot.papers.poster import Code, Part, Poster
from handlers.talking.wording import plain

MARGIN = 14 * mm
FOOT = 9 * mm
WIDTH, HEIGHT = A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN - FOOT
SIZES = (54, 48, 43, 39, 35, 32, 29, 26, 24, 22, 20, 18, 17, 16, 15, 14)
"""Points; from 26 on letters are about 7 mm high and read from two metres."""
LEAST_CODE, MOST_CODE = 46 * mm, 95 * mm
GAP = 4 * mm
TITLE = 1.15
"""The title's letters, as many times as large as those of the lines."""

Laid: TypeAlias = tuple[Flowable, float]
"""Something to draw, and its height with the space below it."""


def to_pdf(poster: Poster) -> bytes:
    letters()
    buffer = io.BytesIO()
    pen = Canvas(buffer, pagesize=A4, lang="id")
    pen.setTitle(poster.title)
    pen.setAuthor(poster.foot)
    _drawn(pen, poster, _largest(poster))
    pen.save()
    return buffer.getvalue()


def _drawn(pen: Canvas, poster: Poster, words: Sequence[Laid]) -> None:
    """Words from the top, codes at the bottom; room that is left makes the codes larger, then lies between the lines."""
    rest = HEIGHT - _height(words)
    side = min(MOST_CODE, rest / max(len(poster.codes), 1) - GAP)
    loose = min((rest - len(poster.codes) * (side + GAP)) / max(len(words), 1), words[-1][0].style.leading)
    y = A4[1] - MARGIN
    for words_part, height in words:
        words_part.drawOn(pen, MARGIN, y - words_part.height)
        y -= height + loose
    for place, code in enumerate(reversed(poster.codes)):
        _code(pen, code, MARGIN + FOOT + place * (side + GAP), side)
    pen.setFillColor(INK)
    pen.setFont("Vera", min(10, 10 * WIDTH / stringWidth(poster.foot, "Vera", 10)))
    pen.drawString(MARGIN, MARGIN, poster.foot)


def _largest(poster: Poster) -> Sequence[Laid]:
    """The words in the largest letters that leave room for the codes. What has no room even in the smallest is left out, and counted."""
    room = HEIGHT - len(poster.codes) * (LEAST_CODE + GAP)
    for size in SIZES:
        words = _words(poster, size)
        if _height(words) <= room and _unbroken(poster, size):
            return words
    short, left_out = poster, 0
    while _height(words) > room:
        left_out += 1
        short = _shorter(short)
        words = _words(replace(short, parts=[*short.parts, Part(heading="", lines=[plain("poster.more", count=left_out)])]), SIZES[-1])
    return words


def _shorter(poster: Poster) -> Poster:
    """The poster without its last line."""
    *parts, last = poster.parts
    lines = last.lines[:-1]
    return replace(poster, parts=[*parts, replace(last, lines=lines)] if lines else parts)


def _words(poster: Poster, size: float) -> list[Laid]:
    title = Paragraph(escaped(poster.title), style(size * TITLE, bold=True, tight=True, after=size * 0.4))
    return [_laid(part) for part in (title, *(one for part in poster.parts for one in _part(part, size)))]


def _part(part: Part, size: float) -> list[Paragraph]:
    lines = [line for line in part.lines if line]
    numbered = part.counted and len(lines) > 1
    indent = size * (1.75 if len(lines) < 10 else 2.4) if numbered else 0
    heading = [Paragraph(escaped(part.heading), style(size, bold=True, tight=True, after=size * 0.2))] if part.heading else []
    looks = [style(size, tight=True, after=size * 0.3, indent=indent)] * (len(lines) - 1)
    looks.append(style(size, tight=True, after=size * 0.6, indent=indent))
    numbers = [f"{place}." if numbered else None for place in range(1, len(lines) + 1)]
    return [*heading, *(Paragraph(escaped(line), look, bulletText=text) for line, look, text in zip(lines, looks, numbers, strict=True))]


def _laid(paragraph: Paragraph) -> Laid:
    _, height = paragraph.wrap(WIDTH, HEIGHT)
    return paragraph, height + paragraph.getSpaceAfter()


def _height(words: Sequence[Laid]) -> float:
    return sum(height for _, height in words)


def _unbroken(poster: Poster, size: float) -> bool:
    """Whether no word is wider than the sheet; an address may be broken."""
    bold = [poster.title, *(part.heading for part in poster.parts)]
    lines = [line for part in poster.parts for line in part.lines]
    widest = max(
        stringWidth(word, font, points)
        for texts, font, points in ((bold, "Vera-Bold", size * TITLE), (lines, "Vera", size))
        for text in texts
        for word in text.split() or [""]
        if "." not in word.rstrip(".")
    )
    return bool(widest <= WIDTH - 2 * size)


def _code(pen: Canvas, code: Code, y: float, side: float) -> None:
    """The code, and beside it what to do and the address."""
    Squares(code.address, side).drawOn(pen, MARGIN - 2 * mm, y)
    left = MARGIN + side + GAP
    says = Paragraph(escaped(code.says), style(20, bold=True, tight=True, after=4))
    address = Paragraph(escaped(code.address), style(10))
    above = y + side / 2
    for words, up in ((says, True), (address, False)):
        _, height = words.wrap(A4[0] - MARGIN - left, side)
        words.drawOn(pen, left, above + 2 if up else above - height - 2)
