"""What the bot does first with a message. The figures on the development set must not fall; the tables say what is meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.examples import lines
from bench.figures import Result
from knowledge.standards.library import load
from knowledge.understanding.understander import Understander


@pytest.mark.parametrize(
    ("text", "service", "component"),
    [
        ("syarat bikin ktp apa aja ya min", "juai/perekaman-e-ktp", "persyaratan"),
        ("SURAT AHLI WARIS BERAPA LAMA JADINYA", "juai/ahli-waris", "waktu"),
        ("ulun handak maulah ktp, bayar kah", "juai/perekaman-e-ktp", "biaya"),
        ("gmn cara minta konseling di p2tp2a", "landak-dsp3akb/layanan-terpadu-korban", "prosedur"),
        ("posyantek", "kaltara-dpmd/posyantek", "ringkasan"),
        ("dasar hukum lomba desa apa", "buleleng/lomba-desa", "dasar_hukum"),
    ],
)
def test_a_clear_question_is_answered_with_the_part_it_asks_for(
    understander: Understander, text: str, service: str, component: str
) -> None:
    got = understander.understand(text)
    assert (got.kind, got.service, got.component) == ("answer", service, component)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("halo min selamat pagi", "smalltalk"),
        ("halo komandan", "smalltalk"),
        ("selamat sore admin RSUD", "smalltalk"),
        ("pagi dok", "smalltalk"),
        ("makasih banyak ya kak", "smalltalk"),
        ("laporan saya sudah sampai mana", "status"),
        ("petugas loket minta uang rokok, saya keberatan", "complaint"),
        ("bikin paspor di mana ya", "none"),
        ("tolong!! rumah saya kebakaran sekarang", "emergency"),
        ("suami saya ngamuk bawa parang, kami sembunyi di kamar, tolong", "emergency"),
    ],
)
def test_the_kind_of_a_message_decides_the_first_action(understander: Understander, text: str, kind: str) -> None:
    assert understander.understand(text).kind == kind


SHORT = {
    "complaint": [
        *("mau lapor", "saya mau lapor pak", "izin lapor bu", "mau ngadu", "ulun handak malapor", "kulo badhe lapor"),
        *("nak ngadu", "abdi bade laporan", "tiang jagi ngalapor", "mau komplain", "pelayanan buruk", "petugasnya judes", "kecewa saya"),
        *("mau bikin aduan", "lapor pungli", "lapor min", "lapor pak"),
    ],
    "status": ["cek laporan", "status laporan", "laporan saya sampai mana", "aduan saya gimana", "sudah diproses belum laporan saya"],
    "smalltalk": [
        *("halo", "pagi pak", "assalamualaikum", "om swastiastu", "p", "permisi", "makasih ya", "suwun", "nuhun pisan", "oke", "sip", "👍"),
        *("siap min", "ga jadi deh", "wkwk lucu", "kamu bot ya"),
    ],
    "answer": [
        *("ktp", "ahli waris", "adopsi", "posyantek", "idm", "umkm", "psm", "pkk", "batas desa", "panti asuhan", "siks-ng", "lomba desa"),
        *("santunan kematian", "dispensasi nikah"),
    ],
    "clarify": ["bumdes", "apbdes", "stunting", "perangkat desa", "posyandu", "orang terlantar"],
    "none": ["paspor", "sim", "skck", "bpjs", "cuaca besok", "kantor buka jam berapa"],
    "emergency": ["TOLONG KEBAKARAN", "rumah saya kebakaran sekarang", "ada orang hanyut tolong", "saya mau bunuh diri"],
}
FOLLOW_UPS = {
    "kalau waktunya?": "waktu",
    "berapa lama?": "waktu",
    "lamanya?": "waktu",
    "kalau biayanya?": "biaya",
    "bayar ga?": "biaya",
    "gratis kan?": "biaya",
    "syaratnya?": "persyaratan",
    "bawa apa aja?": "persyaratan",
    "caranya gimana?": "prosedur",
    "alurnya?": "prosedur",
    "dapat apa?": "produk",
    "hasilnya apa?": "produk",
    "kontaknya?": "pengaduan",
    "nomor wa nya?": "pengaduan",
    "dasar hukumnya?": "dasar_hukum",
    "siapa yang mengawasi?": "pengawasan",
    "petugasnya berapa orang?": "jumlah_pelaksana",
    "data saya aman ga?": "jaminan_keamanan",
    "fasilitasnya apa?": "sarana",
}


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in SHORT.items() for text in texts])
def test_a_short_everyday_message_is_taken_for_what_it_is(understander: Understander, text: str, kind: str) -> None:
    assert understander.understand(text).kind == kind


@pytest.mark.parametrize(("text", "component"), FOLLOW_UPS.items())
def test_a_fragment_after_an_answer_names_its_part_and_is_no_small_talk(understander: Understander, text: str, component: str) -> None:
    assert understander.component(text) == component
    assert understander.understand(text).kind not in {"smalltalk", "complaint", "emergency", "status"}


@pytest.mark.parametrize("text", ["mau lapor", "saya mau ngadu pak"])
def test_the_wish_to_complain_alone_is_about_no_service(understander: Understander, text: str) -> None:
    assert understander.understand(text).service is None


@pytest.mark.parametrize(
    "text", ["bantuan untuk korban kekerasan yang kejadiannya tahun lalu, syaratnya apa", "kerja di posyandu kader lagi kebakaran jenggot"]
)
def test_danger_that_is_past_or_a_figure_of_speech_is_no_alarm(understander: Understander, text: str) -> None:
    assert understander.understand(text).kind != "emergency"


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("mau urus bumdes", {"kaltara-dpmd/bantuan-bumdes", "juai/pembinaan-bumdes"}),
        (
            "rekomendasi perangkat desa",
            {"juai/panitia-perangkat-desa", "juai/pengangkatan-perangkat-desa", "juai/pemberhentian-perangkat-desa"},
        ),
    ],
)
def test_an_open_question_is_asked_back_with_the_services_it_may_mean(understander: Understander, text: str, services: set[str]) -> None:
    got = understander.understand(text)
    assert got.kind == "clarify"
    assert services <= {each.service for each in got.candidates}


@pytest.mark.parametrize("text", ["posyandu", "soal posyandu", "info posyandu"])
def test_the_name_of_an_office_alone_is_asked_back_among_all_its_services(understander: Understander, text: str) -> None:
    got = understander.understand(text, "posyandu-spm")
    own = {service for service in load().services if service.startswith("posyandu-spm/")}
    assert (got.kind, {each.service for each in got.candidates}) == ("clarify", own)


@pytest.mark.parametrize("office", [None, "juai", "buleleng", "kaltara-dpmd", "posyandu-spm", "landak-dsp3akb"])
def test_a_bare_call_for_help_is_no_alarm(understander: Understander, office: str | None) -> None:
    assert understander.understand("tolong", office).kind in {"smalltalk", "none"}


@pytest.mark.parametrize("office", [None, "juai", "buleleng", "kaltara-dpmd", "posyandu-spm", "landak-dsp3akb"])
@pytest.mark.parametrize("text", ["lapor min", "mau lapor", "lapor pak"])
def test_a_bare_wish_to_report_is_a_complaint_at_every_office(understander: Understander, text: str, office: str | None) -> None:
    assert understander.understand(text, office).kind == "complaint"


def test_what_is_open_among_all_offices_can_be_clear_in_one(understander: Understander) -> None:
    assert understander.understand("mau urus bumdes", "juai").service == "juai/pembinaan-bumdes"


def test_what_no_standard_covers_names_who_does_it(understander: Understander) -> None:
    got = understander.understand("perpanjang sim c di mana ya min")
    assert got.elsewhere is not None
    assert "SIM" in got.elsewhere.answer


def test_a_question_about_the_office_itself_is_marked(understander: Understander) -> None:
    assert understander.understand("kantor buka jam berapa").office_matter


@pytest.mark.parametrize(
    ("text", "component"), [("kalau biayanya?", "biaya"), ("berapa lama?", "waktu"), ("makasih", None), ("bukan, yang anak", None)]
)
def test_a_follow_up_names_a_part_or_none(understander: Understander, text: str, component: str | None) -> None:
    assert understander.component(text) == component


def test_items_that_answer_a_question_within_a_standard_are_found(understander: Understander) -> None:
    best = understander.within("juai/guru-agama-keliling", "rekening bank kalsel wajib ga?").hits[0]
    assert "Bank Kalsel" in best.text


def test_a_silent_standard_gives_no_items(understander: Understander) -> None:
    silence = understander.within("juai/perekaman-e-ktp", "boleh bawa kucing ga?")
    assert (silence.hits, silence.missing) == ((), ("kucing",))


def test_a_complaint_of_bribery_is_serious_and_knows_its_service(understander: Understander) -> None:
    got = understander.triage("petugas loket minta 50rb buat ktp padahal gratis", "juai")
    assert (got.category, got.service) == ("berkadar_pengawasan", "juai/perekaman-e-ktp")


def test_the_reasons_of_a_choice_can_be_read(understander: Understander) -> None:
    text = "\n".join(understander.explain("syrt ktp ilang"))
    assert "syrt → syarat" in text
    assert "juai/perekaman-e-ktp" in text
    assert "keputusan: answer" in text


def test_another_scorer_fits_behind_the_same_protocol() -> None:
    import numpy as np

    from knowledge.understanding.index import Floats
    from knowledge.understanding.search import Question

    class AlwaysTheLast:
        def scores(self, question: Question) -> Floats:
            return np.arange(43, dtype=np.float32)

    chosen = Understander(load(), scorers=[("last", AlwaysTheLast(), 1.0)])
    assert chosen.ranked("ktp")[0].service == "posyandu-spm/trantibumlinmas"


FLOORS = {"first action": 0.95, "wrong answers": 0.02, "component": 0.95}


def test_the_figures_on_the_development_set_do_not_fall(understander: Understander) -> None:
    results = [Result(line, understander.understand(line["text"], line["office"])) for line in lines("questions_bare_lead")]
    answered = [r for r in results if r.line["kind"] == r.got.kind == "answer" and not r.wrong_answer]
    assert sum(r.first_action_right for r in results) / len(results) >= FLOORS["first action"]
    assert sum(r.wrong_answer for r in results) / len(results) <= FLOORS["wrong answers"]
    assert sum(r.got.component == r.line["component"] for r in answered) / len(answered) >= FLOORS["component"]
    assert all(r.got.kind == "emergency" for r in results if r.line["kind"] == "emergency")
    assert not any(r.got.kind == "emergency" for r in results if r.line["kind"] != "emergency")


@pytest.mark.parametrize("text", ["", " ", "\x00\x00", "🙈", "?" * 10_000, "ktp " * 2500, "a" * 10_000, "12345", "ᬓᬭ", "\u202e\u200b"])
@pytest.mark.parametrize("office", [None, "juai", "tidak-ada"])
def test_odd_messages_are_understood_as_something(understander: Understander, text: str, office: str | None) -> None:
    assert understander.understand(text, office).kind in {"answer", "clarify", "complaint", "status", "emergency", "smalltalk", "none"}
    assert understander.explain(text, office)


@settings(deadline=None, max_examples=80)
@given(text=st.text(max_size=200), office=st.sampled_from([None, "juai", "buleleng"]))
def test_nothing_a_citizen_writes_raises(understander: Understander, text: str, office: str | None) -> None:
    understander.understand(text, office)


WORDS = [
    "syarat",
    "ktp",
    "hilang",
    "gmn",
    "min",
    "brp",
    "lama",
    "surat",
    "waris",
    "bumdes",
    "posyandu",
    "petugas",
    "kecewa",
    "bayar",
    "tolong",
    "halo",
    "paspor",
    "rusak",
]


@settings(deadline=None, max_examples=80)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_capitals_and_spaces_do_not_change_the_answer(understander: Understander, words: list[str]) -> None:
    plain, loud = (understander.understand(text) for text in (" ".join(words), "  ".join(words).upper()))
    assert (plain.kind, plain.service, plain.component) == (loud.kind, loud.service, loud.component)


@pytest.mark.parametrize("text", ["cepet ga", "gratis?", "lama ga ya", "prosedur"])
def test_a_way_of_asking_alone_is_about_no_service(understander: Understander, text: str) -> None:
    assert understander.understand(text, "juai").service is None
