"""A case as PDF: what a member may see is in it, what not is not; the form for the Ombudsman has what the law asks."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pdfplumber
import pytest

from bot.papers.case_papers import file_pdf
from handlers.case.case_files import two_years_later
from handlers.casework.complaint import Complaint, Identity
from handlers.casework.moves import Action, Role
from handlers.talking.case_file import CaseFile, PastStep
from handlers.talking.message import Attachment, AttachmentKind
from tests.cases_on_file import OnFile
from tests.papers import words_of
from tests.phones import Phone
from tests.pictures import photo
from tests.web.staff.browsers import signed_in
from tests.world import World

NIK = "6311041506800001"


async def case(world: World, **more: object) -> Complaint:
    file, officer = OnFile(world), await world.person_of(world.officer())
    given = {"name": "Siti Aminah", "contact": "081234567890", "at": world.now - timedelta(days=20), **more}
    made = await file.complaint(f"Berkas KTP saya, NIK {NIK}, tiga minggu belum selesai.", **given)  # type: ignore[arg-type]
    made = await file.act(made, Action.TAKE, Role.OFFICER, officer)
    made = await file.act(made, Action.NOTE, Role.HANDLER, officer, text="Blangko habis, jangan dijawab dulu")
    return await file.act(made, Action.ANSWER, Role.HANDLER, officer, text="KTP-nya bisa diambil besok di loket dua.")


async def printed(world: World, phone: Phone, number: str, kind: str, status: int = 200) -> str:
    async with signed_in(world, phone) as browser:
        await browser.opens("/meja/juai")
        answer = await browser.sends(f"/meja/kasus/{number}/{kind}.pdf", {"kunci": browser.key})
        assert answer.status_code == status
        return words_of(answer.content) if status == 200 else ""


async def test_the_file_has_story_history_and_name_for_who_may_see_it(world: World) -> None:
    made = await case(world)
    words = await printed(world, world.supervisor(), made.number, "berkas")
    for part in (made.number, "Siti Aminah", NIK, "Blangko habis", "bisa diambil besok", "Kecamatan Juai"):
        assert part in words, part
    assert await world.rows("SELECT reason FROM audit WHERE action = 'exported' AND subject = ?", made.number) == [("berkas",)]


@pytest.mark.parametrize("kind", ["berkas", "ombudsman"])
async def test_of_a_protected_reporter_neither_name_nor_number_is_printed_for_staff(world: World, kind: str) -> None:
    made = await case(world, identity=Identity.CONFIDENTIAL)
    words = await printed(world, world.supervisor(), made.number, kind)
    assert "Siti" not in words and "0812" not in words and NIK not in words


async def test_the_form_for_the_ombudsman_says_what_was_asked_first_and_until_when(world: World) -> None:
    made = await case(world)
    words = await printed(world, world.supervisor(), made.number, "ombudsman")
    for part in (
        "Pasal 24",
        "Siti Aminah",
        "Status perkawinan",
        "Alamat lengkap",
        "dilaporkan kepada",
        "bisa diambil besok",
        "4 November 2028",
    ):
        assert part in words, part
    assert "Blangko habis" not in words


async def test_who_does_not_see_the_case_gets_no_paper(world: World) -> None:
    made = await case(world)
    stranger = await world.enrol("lain", office="buleleng", roles=["pengawas"])
    async with signed_in(world, stranger) as browser:
        await browser.opens("/meja/buleleng")
        assert (await browser.sends(f"/meja/kasus/{made.number}/berkas.pdf", {"kunci": browser.key})).status_code == 404
    await printed(world, world.supervisor(), made.number, "rahasia", status=404)


async def test_photos_and_signs_that_no_letter_has_are_printed(world: World) -> None:
    made = await case(world)
    kept = world.app.files.keep(photo(), "bukti.jpg")
    async with world.app.database.transaction() as transaction:
        await world.app.conversation.ports(transaction, world.now).complaints.attach(made.number, [kept], made.reporter)
    made = await OnFile(world).act(
        made, Action.REOPEN, Role.REPORTER, made.reporter, text="Belum 😡 <b>sama sekali</b> & \x07 " + "panjang" * 300
    )
    words = await printed(world, world.supervisor(), made.number, "berkas")
    assert "<b>sama sekali</b>" in words and kept.ref[:20] in words.replace(" ", "")


def test_the_photos_follow_the_list_of_files_on_its_page(tmp_path: Path) -> None:
    path = tmp_path / "bukti.jpg"
    path.write_bytes(photo())
    proof = Attachment(kind=AttachmentKind.PHOTO, ref="a" * 64, name="bukti.jpg")
    whole = {"facts": (("Kantor", "Juai"),), "missed": (), "past": (PastStep(at="1 Des", who="Pelapor", what="Diterima", said=""),)}
    file = CaseFile(number="JUAI-2611-7K3FQ", office="Juai", made="", story="Lampu mati.", answer="", files=(proof,), **whole)  # type: ignore[arg-type]
    with pdfplumber.open(io.BytesIO(file_pdf(file, {proof.ref: path}))) as read:
        assert [("Lampiran" in (page.extract_text() or ""), len(page.images)) for page in read.pages] == [(True, 1)]


async def test_a_reporter_takes_the_form_along_in_chat(world: World) -> None:
    citizen = world.citizen()
    made = await case(world, reporter=await world.person_of(citizen))
    await world.passes(days=1)
    await citizen.presses_id(f"sum:{made.number}")
    names = [file.name for answer in citizen.answers for file in answer.attachments]
    assert f"laporan-ombudsman-{made.number}.pdf" in names


@pytest.mark.parametrize(
    ("received", "last"),
    [(date(2026, 11, 4), date(2028, 11, 4)), (date(2028, 2, 29), date(2030, 2, 28)), (date(2026, 2, 28), date(2028, 2, 28))],
)
def test_two_years_end_on_the_same_day(received: date, last: date) -> None:
    assert two_years_later(received) == last
