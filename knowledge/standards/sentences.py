"""The sentences that an office may say in words of its own. Which there are is told by `sentences.yaml`."""

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
    """When it is said, and what the bot can fill in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    use: str = Field(alias="untuk")
    fields: tuple[str, ...] = Field(alias="isian")


@cache
def changeable() -> Mapping[str, OwnSentence]:
    """By the key of the sentence."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {key: OwnSentence.model_validate(one) for key, one in data.items()}


def _sound(said: dict[str, str]) -> dict[str, str]:
    """What the bot could not say is a mistake, named with the sentence."""
    for key, text in said.items():
        known = changeable().get(key)
        if known is None:
            raise ValueError(f"{key}: kalimat ini tidak boleh diubah; yang boleh: {', '.join(changeable())}")
        if not 0 < len(text.strip()) <= LONGEST:
            raise ValueError(f"{known.use}: tulis paling banyak {LONGEST} huruf")
        if strange := set(_FIELD.findall(text)) - set(known.fields):
            raise ValueError(f"{known.use}: isian {{{'}, {'.join(sorted(strange))}}} tidak dikenal; yang ada: {_shown(known)}")
        if re.search(r"[{}]", _FIELD.sub("", text)):
            raise ValueError(f"{known.use}: kurung kurawal tidak lengkap")
    return said


def _shown(known: OwnSentence) -> str:
    return ", ".join(f"{{{one}}}" for one in known.fields) or "tidak ada"


Sentences = Annotated[dict[str, str], AfterValidator(_sound)]
"""An office's own words by the key of the sentence."""
