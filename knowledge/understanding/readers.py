"""What reads a message by the lists of the language alone, whatever an office offers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.language.corrections import Corrections
from knowledge.language.dialogue_acts import DialogueActs
from knowledge.language.segments import Segmenter
from knowledge.language.values import Values
from knowledge.understanding.harm import Harm
from knowledge.understanding.heads import Heads


@dataclass(frozen=True, kw_only=True)
class Readers:
    """What reads a message by the lists of the language alone, the same for every library."""

    harm: Harm
    heads: Heads
    acts: DialogueActs
    corrections: Corrections
    values: Values
    segmenter: Segmenter


@lru_cache(maxsize=4)
def readers_of(root: Path) -> Readers:
    """Made once: a change of a standard does not change the language."""
    return Readers(
        harm=Harm(root),
        heads=Heads(root),
        acts=DialogueActs(root),
        corrections=Corrections(root),
        values=Values(root),
        segmenter=Segmenter(root),
    )
