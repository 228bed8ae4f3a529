"""Danger needs evidence of its kind: who, what, now or near. The sentences are not those of the sets."""

from __future__ import annotations

import pytest

from knowledge.language.words import Language
from knowledge.standards.library import load
from knowledge.understanding.danger import Danger
from knowledge.understanding.understander import Understander
from knowledge.understanding.vocabulary import knowing


@pytest.fixture(scope="module")
def danger() -> Danger:
    return Danger(knowing(Language.load(), load()))


KINDS = {
    "barudak labuh ka sumur, parantos dijait tapi teu engapan": "medis",
    "bapak pukul 3 kali kepala ibu saya, sekarang juga": "kekerasan",
    "suami saya bawa perahu, dompetnya hilang, dia hanyut belum ketemu": "medis",
    "aya budak titeuleum di walungan": "medis",
    "bocah kelelep nang kali": "medis",
    "pas simulasi banjir ada ibu yang pingsan beneran": "medis",
    "ini bukan latihan, ada anak hanyut": "medis",
    "kemarin kami ikut simulasi kebakaran. sekarang ada anak hanyut": "medis",
    "suami pura-pura baik lalu mencekik saya": "kekerasan",
    "kakak nusuk tetangga pakai obeng": "kekerasan",
    "om saya sering megang2 badan adik saya": "kekerasan",
    "adik saya keselek bakso mukanya sudah biru": "medis",
    "nenek tergeletak di dapur, dipanggil tidak menyahut": "medis",
    "anak tetangga umur 5 tahun belum pulang dari siang, sudah dicari ke mana-mana": "anak",
    "perahu paman terbalik di muara": "pencarian",
    "bapak hilang di hutan sejak kemarin": "pencarian",
    "air di rumah sudah sedada, kami di atap": "bencana",
    "asap hitam keluar dari gudang sebelah": "kebakaran",
    "mantan suami menggedor pintu, saya sembunyi": "kekerasan",
    "teman saya dikunci di gudang oleh majikan": "perdagangan_orang",
    "inya kuciak-kuciak mambawa kayu, ulun di dapur": "kekerasan",
    "obat tidurnya sudah saya kumpulkan": "bunuh_diri",
    "pondok di sawah habis dilalap api": "kebakaran",
    "cucu bu haji diculik orang naik mobil hitam": "kekerasan",
    "ada orang ngikutin saya dari terminal": "kekerasan",
    "agen nyekap enam orang di ruko": "perdagangan_orang",
    "lebih baik saya ikut almarhum saja": "bunuh_diri",
    "amak ambo sasak angok, bibianyo biru": "medis",
    "pohon roboh, ado urang taimpik di bawah": "medis",
    "di terminal aya nu bacok2an": "keributan",
    "dari rumah sebelah kedengaran ibunya menjerit kesakitan": "kekerasan",
    "saya dengar anak itu mohon ampun, ada suara pukulan": "kekerasan",
}
FALSE = [
    "ktp gw kelindes motor, patah dua",
    "kejadiannya pukul 8 malam di rumah tetangga, istrinya yang cerita",
    "sampai pukul 02.45 masih nyetel musik di halaman rumah warga",
    "dompet sama ktp saya raib, jatuh di jembatan waktu naik ojek",
    "rumah kami kebakaran tahun lalu, sekarang masih ngontrak",
    "bulan lalu kampung kami banjir, sekarang minta tolong soal bantuan",
    "mau bikin KTP lagi, KTP suami saya hanyut waktu banjir bulan lalu, syaratnya apa",
    "istri saya KTP-nya hilang di kebun, bikin lagi bawa apa",
    "kakek meninggal jatuh dari pohon kelapa, kami masih berduka, santunannya syaratnya apa",
    "kalau saya tidak bisa keluar rumah, bisa lewat wa saja?",
    "selokan mampet, airnya naik ke jalan",
    "adik mau melahirkan bulan depan, bpjs belum punya",
    "rumah saya di dekat jembatan gantung",
    "tolong pak camat, anak saya mau daftar sekolah butuh ktp segera",
    "TOLONG LAMPU JALAN MATI SEMUA",
    "istri saya hamil 5 bulan, posyandu buka kapan",
    "saya di banjarmasin",
    "jawab sekarang",
    "obat darah tinggi diminum sebelum makan atau sesudah",
    "jagung kami sekarang diserang tikus, obat hamanya ada di penyuluh",
    "prakiraan banjir minggu depan lihat di mana",
    "mau mati rasanya antri dari subuh",
    "saya jual kue keliling, mau didata umkm",
    "bantuan banjir bulan lalu belum dibagi, mohon segera",
    "anak saya belum punya akta, cepat dibantu ya pak",
    "apinya sudah padam minggu lalu, minta bantuan apa syaratnya",
    "tetangga bawa kayu buat tenda hajatan, jalannya jadi sempit",
    "petugas berjilbab biru itu ramah sekali sama orang tua",
    "adik saya mau cek darah sebelum nikah, bayarnya berapa",
    "kami mau dirikan tk di kampung, surat apa saja",
    "anak saya ikut terapi di rumah sakit, daftarnya jam berapa",
    "saya pindah ikut suami ke kota, surat dari kelurahan apa saja",
    "antrinya panjang minta ampun, orang pada teriak",
    "susahnya minta ampun ngurus akta, anak saya sampai nangis",
    "besok saya bawa golok ke loket, guyon pak",
    "makasih banyak kak, dadah",
]
ANGER = [
    "lama2 tak bakar juga tu kantor desa",
    "pagar dipindah lagi sama tetangga. saya obong aja pagarnya",
    "awas lho, nanti gue gebuk itu petugas loket",
    "pengen jambak rasanya pegawai yang judes itu",
    "kami rakyat kecil dicekik iuran tiap bulan",
    "bisa stroke saya ngurus akta bolak balik",
    "ditusuk dari belakang sama bendahara desa sendiri",
    "usaha saya tenggelam utang gara2 bantuan ga cair",
    "haha denger syaratnya aku mau pingsan deh",
]
REAL_BESIDE_ANGER = [
    "mantan suami bilang mau bakar rumah saya, dia bawa bensin sekarang",
    "suami saya mau bakar saya pakai bensin",
    "saya mau bakar diri saja",
    "saya bakar sampah tadi sekarang apinya merembet ke dapur",
    "tangan anak saya terbakar kena minyak panas",
    "dia bawa golok ke rumah, saya tidak bercanda",
    "istri saya mau pingsan, stres berat, badannya lemas",
    "bapak saya kena stroke di antrian, mulutnya miring",
    "ada orang pingsan waktu ngurus ktp di loket",
    "ditusuk orang dari belakang di pasar, darahnya keluar terus",
]
COURTESIES = (
    "{}",
    "Selamat malam pak. {}",
    "{} terima kasih sebelumnya",
    "permisi min, {}. Mohon bantuannya, makasih 🙏",
    "tolong pak, {}",
)


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_danger_is_known_by_who_and_what_and_has_its_kind(danger: Danger, text: str, kind: str) -> None:
    signs = danger.signs(danger.language.tokens(text))
    assert kind in signs.kinds
    assert signs.clear


