"""Reads back what a PDF says."""

from __future__ import annotations

import io
import re

import pdfplumber


def words_of(pdf: bytes) -> str:
    """The words of all pages in a line, as a reader would copy them."""
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        return re.sub(r"\s+", " ", " ".join(page.extract_text() or "" for page in read.pages))
