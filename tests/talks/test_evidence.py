"""Evidence at the intake and later: what is kept of it, what a photo tells and to whom, and proof that deserves a second look."""

from __future__ import annotations

from handlers.talking.message import Attachment
from tests.phones import Phone
from tests.pictures import PDF, VIDEO, VOICE, photo
from tests.talks.test_complaint_from_first_word_to_closing import complain, number_on
from tests.world import World

STORY = "jalan di depan kantor desa rusak parah berlubang sejak bulan lalu"


async def files_of(world: World, number: str) -> list[Attachment]:
    async with world.app.database.transaction() as transaction:
        return await world.app.conversation.ports(transaction, world.now).complaints.attachments(number)


async def with_photo(citizen: Phone, answer: str, picture: bytes) -> str:
    """A complaint with a photo, and the answer to the question whether its metadata may be read."""
    await citizen.presses_id("office:juai")
    await citizen.says("lapor")
    await citizen.sends_file(picture, "DCIM_01.jpg")
    await citizen.says(STORY)
    if answer:
        citizen.sees("menyimpan lokasi dan jam")
        await citizen.presses(answer)
    await citizen.sends_place(-2.35, 115.52)
    await citizen.presses("Anonim")
    if "sudah dilaporkan" in citizen.screen:
        await citizen.presses("Bukan, kirim baru")
    await citizen.presses("Kirim")
    return number_on(citizen)


async def test_a_photos_metadata_is_stripped_from_what_is_kept_and_read_for_the_officer_where_the_reporter_allows(world: World) -> None:
    number = await with_photo(world.citizen(), "Ya, boleh", photo())
    (kept,) = await files_of(world, number)
    content = world.app.files.path(kept.ref).read_bytes()
    assert b"Samsung" not in content and b"Exif" not in content
    assert kept.mime == "image/jpeg" and kept.size == len(content)
    await world.officer().presses("Buka")
    world.officer().sees("2026-11-20 14:05:00", "-2.34167, 115.50000", "Samsung A12", "-2.35000, 115.52000")
    assert "DCIM" not in world.officer().screen, "the name of an anonymous reporter's file may be a person's"


async def test_without_leave_nothing_of_the_metadata_is_kept(world: World) -> None:
    number = await with_photo(world.citizen(), "Jangan", photo())
    (kept,) = await files_of(world, number)
    assert set(kept.facts) == {"original", "looks"}
    await world.officer().presses("Buka")
    world.officer().does_not_see("Samsung", "115.50000")


async def test_the_question_about_metadata_is_asked_once(world: World) -> None:
    citizen = world.citizen()
    number = await with_photo(citizen, "Ya, boleh", photo(1))
    await citizen.presses_id(f"c:add:{number}")
    await citizen.sends_file(photo(2))
    citizen.sees("sudah disimpan dan diteruskan")
    assert [one.facts["device"] for one in await files_of(world, number)] == ["Samsung A12"] * 2


async def test_voice_video_and_documents_are_known_by_their_content_not_by_their_name(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    for content in (VOICE, VIDEO, PDF):
        await citizen.presses_id(f"c:add:{number}")
        await citizen.sends_file(content, "foto.jpg")
        citizen.sees("sudah disimpan dan diteruskan")
        await world.passes(minutes=1)
    assert [one.kind for one in await files_of(world, number)] == ["voice", "video", "document"]
    assert len(world.officer().files) == 3


async def test_a_photo_out_of_the_blue_is_offered_to_the_open_case(world: World) -> None:
    citizen = world.citizen()
    number = await complain(citizen)
    await citizen.sends_file(photo(taken="", device=""), "bukti.jpg", text="ini tanda terimanya")
    citizen.sees("Untuk pengaduan yang mana?").offers(number, "Laporan baru")
    assert not await files_of(world, number)
    await citizen.presses(number)
    citizen.sees("sudah disimpan dan diteruskan")
    assert len(await files_of(world, number)) == 1
    assert "ini tanda terimanya" in world.officer().heard[-1].text.plain


async def test_a_photo_out_of_the_blue_can_be_a_new_report(world: World) -> None:
    citizen = world.citizen()
    await complain(citizen)
    await citizen.sends_file(photo(taken="", device=""))
    await citizen.presses("Laporan baru")
    citizen.sees("Tolong tulis juga satu kalimat")


async def answered_with(world: World, number: str, picture: bytes) -> str:
    officer = world.officer()
    await officer.presses_id(f"c:take:{number}")
    await officer.presses_id(f"c:answer:{number}")
    await officer.sends_file(picture, "sesudah.jpg", text="Jalan sudah diperbaiki, terima kasih.")
    await officer.presses("Ya, saya yakin")
    said = officer.screen
    await world.passes(seconds=61)
    return said


async def test_proof_that_is_the_reporters_own_photo_is_pointed_out_to_officer_and_supervisor(world: World) -> None:
    number = await with_photo(world.citizen(), "Jangan", photo(3))
    said = await answered_with(world, number, photo(3, taken="", device="", size=(200, 150), quality=60))
    assert "sama dengan foto dari pelapor" in said
    assert "sama dengan foto dari pelapor" in world.supervisor().heard[-1].text.plain
    assert "sama dengan foto" not in world.citizen().heard[-1].text.plain


async def test_proof_used_on_another_case_or_older_than_the_complaint_is_pointed_out(world: World) -> None:
    first = await complain(world.citizen("siti"))
    assert "Perhatikan buktinya" not in await answered_with(world, first, photo(4, taken="2026:11:24 09:30:00"))
    second = await complain(world.citizen("rudi"), "loket kecamatan tutup padahal jam kerja, tidak ada petugas yang jaga")
    said = await answered_with(world, second, photo(4, taken="2026:11:01 08:00:00", device=""))
    assert f"sudah dipakai pada {first}" in said and "sebelum pengaduan diterima" in said


async def test_where_the_office_asks_for_proof_an_answer_without_is_asked_for_again(world: World) -> None:
    office = world.app.library.offices["juai"]
    number = await complain(world.citizen())
    officer = world.officer()
    await officer.presses("Ambil")
    with_proof = office.policy.model_copy(update={"proof_needed": True})
    object.__setattr__(office, "policy", with_proof)
    try:
        await officer.presses("Jawab & selesai")
        await officer.says("Sudah selesai dikerjakan.")
        await officer.presses("Ya, saya yakin")
        officer.sees("mewajibkan bukti")
        await officer.sends_file(VOICE, "suara.ogg", text="Sudah selesai dikerjakan.")
        await officer.presses("Ya, saya yakin")
        officer.sees("mewajibkan bukti")
        await officer.sends_file(photo(5, taken="", device=""))
        await officer.says("Sudah selesai dikerjakan.")
        await officer.presses("Ya, saya yakin")
    finally:
        object.__setattr__(office, "policy", with_proof.model_copy(update={"proof_needed": False}))
    assert (await world.complaint(number)).state == "resolved"
