"""Told apart from words alone: a remark amid talk about a service, and a question within its standard."""

from __future__ import annotations

import pytest

from handlers.asking import kind_words, office_contacts, remarks, smalltalk
from handlers.reporting import danger_numbers, last_report, plausibility, report_questions
from handlers.talking.state import ChatState
from handlers.talking.turn import Knowledge
from tests.turns import turn_of

WITHIN = ChatState(office="juai", topic="juai/ahli-waris", last_text="surat ahli waris")


@pytest.mark.parametrize(
    ("words", "is_remark"),
    [
        ("sae bu, dadose kulo sampun lego", True),
        ("ok tak tunggu, mugo2 ora suwe", True),
        ("yo muga-muga gek ndang rampung, awakku wis kesel wira wiri", True),
        ("oke mboten nopo-nopo nek ngentosi", True),
        ("hehe kaka, sa pu mama su tua", True),
        ("syukurlah, jadi saya tidak perlu mondar mandir lagi", True),
        ("kasihan sekali beliau masih harus jualan di pasar", True),
        ("aduh lupa apa lagi tadi ya", True),
        ("kada apa2 pang, ulun sabar mahadang", True),
        ("waduh banyak. surat kematian itu saya saja atau saudara juga", False),
        ("oh yang kartu keluarga saya sobek, itu lain lagi ya", False),
        ("berkase", False),
        ("nenek saya tidak punya akta kematian kakek", False),
        ("suwe ora", False),
        ("bisa diwakili sonde", False),
        ("oh belum punya akta kematian", False),
        ("kk asli", False),
        ("berapa lama", False),
        ("wah banyak juga ya. fotokopinya punya saya aja atau semua ahli waris", False),
        ("oh iya yang kedua ini warisan kebun jauh dari sini, beda lagi berarti persyaratannya", False),
    ],
)
def test_a_remark_asks_nothing_of_the_standard(knowledge: Knowledge, words: str, is_remark: bool) -> None:
    turn = turn_of(knowledge, words, state=WITHIN)
    understood = plausibility.understood(turn)
    assert (remarks.asks_nothing(turn, understood) or remarks.is_reaction(turn, understood)) is is_remark


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("kantore sisih pundi bu", False),
        ("kantore pundi nggih, dereng nate mriko", True),
        ("kantornya dimana pak", True),
        ("surat dari kantor mana", False),
    ],
)
def test_the_whereabouts_of_the_office_are_asked_in_any_tongue(knowledge: Knowledge, words: str, asks: bool) -> None:
    assert office_contacts.asks_office(turn_of(knowledge, words)) is asks


@pytest.mark.parametrize(
    ("words", "introduces"),
    [
        ("Selamat pagi Bapak/Ibu. Nama saya Hartini, pensiunan guru SD di Juai.", True),
        ("Assalamualaikum, saya Rudi operator desa Hukai", True),
        ("Selamat pagi. Saya Hartini, pensiunan guru. KTP saya hilang.", False),
        ("Selamat pagi, saya warga Juai mau bikin KTP", False),
        ("Selamat siang, saya warga Juai. Syarat ahli waris apa?", False),
    ],
)
def test_who_only_introduces_oneself_is_greeted(knowledge: Knowledge, words: str, introduces: bool) -> None:
    turn = turn_of(knowledge, words)
    assert smalltalk.introduces(turn, plausibility.understood(turn)) is introduces


@pytest.mark.parametrize(
    ("words", "is_remark"),
    [
        ("Syukurlah, ibu-ibu di sini dari tadi sudah cemas.", True),
        ("syukur deh, tapi jalan di depan masih bolong", False),
        ("Kasihan betul nenek itu, hidup sendirian di gubuk.", True),
        ("kasihan anak sekolah jatuh terus di jalan berlubang, tolong diperbaiki", False),
        ("o gitu, soalnya saya dagang, tidak bisa lama meninggalkan warung", True),
        ("saya perlu buat daftar kuliah soalnya", True),
        ("mudah-mudahan lekas beres nggih bu", True),
        ("semoga nama ibu saya masuk DTKS, syaratnya apa", False),
        ("soalnya berapa lama?", False),
        ("ga nyangka kecamatan bisa jawab malam malam hehe", True),
        ("makasih kak, baterai saya mau habis", True),
        ("kamu pernah antri di loket ga", True),
        ("kamu bisa bantu cek berkas saya ga", False),
        ("walah lali arep takon opo", True),
        ("waduh, saya lupa mau tanya apa tadi", True),
        ("asli/fc", False),
        ("almarhum dulu orangnya sabar dan suka menolong tetangga", True),
    ],
)
def test_a_remark_is_answered_in_kind(knowledge: Knowledge, words: str, is_remark: bool) -> None:
    turn = turn_of(knowledge, words, state=WITHIN)
    assert (kind_words.heard(turn, plausibility.understood(turn)) is not None) is is_remark


