"""What the talk is about: a service that was named holds, a new one or a correction takes its place, and where it is unsure the bot says so."""

from __future__ import annotations

import pytest

from tests.talks.test_follow_ups import talk
from tests.world import World

pytestmark = pytest.mark.parametrize("channel", ["web"])  # what is understood is the same on each


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("adik saya baru genap 17 mau bikin ktp pertama kali", "Perekaman E-KTP"),
        ("saya pak Mamat dari barak tambak udang. Anak baru 17 tahun mau bikin KTP, apa syaratnya ya", "Perekaman E-KTP"),
    ],
)
async def test_a_service_that_is_named_is_answered_though_it_is_unsure_and_holds_for_what_follows(
    world: World, channel: str, words: str, named: str
) -> None:
    citizen = await talk(world, words)
    citizen.sees(named, "Kalau bukan ini yang dimaksud")
    await world.passes(seconds=30)
    (await citizen.says("KK-nya boleh fotokopi?")).sees(named, "Fotokopi KK").does_not_see("layanan yang mana")


async def test_a_service_that_is_only_perhaps_meant_is_asked_for_and_answers_a_question_of_detail(world: World, channel: str) -> None:
    citizen = await talk(world, "mau urus surat buat nikah cepat2")
    citizen.sees("Apakah maksudnya", "Dispensasi Nikah").offers("Pelayanan Pengajuan Dispensasi Nikah", "Bukan semuanya")
    await world.passes(seconds=30)
    (await citizen.says("pengantar dari KUA wajib?")).sees("Dispensasi Nikah", "Surat Pengantar dari KUA")


@pytest.mark.parametrize(
    ("office", "topic", "words", "new"),
    [
        ("juai", "buka posting apbdes syaratnya apa", "sanes, evaluasi APBDes niku mbeto nopo mawon", "SK Evaluasi APBDes"),
        (
            "posyandu-spm",
            "syarat bedah rumah",
            "satu lagi, kakak saya tanya posyandu itu melayani siapa saja, katanya tidak cuma balita",
            "SPM Kesehatan",
        ),
        ("posyandu-spm", "syarat bedah rumah", "anak saya butuh tas dan seragam sekolah, itu syaratnya sama?", "SPM Pendidikan"),
    ],
)
async def test_a_correction_or_a_new_matter_outranks_the_topic(
    world: World, channel: str, office: str, topic: str, words: str, new: str
) -> None:
    (await talk(world, topic, words, office=office)).sees(new)


async def test_a_word_of_the_part_itself_names_no_other_service(world: World, channel: str) -> None:
    citizen = await talk(world, "batas desa syaratnya apa", "dasar hukumnya apa kalau begitu", office="kaltara-dpmd")
    citizen.sees("Batas Desa", "Nomor 45 Tahun 2016")


async def test_a_clause_that_asks_for_the_part_alone_is_answered_with_the_part(world: World, channel: str) -> None:
    citizen = await talk(world, "syarat lomba desa", "yang lomba desa itu hasilnya apa, dapat surat?", office="buleleng")
    citizen.sees("Produk layanan", "Pembinaan Lomba Desa").does_not_see("draf SK")
