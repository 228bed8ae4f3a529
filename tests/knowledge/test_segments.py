"""A message taken apart: courtesy and wishes aside, the matter whole. The tables say what is meant."""

from __future__ import annotations

import pytest

from knowledge.language.segments import Part, Segmenter, Segments
from knowledge.language.wishes import WishKind


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


MATTERS = {
    "Selamat siang bu. Saya mau menanyakan syarat rembuk stunting. Terima kasih.": "syarat rembuk stunting.",
    "Assalamu'alaikum wr.wb. pak, berapa lama surat warisnya? Makasihhh 🙏": "berapa lama surat warisnya?",
    "oke makasih min, kalau biayanya berapa?": "kalau biayanya berapa?",
    "kartu saya rusak atas perhatian dan kerja samanya diucapkan": "kartu saya rusak atas perhatian dan kerja samanya diucapkan",
    "kartu saya rusak. Terima kasih atas perhatian dan kerja samanya": "kartu saya rusak.",
    "Om swastyastu, ring dija ngurus ktp? Suksma": "ring dija ngurus ktp?",
    "Yth. Bapak Camat, jalan kami gelap, mohon bantuannya": "jalan kami gelap",
    "Perkenalkan saya Siti warga Desa Hamarung. Kapan posyandu buka?": "Kapan posyandu buka?",
    "Nama saya Budi Santoso, warga Juai, syarat ktp apa": "syarat ktp apa",
    "Nama: Budi\nNIK: 6311040107700003\nHP: 081351204477\nkapan jadwal perekaman": "kapan jadwal perekaman",
    "Kabupaten: Balangan Kecamatan: Juai Isi laporan: lampu jalan mati semua": "lampu jalan mati semua",
    "Nomor laporan: JUAI-2611-4QK9T sampai mana ya": "Nomor laporan: JUAI-2611-4QK9T sampai mana",
}
# Words of courtesy that are the matter here, and must stay.
KEPT = [
    "ibu hamil dapat makanan tambahan apa",
    "bapak dipukul orang di pasar",
    "malam ini suami saya mengamuk",
    "nama saya belum masuk DTKS",
    "izin operasional panti syaratnya apa",
    "saya operator siskeudes desa hukai",
    "katanya petugas minta uang",
    "ga jadi berangkat haji uang kembali berapa",
    "petugas loket marah marah",
    "salah tulis nama di kk bagaimana",
]
GREETINGS = {
    "Assalamualaikum, mau tanya ktp": "Waalaikumsalam",
    "pagi pak, syarat ktp": "Selamat pagi",
    "Om Swastiastu, syarat ktp": "Om swastyastu",
    "sugeng sonten, syarate ktp nopo": "Sugeng sonten",
    "haloooo": "Halo",
    "syarat ktp apa": None,
}
WISHES = {
    "saya mau bicara sama petugas": WishKind.PERSON,
    "Hubungkan saya dengan petugas dong": WishKind.PERSON,
    "cs nya ada?": WishKind.PERSON,
    "can i talk to a human please": WishKind.PERSON,
    "Sambungkan aku sama orang": WishKind.PERSON,
    "tolong disambungke kulo kalih petugase nggih": WishKind.PERSON,
    "sa mau bicara deng orang kantor": WishKind.PERSON,
    "bisa ngobrol langsung ama admin gak": WishKind.PERSON,
    "ambo ingin bicara dulu jo urang kantornya": WishKind.PERSON,
    "batal dulu deh": WishKind.CANCEL,
    "ga jadi ah": WishKind.CANCEL,
    "hapus cerita tadi": WishKind.FORGET,
    "hapus saja pak ndak enak sama tetangga": WishKind.FORGET,
    "hapus haja kisah ulun, supan": WishKind.FORGET,
    "ulangi dari awal": WishKind.REPEAT,
    "eh salah, itu kamis": WishKind.CORRECT,
    "sudah aman pak": WishKind.SAFE,
}
NO_WISHES = [
    "katanya petugas harus bayar",
    "hubungkan kabelnya ke tiang",
    "petugasnya tidak ada di loket",
    "orang tua saya sakit",
    "batalkan keputusan kepala desa yang memberhentikan saya",
    "operator desa kami diganti",
    "kasih orang miskin bantuan",
    "saya kasih ke petugas",
    "tanya saya orang mana",
    "hapus saja nama saya dari daftar",
]


