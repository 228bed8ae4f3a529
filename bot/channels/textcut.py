"""Cuts a long text at the best place: between paragraphs, else lines, else sentences, else words; never inside a visible character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from handlers.talking.message import Span, Text

# From the kindest place to the last resort; a break lies at the end of the match.
_BREAKS = (re.compile(r"\n[ \t]*\n"), re.compile(r"\n"), re.compile(r"[.!?…][\"'”’)\]]*\s"), re.compile(r"\s"))
_JOINER = "\u200d"
_CLINGING = {"Mn", "Me", "Mc"}


def utf16_length(words: str) -> int:
    """The length in UTF-16 units, never less than the code points: sources differ on which of the two Telegram counts, and Meta does not say."""
    return len(words) + sum(character > "\uffff" for character in words)


def cut(text: Text, limit: int, measure: Callable[[str], int] = len) -> list[Text]:
    """The text in pieces of at most `limit` by `measure`, each as long as a good break allows. Styles are preserved; white space at a cut is
    removed.
    """
    return [part(text, start, stop) for start, stop in _pieces(text.plain, limit, measure)]


def part(text: Text, start: int, stop: int) -> Text:
    """The characters from `start` to `stop`, with their styles."""
    spans: list[Span] = []
    offset = 0
    for span in text.spans:
        words = span.text[max(start - offset, 0) : max(stop - offset, 0)]
        if words:
            spans.append(Span(text=words, bold=span.bold, italic=span.italic))
        offset += len(span.text)
    return Text(tuple(spans))


def shorten(words: str, limit: int, measure: Callable[[str], int] = len) -> str:
    """The words on one line; if they are too long, cut between words and ended with "…"."""
    line = " ".join(words.split())
    if measure(line) <= limit:
        return line
    stop = next(_pieces(line, limit - 1, measure))[1]
    return line[:stop].rstrip(" ,;:-–(") + "…"


def _pieces(plain: str, limit: int, measure: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    start, end = _trimmed(plain, 0, len(plain))
    while start < end:
        stop = _stop(plain, start, end, limit, measure)
        yield start, _trimmed(plain, start, stop)[1]
        start = _trimmed(plain, stop, end)[0]


def _trimmed(plain: str, start: int, stop: int) -> tuple[int, int]:
    """The range without empty lines and spaces at its ends."""
    words = plain[start:stop]
    return stop - len(words.lstrip()), start + len(words.rstrip())


def _stop(plain: str, start: int, end: int, limit: int, measure: Callable[[str], int]) -> int:
    """The end of the piece that begins at `start`."""
    longest = _longest(plain, start, end, limit, measure)
    if longest == end:
        return end
    for pattern in _BREAKS:
        # One character more: a break may lie right behind the last that fits. A cut in the first half would waste the message.
        break_ends = [
            m.end() for m in pattern.finditer(plain, start, longest + 1) if len(plain[start : m.end()].rstrip()) <= longest - start
        ]
        if break_ends and break_ends[-1] - start > (longest - start) // 2:
            return break_ends[-1]
    return _whole_character(plain, start, longest)


def _longest(plain: str, start: int, end: int, limit: int, measure: Callable[[str], int]) -> int:
    """The furthest end at which the piece still fits."""
    low, high = start, min(end, start + limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(plain[start:middle]) <= limit else (low, middle - 1)
    return max(low, start + 1)


def _whole_character(plain: str, start: int, stop: int) -> int:
    """The last position up to `stop` that is not inside a character; `stop` where a single character fills it all."""
    return next((place for place in range(stop, start, -1) if not _inside(plain, place)), stop)


def _inside(plain: str, place: int) -> bool:
    """Whether a cut before `place` would split what people see as one character (the common part of Unicode's UAX 29)."""
    before, after = plain[place - 1], plain[place]
    if before == _JOINER or after == _JOINER or (before, after) == ("\r", "\n"):
        return True
    if _is_flag(before) and _is_flag(after):
        return _flags_before(plain, place) % 2 == 1
    return unicodedata.category(after) in _CLINGING or _is_modifier(after)


def _is_modifier(character: str) -> bool:
    """Whether the character is a skin tone or a tag of a subdivision flag."""
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(plain: str, place: int) -> int:
    count = 0
    while place - count > 0 and _is_flag(plain[place - count - 1]):
        count += 1
    return count
