"""What a message does to the talk, and corrections taken apart: polite and long, blunt, in the words of a region, confused."""

from __future__ import annotations

import pytest

from knowledge.language.corrections import Correction, Corrections, Field
from knowledge.language.dialogue_acts import Act, DialogueActs

ACTS = {
    Act.GO_ON: [
        "Ya sudah pak, tolong langsung diteruskan saja ke pimpinan, isinya sudah benar semua",
        "Menurut saya sudah sesuai bu, silakan laporannya dikirimkan ke yang berwenang, terima kasih sebelumnya",
        "gas kirim",
        "langsung kirim aja ga usah lama",
        "inggih pun leres, monggo dikintunaken mawon pak",
        "nggih sampun pas bu, kirim mawon nggih",
        "eh ini udah bener kok, jadi ya dikirim aja deh kayaknya",
        "hmm kayanya ga ada yang salah, lanjutkan ke kantor aja ya bu",
        "Mohon segera disampaikan kepada Bapak Camat, datanya sudah saya periksa dan benar",
        "Baik bu, saya setuju dengan isinya, mohon diproses lebih lanjut",
        "oke fix kirim",
        "cocok. proses",
        "sudah bujur ai pak, kirimakan haja lah",
        "mantun leres sadayana, mangga dikirim wae",
        "sdh betul itu, teruskan sj ke atasannya",
        "Baik bu, mari kita lanjutkan laporan yang tadi",
        "lanjut",
        "terusin yang tadi",
        "monggo dipun lanjutaken pak",
        "ayu lanjutakan pang laporannya",
        "eh tadi sampai mana ya, lanjut aja deh",
        "Terima kasih penjelasannya bu, kalau begitu saya teruskan laporannya",
        "Oh begitu ya pak, baik saya mengerti, kita lanjut saja",
        "ok next",
        "yuk sambung",
        "hayu atuh teraskeun",
        "teros je lah",
        "saya sudah siap, ayo dilanjut pak",
    ],
    Act.WITHDRAW: [
        "Mohon maaf bu, setelah saya pikir-pikir lebih baik laporan ini tidak usah dilanjutkan",
        "Maaf ya pak, saya urungkan saja niat melapornya, takut jadi masalah dengan tetangga",
        "udah gausah dilaporin",
        "min saya narik laporan yang kemarin, sudah damai sama orangnya",
        "ogah, hapus aja laporannya",
        "mboten sios kemawon pak, ajrih kulo",
        "kada usah dikirim pang, supan ulun",
        "duh gimana ya, kayanya jangan dikirim dulu deh laporannya, saya bingung",
        "eh gak jadi lah pak nanti malah ribut, udah biarin aja",
        "Dengan berat hati saya mencabut laporan ini pak, mohon tidak diteruskan",
        "Sebaiknya laporannya dibatalkan saja bu, masalahnya sudah diselesaikan secara kekeluargaan",
        "skip lah males, ga jadi ngadu",
        "cancel aja min udah beres orangnya minta maaf",
        "sonde jadi lapor kaka, dong su baku maaf",
        "su batal jo",
        "teu jadi ah pak, hawatos ka jalmina",
        "tak usahlah pak cik, tak jadi lapornye",
        "saya berubah pikiran pak, laporannya jangan diteruskan ya",
        "inya sudah minta maaf samalam. ulun cabut ja laporan ulun",
        "Kemarin Bapak Kepala Dinas sendiri yang datang ke rumah, menjelaskan keadaan di loket dan meminta maaf kepada kami sekeluarga. Karena itu, mohon pengaduan kami dicabut saja.",
    ],
    Act.REFUSE: [
        "eh jgn deh min",
        "ndak usah wae lah mas",
        "mending gausah",
        "gak dulu deh kak",
        "ah males ah",
        "jangan pak, takut",
        "eh jangan aja deh, nanti pak rw ngamuk",
        "ga usah deh soalnya orangnya galak",
        "ora gelem kulo",
        "udah lah ga usah aja",
    ],
    Act.PAUSE: [
        "Mohon tunggu sebentar ya bu, saya tanyakan dulu kepada suami saya",
        "Izin pak, saya carikan dulu tanggal kejadiannya, nanti saya kabari lagi",
        "bntr, angkat jemuran",
        "ntar dulu, lagi di jalan",
        "sekedap nggih bu, kulo pados kacamata rumiyin",
        "hadangi satumat lah, ulun mambuka catatan dulu",
        "aduh anak nangis, tunggu ya jangan ditutup dulu",
        "eh bentar2 hp lowbat mau cas dulu",
        "Mohon maaf saya lanjutkan nanti malam ya pak, sekarang masih di sawah",
        "Sebentar ibu, saya sholat dulu, nanti saya sambung lagi",
        "nanti lagi ya, sibuk",
        "sabar lg ngetik",
        "antosan sakedap, bade naros heula ka pun bapa",
        "kejap ye, nak tanye orang rumah dulu",
        "saya mikir dulu ya bu, jangan ditinggal",
    ],
    None: [
        "Berkas saya sudah dikirim dua kali tapi tidak pernah diteruskan ke kabupaten",
        "Antrean saya dibatalkan sepihak oleh petugas loket tanpa alasan",
        "lampunya mati lagi semalam",
        "petugasnya bilang tunggu sebentar terus ga balik2",
        "pun tigang minggu mboten dipunproses kaliyan petugas",
        "sudah dua kali ulun mangirim barakas kada ditarusakan jua",
        "jadi gini, pertama saya datang pagi, terus disuruh pulang, terus siangnya udah tutup",
        "orangnya minta uang rokok 50 ribu katanya biar cepet",
        "Saya sudah menyampaikan kepada ketua RT namun tidak ditanggapi sampai sekarang",
        "Mereka meminta saya mencabut laporan di kepolisian dengan imbalan uang",
        "airnya masih bau",
        "jalannya rusak sejak dilanjut proyeknya",
        "petugasna ngambek basa ku abdi ditanya",
        "banyak orang kampung juga mengeluh perkara sampah tu",
        "katanya mau dilanjut besok tapi nyatanya kantornya tutup",
        "laporan saya dibatalkan petugas",
        "jangan dibatalkan",
        "jangan telepon saya",
        "ga usah pakai nama",
        "jangan kasih tau pak rt",
        "ga mau disebut nama",
        "kepala desa biarkan saja",
        "tolong batalkan pengajuan KTP saya",
        "jangan diteruskan ke kepala desa ya, dia pelakunya",
        "saya sudah kirim berkasnya",
        "tidak benar",
        "anonim",
        "di depan pasar kemarin sore",
        "nanti malam",
        "sebentar lagi roboh jembatannya",
        "Siti Aminah",
    ],
}
AGREES = {Act.GO_ON, Act.AGREE}


