"""The same talks on every channel, over HTTP, through the real clients."""

from __future__ import annotations

import re

import pytest

from tests.channels.network import Handset, Network, TelegramHandset, WhatsAppHandset

NASTY = "<Ani & *Budi* _x_ [k](l) `t` 👨‍👩‍👧"
STORY = "berkas ktp saya sudah seminggu di kecamatan juai belum juga selesai, katanya 15 menit"
ANSWER = "Rekomendasi <selesai> & bisa diambil *hari ini* 👍"


@pytest.fixture(params=["telegram polling", "telegram webhook", "whatsapp", "whatsapp hidden number", "web"])
async def pair(request: pytest.FixtureRequest, net: Network) -> tuple[Handset, Handset]:
    """A citizen and an officer on the same channel."""
    channel, _, kind = request.param.partition(" ")
    await net.start("webhook" if kind == "webhook" else "polling")
    if channel == "web":
        return await net.web_phone("warga"), await net.web_phone("petugas")
    citizen, officer = _pair(net, channel, kind)
    await officer.open_link(await net.invited())
    officer.sees("Selamat bergabung")
    return citizen, officer


def _pair(net: Network, channel: str, kind: str) -> tuple[Handset, Handset]:
    if channel == "telegram":
        return TelegramHandset(net, 7, NASTY), TelegramHandset(net, 8, "Rina")
    if kind == "hidden number":
        return WhatsAppHandset(net, None, NASTY, "ID.7"), WhatsAppHandset(net, None, "Rina", "ID.8")
    return WhatsAppHandset(net, "6281200000007", NASTY), WhatsAppHandset(net, "6281200000008", "Rina", "ID.8")


async def complain(citizen: Handset, identity: str = "Terbuka") -> str:
    """Number of a complaint, filed as a hurried citizen does."""
    await citizen.says("ganti kantor")
    await citizen.presses("office:juai")
    await citizen.says("/lapor")
    await citizen.presses("Setuju, lanjut")
    await citizen.says(STORY)
    await citizen.presses("Lanjut")
    await citizen.presses("d:service:u.pelayanan-kesos")
    await citizen.presses("Lewati")
    await citizen.presses("Lewati")
    await citizen.presses(identity)
    await citizen.says(NASTY)
    await citizen.presses("Lewat chat ini")
    if "bahaya" in citizen.screen:
        await citizen.presses("Tidak")
    await citizen.presses("Benar")
    await citizen.presses("Kirim")
    found = re.search(r"[A-Z]{3,6}-\d{4}-[0-9A-Z]{5}", citizen.screen)
    assert found, citizen.screen
    return found[0]


async def test_a_question_is_answered(pair: tuple[Handset, Handset]) -> None:
    citizen, _ = pair
    await citizen.says("syarat perekaman e-ktp di kecamatan juai apa saja?")
    citizen.sees("Persyaratan", "Fotokopi KK")


async def test_from_the_complaint_to_the_answer(pair: tuple[Handset, Handset], net: Network) -> None:
    citizen, officer = pair
    number = await complain(citizen)
    citizen.sees("Pengaduan diterima", "PIN", "WITA")
    assert number in officer.heard[-1]
    await officer.presses("Ambil")
    assert any("sudah diambil petugas" in text for text in citizen.heard[-2:])
    await officer.presses("Jawab & selesai")
    await officer.says(ANSWER)
    assert ANSWER in citizen.heard[-1]
    await citizen.presses("Puas, tutup")
    citizen.sees("ditutup")