@pytest.mark.parametrize(("text", "matter"), MATTERS.items())
def test_what_is_left_beside_courtesy_is_the_matter(segmenter: Segmenter, text: str, matter: str) -> None:
    assert segmenter.split(text).matter == matter


@pytest.mark.parametrize("text", KEPT)
def test_words_that_only_look_like_courtesy_stay(segmenter: Segmenter, text: str) -> None:
    assert segmenter.split(text).matter == text


@pytest.mark.parametrize(
    "text", ["halo min selamat pagi", "makasih banyak ya kak 🙏", "permisi, mau tanya", "tolong pak", "siap min", "oke deh"]
)
def test_of_courtesy_alone_nothing_is_left(segmenter: Segmenter, text: str) -> None:
    assert segmenter.split(text).matter == ""


@pytest.mark.parametrize(("text", "reply"), GREETINGS.items())
def test_a_greeting_is_returned_in_its_own_form(segmenter: Segmenter, text: str, reply: str | None) -> None:
    assert segmenter.split(text).courtesy.greeting == reply


@pytest.mark.parametrize(
    ("text", "mourns"),
    [
        ("bapak saya meninggal kemarin, surat apa yang diurus", True),
        ("ulun handak baurus, abah ulun hanyar maninggal", True),
        ("kalau ayah meninggal, apa syaratnya", False),
        ("syarat santunan kematian apa", False),
    ],
)
def test_sympathy_is_for_a_relative_who_died(segmenter: Segmenter, text: str, mourns: bool) -> None:
    assert segmenter.split(text).courtesy.condolence is mourns


@pytest.mark.parametrize(("text", "kind"), WISHES.items())
def test_a_wish_about_the_talk_is_heard(segmenter: Segmenter, text: str, kind: WishKind) -> None:
    assert [wish.kind for wish in segmenter.split(text).wishes] == [kind]


@pytest.mark.parametrize("text", NO_WISHES)
def test_words_of_a_wish_within_other_words_are_none(segmenter: Segmenter, text: str) -> None:
    got = segmenter.split(text)
    assert got.wishes == ()
    assert got.matter == text


def test_a_correction_and_a_wish_for_a_person_keep_what_they_are_about(segmenter: Segmenter) -> None:
    assert _content(segmenter.split("eh salah itu kamis")) == "itu kamis"
    assert _content(segmenter.split("mau bicara dengan petugas soal tanah saya")) == "soal tanah saya"


def test_a_wish_beside_another_matter_leaves_the_matter(segmenter: Segmenter) -> None:
    got = segmenter.split("ga jadi deh, syarat ktp aja apa?")
    assert (got.wishes[0].kind, got.matter) == (WishKind.CANCEL, "syarat ktp aja apa?")


def test_identity_is_kept_apart_and_not_lost(segmenter: Segmenter) -> None:
    got = segmenter.split("Nama: Budi, HP: 0813 5120 4477, jalan rusak")
    assert got.of(Part.IDENTITY) == ("Nama: Budi,", "HP: 0813 5120 4477,")
    assert got.matter == "jalan rusak"


@pytest.mark.parametrize("text", ["", " ", "🙈", "?!", ":::", "Nama:", "\n\n", "a" * 5000, "Nama: Nama: Nama:", "62 8 62 8 62 8 62"])
def test_odd_texts_are_taken_apart_as_something(segmenter: Segmenter, text: str) -> None:
    assert isinstance(segmenter.split(text).matter, str)


def _content(segments: Segments) -> str:
    return segments.wishes[0].content


@pytest.mark.parametrize(
    ("message", "matter"),
    [
        ("Selamat siang. Saya Hasanah, pensiunan bidan. Maaf kalau ketikan saya lambat", ""),
        ("Nama saya H. Gazali, mantan kepala sekolah di Halong", ""),
        ("kulo Pak Wagiman petani, asli Wonogiri", ""),
        ("Saya Hasanah, pensiunan bidan. Jalan ke posyandu rusak", "pensiunan bidan. Jalan ke posyandu rusak"),
        ("Saya Rudi, ketua RT 5, mau melaporkan lampu mati", "ketua RT 5, mau melaporkan lampu mati"),
        ("Saya Rudi. Anak saya tenggelam", "Anak saya tenggelam"),
        ("saya operator siskeudes", "saya operator siskeudes"),
    ],
)
def test_who_only_says_who_they_are_wants_nothing_yet(segmenter: Segmenter, message: str, matter: str) -> None:
    assert segmenter.split(message).matter == matter
