"""The sentences that an office may reword; they are listed in `sentences.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

LONGEST = 700
_FIELD = re.compile(r"\{([^{}]*)\}")
_FILE = Path(__file__).parent.parent / "sentences.yaml"


class OwnSentence(BaseModel):
    """When the sentence is used, and which fields the bot can fill in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    use: str = Field(alias="untuk")
    fields: tuple[str, ...] = Field(alias="isian")


@cache
def changeable() -> Mapping[str, OwnSentence]:
    """The sentences that may be reworded, by key."""
    data = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {key: OwnSentence.model_validate(entry) for key, entry in data.items()}


def _sound(sentences_of_office: dict[str, str]) -> dict[str, str]:
    """Checks an office's sentences; one that the bot could not use is a mistake, named with its key."""
    for key, text in sentences_of_office.items():
        own_sentence = changeable().get(key)
        if own_sentence is None:
            raise ValueError(f"{key}: kalimat ini tidak boleh diubah; yang boleh: {', '.join(changeable())}")
        if not 0 < len(text.strip()) <= LONGEST:
            raise ValueError(f"{own_sentence.use}: tulis paling banyak {LONGEST} huruf")
        if strange := set(_FIELD.findall(text)) - set(own_sentence.fields):
            raise ValueError(
                f"{own_sentence.use}: isian {{{'}, {'.join(sorted(strange))}}} tidak dikenal; yang ada: {_field_list(own_sentence)}"
            )
        if re.search(r"[{}]", _FIELD.sub("", text)):
            raise ValueError(f"{own_sentence.use}: kurung kurawal tidak lengkap")
    return sentences_of_office


def _field_list(own_sentence: OwnSentence) -> str:
    return ", ".join(f"{{{field_name}}}" for field_name in own_sentence.fields) or "tidak ada"


Sentences = Annotated[dict[str, str], AfterValidator(_sound)]
"""An office's own words by the key of the sentence."""
