"""Posters: one sheet, full, in letters that are read from two metres, with everything that the page of the service asks for."""

from __future__ import annotations

import io
from itertools import accumulate
from typing import Any

import pdfplumber
import pytest

from bot.papers import poster
from bot.papers.pdf import poster_to_pdf
from bot.papers.poster import Code, Part, Poster
from bot.papers.poster_page import SIZES
from handlers.talking.turn import Knowledge
from tests.papers import words_of

WAYS = [(name, f"https://bot.example.go.id/{name}/kantor/juai") for name in ("Telegram", "WhatsApp", "Web")]
READ_FROM_TWO_METRES = 26
WIDEST_GAP = 0.12
"""Of the height of the sheet."""


def posters(knowledge: Knowledge) -> dict[str, Poster]:
    library = knowledge.library
    services = {one.id: poster.of_service(one, library.offices[one.office], WAYS) for one in library.services.values()}
    offices = {f"{one.id} {count}": poster.of_office(one, WAYS[:count]) for one in library.offices.values() for count in (1, 3)}
    return services | offices


def page_of(pdf: bytes) -> Any:
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        (page,) = read.pages
        return page.chars, page.rects, page.height


def test_every_poster_is_one_sheet_without_an_empty_part(knowledge: Knowledge) -> None:
    for name, made in posters(knowledge).items():
        chars, squares, height = page_of(poster_to_pdf(made))
        inked = sorted((one["top"], one["bottom"]) for one in (*chars, *squares))
        bottoms = accumulate((bottom for _, bottom in inked), max)
        gaps = [top - bottom for (top, _), bottom in zip(inked[1:], bottoms, strict=False)]
        assert max(gaps) < WIDEST_GAP * height, name
        assert height - inked[-1][1] < 60 and inked[0][0] < 60, name
        assert max(one["x1"] for one in chars if one["text"] != " ") < 560, name


def test_a_poster_names_everything_that_the_page_asks_for_also_in_which_case(knowledge: Knowledge) -> None:
    for service in knowledge.library.services.values():
        said = together(words_of(poster_to_pdf(poster.of_service(service, knowledge.library.offices[service.office], WAYS))))
        asked = service.component("persyaratan")
        conditions = [item.condition for item in asked.all_items if item.condition]
        names = [group.name for group in asked.groups]
        for line in (*(item.text for item in asked.all_items), *conditions, *names, *asked.notes, *asked.hints):
            assert together(line) in said, service.id


def together(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("service", ["juai/perekaman-e-ktp", "posyandu-spm/pendidikan", "juai/santunan-kematian"])
def test_few_requirements_are_read_from_two_metres(knowledge: Knowledge, service: str) -> None:
    one = knowledge.library.services[service]
    chars, _, _ = page_of(poster_to_pdf(poster.of_service(one, knowledge.library.offices[one.office], WAYS)))
    first = one.component("persyaratan").items[0].text[0]
    assert next(char["size"] for char in chars if char["text"] == first and "Bold" not in char["fontname"]) >= READ_FROM_TWO_METRES


def test_letters_shrink_only_as_far_as_needed_and_what_still_has_no_room_is_counted() -> None:
    sizes, words = [], ""
    for count in (1, 4, 12, 40, 200):
        many = Part(heading="", lines=[f"Fotokopi surat keterangan nomor {place}" for place in range(count)], counted=True)
        pdf = poster_to_pdf(Poster(title="Surat", parts=[many], codes=[Code(address="https://x.example", says="Pindai")], foot="Kantor"))
        sizes.append(next(char["size"] for char in page_of(pdf)[0] if char["text"] == "F"))
        words = words_of(pdf)
    assert sizes[0] > sizes[1] > sizes[2] > sizes[3] >= sizes[4] == SIZES[-1]
    left_out = int(words.partition("dan ")[2].split()[0])
    assert f"nomor {199 - left_out}" in words and f"nomor {200 - left_out}" not in words
