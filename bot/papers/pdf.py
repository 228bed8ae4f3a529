"""A paper as PDF. What writes it is loaded when the first one is asked for."""

from __future__ import annotations

from bot.papers.blocks import Paper
from bot.papers.poster import Poster


def to_pdf(paper: Paper) -> bytes:
    from bot.papers import pdf_pages  # its library takes a tenth of the program's start, and few people ask for a PDF

    return pdf_pages.to_pdf(paper)


def poster_to_pdf(poster: Poster) -> bytes:
    from bot.papers import poster_page  # as above

    return poster_page.to_pdf(poster)
