"""A report that is offered, and the questions about whoever tells it: answered in any words, and let go in any words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.world import World

PUNGLI = "petugas di loket minta uang 50 ribu buat legalisir"


@pytest.fixture
def channel() -> str:
    """What words mean concerns no channel."""
    return "web"


async def offered(world: World, *more: str) -> tuple[str, set[str]]:
    """Who complains without having said that it is to be reported; what is shown after these words, and its buttons."""
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says(PUNGLI)).sees("mau melapor?")
    for words in more:
        await citizen.says(words)
    return citizen.screen, {choice.label for choice in citizen.choices}


@pytest.mark.parametrize(
    "words",
    [
        "engga mau lapor, curhat doang",
        "blm pengen ngadu pak, cuma cerita aja",
        "ga usah dilaporkan lah",
        "ogah lapor, males ribet",
        "takut, lapor jangan dulu",
        "laporannya ga usah dulu deh pak",
    ],
)
async def test_who_does_not_want_to_report_is_let_go(world: World, words: str) -> None:
    text, labels = await offered(world, words)
    assert "Di mana" not in text and "tahu nama" not in text and "Terbuka" not in labels


@pytest.mark.parametrize(
    "words",
    [
        "yaudah laporin aja",
        "saya laporkan saja pak",
        "ok lapor deh",
        "rahasia aja ya",
        "tolong dicatat ya pak",
        "sudah sering begini. mohon dicatat sebagai laporan",
    ],
)
async def test_a_yes_or_how_to_treat_the_name_is_consent(world: World, words: str) -> None:
    text, labels = await offered(world, words)
    assert "Lanjut melapor" not in labels and {"Kembali", "Batal"} <= labels, text


@pytest.mark.parametrize(
    "words", ["aku takut nanti ketahuan aku yang ngomong", "nama saya ga bakal disebut kan?", "apa orangnya akan tahu saya yang lapor"]
)
async def test_fear_of_being_known_is_answered_and_the_offer_stays(world: World, words: str) -> None:
    text, labels = await offered(world, words)
    assert "rahasia atau tanpa nama" in text and "Lanjut melapor" in labels


async def test_more_of_it_after_another_question_belongs_to_what_was_told(world: World) -> None:
    text, _ = await offered(world, "syarat ktp apa saja?", "tiap hari senin begitu terus", "laporkan saja", "di loket", "anonim")
    assert PUNGLI in text and "tiap hari senin begitu terus" in text


@pytest.mark.parametrize("words", ["gausah nanya nama gue", "ubah, jangan pake nama saya", "males kasih nama"])
async def test_who_does_not_want_to_be_named_stays_unknown(world: World, words: str) -> None:
    text, _ = await offered(world, "lapor aja", "di loket dua, tadi pagi", words)
    assert "Anonim, tanpa nama" in text


@pytest.mark.parametrize(("words", "name"), [("Siti aja", "Siti"), ("Zulkarnaen", "Zulkarnaen")])
async def test_a_name_is_an_answer_to_whether_it_may_be_known(world: World, words: str, name: str) -> None:
    text, _ = await offered(world, "lapor aja", "di loket dua, tadi pagi", words)
    assert f"Pelapor: {name}, hanya lewat chat (Terbuka" in text


async def test_who_shows_the_name_and_says_it_is_asked_for_a_number_only(world: World) -> None:
    text, labels = await offered(world, "lapor aja", "di loket dua, tadi pagi", "saya Hendra, pakai nama gpp")
    assert "Baik, Hendra." in text and "Lewat chat saja" in labels
    (await world.citizen().says("ga punya nomor")).sees("Hendra, hanya lewat chat")


@pytest.mark.parametrize("words", ["kirim buruan", "betul", "lanjut terus"])
async def test_what_is_to_be_sent_is_no_name_and_no_story(world: World, words: str) -> None:
    text, _labels = await offered(world, "lapor aja", "di loket dua, tadi pagi", "rahasia aja", words)
    assert "Siapa nama" in text and "tambahkan" not in text


@pytest.mark.parametrize("words", ["brp lama ditanggapi", "kalo ga direspon gimana", "kapan dijawabnya ya"])
async def test_when_it_is_answered_is_told_while_it_is_written(world: World, words: str) -> None:
    text, _ = await offered(world, "lapor aja", "di loket dua, tadi pagi", words)
    assert "hari kerja" in text and "atasan petugas" in text and "tahu nama Bapak/Ibu?" in text


async def test_who_asks_whether_it_is_sent_hears_that_it_is_not(world: World) -> None:
    text, labels = await offered(world, "lapor aja", "di loket dua, tadi pagi", "anonim", "udah masuk pak?")
    assert "Belum terkirim" in text and "Kirim" in labels


@pytest.mark.parametrize(
    "words",
    [
        "pacar mama suka masuk kamar aku malem2",
        "om saya suka megang2 badan saya kalau ibu pergi",
        "ayah tiri sering masuk ke kamar adikku pas tidur",
        "tetangga ngintip mandi anak saya",
    ],
)
async def test_who_tells_of_being_touched_hears_whom_to_call(world: World, words: str) -> None:
    (await world.citizen().says(words)).sees("129").offers("Lapor darurat")


@pytest.mark.parametrize(
    "words", ["bapak masuk ke kamar mandi kantor, kotor sekali", "dia megang2 berkas saya ga dikasih2", "bapak saya pegang kartu lama"]
)
async def test_who_tells_of_a_room_or_a_paper_hears_no_alarm(world: World, words: str) -> None:
    (await world.citizen().says(words)).does_not_see("129")


async def test_who_is_deaf_or_afraid_to_tell_is_met_in_kind(world: World) -> None:
    citizen = world.citizen()
    (await citizen.says("maaf saya tuna rungu")).sees("tidak perlu menelepon")
    (await citizen.says("aku pengen cerita tapi takut")).sees("pelan-pelan")


async def test_what_is_told_at_the_question_for_a_name_belongs_to_the_report(world: World) -> None:
    more = ("lapor aja", "lewati", "rahasia aja", "pintunya digembok dan ga ada orang satupun", "di loket dua", "Siti aja")
    text, _ = await offered(world, *more, "lewat sini aja")
    assert "pintunya digembok" in text and "Tempat: di loket dua" in text and "Pelapor: Siti," in text


async def test_a_complaint_told_after_a_danger_is_the_one_that_is_reported(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says("min anakku panas tinggi kejang barusan")).sees("119")
    world.now += timedelta(seconds=30)
    (await citizen.says("udah berhenti")).sees("Syukurlah")
    await citizen.says(PUNGLI)
    await citizen.says("menu")
    (await citizen.says("Ajukan pengaduan")).does_not_see("darurat")
    await citizen.says("di loket dua, tadi pagi")
    (await citizen.says("anonim")).sees("legalisir").does_not_see("kejang")


async def test_a_report_of_ones_own_is_asked_for_whatever_was_talked_of_since(world: World) -> None:
    await offered(world, "lapor aja", "di loket dua, tadi pagi", "anonim aja", "kirim", "syarat ktp apa?")
    world.now += timedelta(seconds=30)
    (await world.citizen().says("laporanku mau saiki tekan ngendi")).sees("Ini pengaduan Bapak/Ibu")


@pytest.mark.parametrize("words", ["cek pengaduan", "cek dulu laporannya"])
async def test_looking_at_reports_sends_none(world: World, words: str) -> None:
    await offered(world, "lapor aja", "di loket dua, tadi pagi", "anonim aja", words)
    assert not await world.rows("SELECT 1 FROM complaints")


async def test_the_command_to_report_takes_up_what_is_being_told(world: World) -> None:
    text, _ = await offered(world, "lapor", "di loket dua, tadi pagi", "anonim aja")
    assert PUNGLI in text


async def test_a_number_said_after_the_name_is_the_way_to_call_back(world: World) -> None:
    text, _ = await offered(world, "lapor aja", "di loket dua, tadi pagi", "Siti aja", "0812 3456 7890")
    assert "Pelapor: Siti, 0812 3456 7890" in text


async def test_more_that_is_told_after_sending_goes_to_the_report(world: World) -> None:
    await offered(world, "lapor aja", "di loket dua, tadi pagi", "anonim aja", "kirim")
    ((number,),) = await world.rows("SELECT number FROM complaints")
    world.now += timedelta(seconds=30)
    citizen = await world.citizen().says("tolong tambahin, orangnya pake kacamata")
    await (await citizen.presses(str(number))).says("ya")
    assert "pake kacamata" in str(await world.rows("SELECT data FROM history"))


async def test_a_report_of_another_service_is_not_put_together_with_what_was_told_before(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says("urus surat ahli waris saya dimintai uang 50 ribu sama petugasnya")).sees("mau melapor?")
    await citizen.says("syarat perekaman e-ktp apa?")
    await citizen.presses("Ajukan pengaduan")
    await citizen.says("rekaman ktp saya tertukar dengan orang lain")
    await citizen.says("di loket tiga, kemarin")
    (await citizen.says("anonim aja")).sees("tertukar").does_not_see("50 ribu")


@pytest.mark.parametrize(
    "agreement", ["lapor aja", "iya mau lapor", "yaudah lapor aja", "ya sudah kalau begitu saya lapor lewat sini saja pak"]
)
async def test_who_agrees_after_other_talk_is_not_invited_again(world: World, agreement: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("jalan di desa sirap rusak parah")
    world.now += timedelta(seconds=30)
    await citizen.says("syarat ktp apa")
    world.now += timedelta(seconds=30)
    (await citizen.says(agreement)).sees("Kapan kejadiannya")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("saya mau mengadukan pegawai kecamatan juai yang minta uang", "kejadiannya"),
        ("lapor jalan rusak di juai", "Apa yang terjadi"),
        ("mau lapor di kecamatan juai", "Apa yang terjadi"),
        ("pengaduan untuk kecamatan juai", "Apa yang terjadi"),
    ],
)
async def test_a_report_to_an_office_that_is_named_begins_there(world: World, said: str, asked: str) -> None:
    (await world.citizen().says(said)).sees(asked, "menekan Kirim")


async def test_what_tells_of_the_office_is_a_story_once_the_office_is_chosen_for_the_report(world: World) -> None:
    citizen = await world.citizen().says("mau lapor")
    await citizen.presses("Kantor Kecamatan Juai")
    (await citizen.says("website kecamatan tidak bisa dibuka")).sees("Kapan kejadiannya").does_not_see("Kantor mana")


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("status laporan saya di kecamatan juai", "Belum ada pengaduan dari chat ini"),
        ("laporan saya JUAI-2611-7K3FQ ke kecamatan juai", "kirim PIN"),
        ("cabut aja laporan saya ke kecamatan juai", "Tidak ada yang dikirim"),
    ],
)
async def test_what_is_about_an_own_report_to_a_named_office_begins_no_other(world: World, said: str, seen: str) -> None:
    (await world.citizen().says(said)).sees(seen).does_not_see("menekan Kirim")


@pytest.mark.parametrize("words", ["pak saya mau mengadukan soal santunan kematian", "ingin menyampaikan keluhan tentang surat ahli waris"])
async def test_who_names_only_what_the_complaint_is_about_is_asked_what_happened(world: World, words: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says(words)).sees("Apa yang terjadi?").does_not_see("Kontak dan pengaduan")


@pytest.mark.parametrize("words", ["mau lapor kematian kakek", "saya mau melaporkan kelahiran anak"])
async def test_notice_of_an_event_is_no_complaint(world: World, words: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says(words)).does_not_see("Apa yang terjadi?")


ASKED = "dari sini saja kulapor, bisa?"
FISHING = "orang nyetrum ikan pakai genset, anak ikan mati semua mengapung"


async def said_after_the_question(world: World, *more: str) -> tuple[str, set[str]]:
    """Who asks whether one can report here, and writes on."""
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says(ASKED)).sees("Tulis saja apa yang terjadi")
    for words in more:
        world.now += timedelta(seconds=30)
        await citizen.says(words)
    return citizen.screen, {choice.label for choice in citizen.choices}


async def test_what_is_told_after_the_bot_said_that_it_can_be_written_here_is_a_report(world: World) -> None:
    text, labels = await said_after_the_question(world, FISHING)
    assert "Di mana dan kapan" in text and "Batal" in labels


@pytest.mark.parametrize(
    "words", ["oh gitu, makasih ya pak infonya sangat membantu", "syarat bikin ktp apa saja ya pak", "nanti aja lah, tanya dulu ke sana"]
)
async def test_thanks_and_questions_after_it_begin_no_report(world: World, words: str) -> None:
    text, labels = await said_after_the_question(world, words)
    assert "Di mana dan kapan" not in text and "Kirim" not in labels


async def test_what_is_told_beside_the_yes_is_kept(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("petugas loket minta uang rokok 20 ribu sama saya")
    await world.passes(seconds=30)
    await citizen.says("iya lapor aja, kejadiannya kemarin sore di loket dua")
    citizen.sees("tahu nama").does_not_see("Kapan kejadiannya")


async def test_who_begins_with_the_word_for_reporting_is_not_asked_whether(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says("Lapor. Saya Darman, tinggal di Desa Mihu RT 2.")).does_not_see("bertanya atau mau melapor").offers("Batal")


async def test_who_asks_to_note_what_was_said_just_before_reports_it(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says("mau kasih masukan saja, rapatnya jangan pas hari pasar")
    await world.passes(seconds=30)
    (await citizen.says("lewat sini aja ya, dicatat pak")).sees("tahu nama").offers("Batal")
