"""How a reply looks on Telegram: its HTML, its buttons, and where a long one is cut."""

from __future__ import annotations

import pytest

from bot.channels.telegram.markup import html, markup, split
from bot.channels.textcut import utf16_length
from handlers.talking.message import (
    Choice,
    Reply,
    Span,
    Text,
)
from tests.channels.telegram.bots import CHOICES, PDF, PHOTO


def test_html_is_escaped_where_values_enter() -> None:
    spans = (
        Span(text="<b>&", bold=True),
        Span(text=" x < y ", italic=True),
        Span(text="biasa\n"),
        Span(text="dua", bold=True, italic=True),
    )
    assert html(Text(spans)) == "<b>&lt;b&gt;&amp;</b><i> x &lt; y </i>biasa\n<b><i>dua</i></b>"


def plan(reply: Reply) -> list[tuple[int, int, int, bool]]:
    """Per message: width, files, choices, asks for a place."""
    return [(utf16_length(one.text.plain), len(one.attachments), len(one.choices), one.ask_location) for one in split(reply)]


@pytest.mark.parametrize(
    ("reply", "messages"),
    [
        (Reply(text=Text.of("a")), [(1, 0, 0, False)]),
        (Reply(text=Text()), []),
        (Reply(text=Text.of(" \n ")), []),
        (Reply(text=Text.of("a" * 4096), choices=CHOICES), [(4096, 0, 4, False)]),
        (Reply(text=Text.of("a" * 4097), choices=CHOICES), [(4096, 0, 0, False), (1, 0, 4, False)]),
        (Reply(text=Text.of("😀" * 2049)), [(4096, 0, 0, False), (2, 0, 0, False)]),
        (Reply(text=Text.of("a" * 1024), attachments=(PHOTO, PDF), choices=CHOICES), [(1024, 1, 0, False), (0, 1, 4, False)]),
        (Reply(text=Text.of("a" * 1025), attachments=(PHOTO,), choices=CHOICES), [(1025, 0, 0, False), (0, 1, 4, False)]),
        (Reply(text=Text(), attachments=(PHOTO,)), [(0, 1, 0, False)]),
        (Reply(text=Text.of("Di mana?"), ask_location=True), [(8, 0, 0, True)]),
        (Reply(text=Text.of("Di mana?"), ask_location=True, choices=CHOICES), [(8, 0, 4, True)]),
        (Reply(text=Text.of("a"), choices=CHOICES[:1] * 150), [(1, 0, 100, False), (11, 0, 50, False)]),
    ],
)
def test_a_reply_becomes_messages_the_platform_takes(reply: Reply, messages: list[tuple[int, int, int, bool]]) -> None:
    assert plan(reply) == messages


def test_what_a_button_means_stands_once_in_the_text() -> None:
    (sent,) = split(Reply(text=Text.of("Bagaimana?"), choices=(Choice(id="a", label="Anonim", description="Tanpa nama"), *CHOICES)))
    assert sent.text.plain == "Bagaimana?\n\n• Anonim: Tanpa nama"
    assert split(sent) == [sent]


@pytest.mark.parametrize("people", ["👨‍👩‍👧‍👦", "🇮🇩", "e\u0301", "👍🏽", "1️⃣"])
@pytest.mark.parametrize("before", range(4086, 4097))
def test_what_people_see_as_one_character_is_not_torn_at_the_border(people: str, before: int) -> None:
    first, second = split(Reply(text=Text.of("a" * before + people * 3 + "b" * 20)))
    assert first.text.plain.strip("ab") in ("", people, people * 2, people * 3)
    assert first.text.plain + second.text.plain == "a" * before + people * 3 + "b" * 20


def test_looks_survive_the_cut() -> None:
    first, second = split(Reply(text=Text((Span(text="a" * 4000 + " "), Span(text="b" * 200, bold=True)))))
    assert first.text == Text((Span(text="a" * 4000),))
    assert second.text == Text((Span(text="b" * 200, bold=True),))


@pytest.mark.parametrize(
    "choice", [Choice(id="x" * 65, label="a"), Choice(id="é" * 33, label="a"), Choice(id="", label="a"), Choice(id="x", label=" ")]
)
def test_a_button_the_platform_would_refuse_is_noticed_before_it_is_kept(choice: Choice) -> None:
    with pytest.raises(ValueError, match="button"):
        split(Reply(text=Text.of("a"), choices=(choice,)))


def test_short_labels_stand_in_pairs_and_long_ones_alone() -> None:
    keyboard = markup(Reply(text=Text.of("a"), choices=CHOICES), private=True)
    assert keyboard is not None
    rows = keyboard.to_dict()["inline_keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [["Ya", "Tidak"], ["Kartu Tanda Penduduk"], ["Batal"]]
