"""No percentage stands without the cases that it is of: pages, papers and chat have one helper and one sentence for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.web.staff.pages import share
from handlers.desk.picture import Shares
from handlers.talking import wording

WRITTEN = re.compile(r"\}\}? ?(?:%(?![}A-Za-z(])|persen\b)|\bpersen\}")
"""A value with a percent sign behind it, in a template, a sentence or an f-string; `%}` ends a tag."""
SOURCES = [
    path
    for room in ("bot", "handlers")
    for kind in ("*.py", "*.html", "*.js")
    for path in Path(room).rglob(kind)
    if "store" not in path.parts
]
"""Without the store, whose SQL has patterns."""


@pytest.mark.parametrize(
    ("kept", "late", "says"), [(2, 0, "100 % (2 dari 2)"), (5, 1, "83 % (5 dari 6)"), (0, 3, "0 % (0 dari 3)"), (0, 0, "–")]
)
def test_a_share_says_of_how_many(kept: int, late: int, says: str) -> None:
    assert share(Shares(key="", kept=kept, late=late, running=7, other=1)).replace("\N{NO-BREAK SPACE}", " ") == says


def test_only_the_one_sentence_has_a_percent_sign_behind_a_value() -> None:
    sentences = {key for key in wording.keys() if WRITTEN.search(wording.template(key))}  # noqa: SIM118 - a function
    assert sentences == {"charts.share"}
    assert "{kept}" in wording.template("charts.share") and "{decided}" in wording.template("charts.share")


def test_no_page_and_no_program_writes_a_percentage_itself() -> None:
    assert len(SOURCES) > 300
    assert {str(path): found[0] for path in SOURCES if (found := WRITTEN.search(path.read_text(encoding="utf-8")))} == {}


@pytest.mark.parametrize("breach", ["<td>{{ row.kept_percent }} %</td>", 'f"{kept} % tepat"', "{kept}%", "{count} persen"])
def test_a_planted_percentage_is_seen(breach: str) -> None:
    assert WRITTEN.search(breach)


@pytest.mark.parametrize("harmless", ["{% if x %}", "{{ a }}{% endif %}", "{count}%}", 'LIKE f"{PREFIX}%(x)"'])
def test_other_percent_signs_are_none(harmless: str) -> None:
    assert not WRITTEN.search(harmless)
