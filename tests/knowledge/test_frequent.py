"""What people asked before says which line answers: questions in words that the standard does not have."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
import yaml

from handlers.talking.turn import Knowledge
from knowledge.language.words import Language
from knowledge.standards.library import ROOT, load
from knowledge.standards.standard import FrequentQuestions, Service
from knowledge.understanding.frequent import Frequent

KTP = "juai/perekaman-e-ktp"


@pytest.mark.parametrize(
    ("service", "text", "line"),
    [
        (KTP, "kartunya jatuh di jalan, ga balik", "surat kehilangan dari Kepolisian"),
        (KTP, "kartu yg lama dikumpul ga ya kalo sekedar ganti", "KTP asli disertakan"),
        ("posyandu-spm/perumahan-rakyat", "tanahnya cuma ada girik, boleh?", "surat tanah"),
        ("posyandu-spm/trantibumlinmas", "kalau saya takut ketahuan namanya gimana", "Kerahasiaan"),
        ("landak-dsp3akb/dtks-siks-ng", "rumah saya jauh, lewat hape bisa?", "online melalui WhatsApp"),
        ("kaltara-dpmd/bantuan-bumdes", "taun kemarin udah pernah dikasih provinsi", "1 (satu) tahun sebelumnya"),
    ],
)
def test_a_question_in_other_words_finds_the_line(knowledge: Knowledge, service: str, text: str, line: str) -> None:
    match = knowledge.understander.within(service, text)
    assert match.known and line in match.hits[0].text


def test_words_that_nobody_asked_before_are_searched_for(knowledge: Knowledge) -> None:
    assert not knowledge.understander.within(KTP, "siapa yang melukis?").known


def answered(service: Service, text: str, *content: str) -> list[str]:
    answer = Frequent({service.id: service}, Language.load()).answer(service.id, text, content)
    return list(answer.lines) if answer else []


def asked(service: Service, own: dict[str, str], general: dict[str, str]) -> Service:
    """The service with these questions, each with its answer; an empty answer is none."""
    rows = [
        tuple(FrequentQuestions(answers=(answer,) if answer else (), questions=(text,)) for text, answer in each.items())
        for each in (own, general)
    ]
    return service.model_copy(update={"frequent": rows[0], "general": rows[1]})


def test_what_is_asked_of_every_service_yields_where_this_service_answers_it(knowledge: Knowledge) -> None:
    service = knowledge.library.services[KTP]
    line, other = list(service.lines())[:2]
    general = {"bisa lewat wa": "", "parkirnya di mana": other}
    assert answered(asked(service, {"yang hilang gimana": line}, general), "bisa lewat wa") == []
    assert answered(asked(service, {"bisa lewat wa aja": line}, general), "bisa lewat wa") == [line]
    assert answered(asked(service, {"bisa lewat wa aja": line}, general), "parkirnya di mana") == [other]


def test_of_what_no_line_answers_nothing_is_said(knowledge: Knowledge) -> None:
    service = asked(
        knowledge.library.services[KTP], {"fotonya latar merah": "", "kartunya hilang": next(knowledge.library.services[KTP].lines())}, {}
    )
    assert answered(service, "latar fotonya merah ya") == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copytree(ROOT / "offices" / "juai", tmp_path / "offices" / "juai")
    return tmp_path


def test_a_question_whose_line_the_standard_lost_is_told_and_answers_nothing(folder: Path) -> None:
    path = folder / "offices/juai/questions/perekaman-e-ktp.yaml"
    written = {"sering_ditanya": [{"jawaban": ["Kartu perpustakaan"], "pertanyaan": ["kartu apa"]}]}
    path.write_text(yaml.safe_dump(written), encoding="utf-8")
    library = load(folder)
    assert library.services[KTP].frequent == ()
    assert [str(mistake) for mistake in library.mistakes if "questions" in mistake.file] == [
        f"{path.relative_to(folder)}:2: peringatan: sering_ditanya.0: “Kartu perpustakaan” tidak ada di standar layanan ini"
    ]


def test_what_is_asked_of_every_service_holds_where_the_standard_has_the_line(folder: Path) -> None:
    services = load(folder).services
    away = "pak camat rapat terus, harus nungguin?"
    holding = {service.id for service in services.values() if any(away in asked.questions for asked in service.general)}
    assert KTP in holding and "juai/data-umkm" not in holding


def test_questions_are_no_part_of_the_standard_that_other_programs_read(knowledge: Knowledge) -> None:
    assert not {"frequent", "general"} & knowledge.library.services[KTP].model_dump().keys()
