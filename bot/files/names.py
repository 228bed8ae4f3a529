"""The names of files as people see them: one short line of visible characters, with the ending of what the file is."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 80
_UNNAMED = "berkas"
_ENDING = re.compile(r"\.\w{1,8}$")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, direction signs, half surrogates, line separators
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"  # letters and signs that show nothing


def visible(text: str) -> str:
    """The text without what nobody sees, on one line."""
    kept = "".join(char for char in text if unicodedata.category(char) not in _INVISIBLE and char not in _FILLERS)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def tidy_name(name: str, ending: str = "") -> str:
    """A name without folders, invisible letters and false endings; `ending` is that of the file's real type."""
    stem = visible(name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    if ending:
        stem = _ENDING.sub("", stem).strip(" .")
    return (stem[-(LONGEST_NAME - len(ending)) :] or _UNNAMED) + ending
