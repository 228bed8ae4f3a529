"""The offices' files say what the documents say: every service is there, and the counts of a dozen of them, counted by hand in the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.standards.standard import COMPONENTS, Component, Service
from tests.project.sources import library_of_the_repository

DATA = Path(__file__).parents[1] / "data"
TITLES = dict(line.split("\t")[:2] for line in (DATA / "ids.tsv").read_text(encoding="utf-8").splitlines()[1:])
LIBRARY = library_of_the_repository()
SERVICES = LIBRARY.services
EACH_SERVICE = pytest.mark.parametrize("service", SERVICES.values(), ids=lambda service: service.id)

SHORT = (
    "persyaratan prosedur waktu biaya produk pengaduan dasar_hukum sarana kompetensi pengawasan jumlah_pelaksana"
    " jaminan_pelayanan jaminan_keamanan evaluasi"
)
# The counts in the order of the national guideline; "-" is a part that the document does not give.
COUNTS = {
    "juai/perekaman-e-ktp": "2 5 1 1 1 5 3 6 3 4 2 1 2 1",
    "juai/ahli-waris": "6 5 1 1 1 5 3 4 - 3 2 1 2 1",
    "juai/santunan-kematian": "7 4 1 1 1 5 3 4 3 4 2 1 2 1",
    "juai/laporan-penduduk": "1 4 1 1 1 5 3 4 3 2 2 1 1 1",
    "juai/pengaduan-trantib": "1 4 1 1 1 5 2 2 4 4 1 5 4 3",
    "juai/data-umkm": "8 4 1 - 1 5 2 1 1 1 3 1 1 1",
    "juai/pembinaan-bumdes": "10 4 1 1 1 5 3 1 - 1 1 1 1 1",
    "juai/evaluasi-apbdes": "9 5 1 1 1 5 3 4 - 3 2 1 2 1",
    "kaltara-dpmd/batas-desa": "- - - - - - 4 - - - - - - -",
    "kaltara-dpmd/bantuan-bumdes": "8 5 1 1 1 2 5 5 2 3 3 2 2 2",
    "kaltara-dpmd/posyantek": "1 3 1 - 1 2 1 3 1 1 1 1 1 1",
    "kaltara-dpmd/status-idm": "1 5 1 1 1 2 1 2 1 1 1 1 1 1",
    "landak-dsp3akb/pekerja-sosial-masyarakat": "3 4 1 1 1 9 3 2 5 3 1 1 3 2",
    "landak-dsp3akb/adopsi-anak": "14 6 1 1 1 8 5 2 4 3 1 1 3 2",
    "posyandu-spm/pendidikan": "3 6 1 - - - - - - - - - - -",
    "posyandu-spm/kesehatan": "- 6 1 - - - - - - - - - - -",
    "buleleng/lomba-desa": "4 9 1 1 1 7 4 6 4 2 1 1 1 2",
}


def test_every_service_of_the_list_is_there_under_its_title() -> None:
    assert {service.id: service.title for service in SERVICES.values()} == TITLES


def test_the_files_have_no_mistake_and_no_warning() -> None:
    assert [str(mistake) for mistake in LIBRARY.mistakes] == []


@EACH_SERVICE
def test_every_service_names_its_source_and_what_citizens_call_it(service: Service) -> None:
    assert service.source.document
    assert service.source.part
    assert len(service.phrases) >= 15
    assert len({phrase.casefold() for phrase in service.phrases}) == len(service.phrases)
    assert service.names
    assert service.applicant
    assert service.summary


@EACH_SERVICE
def test_the_parts_stand_in_the_order_of_the_guideline(service: Service) -> None:
    assert list(service.components) == [key for key in COMPONENTS if key in service.components]


@EACH_SERVICE
def test_a_part_without_items_says_why(service: Service) -> None:
    assert all(part.given or part.notes or part.hints or part.editor_notes for part in service.components.values())


@EACH_SERVICE
def test_no_item_carries_the_number_of_the_document(service: Service) -> None:
    """The bot numbers; "1. Fotokopi KTP" would be shown as "1. 1. Fotokopi KTP"."""
    items = [item.text for part in service.components.values() for item in part.all_items]
    assert [text for text in items if text.split(" ")[0].rstrip(".)").isdigit() and text.split(" ")[0][-1] in ".)"] == []


@pytest.mark.parametrize("service_id", COUNTS)
def test_each_part_has_as_many_items_as_the_document(service_id: str) -> None:
    service = SERVICES[service_id]
    counted = [str(len(service.component(key).all_items) or "-") for key in COMPONENTS]
    assert dict(zip(SHORT.split(), counted, strict=True)) == dict(zip(SHORT.split(), COUNTS[service_id].split(), strict=True))


def test_of_batas_desa_only_the_legal_basis_is_answered() -> None:
    """The page with the rest is lost; the rows printed after it belong to Prodeskel."""
    given = [key for key, part in SERVICES["kaltara-dpmd/batas-desa"].components.items() if part.given]
    assert given == ["dasar_hukum"]


@pytest.mark.parametrize("service_id", ["juai/ahli-waris", "juai/pembinaan-bumdes", "juai/evaluasi-apbdes"])
def test_a_time_printed_as_competence_is_not_shown_as_competence(service_id: str) -> None:
    part = SERVICES[service_id].component("kompetensi")
    assert not part.given
    assert "jangka waktu" in " ".join(part.editor_notes)


@pytest.mark.parametrize("service_id", ["juai/data-umkm", "kaltara-dpmd/posyantek"])
def test_a_fee_that_the_document_does_not_state_is_absent_and_explained(service_id: str) -> None:
    part = SERVICES[service_id].component("biaya")
    assert not part.given
    assert part.hints


@EACH_SERVICE
def test_what_is_shown_as_the_documents_words_tells_nothing_of_the_document(service: Service) -> None:
    """ "Tercetak demikian di dokumen" is an editor's remark, "silakan tanyakan" a hint: neither stands in any standard."""
    shown = [remark for part in service.components.values() for remark in part.remarks]
    shown += [service.summary or "", service.applicant or ""]
    ours = ("tercetak", "di dokumen", "dalam dokumen", "dokumen tidak", "dokumen memuat", "silakan tanyakan", "kemungkinan maksud")
    assert [remark for remark in shown if any(word in remark.lower() for word in ours)] == []


