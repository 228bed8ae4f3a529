"""A question after an answer: what stays within the standard, what leaves it, and what is shown for it."""

from __future__ import annotations

import pytest

from handlers.asking import follow_up, offers
from handlers.talking.message import Outcome
from handlers.talking.state import ChatState
from handlers.talking.turn import Knowledge
from tests.turns import turn_of


async def answered(knowledge: Knowledge, topic: str, words: str) -> Outcome | None:
    """The answer in the context of a service; None where the words leave it. Whatever would be denied fails, since a denial asks a port."""
    office = topic.partition("/")[0]
    turn = turn_of(knowledge, words, state=ChatState(office=office, topic=topic, topics=(topic,), last_text="syaratnya apa"))
    return await follow_up.answer_in_context(turn, knowledge.understander.understand(words, office))


@pytest.mark.parametrize(
    ("topic", "words", "shown"),
    [
        ("juai/perekaman-e-ktp", "surat kehilangan itu dari mana ya", "dari Kepolisian"),
        ("juai/guru-agama-keliling", "surat domisili harus ada ga kalau orang sini", "jika ber-KTP di luar Kabupaten"),
        ("juai/dispensasi-nikah", "ijazahnya ijazah terakhir?", "ijazah"),
        ("posyandu-spm/pendidikan", "sktm nya yang bikin siapa", "Surat pernyataan tidak mampu dari RT"),
        ("juai/ahli-waris", "lama tidak selesainya, saya nanti pulang naik ojek lagi", "10-15 menit"),
    ],
)
async def test_what_the_standard_itself_mentions_is_not_sent_to_another_agency(
    knowledge: Knowledge, topic: str, words: str, shown: str
) -> None:
    done = await answered(knowledge, topic, words)
    assert done is not None
    assert shown in done.replies[0].text.plain


@pytest.mark.parametrize("topic", ["juai/perekaman-e-ktp", "juai/santunan-kematian"])
async def test_what_only_other_services_make_leaves_the_standard(knowledge: Knowledge, topic: str) -> None:
    assert await answered(knowledge, topic, "mau urus perangkat desa") is None


async def test_what_is_made_by_none_of_the_offered_services_chooses_none(knowledge: Knowledge) -> None:
    state = ChatState(office="juai", offered=("juai/dana-desa", "juai/alokasi-dana-desa"), last_text="dana")
    turn = turn_of(knowledge, "mau urus perangkat desa", state=state)
    assert await offers.chosen(turn, knowledge.understander.understand(turn.text, "juai")) is None


@pytest.mark.parametrize("words", ["mau bikin surat domisili", "kalau paspor biayanya berapa", "cara bikin sim", "cara urus ijazah hilang"])
async def test_what_another_agency_makes_leaves_the_standard(knowledge: Knowledge, words: str) -> None:
    assert await answered(knowledge, "juai/guru-agama-keliling", words) is None


@pytest.mark.parametrize(
    ("topic", "words", "shown"),
    [
        ("landak-dsp3akb/dtks-siks-ng", "klo dtg lgsg hrs bawa berkas apa", "Fotokopi KK dan KTP"),
        ("landak-dsp3akb/dtks-siks-ng", "kalau yang datang operator desa, persyaratannya beda?", "Surat Tugas dari Kepala Desa"),
        ("juai/evaluasi-apbdes", "estimasi selesainya?", "10-15 menit"),
        ("landak-dsp3akb/adopsi-anak", "pas anaknya diserahkan, yang jadi saksi berapa", "dua orang saksi"),
        ("juai/dispensasi-nikah", "ada bayarnya ga, terus jadinya lama apa cepat", "Waktu pelayanan"),
        ("juai/dispensasi-nikah", "bisa sehari jadi? mepet nih", "10-15 menit"),
        ("landak-dsp3akb/adopsi-anak", "difotokopiin brp rangkap", "rangkap 4"),
        ("landak-dsp3akb/orang-terlantar", "andaikan beliau nanti sakit gimana", "dirujuk ke Rumah Sakit"),
        ("landak-dsp3akb/pekerja-sosial-masyarakat", "ujiannya apa saja", "wawancara"),
        ("kaltara-dpmd/status-idm", "yang melayani berapa orang?", "2 (dua) orang"),
        ("kaltara-dpmd/bantuan-bumdes", "petugas verifikasi ke lapangan berapa orang", "3 orang"),
        ("juai/ahli-waris", "surat pernyataan itu siapa yang bikin", "diterbitkan kepala desa/lurah"),
        ("juai/ahli-waris", "fotokopi kk nya bermeterai ga", "Selebihnya tidak tertulis"),
        ("juai/ahli-waris", "surat pernyataannyo pakai meterai?", "(bermeterai)"),
        ("juai/ahli-waris", "mun molor lebih dari itu kayapa", "akan diantar"),
        ("juai/santunan-kematian", "ktp sama kk nya punya saya aja atau almarhum juga dibawa", "ahli waris"),
        ("posyandu-spm/kesehatan", "lima meja di sana itu apa saja", "penimbangan"),
        ("landak-dsp3akb/adopsi-anak", "buku nikah kami fotokopi saja?", "Surat Nikah"),
        ("landak-dsp3akb/adopsi-anak", "waktu serah terima anak itu saksinya berapa", "dua orang saksi"),
        ("juai/guru-agama-keliling", "rekening BRI boleh ga", "Bank Kalsel"),
        ("posyandu-spm/pendidikan", "tolong buatkan daftar yang perlu dibawa biar saya catat", "Surat pernyataan tidak mampu"),
    ],
)
async def test_what_is_asked_in_other_words_is_not_denied(knowledge: Knowledge, topic: str, words: str, shown: str) -> None:
    done = await answered(knowledge, topic, words)
    assert done is not None
    assert shown in done.replies[0].text.plain


async def test_a_line_with_the_rare_word_is_shown_though_the_rest_stands_nowhere(knowledge: Knowledge) -> None:
    done = await answered(knowledge, "landak-dsp3akb/dtks-siks-ng", "lewat wa boleh kah, kampung kami di hulu sungai jalan rusak")
    assert done is not None
    assert "melalui WhatsApp" in done.replies[0].text.plain


async def test_where_another_part_gives_the_time_it_stands_beside_the_time_of_the_service(knowledge: Knowledge) -> None:
    done = await answered(knowledge, "landak-dsp3akb/layanan-terpadu-korban", "rekomendasi layanan lanjutannya setelah berapa hari")
    assert done is not None
    assert "3 bulan" in done.replies[0].text.plain
    assert "14 (empat belas) hari" in done.replies[0].text.plain


async def test_a_first_question_about_the_cost_that_names_a_paper_shows_the_cost(knowledge: Knowledge) -> None:
    words = "operator desa minta 150rb buat masukin nama ke dtks, bayar ya?"
    turn = turn_of(knowledge, words, state=ChatState(office="landak-dsp3akb"))
    done = await follow_up.answer(turn, knowledge.understander.understand(words, "landak-dsp3akb"))
    assert "Gratis" in done.replies[0].text.plain
