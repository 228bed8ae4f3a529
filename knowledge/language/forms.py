"""Pasted forms and identity blocks: values after "Nama:" or "NIK:" are set aside, those after "Isi laporan:" stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_NUMBER = re.compile(
    r"(?i)(?:\b(?:nik|hp|wa|telp|no|nomor)\b[ .:]*)*(?<![\w-])(?:\+?62|0)8[\d x*-]{6,14}[\dx*]|(?:\bnik\b[ .:]*)?(?<![\w-])\d{4,6}[\dx*]{10,12}\b"
)
_VALUE_ENDS = re.compile(r"\n|[.,;](?=\s|$)| / |$")
IDENTITY, CONTENT, KEPT = "identitas", "isi", "tetap"


@dataclass(frozen=True)
class Field:
    """A labelled range of a text that is set aside: an identity value with its label, or the label alone."""

    start: int
    end: int
    is_identity: bool


class Forms:
    def __init__(self, labels: Mapping[str, Sequence[str]]) -> None:
        self._kind = {label: kind for kind, listed in labels.items() for label in listed}
        names = "|".join(re.escape(label) for label in sorted(self._kind, key=len, reverse=True))
        self._label = re.compile(rf"(?i)(?<![\w-])({names})\s*[:=]\s*(?!\S*//)")

    def fields(self, text: str) -> list[Field]:
        """What is set aside, in the order of the text; telephone numbers and NIK also without a label."""
        if not any(mark in text for mark in ":=") and not any(char.isdigit() for char in text):
            return []
        labels = list(self._label.finditer(text))
        starts = [*(label.start() for label in labels), len(text)]
        labelled = [field for label, end in zip(labels, starts[1:], strict=True) if (field := self._field(text, label, end))]
        return _apart([*labelled, *(Field(match.start(), match.end(), True) for match in _NUMBER.finditer(text))])

    def _field(self, text: str, label: re.Match[str], end: int) -> Field | None:
        match self._kind[label.group(1).lower()]:
            case "isi":
                return Field(label.start(), label.end(), False)
            case "identitas":
                stop = min(end, _ending(text, label.end()))
                return None if "?" in text[label.start() : stop] else Field(label.start(), stop, True)
        return None


def _ending(text: str, start: int) -> int:
    match = _VALUE_ENDS.search(text, start)
    return match.end() if match else len(text)


def _apart(fields: Iterable[Field]) -> list[Field]:
    """The fields in order, without those inside another."""
    outer_fields: list[Field] = []
    for field in sorted(fields, key=lambda field: (field.start, -field.end)):
        if not outer_fields or field.start >= outer_fields[-1].end:
            outer_fields.append(field)
    return outer_fields