def test_the_groups_of_applicants_of_dtks_are_kept_apart() -> None:
    service = SERVICES["landak-dsp3akb/dtks-siks-ng"]
    assert sizes(service.component("persyaratan")) == {"Operator SIKS-NG Desa": 2, "Masyarakat": 2}
    assert sizes(service.component("prosedur")) == {"Operator SIKS-NG Desa": 3, "Masyarakat": 5}
    assert sizes(service.component("waktu")) == {"Operator SIKS-NG Desa": 1, "Masyarakat": 1}


def test_the_groups_of_victims_and_agencies_are_kept_apart() -> None:
    service = SERVICES["landak-dsp3akb/korban-kekerasan"]
    assert list(sizes(service.component("persyaratan")).values()) == [6, 3]
    assert list(sizes(service.component("prosedur")).values()) == [10, 3]


def test_an_adoption_needs_fourteen_papers_each_in_four_copies() -> None:
    items = SERVICES["landak-dsp3akb/adopsi-anak"].component("persyaratan").all_items
    assert [item.copies for item in items] == [4] * 14


def test_what_is_needed_only_when_a_card_is_lost_is_a_remark_and_no_paper() -> None:
    part = SERVICES["juai/perekaman-e-ktp"].component("persyaratan")
    assert not any("hilang" in item.text for item in part.all_items)
    assert any("hilang" in note for note in part.notes)


def sizes(part: Component) -> dict[str, int]:
    return {group.name: len(group.items) for group in part.groups}
