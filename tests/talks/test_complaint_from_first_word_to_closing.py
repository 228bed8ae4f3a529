"""The main story: a citizen complains, an officer answers, the citizen is content."""

from __future__ import annotations

import re

from tests.phones import Phone
from tests.world import World

NASTY = "<Ani & *Budi* _x_ [k](l) `t` 👨‍👩‍👧"  # a name and words that every channel's markup could trip over
STORY = "berkas ktp saya sudah seminggu di kecamatan juai belum juga selesai, katanya 15 menit"


def number_on(phone: Phone) -> str:
    found = re.search(r"[A-Z]{3,6}-\d{4}-[0-9A-Z]{5}", phone.screen)
    assert found, phone.screen
    return found[0]


async def complain(
    citizen: Phone,
    story: str = STORY,
    *,
    identity: str = "Terbuka",
    place: str = "Lewati",
    send: bool = True,
) -> str:
    """A complaint with the answers a hurried citizen gives; the number, or the review's text where it is not sent."""
    await citizen.presses_id("office:juai")
    await citizen.says("lapor")
    await citizen.says(story)
    if "telepon dulu" in citizen.screen:  # the story tells of violence: help comes first
        await citizen.presses("Lanjutkan laporan")
    if "bahayanya sedang terjadi" in citizen.screen:
        await citizen.presses("Tidak")
    if is_asked := "kejadiannya?" in citizen.screen:
        await citizen.says(place)
    if "Kapan kejadiannya?" in citizen.screen:  # a place was told, and when it happened is still asked
        await citizen.presses("Lewati")
    await citizen.presses(identity)
    if identity != "Anonim":
        await citizen.says("Siti Aminah")
    if place != "Lewati" and not is_asked and "Mungkin hal ini" not in citizen.screen:
        await citizen.presses("Ubah tempat")
        await citizen.says(place)
    if not send:
        return citizen.screen
    if "Mungkin hal ini" in citizen.screen:
        await citizen.presses("Bukan, kirim baru")
    await citizen.presses("Kirim")
    return number_on(citizen)


async def test_from_first_word_to_closing(world: World) -> None:
    citizen, officer = world.citizen(NASTY), world.officer()
    number = await complain(citizen)
    citizen.sees("Pengaduan diterima", "PIN", "WITA")
    assert number in officer.heard[-1].text.plain
    await officer.presses("Ambil")
    officer.sees("sekarang Bapak/Ibu tangani")
    assert "sudah diambil petugas" in citizen.heard[-1].text.plain
    await officer.presses("Tanya pelapor")
    await officer.says("Tanggal berapa berkasnya diserahkan?")
    assert "Tanggal berapa" in citizen.heard[-1].text.plain
    await citizen.presses("Jawab sekarang")
    await citizen.says("tanggal 17 november")
    assert "tanggal 17 november" in officer.heard[-1].text.plain
    await officer.presses("Buka")
    await officer.presses("Jawab & selesai")
    await officer.says(f"Rekomendasi {NASTY} sudah ditandatangani dan bisa diambil hari ini.")
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=61)
    assert NASTY in citizen.heard[-1].text.plain and "Apakah Bapak/Ibu puas?" in citizen.heard[-1].text.plain
    await citizen.presses("Puas, tutup")
    citizen.sees("ditutup")
    assert (await world.complaint(number)).state == "closed"