@pytest.mark.parametrize(
    ("words", "is_question"),
    [
        ("memang aturannya bayar ga sih", True),
        ("emang bener standarnya seminggu ya?", True),
        ("setelah dari camat dibawa ke mana lagi", True),
        ("kantor camat lah, di mana lagi", False),
        ("saya disuruh bayar padahal aturannya gratis", False),
    ],
)
def test_the_rule_may_be_asked_for_amid_a_report(knowledge: Knowledge, words: str, is_question: bool) -> None:
    assert plausibility.is_question(turn_of(knowledge, words)) is is_question


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("nomor ambulans berapa", ["119"]),
        ("kami tidak punya nomor tim SAR", ["115"]),
        ("surat dari polisi berapa lama", []),
        ("nomor antrian saya berapa", []),
    ],
)
def test_the_number_of_who_helps_is_told_to_who_asks(knowledge: Knowledge, words: str, shown: list[str]) -> None:
    numbers = danger_numbers.asked(turn_of(knowledge, words))
    assert [number for number in ("110", "113", "115", "119") if numbers and number in numbers.plain] == shown


@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        ("apa bedanya anonim dengan rahasia", True),
        ("rahasia itu apa ya?", True),
        ("kalau tanpa nama apa tetap ditangani?", True),
        ("laporan rahasia saya sudah diproses?", False),
        ("anonim saja", False),
        ("apa bedanya KTP lama dan baru", False),
    ],
)
def test_open_confidential_and_anonymous_are_explained(knowledge: Knowledge, words: str, is_asked: bool) -> None:
    assert (report_questions.about_modes(turn_of(knowledge, words)) is not None) is is_asked


@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        ("videonya ikut terkirim kan?", True),
        ("laporan kulo sampun dicabut to", True),
        ("ga jadi terkirim kan tadi?", True),
        ("sdh dicabut kan bu", True),
        ("berkas saya sudah sampai mana", False),
        ("batalkan laporannya", False),
    ],
)
def test_whether_the_report_was_sent_is_a_question_about_it(knowledge: Knowledge, words: str, is_asked: bool) -> None:
    assert last_report.is_asked(turn_of(knowledge, words)) is is_asked


@pytest.mark.parametrize(
    ("words", "is_insult"), [("dasar anjing", True), ("boleh bawa anjing ke kantor?", False), ("anjing liar gigit anak", False)]
)
def test_an_animal_is_no_insult_where_it_is_one(knowledge: Knowledge, words: str, is_insult: bool) -> None:
    assert (smalltalk.about_the_bot(turn_of(knowledge, words)) is not None) is is_insult


def test_a_name_that_is_said_twice_is_one(knowledge: Knowledge) -> None:
    assert plausibility.name_in(turn_of(knowledge, "namaku Wati, panggil saja wati")) == "Wati"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("ngadunya lewat mana kak", "Bisa lewat sini"),
        ("komplain bisa dari rumah ga", "Bisa lewat sini"),
        ("boleh ngirim video jalan rusaknya?", "Kirim fotonya di sini"),
        ("melapor gini kena bayar ga", "gratis"),
        ("kalau lapor terus dikabari lagi ga", "kami kirim ke chat ini"),
        ("laporan umkm dikirim ke mana", None),
        ("foto buat ktp ukuran berapa", None),
        ("saya mau lapor jalan rusak", None),
    ],
)
def test_questions_about_reporting_are_answered_before_anything_is_reported(knowledge: Knowledge, words: str, answer: str | None) -> None:
    text = report_questions.outside(turn_of(knowledge, words))
    assert text is None if answer is None else text is not None and answer in text.plain
