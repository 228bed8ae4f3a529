"""The number of a complaint, such as `JUAI-2611-7K3FQ`, and the PIN given with it.

Office code, year and month in the office's zone, four random characters and a check character. The characters are Crockford's base 32
(no I, L, O, U), so what is read aloud or copied by hand comes back right: O is taken for 0, I and L for 1.

The check is Damm's scheme over the field of 32 elements: starting from 1, each value is added (xor) and the sum multiplied by x, modulo
x⁵ + x⁴ + x² + x + 1; the check character brings the sum to zero. Every single wrong character and every swap of two neighbours leaves it not
zero, because each position weighs another power of x. The code's letters count as A = 1 … Z = 26, all others by their place in the alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = "[A-Z]{3,6}"
_SHAPE = re.compile(rf"{_CODE}[0-9]{{2}}(0[1-9]|1[0-2])[{ALPHABET}]{{5}}")
_BETWEEN = r"[\s\-‐‑–—_./]"
_IN_A_SENTENCE = re.compile(
    rf"(?<![^\W_])[A-Z01]{{3,6}}{_BETWEEN}{{0,3}}[0-9OIL]{{4}}{_BETWEEN}{{0,3}}[0-9A-Z]{{5}}(?![^\W_])", re.IGNORECASE
)
_OF_ANOTHER_PORTAL = re.compile(
    r"\blg[a-z]{2}\W?\d{5,}|\b(?:sp4n|lapor\.go\.id|laporgub|jaki|e-?lapor)\b[^\n]{0,30}?#?\d{5,}|(?<!\w)#\d{7,8}(?!\d)", re.IGNORECASE
)
_LETTERS = str.maketrans("01", "OI")
_DIGITS = str.maketrans("OIL", "011")


def new(code: str, local_date: date, random: Callable[[int], int]) -> str:
    """A fresh number. `random(n)` returns 0 to n - 1 and must be unpredictable (`secrets.randbelow`).

    The code has three to six letters. There are about a million numbers for an office and month; the store refuses a second use, and the caller tries
    again.
    """
    if not re.fullmatch(_CODE, code):
        raise ValueError(f"an office code is three to six letters A-Z, not {code!r}")
    body = f"{code}{local_date:%y%m}" + "".join(ALPHABET[random(32)] for _ in range(4))
    return _written(body + ALPHABET[_check(_values(body))])


def parse(text: str) -> str | None:
    """The number in its normal form, from any case, with spaces or without hyphens; None if it is mistyped."""
    plain = re.sub(_BETWEEN, "", text.upper())
    number = plain[:-9].translate(_LETTERS) + plain[-9:].translate(_DIGITS)
    if not _SHAPE.fullmatch(number) or _check(_values(number)):
        return None
    return _written(number)


def tail(text: str) -> str | None:
    """The last three to five characters of a number as they are written, from ones copied by hand; None for what can be none."""
    end = text.upper().translate(_DIGITS)
    return end if re.fullmatch(rf"[{ALPHABET}]{{3,5}}", end) else None


def find(text: str) -> str | None:
    """The first number in a sentence."""
    return next(iter(every(text)), None)


def every(text: str) -> list[str]:
    """The different numbers in a text, in order."""
    return list(dict.fromkeys(number for match in _IN_A_SENTENCE.finditer(text) if (number := parse(match[0]))))


def without(text: str) -> str:
    """The text without its numbers, in any spelling; three parts joined by hyphens count as one."""
    return _IN_A_SENTENCE.sub(lambda match: "" if parse(match[0]) or match[0].count("-") == 2 else match[0], text)


def is_mistyped(text: str, codes: Iterable[str]) -> bool:
    """Whether the text holds something like a number with one of these office codes, and no valid number."""
    begins = tuple(code.upper() for code in codes)
    like = (match[0].upper().translate(_LETTERS) for match in _IN_A_SENTENCE.finditer(text))
    return find(text) is None and any(prefix.startswith(begins) for prefix in like)


def is_of_another_portal(text: str) -> bool:
    """Whether the text names a number of another portal: LaporGub's "LGWP12345678", SP4N-LAPOR!'s "#7654321"."""
    return find(text) is None and _OF_ANOTHER_PORTAL.search(text) is not None


def new_pin(random: Callable[[int], int]) -> str:
    """Six random digits, needed beside the number in every chat except the one that filed the case."""
    return f"{random(1_000_000):06d}"


def _written(number: str) -> str:
    return f"{number[:-9]}-{number[-9:-5]}-{number[-5:]}"


def _values(number: str) -> list[int]:
    """Each character as 0 … 31; the letters before the first digit are the office code."""
    code = re.match("[A-Z]*", number)
    letters = code.end() if code else 0
    return [ord(letter) - 64 for letter in number[:letters]] + [ALPHABET.index(char) for char in number[letters:]]


def _check(values: Iterable[int]) -> int:
    """Zero for values that end with their check character; otherwise the check character they need."""
    check = 1
    for value in values:
        check = (check ^ value) << 1
        check ^= 0b110111 * (check >> 5)
    return check
