"""Two reports of one matter after they were merged: both reporters go on being heard and told, and stay unknown to one another."""

from __future__ import annotations

from handlers.casework.moves import Role
from handlers.casework.payloads import Added
from tests.casework.cases import at
from tests.pictures import photo
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_confidential import STORY
from tests.talks.test_ladder_goes_up import news
from tests.talks.test_likely_duplicates import FIRST, PLACE, merged
from tests.world import World

ADDED = "kabelnya putus dan menjuntai ke jalan, rumah saya Budi Hartono persis di depannya"


async def test_what_is_added_to_the_merged_report_reaches_the_officer_of_the_main_one(world: World) -> None:
    first, second = await merged(world)
    rudi, officer = world.citizen("rudi"), world.officer()
    await rudi.presses_id(f"case:{second}")
    rudi.offers("Tambah keterangan")
    await rudi.presses("Tambah keterangan")
    rudi.sees(second).does_not_see(first)
    await rudi.says(ADDED)
    rudi.sees(second, "sudah disimpan").does_not_see(first)
    told = officer.heard[-1].text.plain
    assert "Pelapor lain" in told and first in told and second in told and ADDED in told
    last = (await world.history(first))[-1]
    assert isinstance(last.data, Added)
    assert (last.role, last.data.mine) == (Role.JOINED, second)
    await officer.presses_id(f"log:{first}")
    officer.sees("Pelapor lain", second, ADDED)
    await rudi.presses_id(f"log:{second}")
    rudi.sees(ADDED).does_not_see(first)


async def test_the_main_reporter_reads_nothing_of_what_the_other_one_added(world: World) -> None:
    first, second = await merged(world)
    siti, rudi = world.citizen("siti"), world.citizen("rudi")
    heard = len(siti.heard)
    await rudi.presses_id(f"c:add:{second}")
    await rudi.says(ADDED)
    assert len(siti.heard) == heard
    await siti.presses_id(f"log:{first}")
    siti.sees("keterangan ditambah").does_not_see(second, ADDED)


async def test_a_photo_out_of_the_blue_is_offered_to_the_merged_report_and_lies_with_the_main_one(world: World) -> None:
    first, second = await merged(world)
    rudi = world.citizen("rudi")
    await rudi.sends_file(photo(taken="", device=""), "lampu.jpg")
    rudi.offers(second)
    await rudi.presses(second)
    async with world.app.database.transaction() as transaction:
        ports = world.app.conversation.ports(transaction, world.now)
        assert len(await ports.complaints.attachments(first)) == 1
        assert not await ports.complaints.attachments(second)


