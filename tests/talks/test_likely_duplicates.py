"""The same matter reported twice: offered before sending, followed instead, or merged by an officer."""

from __future__ import annotations

from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

FIRST = "lampu jalan di simpang tiga dekat pasar mungkur uyam mati sejak seminggu, nama saya Siti Aminah"
SECOND = "lampu jalan simpang tiga pasar mungkur uyam mati, gelap sekali kalau malam"
PLACE = "simpang tiga pasar Mungkur Uyam"


async def test_a_likely_duplicate_is_offered_in_words_that_tell_nothing_of_the_other(world: World) -> None:
    number = await complain(world.citizen("siti"), FIRST, place=PLACE)
    rudi = world.citizen("rudi")
    await complain(rudi, SECOND, place="pasar mungkur uyam, simpang tiga", send=False)
    rudi.sees("Mungkin hal ini sudah dilaporkan", "Selasa, 24 November 2026", "Diterima").offers("Ikut laporan 1", "Bukan, kirim baru")
    rudi.does_not_see(number, "Siti", "seminggu")


async def test_who_follows_hears_of_progress_may_add_and_sees_nothing_of_the_reporter(world: World) -> None:
    number = await complain(world.citizen("siti"), FIRST, place=PLACE)
    rudi, officer = world.citizen("rudi"), world.officer()
    await complain(rudi, SECOND, place=PLACE, send=False)
    await rudi.presses("Ikut laporan 1")
    rudi.sees("mengikuti", number)
    await rudi.presses_id(f"c:add:{number}")
    await rudi.says("tiangnya juga miring")
    assert "tiangnya juga miring" in officer.heard[-1].text.plain
    await officer.presses_id(f"c:take:{number}")
    assert "Ada perkembangan" in rudi.heard[-1].text.plain
    await rudi.presses_id(f"case:{number}")
    rudi.sees("Diproses").does_not_see("Siti", "seminggu")
    await rudi.presses_id(f"log:{number}")
    rudi.sees("laporan diterima").does_not_see("Siti", "tiangnya")
    await rudi.says("status")
    rudi.offers(number)


async def test_a_new_report_can_be_sent_all_the_same(world: World) -> None:
    first = await complain(world.citizen("siti"), FIRST, place=PLACE)
    rudi = world.citizen("rudi")
    await complain(rudi, SECOND, place=PLACE, send=False)
    await rudi.presses("Bukan, kirim baru")
    await rudi.presses("Kirim")
    rudi.sees("Pengaduan diterima").does_not_see(first)


async def test_another_matter_an_old_one_and_a_confidential_one_are_not_offered(world: World) -> None:
    await complain(world.citizen("siti"), FIRST, place=PLACE, identity="Rahasia")
    assert "Mungkin hal ini" not in await complain(world.citizen("rudi"), SECOND, place=PLACE, send=False)
    await world.citizen("rudi").presses("Kirim")
    other = "pegawai loket minta uang dua puluh ribu untuk fotokopi"
    assert "Mungkin hal ini" not in await complain(world.citizen("wati"), other, place=PLACE, send=False)
    await world.passes(days=31)
    assert "Mungkin hal ini" not in await complain(world.citizen("budi"), SECOND, place=PLACE, send=False)


async def test_who_is_accused_cannot_ask_for_the_report_by_telling_the_like(world: World) -> None:
    bribe = "pegawai loket minta uang dua puluh ribu untuk fotokopi ktp"
    await complain(world.citizen("siti"), bribe)
    assert "Mungkin hal ini" not in await complain(world.citizen("rudi"), bribe, send=False)


async def merged(world: World) -> tuple[str, str]:
    """Two reports of one matter, the later one merged into the first by the officer."""
    first = await complain(world.citizen("siti"), FIRST, place=PLACE)
    await world.passes(minutes=5)
    rudi, officer = world.citizen("rudi"), world.officer()
    await complain(rudi, SECOND, place=PLACE, send=False)
    await rudi.presses("Bukan, kirim baru")
    await rudi.presses("Kirim")
    second = next(one for one in rudi.choices if one.id.startswith("case:")).id.removeprefix("case:")
    await officer.presses_id(f"c:merge:{second}")
    officer.offers(first)
    await officer.presses(first)
    await officer.presses("Ya, saya yakin")
    officer.sees("Kedua pelapor diberi tahu")
    return first, second


async def test_after_merging_both_are_told_each_keeps_the_number_and_the_answer_reaches_both(world: World) -> None:
    first, second = await merged(world)
    siti, rudi, officer = world.citizen("siti"), world.citizen("rudi"), world.officer()
    assert "digabungkan ke" in siti.heard[-1].text.plain and second not in siti.heard[-1].text.plain
    assert second in rudi.heard[-1].text.plain and first not in rudi.heard[-1].text.plain
    await officer.presses_id(f"c:take:{first}")
    await officer.presses_id(f"c:answer:{first}")
    await officer.says("Lampunya sudah diganti hari ini.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    assert "Lampunya sudah diganti" in siti.heard[-1].text.plain and first in siti.heard[-1].text.plain
    assert "Lampunya sudah diganti" in rudi.heard[-1].text.plain and second in rudi.heard[-1].text.plain
    await rudi.presses_id(f"case:{second}")
    rudi.sees("Lampunya sudah diganti", "Digabungkan").does_not_see(first)


async def test_when_the_one_merged_into_is_withdrawn_the_other_lives_on_with_its_own_due_date(world: World) -> None:
    first, second = await merged(world)
    due = (await world.complaint(first)).due
    siti = world.citizen("siti")
    await siti.presses_id(f"c:withdraw:{first}")
    await siti.says("sudah tidak perlu")
    await siti.presses("Ya, saya yakin")
    alive = await world.complaint(second)
    assert (alive.state, alive.merged_into) == ("received", None)
    assert alive.due == due, "received on the same day"
    assert "tetap berjalan" in world.citizen("rudi").heard[-1].text.plain
    assert second in world.officer().heard[-1].text.plain


async def test_merging_buys_no_time(world: World) -> None:
    older = await complain(world.citizen("siti"), FIRST, place=PLACE)
    await world.passes(days=2)
    newer = await complain(world.citizen("rudi"), "loket tutup terus pada jam kerja dan tidak ada pemberitahuan")
    officer = world.officer()
    await officer.presses_id(f"c:categorize:{newer}")
    officer.offers("Berkadar pengawasan dan memerlukan pemeriksaan")
    await world.supervisor().presses_id(f"c:categorize:{newer}")
    await world.supervisor().presses("d:category:tidak_berkadar_pengawasan")
    await world.supervisor().says("perlu kerja lapangan")
    await officer.presses_id("d:cancel")
    await officer.presses_id(f"c:merge:{older}")
    await officer.says(newer)
    await officer.presses("Ya, saya yakin")
    officer.sees("bukan sebaliknya")
    assert (await world.complaint(older)).merged_into is None
