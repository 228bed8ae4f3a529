"""After the office's answer any words are the response; what is typed is as good as what is pressed; machines are not answered for ever."""

from __future__ import annotations

import pytest

from tests.phones import Phone
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_content_or_not import answered
from tests.world import World


@pytest.fixture
def channel() -> str:
    """What is said is the same everywhere."""
    return "web"


@pytest.mark.parametrize(
    "words",
    [
        "tapi kemarin saya balik masih diminta ijazah",
        "belum beres ini pak",
        "kecewa, berkas saya masih di situ",
        "belum, di loket katanya suratnya tidak ada",
    ],
)
async def test_a_dispute_in_own_words_reopens(world: World, words: str) -> None:
    number = await answered(world)
    (await world.citizen().says(words)).sees("kami buka lagi")
    complaint = await world.complaint(number)
    assert (complaint.state, complaint.reopened) == ("in_progress", 1)
    assert (await world.history(number))[-1].data.text == words


@pytest.mark.parametrize(
    "words", ["sudah beres pak, makasih", "puas", "Puas, tutup", "alhamdulillah sudah saya ambil tadi, makasih banyak ya"]
)
async def test_content_in_own_words_closes(world: World, words: str) -> None:
    number = await answered(world)
    (await world.citizen().says(words)).sees("ditutup")
    assert (await world.complaint(number)).state == "closed"


async def test_thanks_alone_close_nothing_and_are_asked_back(world: World) -> None:
    number, citizen = await answered(world), world.citizen()
    (await citizen.says("baik, terima kasih jawabannya")).sees("Sama-sama", number).offers("Puas, tutup", "Belum selesai")
    assert (await world.complaint(number)).state == "resolved"


@pytest.mark.parametrize(
    "words", ["sudah jadi tapi namanya salah", "sudah selesai ternyata alamatnya kurang", "belum sempat ke kantor pak"]
)
async def test_half_content_closes_nothing(world: World, words: str) -> None:
    await answered(world)
    (await world.citizen().says(words)).offers("Puas, tutup", "Belum selesai")


async def test_who_said_something_and_pressed_nothing_is_not_told_of_having_said_nothing(world: World) -> None:
    number = await answered(world)
    await world.citizen().says("ibu saya yang ke loket hari senin")
    await world.passes(days=17)
    assert (await world.complaint(number)).state == "closed"
    assert "tidak ada tanggapan" not in " ".join(world.citizen().texts) and "tidak ada kabar bahwa" in world.citizen().texts[-1]


async def test_other_words_are_offered_as_the_response(world: World) -> None:
    number, citizen = await answered(world), world.citizen()
    (await citizen.says("ibu saya yang ke loket hari senin")).sees("tanggapan", number).offers("Puas, tutup", "Belum selesai", "Hal lain")
    await citizen.presses("Belum selesai")
    assert (await world.history(number))[-1].data.text == "ibu saya yang ke loket hari senin"


async def test_a_question_is_no_response(world: World) -> None:
    number, citizen = await answered(world), world.citizen()
    (await citizen.says("syarat ahli waris apa saja?")).sees("Surat Keterangan Ahli Waris")
    assert (await world.complaint(number)).state == "resolved"


async def test_the_label_of_a_notice_works_when_typed_days_later(world: World) -> None:
    await answered(world)
    await world.passes(days=2)
    (await world.citizen().says("belum selesai")).sees("Apa yang belum selesai")


async def test_a_report_is_withdrawn_in_own_words_after_a_sure(world: World) -> None:
    number = await complain(world.citizen())
    citizen = await world.citizen().says("cabut aja deh, sudah selesai sendiri")
    citizen.sees("Cabut pengaduan", number).offers("Ya, saya yakin")
    (await citizen.says("syarat ktp apa saja?")).sees("Fotokopi KK")
    assert (await world.complaint(number)).state == "received"


async def test_how_long_below_a_report_is_about_the_report(world: World) -> None:
    number = await complain(world.citizen())
    (await world.citizen().says("berapa lama diprosesnya?")).sees(number, "paling lambat", "hari kerja")
    (await world.citizen().says("jam buka kantor hari jumat?")).sees("11.30").does_not_see("paling lambat")


@pytest.mark.parametrize("channel", ["web"])
async def test_when_it_is_answered_is_about_the_only_running_report_after_other_words_too(world: World, channel: str) -> None:
    number = await complain(world.citizen())
    await world.citizen().says("oke makasih")
    (await world.citizen().says("kapan dibalas ya")).sees(number, "paling lambat")
    await world.citizen().presses("Lihat pengaduan")
    (await world.citizen().says("berapa lama dispensasi nikah diproses?")).sees("15 menit").does_not_see("paling lambat")


async def test_more_than_eight_cases_have_a_next_page(world: World) -> None:
    numbers = []
    for place in range(9):
        numbers.append(await complain(world.citizen(), f"lampu taman nomor {place} mati total, sudah dua minggu gelap"))
        await world.passes(minutes=2)  # nobody reports faster
    citizen = await world.citizen().says("status")
    first = [one.label for one in citizen.choices]
    await citizen.presses("Berikutnya")
    second = [one.label for one in citizen.choices]
    assert set(numbers) <= {*first, *second} and len(set(numbers) & set(first)) == 8


async def ends(citizen: Phone, words: str, times: int) -> list[int]:
    """How many answers each of so many equal messages got."""
    counts = []
    for _ in range(times):
        await citizen.says(words)
        counts.append(len(citizen.answers))
    return counts


async def test_the_same_words_get_one_last_answer_and_then_silence(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    assert await ends(citizen, "Terima kasih telah menghubungi kami. Pesan Anda segera kami balas.", 7) == [1, 1, 1, 1, 0, 0, 0]
    (await citizen.says("syarat ktp apa saja?")).sees("Fotokopi KK")


async def test_who_says_the_same_after_a_pause_is_answered(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    for _ in range(6):
        (await citizen.says("syarat ktp apa saja?")).sees("Fotokopi KK")
        await world.passes(minutes=11)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("pin saya 8679", "Kirim juga nomor pengaduannya"),
        ("lupa pin nya deh", "tulis “status”"),
        ("laporan saya LGWP12345678 sampai mana", "dari portal lain"),
        ("kamu chatgpt?", "program komputer"),
        ("goblok lu, ga nyambung", "Maaf kalau saya belum membantu"),
        ("di sini bisa ngurus apa aja pak", "Layanan bagian mana?"),
        ("gimana cara makenya", "Yang bisa saya bantu"),
        ("nyuwun ngapunten, panjang nggih daftare", "bertanya atau melapor tentang apa?"),
        ("maklumat pelayanannya apa", "kami siap menerima sanksi"),
        ("siapa yang tanda tangan standar ini", "Nanang Edward"),
        ("batas waktu pengaduan berapa hari", "6 hari kerja"),
    ],
)
async def test_what_is_said_beside_the_services(world: World, words: str, answer: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says(words)).sees(answer)


async def test_the_number_of_the_service_talked_about_is_given(world: World) -> None:
    citizen = await world.citizen().presses_id("office:landak-dsp3akb")
    await citizen.says("nomor telepon kantor berapa?")
    citizen.sees("(0563) 22412", "punya nomor sendiri")
    await citizen.says("syarat dtks apa saja")
    (await citizen.says("nomornya?")).sees("08215")