async def test_the_merged_reporter_hears_what_becomes_of_the_main_one(world: World) -> None:
    first, second = await merged(world)
    siti, rudi, officer = world.citizen("siti"), world.citizen("rudi"), world.officer()
    rudi.mark = len(rudi.heard)
    await officer.presses_id(f"c:take:{first}")
    rudi.sees(second, "sudah diambil petugas").does_not_see(first)
    await world.at(at("2026-12-15 08:00"))
    assert len(news(rudi, "Batas waktu pengaduan", second)) == len(news(siti, "Batas waktu pengaduan", first)) == 1
    await officer.presses_id(f"c:answer:{first}")
    await officer.says("Lampunya sudah diganti.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    assert "Beri nilai" in [choice.label for choice in rudi.heard[-1].choices]
    await siti.presses_id(f"c:reopen:{first}")
    await siti.says("masih mati")
    assert second in rudi.heard[-1].text.plain and "dibuka kembali" in rudi.heard[-1].text.plain
    await world.passes(hours=1)
    await officer.presses_id(f"c:answer:{first}")
    await officer.says("Kabelnya juga sudah diganti.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await siti.presses("Puas, tutup")
    assert second in rudi.heard[-1].text.plain and "ditutup" in rudi.heard[-1].text.plain
    await rudi.presses_id(f"c:add:{second}")
    rudi.sees("Itu tidak bisa lagi").does_not_see(first)
    await rudi.presses_id(f"case:{second}")
    rudi.offers("Beri nilai")
    assert "Tambah keterangan" not in [choice.label for choice in rudi.choices]


async def test_a_merged_report_is_not_to_be_rated_before_the_office_has_answered(world: World) -> None:
    _, second = await merged(world)
    rudi = world.citizen("rudi")
    assert "Beri nilai" not in [choice.label for choice in rudi.heard[-1].choices]
    await rudi.presses_id(f"case:{second}")
    assert "Beri nilai" not in [choice.label for choice in rudi.choices]


async def test_when_the_main_reporter_falls_silent_the_merged_report_lives_on(world: World) -> None:
    first, second = await merged(world)
    officer, rudi = world.officer(), world.citizen("rudi")
    await officer.presses_id(f"c:take:{first}")
    await officer.presses_id(f"c:ask:{first}")
    await officer.says("Tiang nomor berapa?")
    await world.at(at("2026-12-30 08:00"))
    assert (await world.complaint(first)).state == "closed"
    alive = await world.complaint(second)
    assert (alive.state, alive.merged_into) == ("received", None)
    assert second in rudi.heard[-1].text.plain or news(rudi, second, "tetap berjalan")
    await world.passes(days=1)
    assert news(officer, second), "its ladder runs again"


async def test_what_was_answered_stays_answered_when_the_main_reporter_withdraws_after_reopening(world: World) -> None:
    first, second = await merged(world)
    siti, rudi, officer = world.citizen("siti"), world.citizen("rudi"), world.officer()
    await officer.presses_id(f"c:take:{first}")
    await officer.presses_id(f"c:answer:{first}")
    await officer.says("Lampunya sudah diganti.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    await siti.presses_id(f"c:reopen:{first}")
    await siti.says("masih mati")
    await siti.presses_id(f"c:withdraw:{first}")
    await siti.says("ternyata sudah menyala")
    await siti.presses("Ya, saya yakin")
    assert (await world.complaint(second)).state == "closed"
    assert second in rudi.heard[-1].text.plain and "ditutup" in rudi.heard[-1].text.plain
    assert "Beri nilai" in [choice.label for choice in rudi.heard[-1].choices]


async def test_a_confidential_report_is_merged_with_no_open_one(world: World) -> None:
    first = await complain(world.citizen("siti"), FIRST, place=PLACE)
    await world.passes(minutes=5)
    hidden = await complain(world.citizen("rudi"), STORY, identity="Rahasia")
    supervisor = world.supervisor()
    await supervisor.presses_id(f"c:merge:{hidden}")
    await supervisor.says(first)
    await supervisor.presses("Ya, saya yakin")
    supervisor.sees("hanya digabungkan dengan pengaduan rahasia")
    assert (await world.complaint(hidden)).merged_into is None


async def test_who_followed_the_merged_report_follows_the_main_one(world: World) -> None:
    first = await complain(world.citizen("siti"), "pegawai loket tidak ada di tempat, saya menunggu dua jam")
    await world.passes(minutes=5)
    second = await complain(world.citizen("rudi"), FIRST, place=PLACE)
    wati, officer = world.citizen("wati"), world.officer()
    await complain(wati, FIRST, place=PLACE, send=False)
    await wati.presses("Ikut laporan 1")
    await officer.presses_id(f"c:merge:{second}")
    await officer.says(first)
    await officer.presses("Ya, saya yakin")
    assert "digabungkan ke" in wati.heard[-1].text.plain and first in wati.heard[-1].text.plain
    await officer.presses_id(f"c:take:{first}")
    assert "Ada perkembangan" in wati.heard[-1].text.plain and first in wati.heard[-1].text.plain


async def test_who_has_the_data_deleted_is_forgotten_in_the_main_report_too(world: World) -> None:
    first, second = await merged(world)
    rudi = world.citizen("rudi")
    await rudi.presses_id(f"c:add:{second}")
    await rudi.says(ADDED)
    await rudi.says("hapus data saya")
    await rudi.presses_id("data:really")
    rudi.sees("sudah dihapus")
    assert all(ADDED not in str(event.data) for event in await world.history(first))
    kept = await world.app.database.fetch("SELECT COUNT(*) FROM outbox WHERE body LIKE '%menjuntai%'")
    assert kept[0][0] == 0
    siti = world.citizen("siti")
    await siti.presses_id(f"c:withdraw:{first}")
    await siti.says("sudah tidak perlu")
    await siti.presses("Ya, saya yakin")
    assert (await world.complaint(second)).state == "closed", "there is nothing left to work on, and nobody to answer"
