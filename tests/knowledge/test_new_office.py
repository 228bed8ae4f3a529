"""An office that brings only its document is understood from its first day, and words for one service take nothing from the others."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from bench.examples import lines, without_words
from knowledge.language.words import Language
from knowledge.standards.library import Library, load
from knowledge.standards.standard import Item, Service
from knowledge.understanding import derived
from knowledge.understanding.evidence import COVERED, TITLED
from knowledge.understanding.line_scorer import LineScorer
from knowledge.understanding.matters import Matter
from knowledge.understanding.search import Question, Searcher
from knowledge.understanding.understander import Understander
from knowledge.understanding.vocabulary import knowing

OFFICE = "juai"


@cache
def bare() -> Library:
    return without_words(load(offices=[OFFICE]))


@cache
def understander() -> Understander:
    """Of the office with nothing but its document."""
    return Understander(bare())


def with_service(library: Library, title: str) -> Library:
    known = next(iter(library.services.values()))
    new = known.model_copy(update={"id": f"{OFFICE}/baru", "title": title, "components": {}})
    return replace(library, services={**library.services, new.id: new})


@pytest.mark.parametrize(
    ("question", "service"),
    [
        ("syarat dispensasi nikah apa saja", "dispensasi-nikah"),
        ("mau urus santunan kematian", "santunan-kematian"),
        ("pemberhentian perangkat desa gimana caranya", "pemberhentian-perangkat-desa"),
        ("berapa lama surat keterangan ahli waris", "ahli-waris"),
    ],
)
def test_a_service_is_known_by_its_document_alone(question: str, service: str) -> None:
    understood = understander().understand(question, OFFICE)
    assert (understood.kind, understood.service) == ("answer", f"{OFFICE}/{service}")


@pytest.mark.parametrize(
    ("title", "question", "is_theirs"),
    [
        ("Pelayanan Peminjaman Buku", "jual buku pelajaran tidak? harganya berapa", False),
        ("Pelayanan Peminjaman Buku", "mau pinjam buku pelajaran, syaratnya apa", True),
        ("Penjualan Benih Ikan", "ada jual benih ikan tidak, harganya berapa", True),
    ],
)
def test_goods_are_nobodys_matter_where_the_service_never_speaks_of_selling(title: str, question: str, is_theirs: bool) -> None:
    kind = Understander(with_service(bare(), title)).understand(question, OFFICE).kind
    assert (kind in ("answer", "clarify")) is is_theirs, kind


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Penerbitan Kartu Identitas Anak (KIA)", "syarat bikin kia apa saja"),
        ("Pelayanan Surat Keterangan Usaha", "mau bikin surat keterangan usaha"),
        ("Pelayanan Imunisasi", "mau imunisasi bayi kapan"),
    ],
)
def test_what_an_office_offers_is_not_elsewhere_for_it(title: str, question: str) -> None:
    without, own = (each.understand(question, OFFICE) for each in (understander(), Understander(with_service(bare(), title))))
    assert without.elsewhere is not None
    assert own.elsewhere is None
    assert own.candidates[0].service == f"{OFFICE}/baru"


def enriched() -> tuple[Library, str]:
    """The office with words of citizens for one service only, and that service."""
    rich = f"{OFFICE}/santunan-kematian"
    phrases = load(offices=[OFFICE]).services[rich].phrases
    return replace(bare(), services={**bare().services, rich: bare().services[rich].model_copy(update={"phrases": phrases})}), rich


def asked(without: str) -> list[tuple[str, list[str]]]:
    """Questions of writers to the office about other services than this one."""
    labelled = [line for name in ("questions_bare_lead", "questions_bare_writer10") for line in lines(name)]
    own = [line for line in labelled if line["office"] == OFFICE and line["kind"] == "answer" and without not in line["services"]]
    assert len(own) > 50
    return [(line["text"], line["services"]) for line in own]


def test_phrases_of_one_service_move_no_other_service_in_the_search() -> None:
    """A clerk who collects words for one service makes "syarat", "berapa lama" and "kak" no rare words that only this service has."""
    library, rich = enriched()
    language = knowing(Language.load(), library)
    before, after = (_order(Searcher(each, language), language, rich) for each in (bare(), library))
    assert before == after


def _order(searcher: Searcher, language: Language, without: str) -> list[list[str]]:
    questions = [Question(text, language.tokens(text), OFFICE) for text, _ in asked(without)]
    return [[each.service for each in searcher.candidates(question, 5) if each.service != without][:4] for question in questions]


def test_a_service_with_phrases_does_not_rob_the_others() -> None:
    library, rich = enriched()
    before, after = (_right_first(each, rich) for each in (understander(), Understander(library)))
    assert after >= 0.97 * before


def _right_first(understander: Understander, without: str) -> int:
    return sum(understander.ranked(text, OFFICE)[0].service in services for text, services in asked(without))


def service(title: str, *phrases: str) -> Service:
    return next(iter(bare().services.values())).model_copy(update={"title": title, "phrases": phrases, "components": {}})


def test_names_are_made_from_a_title() -> None:
    assert derived.names(service("Pelayanan Penerbitan Surat Keterangan Usaha (SKU)")) == ("Surat Keterangan Usaha", "SKU")
    assert "KIA" in derived.names(service("Penerbitan Kartu Identitas Anak"))


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Surat Keterangan Tidak Mampu (SKTM) untuk Berobat", "SKTM opname"),
        ("Surat Keterangan Tidak Mampu untuk Pendidikan", "Surat Keterangan Tidak Mampu spp"),
        ("Pencatatan Kelahiran Terlambat (Lebih dari 60 Hari)", "Pencatatan Kelahiran telat"),
        ("Pencatatan Kelahiran yang Melampaui Batas Waktu", "Pencatatan Kelahiran telat"),
        ("Pencatatan Kelahiran sampai dengan 60 Hari", "Pencatatan Kelahiran bayi baru lahir"),
        ("Surat Keterangan Kesehatan Hewan", ""),
        ("Bank Darah Rumah Sakit", ""),
    ],
)
def test_the_case_in_a_title_has_words_of_its_own(title: str, line: str) -> None:
    made = list(derived.of_case(title))
    assert line in made if line else not made
    assert set(made) <= set(derived.lines(service(title, *(f"ungkapan {number}" for number in range(derived.ENOUGH)))))


def test_a_service_with_words_of_citizens_needs_none() -> None:
    rich = service("Pelayanan Imunisasi", *(f"imunisasi {number}" for number in range(derived.ENOUGH)))
    assert derived.names(rich) == derived.lines(rich) == ()


def test_the_words_that_a_service_uses_count_more_where_few_phrases_are_known() -> None:
    known, new = (
        Understander(library).witnesses.hear("syarat dispensasi nikah", OFFICE).facts for library in (load(offices=[OFFICE]), bare())
    )
    assert known["total"] == pytest.approx(known["learned"] + known["searched"])
    assert new["total"] == pytest.approx(new["learned"] + new["searched"] + COVERED * new["covered"] + TITLED * new["title"])


def test_what_stands_first_by_every_view_is_surer_than_what_one_view_puts_first() -> None:
    understander = Understander(bare())
    plain, mixed = (understander.witnesses.hear(text, OFFICE).facts for text in ("syarat dispensasi nikah", "nikah desa"))
    assert plain["agreed"] == 1.0 > mixed["agreed"]
    assert plain["title"] > 0.5
    assert plain["title ahead"] == plain["title"]


def test_all_parts_of_a_standard_are_heard_where_few_phrases_are_known() -> None:
    known = next(iter(bare().services.values()))
    room = known.component("persyaratan").model_copy(update={"items": (Item(text="Ruang isolasi"),), "groups": ()})
    made = {"id": f"{OFFICE}/inap", "title": "Rawat Inap Hewan", "components": {"sarana": room}}
    poor, rich = (
        known.model_copy(update={**made, "phrases": phrases}) for phrases in ((), tuple(f"rawat inap {at}" for at in range(derived.PLENTY)))
    )
    for service, heard in ((poor, 1), (rich, 0)):
        library = replace(bare(), services={**bare().services, service.id: service})
        searcher = Searcher(library, language := knowing(Language.load(), library))
        tokens = language.tokens("isolasi")
        assert searcher.uses(searcher.catalogue.place[service.id], tokens) == [bool(heard)] * len(tokens)


def test_words_of_a_matter_speak_most_for_the_title_that_says_more_of_the_question() -> None:
    titles = {"sekolah": "Surat Keterangan Tidak Mampu untuk Pendidikan", "berobat": "Surat Keterangan Tidak Mampu untuk Berobat"}
    known = next(iter(bare().services.values()))
    made = [known.model_copy(update={"id": f"{OFFICE}/{name}", "title": title, "components": {}}) for name, title in titles.items()]
    library = replace(bare(), services={service.id: service for service in made})
    said = ("surat miskin", "minta surat miskin", "surat miskin syaratnya apa", "bikin surat miskin di mana")
    language, question = knowing(Language.load(), library), "minta surat miskin berobat syaratnya apa"
    scorer = LineScorer(library, language, [Matter(tuple(library.services), said)], archetypes=())
    for_treatment, for_school = scorer.scores(Question(question, language.tokens(question), OFFICE))
    assert 0 < for_school < 0.5 * for_treatment


@pytest.mark.parametrize(
    ("message", "is_now"),
    [
        (
            "Minggu lalu anak saya digigit anjing liar di betisnya, sekarang demam dan takut sekali lihat air. anjingnya bisa diperiksa?",
            True,
        ),
        ("Minggu lalu anak saya digigit anjing tetangga, sudah disuntik di puskesmas. suntikan berikutnya hari ke berapa?", False),
    ],
)
def test_danger_that_began_before_is_heard_where_more_says_that_it_is_now(message: str, is_now: bool) -> None:
    doubting = Understander(bare())
    decision = doubting.decision_of_the_poor
    bias = decision.doing.bias - 10 * np.array([kind == "emergency" for kind in decision.doing.kinds])
    doubting.decision_of_the_poor = replace(decision, doing=replace(decision.doing, bias=bias))
    assert (doubting.understand(message, OFFICE).kind == "emergency") is is_now
