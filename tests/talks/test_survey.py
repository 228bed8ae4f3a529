"""The survey of satisfaction in chat: nine questions, nobody's name, once in 90 days."""

from __future__ import annotations

from datetime import date

import pytest

from bot.store.offices import survey
from handlers.survey.elements import Element
from handlers.talking.wording import plain
from tests.phones import Phone
from tests.talks.test_content_or_not import answered
from tests.world import World

LONG_AGO, SOMEDAY = date(2000, 1, 1), date(2100, 1, 1)


async def fill(citizen: Phone, points: int = 4) -> None:
    for element in Element:
        await citizen.presses(plain(f"satisfaction.{element}.{points}"))


async def kept(world: World) -> list[dict[Element, int]]:
    return await survey.answers(world.app.database, "juai", LONG_AGO, SOMEDAY)


async def test_nine_questions_and_a_free_word_make_one_answer(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("survei")
    citizen.sees("1 dari 9")
    await fill(citizen, 3)
    citizen.sees("saran")
    await citizen.says("loketnya ditambah ya")
    citizen.sees("tersimpan tanpa nama")
    assert await kept(world) == [dict.fromkeys(Element, 3)]


async def test_what_is_skipped_is_missing_and_a_typed_label_counts(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("survei")
    await citizen.presses("Lewati")
    await citizen.says("sangat mudah")
    await citizen.says("3")
    for _ in range(7):
        await citizen.presses("Lewati")
    citizen.sees("tersimpan tanpa nama")
    assert await kept(world) == [{Element.PROSEDUR: 4, Element.WAKTU: 3}]


async def test_who_skips_everything_has_answered_nothing(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("survei")
    for _ in range(10):
        await citizen.presses("Lewati")
    citizen.sees("Tidak ada jawaban yang disimpan")
    assert await kept(world) == []


async def test_it_is_about_one_office(world: World) -> None:
    citizen = await world.citizen().says("survei")
    citizen.sees("Pilih dulu kantornya")


async def test_other_words_change_nothing_and_say_what_to_do(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("survei")
    await citizen.says("9")
    citizen.sees("Pilih salah satu jawaban", "1 dari 9")


async def test_once_in_ninety_days(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("survei")
    await fill(citizen)
    await citizen.presses("Lewati")
    await citizen.says("survei")
    citizen.sees("dalam 90 hari terakhir")
    await world.passes(days=91)
    await citizen.says("survei")
    citizen.sees("1 dari 9")


async def test_it_is_offered_to_who_is_content_after_a_closing(world: World) -> None:
    await answered(world)
    citizen = world.citizen()
    await citizen.presses("Puas, tutup")
    await citizen.presses("Beri nilai")
    await citizen.presses("Selesai")
    await citizen.presses("★★★★")
    await citizen.presses("Isi survei")
    citizen.sees("1 dari 9")


async def test_nothing_kept_leads_to_who_answered(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("survei")
    await fill(citizen)
    await citizen.presses("Lewati")
    columns = [row[1] for row in await world.app.database.fetch("PRAGMA table_info(survey_answers)")]
    assert columns == ["id", "office", "day", *Element, "words", "unit"]
    ((person,),) = await world.app.database.fetch("SELECT COUNT(*) FROM survey_people")
    assert person == 1


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("sangat sesuai", 4),
        ("sangat baik", 4),
        ("bagus", 3),
        ("Sesuai pak", 3),
        ("kurang bagus", 2),
        ("jelek", 1),
        ("tidak sesuai", 1),
        ("2", 2),
    ],
)
async def test_praise_and_blame_in_ones_own_words_are_points(world: World, typed: str, points: int) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("survei")
    (await citizen.says(typed)).sees("2 dari 9")
    for _ in range(9):
        await citizen.presses("Lewati")
    assert await kept(world) == [{Element.PERSYARATAN: points}]


@pytest.mark.parametrize("typed", ["bagus", "lama", "tidak mahal", "nggak tentu"])
async def test_what_says_no_point_of_a_scale_is_asked_again(world: World, typed: str) -> None:
    """A fee is dear or free; "tidak mahal" is neither praise nor blame."""
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("survei")
    for _ in range(3):
        await citizen.presses("Lewati")
    (await citizen.says(typed)).sees("Pilih salah satu jawaban", "4 dari 9")
