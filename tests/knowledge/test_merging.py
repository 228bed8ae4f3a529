"""Two forms that began alike become one: what one of them changed stands, what both changed is told."""

from __future__ import annotations

import pytest

from knowledge.editing.merging import merged


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "made", "contested"),
    [
        ("a", "a", "b", "b", None),
        ("a", "b", "a", "b", None),
        ("a", "b", "b", "b", None),
        ("a", "b", "c", "b", "c"),
        ("a\nb", "a\r\nb\r\n", "c", "c", None),
        (None, "b", "c", "b", "c"),
        (None, "b", "b", "b", None),
    ],
)
def test_a_field(base: str | None, mine: str, theirs: str, made: str, contested: str | None) -> None:
    found = merged({} if base is None else {"f": base}, {"f": mine}, {"f": theirs})
    assert found.fields == {"f": made}
    assert found.contested == ({} if contested is None else {"f": contested})


def test_what_the_file_does_not_hold_stays_as_typed() -> None:
    assert merged({}, {"kunci": "x"}, {}).fields == {"kunci": "x"}