@pytest.mark.parametrize("courtesy", COURTESIES)
@pytest.mark.parametrize("text", KINDS)
def test_danger_is_heard_however_politely_it_is_said(understander: Understander, courtesy: str, text: str) -> None:
    got = understander.understand(courtesy.format(text))
    assert got.kind == "emergency"
    assert got.dangers


@pytest.mark.parametrize("courtesy", COURTESIES)
@pytest.mark.parametrize("text", FALSE)
def test_polite_words_figures_of_speech_and_the_past_are_no_alarm(understander: Understander, courtesy: str, text: str) -> None:
    assert understander.understand(courtesy.format(text)).kind != "emergency"


@pytest.mark.parametrize("text", ANGER)
def test_what_is_threatened_or_said_in_anger_is_no_alarm(understander: Understander, text: str) -> None:
    assert understander.understand(text).kind != "emergency"


@pytest.mark.parametrize("text", REAL_BESIDE_ANGER)
def test_real_danger_in_the_same_words_is_heard(understander: Understander, text: str) -> None:
    assert understander.understand(text).kind == "emergency"


@pytest.mark.parametrize("text", ["tolong tolong tolong sekarang juga cepat", "darurat segera gawat min", "SEKARANG!!! CEPAT!!!"])
def test_urgency_alone_raises_no_alarm(understander: Understander, text: str) -> None:
    assert understander.understand(text).kind != "emergency"