@pytest.fixture(scope="module")
def acts() -> DialogueActs:
    return DialogueActs()


@pytest.fixture(scope="module")
def corrections() -> Corrections:
    return Corrections()


@pytest.mark.parametrize(("expected", "words"), [(act, words) for act, listed in ACTS.items() for words in listed])
def test_what_a_message_does_to_the_talk(acts: DialogueActs, expected: Act | None, words: str) -> None:
    act = acts.read(words)
    assert act in AGREES if expected is Act.GO_ON else act is expected


CORRECTIONS = {
    "Mohon maaf pak, tadi saya keliru menulis, kejadiannya bukan hari Selasa melainkan hari Rabu kemarin": (
        "hari Rabu kemarin",
        "hari Selasa",
        Field.OCCURRED,
    ),
    "Maaf bu ada yang perlu diperbaiki, tempatnya yang benar di Desa Marias, bukan Desa Hukai": ("Desa Marias", "Desa Hukai", Field.PLACE),
    "salah, bukan rt 3 tapi rt 5": ("rt 5", "rt 3", None),
    "jamnya ganti jam 7 malem": ("jam 7 malem", "", Field.OCCURRED),
    "eh keliru pak, sanes dinten senen, nanging dinten kemis": ("dinten kemis", "senen", Field.OCCURRED),
    "salah pang, lain di pasar, tapi di depan puskesmas": ("depan puskesmas", "pasar", None),
    "loh kok hari senin ya, harusnya kan minggu malam, tolong dibenerin": ("minggu malam", "", Field.OCCURRED),
    "itu nomornya salah deh, yang bener 081234567890": ("081234567890", "", Field.CONTACT),
    "Nama saya tolong diperbaiki menjadi Siti Rahmah ya bu, bukan Siti Rohmah": ("Siti Rahmah", "Siti Rohmah", Field.NAME),
    "Kalau boleh lokasinya diganti di depan SDN Juai 2 saja pak": ("depan SDN Juai 2", "", Field.PLACE),
    "ralat: kejadian kemarin sore bukan tadi pagi": ("kemarin sore", "tadi pagi", Field.OCCURRED),
    "koreksi nama Budiman": ("Budiman", "", Field.NAME),
    "sing bener panggone neng ngarep balai desa, dudu neng pasar": ("ngarep balai desa", "pasar", Field.PLACE),
    "ganti waktunya jadi malam jumat": ("malam jumat", "", Field.OCCURRED),
    "waduh salah ketik, maksudnya jalan ahmad yani bukan jalan ahmad dahlan": ("jalan ahmad yani", "jalan ahmad dahlan", None),
    "jamnya salah": ("", "", Field.OCCURRED),
    "tempatnya di pasar": ("pasar", "", Field.PLACE),
}


@pytest.mark.parametrize(("words", "parts"), CORRECTIONS.items())
def test_a_correction_is_taken_apart(corrections: Corrections, words: str, parts: tuple[str, str, Field | None]) -> None:
    read = corrections.read(words)
    assert isinstance(read, Correction) and (read.new, read.old, read.field) == parts


@pytest.mark.parametrize(
    "words",
    [
        "nama saya salah di KTP",
        "petugasnya keliru menulis nama saya",
        "salah satu petugas marah",
        "ktp saya salah cetak",
        "apa yang salah?",
    ],
)
def test_what_went_wrong_at_the_office_is_no_correction(corrections: Corrections, words: str) -> None:
    assert corrections.read(words) is None
