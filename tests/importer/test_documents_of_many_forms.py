"""The same services in many forms of document: each is found with every item in its component, and nothing beyond."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from knowledge.importer import drafting
from knowledge.importer.draft import DraftService
from knowledge.importer.titles import key as title_key
from tests.importer import documents
from tests.importer.samples import SAMPLES, Sample


def differences(services: Sequence[DraftService], samples: Sequence[Sample] = SAMPLES, keys: int = 14) -> list[str]:
    """What is missing (-) and what is too much (+), a line each."""
    found = {title_key(service.title): service for service in services}
    lines = [f"+ layanan {service.title}" for service in services if title_key(service.title) not in {title_key(one.title) for one in samples}]
    for sample in samples:
        service = found.get(title_key(sample.title))
        if service is None:
            lines.append(f"- layanan {sample.title}")
            continue
        for key in list(sample.parts)[:keys]:
            here = {_bare(text) for text in service.components[key].texts} if key in service.components else set()
            wanted = {_bare(text) for text in sample.texts(key)}
            lines += [f"- {sample.title} {key}: {text}" for text in sorted(wanted - here)] + [f"+ {sample.title} {key}: {text}" for text in sorted(here - wanted)]
    return lines


def _bare(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


@pytest.mark.parametrize("form", documents.ALL)
def test_everything_is_found_and_nothing_beyond(form: str, tmp_path: Path) -> None:
    make, suffix = documents.ALL[form]
    draft = drafting.draft_of([make(tmp_path / f"standar.{suffix}")], "mekarsari")
    assert differences(draft.services, keys=6 if "matrix" in form or "portal" in form else 14) == []
