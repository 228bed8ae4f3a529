"""The catalogue of archetypes: enough words for each, none twice; in a new office it speaks for the services that mean it, and against all where none does."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from bench.examples import without_words
from knowledge.archetypes import catalogue
from knowledge.language.words import Language
from knowledge.standards.library import ROOT, Library, load
from knowledge.standards.standard import Service
from knowledge.understanding import derived
from knowledge.understanding.addressees import Addressees
from knowledge.understanding.matters import of_catalogue, of_titles
from knowledge.understanding.understander import Understander

OFFICE = "juai"


def test_every_archetype_has_twenty_five_phrases_of_citizens() -> None:
    many = {archetype.id: len({phrase.casefold() for phrase in archetype.phrases}) for archetype in catalogue.load(ROOT)}
    assert many and {id_: count for id_, count in many.items() if count < 25} == {}


def test_no_phrase_stands_for_two_archetypes_of_a_kind() -> None:
    said = Counter((one.kind, phrase.casefold()) for one in catalogue.load(ROOT) for phrase in one.phrases)
    assert [phrase for phrase, count in said.items() if count > 1] == []


def office(*titles: str) -> Library:
    """An office that has brought these titles and nothing else."""
    library = without_words(load(offices=[OFFICE]))
    known = next(iter(library.services.values()))
    made = [
        known.model_copy(update={"id": f"{OFFICE}/layanan-{at}", "title": title, "summary": None, "applicant": None, "components": {}})
        for at, title in enumerate(titles)
    ]
    return replace(library, services={one.id: one for one in made})


TITLES = ("Surat Keterangan Domisili Usaha", "Dispensasi Nikah", "Rekomendasi Izin Keramaian", "Legalisasi Surat Keterangan Tidak Mampu")


@cache
def understander() -> Understander:
    """Of the office with these titles."""
    return Understander(office(*TITLES))


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("bank minta bukti kalau warung saya memang ada di alamat ini", "Surat Keterangan Domisili Usaha"),
        ("mau nikah mendadak tinggal 5 hari", "Dispensasi Nikah"),
    ],
)
def test_what_people_mean_is_known_without_the_title_s_words(question: str, title: str) -> None:
    likeliest = understander().ranked(question, OFFICE)[0]
    assert understander().library.services[likeliest.service].title == title


def test_a_matter_of_no_service_here_is_heard_as_a_stranger() -> None:
    strange, own = (
        understander().witnesses.hear(text, OFFICE).shared
        for text in ("cabut gigi geraham bayar berapa di poli gigi", "dispensasi nikah syaratnya apa")
    )
    assert strange.stranger > own.stranger


def services(*titles: str) -> list[Service]:
    return list(office(*titles).services.values())


def test_titles_that_begin_alike_share_a_matter() -> None:
    found = list(
        of_titles(services("Surat Pengantar SKCK", "Surat Pengantar Nikah", "Kartu Keluarga Baru", "Kartu Keluarga Hilang"), OFFICE)
    )
    assert {matter.services for matter in found} == {
        (f"{OFFICE}/layanan-0", f"{OFFICE}/layanan-1"),
        (f"{OFFICE}/layanan-2", f"{OFFICE}/layanan-3"),
    }


def test_a_name_that_is_one_service_s_whole_title_is_not_shared() -> None:
    assert list(of_titles(services("Imunisasi", "Imunisasi Lanjutan"), OFFICE)) == []


def test_an_office_with_its_own_citizens_words_needs_no_catalogue() -> None:
    assert not any(derived.is_new(load().services_of(office)) for office in load().offices)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("pak camat juai, surat nikah bagaimana", "pak surat nikah bagaimana"),
        ("surat nikah di kantor kecamatan", "surat nikah di"),
        ("pak camat", "pak"),
        ("camat", "camat"),
    ],
)
def test_what_the_office_itself_is_called_tells_no_service_of_it_from_another(said: str, left: str) -> None:
    language = Language.load()
    addressees = Addressees(office(*TITLES), language, catalogue.kinds(ROOT))
    assert addressees.without(language.tokens(said), OFFICE) == language.tokens(left)


def test_what_the_office_itself_is_called_is_no_reason_for_a_service() -> None:
    lines = understander().explain("pak camat juai, surat nikah bagaimana", OFFICE)
    first = next(line for line in lines if line.startswith(f"layanan: {OFFICE}/layanan-1"))
    assert "nikah" in first and "camat" not in first


def test_in_an_office_that_is_well_known_every_word_counts() -> None:
    language, library = Language.load(), load(offices=[OFFICE])
    said = language.tokens("surat nikah dari pak camat")
    assert Addressees(library, language, catalogue.kinds(ROOT)).without(said, OFFICE) == said


def test_what_an_archetype_of_the_office_is_called_is_not_elsewhere_for_it() -> None:
    """The title does not say "pindah domisili"; the archetype that it means does."""
    moving = Understander(office("Penerbitan SKPWNI", *TITLES[:2])).witnesses
    assert moving.hear("surat pindah domisili syaratnya apa", OFFICE).found is None
    assert understander().witnesses.hear("surat pindah domisili syaratnya apa", OFFICE).found is not None


def test_what_the_only_service_of_an_archetype_says_itself_the_catalogue_does_not_say_again() -> None:
    known = next(one for one in catalogue.load(ROOT) if one.id == "domisili-usaha")
    library = office("Surat Keterangan Domisili Usaha")
    service = next(iter(library.services.values()))
    confirmed = service.model_copy(update={"names": known.aliases, "phrases": known.phrases})
    meant = {OFFICE: {service.id: (known,)}}
    unaided, aided = (
        next(of_catalogue(replace(library, services={service.id: one}), [known], meant)).lines for one in (service, confirmed)
    )
    assert (len(unaided), set(aided)) == (1 + len(known.aliases) + len(known.phrases), {known.title})


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ('Poliklinik Sore "Cempaka" (Eksekutif)', ["Cempaka", "Poliklinik Cempaka"]),
        ("LINTANG LEGA: Akta dan KK di Ruang Bersalin", ["LINTANG LEGA"]),
        ("Surat Keterangan Usaha", []),
        ("Perubahan Data Kartu Keluarga Karena Sebab Lain: Agama", []),
    ],
)
def test_the_name_that_an_office_invented_is_a_name(title: str, called: list[str]) -> None:
    assert list(derived.nicknames(title)) == called
