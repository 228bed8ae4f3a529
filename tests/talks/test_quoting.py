"""Words that quote a message about a case are for that case, whatever else is being talked about. The web chat quotes nothing."""

from __future__ import annotations

import pytest

from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_officer_actions import taken
from tests.world import World

CHECKING = "Baik, akan saya cek dulu berkas KK-nya"


QUOTED = pytest.mark.parametrize("channel", ["telegram polling"])
"""How the channels write a quote is told where both are named; what becomes of it is the same."""


async def two_cases(world: World) -> tuple[str, str]:
    """The officer has both, and is asked for the final answer to the first."""
    first = await taken(world)
    second = await complain(world.citizen("rudi"), "loket kecamatan tutup padahal jam kerja, tidak ada petugas yang jaga")
    await world.officer().presses_id(f"c:take:{second}")
    await world.officer().presses_id(f"c:answer:{first}")
    return first, second


@pytest.mark.parametrize("channel", ["telegram polling", "whatsapp"])
async def test_an_officers_words_in_reply_to_an_alert_are_for_its_case_and_never_for_the_one_that_is_open(world: World) -> None:
    first, second = await two_cases(world)
    officer = world.officer()
    await officer.replies_to(second, CHECKING)
    officer.sees(first, "belum jadi dikirim", f"Untuk {second}", CHECKING)
    await officer.presses_id(f"as:inform:{second}")
    assert [event.action for event in await world.history(first)] == ["file", "take"]
    assert (await world.history(second))[-1].data.text == CHECKING
    assert CHECKING in world.citizen("rudi").heard[-1].text.plain


@QUOTED
async def test_in_reply_to_a_message_about_the_open_case_they_answer_its_question(world: World) -> None:
    first, _ = await two_cases(world)
    await world.officer().replies_to(first, "Rekomendasinya sudah ditandatangani dan bisa diambil.")
    world.officer().sees("Rekomendasinya sudah").offers("Ya, saya yakin")


@QUOTED
async def test_words_shown_for_one_case_never_go_with_a_button_of_another(world: World) -> None:
    first, second = await two_cases(world)
    officer = world.officer()
    await officer.replies_to(second, CHECKING)
    await officer.presses_id(f"as:inform:{first}")
    officer.sees("Tulis kabar untuk pelapor", first)
    assert len(await world.history(first)) == 2


@QUOTED
async def test_the_label_of_a_button_of_the_quoted_message_works_when_typed(world: World) -> None:
    first = await complain(world.citizen())
    await complain(world.citizen("rudi"), "loket kecamatan tutup padahal jam kerja, tidak ada petugas yang jaga")
    await world.officer().replies_to(first, "ambil")
    assert (await world.complaint(first)).officer is not None


@QUOTED
async def test_a_reporters_words_in_reply_to_the_officers_question_are_the_answer_even_amid_another_report(world: World) -> None:
    number, citizen = await taken(world), world.citizen()
    await world.officer().presses_id(f"c:ask:{number}")
    await world.officer().says("Kapan berkasnya dimasukkan?")
    await citizen.says("lapor")
    await citizen.replies_to("Kapan berkasnya", "Hari Senin minggu lalu, jam 9 pagi")
    complaint = await world.complaint(number)
    assert complaint.state == "in_progress"
    assert (await world.history(number))[-1].data.text == "Hari Senin minggu lalu, jam 9 pagi"


@pytest.mark.parametrize("channel", ["web"])
async def test_a_place_that_answers_the_officers_question_reaches_the_officer_and_is_no_danger(world: World) -> None:
    number, citizen = await taken(world), world.citizen()
    await world.officer().presses_id(f"c:ask:{number}")
    await world.officer().says("Di mana tempatnya?")
    await citizen.presses("Jawab sekarang")
    await citizen.says("di depan rumah pak RT 3")
    citizen.does_not_see("112")
    assert "di depan rumah pak RT 3" in world.officer().heard[-1].text.plain


@pytest.mark.parametrize("channel", ["telegram polling", "whatsapp"])
async def test_a_reporters_words_in_reply_to_any_notice_are_added_to_its_case(world: World) -> None:
    number, citizen = await taken(world), world.citizen()
    await citizen.replies_to(number, "berkas saya nomor 17, atas nama ibu saya")
    event = (await world.history(number))[-1]
    assert (event.action, event.data.text) == ("add", "berkas saya nomor 17, atas nama ibu saya")


@QUOTED
async def test_a_question_in_reply_shows_the_case_and_can_be_sent_on(world: World) -> None:
    number, citizen = await taken(world), world.citizen()
    await citizen.replies_to(number, "kapan selesainya ya?")
    citizen.sees(number, "Batas waktu").offers("Tambah keterangan")
    assert len(await world.history(number)) == 2
    await citizen.presses_id(f"as:add:{number}")
    assert (await world.history(number))[-1].data.text == "kapan selesainya ya?"


@QUOTED
async def test_a_dispute_in_reply_to_the_answer_reopens_with_its_words(world: World) -> None:
    number, citizen, officer = await taken(world), world.citizen(), world.officer()
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("Berkasnya sudah selesai.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await citizen.replies_to("Berkasnya sudah selesai", "kemarin saya balik masih diminta ijazah")
    citizen.offers("Puas, tutup", "Belum selesai")
    await citizen.presses_id(f"as:reopen:{number}")
    assert (await world.complaint(number)).state == "in_progress"
    assert "diminta ijazah" in str((await world.history(number))[-1].data.text)


@QUOTED
async def test_what_was_said_a_second_before_is_no_part_of_words_that_quote(world: World) -> None:
    number, citizen = await taken(world), world.citizen()
    await citizen.says("kartu keluarga")
    await citizen.replies_to(number, "berkas saya nomor 17, atas nama ibu saya")
    assert (await world.history(number))[-1].data.text == "berkas saya nomor 17, atas nama ibu saya"


@QUOTED
async def test_danger_in_reply_gets_help_first_and_reaches_the_case(world: World) -> None:
    number, citizen = await taken(world), world.citizen()
    await citizen.replies_to(number, "tolong suami saya mukul saya sekarang, saya berdarah")
    citizen.sees("110")
    assert "berdarah" in str((await world.history(number))[-1].data.text)


@QUOTED
async def test_somebody_elses_case_is_not_reached_by_quoting(world: World) -> None:
    """The number stands in a message of the bot's (the stranger asked for it), and gives no right to the case."""
    number, stranger = await taken(world), world.citizen("orang lain")
    await stranger.says(number)
    await stranger.replies_to(number, "berkas saya nomor 17, atas nama ibu saya")
    assert len(await world.history(number)) == 2
