"""File names for people: one short line of visible characters, with the extension of the real type."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 80
_UNNAMED = "berkas"
_ENDING = re.compile(r"\.\w{1,8}$")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, direction signs, half surrogates, line separators
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"  # letters and signs that show nothing


def visible(text: str) -> str:
    """The text on one line, without invisible characters."""
    visible_characters = "".join(char for char in text if unicodedata.category(char) not in _INVISIBLE and char not in _FILLERS)
    return " ".join(unicodedata.normalize("NFC", visible_characters).split())


def tidy_name(name: str, ending: str = "") -> str:
    """A name without folders, invisible letters and false extensions; `ending` is the extension of the real type."""
    stem = visible(name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    if ending:
        stem = _ENDING.sub("", stem).strip(" .")
    return (stem[-(LONGEST_NAME - len(ending)) :] or _UNNAMED) + ending
