"""Violence told in passing, what must not be shown to whoever else holds the telephone, and how somebody in danger may be reached."""

from __future__ import annotations

import pytest

from tests.phones import Phone
from tests.talks.test_own_words import later
from tests.world import World

DANGER = "tolong suami saya lagi ngamuk bawa parang"


@pytest.fixture
def channel() -> str:
    """What is understood does not depend on the channel."""
    return "web"


async def in_juai(world: World) -> Phone:
    return await world.citizen().presses_id("office:juai")


@pytest.mark.parametrize("words", ["pacarku kalo cemburu suka nampar, wajar ga ya", "kalo bapak suka main tangan boleh dilaporin ga"])
async def test_violence_asked_about_is_met_calmly_and_kept_for_a_report(world: World, words: str) -> None:
    citizen = await in_juai(world)
    (await later(citizen, words)).sees("129", "08111-129-129", "112").does_not_see("telepon dulu").offers("Ajukan pengaduan", "Hapus")
    (await later(citizen, "cuma didorong kok kadang2")).sees("Belum ada yang dikirim", "129")
    (await later(citizen, "engga skrg sih")).sees("Belum ada yang dikirim")
    (await later(citizen, "saya masih 15 tahun")).sees("Belum ada yang dikirim")
    (await citizen.presses("Ajukan pengaduan")).does_not_see("Apa yang terjadi?")


async def test_violence_told_in_order_to_report_it_begins_the_report(world: World) -> None:
    citizen = await world.citizen().presses_id("office:landak-dsp3akb")
    (await later(citizen, "saya mau lapor, bapak kos suka menampar keponakannya")).sees("Di mana").does_not_see("Yang mana maksud")
    (await later(citizen, "itu kedengaran lagi, anaknya minta ampun sambil teriak")).sees("telepon dulu", "129")


async def test_what_was_told_of_violence_can_be_deleted(world: World) -> None:
    citizen = await in_juai(world)
    await later(citizen, "pacarku kalo cemburu suka nampar, wajar ga ya")
    (await later(citizen, "hapus")).sees("Sudah dihapus")
    (await citizen.says("menu")).does_not_see("Lanjutkan laporan")


async def test_a_threat_in_anger_is_heard_as_anger(world: World) -> None:
    (await later(await in_juai(world), "lama2 gue bakar juga tu kantor")).sees("kesal").does_not_see("113", "Halo").offers(
        "Ajukan pengaduan"
    )


async def test_a_question_for_requirements_gets_the_standard(world: World) -> None:
    citizen = await world.citizen().presses_id("office:landak-dsp3akb")
    (await later(citizen, "syarat pendampingan korban kekerasan suami apa saja")).does_not_see("Terima kasih sudah bercerita")


async def test_after_an_hour_nothing_of_a_confidential_story_is_shown_unasked(world: World) -> None:
    citizen = await in_juai(world)
    await later(citizen, "mau lapor")
    await later(citizen, "paman saya meraba-raba adik saya di rumah kemarin sore")
    await world.passes(hours=2)
    (await citizen.says("halo")).sees("belum selesai ditulis").does_not_see("meraba", "laporan").offers("Lanjutkan", "Hapus")
    await citizen.presses("Lanjutkan")
    for words in ("tidak", "lewati", "anonim"):
        citizen.does_not_see("meraba", "bahaya")
        if "Periksa dulu" not in citizen.screen:
            await later(citizen, words)
    citizen.sees("Periksa dulu", "tidak ditampilkan").does_not_see("meraba")
    (await citizen.presses("Lihat isi")).sees("meraba")


async def test_a_safe_place_is_sought_by_those_who_have_one(world: World) -> None:
    citizen = await in_juai(world)
    await later(citizen, DANGER)
    (await later(citizen, "ada rumah aman ga buat saya sama anak")).sees("Tempat aman", "112", "129").does_not_see("Sumber:", "tersandi")


@pytest.mark.parametrize("words", ["kabarin kakak saya 081254440011 jangan nomor ini", "jangan telepon saya, dia pegang hp"])
async def test_how_to_be_reached_goes_along_with_the_urgent_report(world: World, words: str) -> None:
    citizen = await in_juai(world)
    await later(citizen, DANGER)
    await later(citizen, words)
    if "Kirim" not in [choice.label for choice in citizen.choices]:
        await citizen.presses("Lapor darurat")
        await later(citizen, "desa mihu rt 2")
    await citizen.presses("Kirim")
    ((data,),) = await world.rows("SELECT data FROM history")
    assert '"reach"' in str(data) and words in str(data)
    await world.at(world.now)
    assert any(words in said.text.plain for said in world.officer().heard) or '"confidential": true' in str(data)


@pytest.mark.parametrize("words", ["jangan datang ke rumah ya, saya di rumah tetangga", "tolong jangan ditelpon pak nanti dia dengar"])
async def test_said_after_sending_it_reaches_the_officers_at_once(world: World, words: str) -> None:
    citizen = await in_juai(world)
    await later(citizen, DANGER)
    await citizen.presses("Lapor darurat")
    await later(citizen, "desa mihu rt 2")
    await citizen.presses("Kirim")
    (await later(citizen, words)).sees("Sudah kami sampaikan", words)
    assert '"reach"' in str(await world.rows("SELECT data FROM history"))


async def test_what_an_officer_said_is_no_wish(world: World) -> None:
    citizen = await in_juai(world)
    await later(citizen, "mau lapor")
    await later(citizen, "petugas loket bilang jangan datang lagi kalau belum bawa uang")
    (await later(citizen, "lewati")).does_not_see("Cara menghubungi")


async def test_for_a_report_about_staff_the_name_is_advised_to_be_hidden(world: World) -> None:
    citizen = await in_juai(world)
    await later(citizen, "mau lapor petugas loket minta uang 50 ribu kemarin di kantor kecamatan buat tanda tangan")
    citizen.sees("sarankan Rahasia")


async def test_a_story_told_before_another_service_was_asked_for_is_offered(world: World) -> None:
    citizen = await in_juai(world)
    await later(citizen, "berkas ktp saya sudah 2 minggu di kecamatan belum juga jadi, petugasnya cuek")
    await later(citizen, "eh syarat ahli waris apa aja")
    (await citizen.presses("Ajukan pengaduan")).sees("2 minggu").offers("Lanjutkan laporan", "Laporan baru")
    (await citizen.presses("Lanjutkan laporan")).does_not_see("Apa yang terjadi?")