@pytest.mark.parametrize(
    ("text", "is_danger"),
    [
        ("dompet bapak jatuh ke sungai", False),
        ("bapak jatuh ke sungai, dompetnya di rumah", True),
        ("ada berita anak tenggelam di kota", False),
        ("ada berita anak tenggelam barusan, tolong", True),
        ("istri mau lahiran, bpjs belum ada", False),
        ("istri mau lahiran sekarang, bpjs belum ada", True),
    ],
)
def test_what_befell_a_thing_or_was_read_is_no_danger(danger: Danger, text: str, is_danger: bool) -> None:
    assert bool(danger.heard(text, danger.language.tokens(text)).danger) is is_danger


def test_words_of_a_combination_far_apart_are_none(danger: Danger) -> None:
    far = "anak saya sekolah " + "di kota dan pulang tiap bulan sekali saja naik bis malam bersama " * 2 + "hilang ktp dicari"
    assert "anak" not in danger.signs(danger.language.tokens(far)).kinds


@pytest.mark.parametrize(
    ("text", "is_now"),
    [
        ("dulu anak saya hampir tenggelam di kali itu", False),
        ("saya pernah dirampok di jembatan itu, skrg trauma lewat situ", False),
        ("ibu saya dulu pernah dipukul orang di loket, sekarang takut ke kantor", False),
        ("suami saya dulu pernah mukul, malam ini ngamuk lagi", True),
        ("kaki adik saya kelindes truk barusan", True),
    ],
)
def test_what_was_long_ago_raises_no_alarm_and_what_is_now_does(understander: Understander, text: str, is_now: bool) -> None:
    assert (understander.understand(text, "juai").kind == "emergency") is is_now


def test_who_bleeds_is_given_the_ambulance(understander: Understander) -> None:
    assert "medis" in understander.understand("istri saya jatuh dari tangga kepalanya berdarah tidak bangun", "juai").dangers


@pytest.mark.parametrize(
    ("text", "is_danger"),
    [
        ("naik darah saya dibuatnya", False),
        ("mau mati aku rasanya bolak-balik terus", False),
        ("mau mati saya antri dari subuh", False),
        ("ijazah kami pun ikut terbakar malam itu", False),
        ("mau mati saja aku, capek bolak-balik", True),
        ("rasanya mau mati nunggunya", False),
        ("rasanya mau mati aja", True),
        ("rumah kami terbakar, ijazah ikut terbakar", True),
        ("kartu keluarga kami terbakar, adik kami terjebak di dalam", True),
    ],
)
def test_anger_weariness_and_burnt_papers_are_no_alarm_and_despair_and_fire_are(
    understander: Understander, text: str, is_danger: bool
) -> None:
    assert bool(understander.understand(text, "juai").dangers) is is_danger


@pytest.mark.parametrize(
    "played",
    [
        "sabtu ada gladi, pura-pura ada korban tenggelam lalu tim menolong",
        "cuma simulasi kok, ada yang kejang di tenda",
        "lomba drama kami, adegannya istri ditusuk suami",
        "cerpen saya: rumah kebakaran, ibunya pingsan",
        "soal ujian: seorang kakek jatuh dan berdarah, apa yang dilakukan",
    ],
)
def test_what_is_practised_played_or_invented_is_no_danger(danger: Danger, played: str) -> None:
    assert not danger.heard(played, danger.language.tokens(played)).danger


def test_who_plays_despair_is_heard_all_the_same(danger: Danger) -> None:
    text = "skenario kami: dia mau bunuh diri"
    assert danger.heard(text, danger.language.tokens(text)).danger


@pytest.mark.parametrize(
    ("remark", "lasts"), [("pintunya udah jebol", True), ("darahnya ga mau berhenti", True), ("maaf ya merepotkan", False)]
)
def test_of_remarks_after_an_alarm_only_those_that_tell_of_danger_say_that_it_lasts(danger: Danger, remark: str, lasts: bool) -> None:
    assert danger.goes_on(remark) is lasts
