"""What the talk is about: a service that was named holds, a new one or a correction takes its place, and where it is unsure the bot says so."""

from __future__ import annotations

from datetime import timedelta

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


@pytest.mark.parametrize(
    "remark", ["waduh lumayan jauh juga dari rumah kami", "oke kak lusa saya ajak bapak ke capil", "hehe syukurlah tidak seribet dulu"]
)
async def test_a_word_on_the_answer_is_no_question(world: World, channel: str, remark: str) -> None:
    citizen = await talk(world, "syarat bikin ktp", remark)
    citizen.sees("Bapak/Ibu").does_not_see("belum diatur", "Sumber:", "Jam buka", "melapor")


@pytest.mark.parametrize(
    ("office", "topic", "circumstance", "line"),
    [
        ("juai", "syarat bikin ktp", "kehilangan", "Jika KTP hilang"),
        (
            "posyandu-spm",
            "syarat bedah rumah",
            "kami kada baisi sertifikat, adanya cuma segel lawas",
            "Fotokopi surat tanah atau sejenisnya",
        ),
    ],
)
async def test_a_circumstance_of_ones_own_shows_the_line_it_touches(
    world: World, channel: str, office: str, topic: str, circumstance: str, line: str
) -> None:
    (await talk(world, topic, circumstance, office=office)).sees(line).does_not_see("Waktu pelayanan", "belum diatur")


@pytest.mark.parametrize(
    ("office", "topic", "question", "line", "not_shown"),
    [
        (
            "buleleng",
            "syarat lomba desa",
            "SK tim evaluasi niku sira sane ngae?",
            "Kepala Seksi Pembangunan membuat draf",
            "Jadwal Kegiatan",
        ),
        ("posyandu-spm", "syarat MCK lewat posyandu", "cukup diteken ketua RT?", "Surat permohonan kepala dusun/RT", "belum diatur"),
        ("juai", "syarat bikin ktp", "kalau cuma luntur terus ganti, apa tambahannya?", "Jika pembaruan KTP", "belum diatur"),
        (
            "kaltara-dpmd",
            "bantuan bumdes syaratnya",
            "proposal ke tanjung selor sendiri atau lewat camat dulu",
            "amat",
            "Gedung Gadis, Jln",
        ),
    ],
)
async def test_the_line_is_of_the_kind_that_is_asked_for(
    world: World, channel: str, office: str, topic: str, question: str, line: str, not_shown: str
) -> None:
    (await talk(world, topic, question, office=office)).sees(line).does_not_see(not_shown)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [("sepupu ibu yang ngambilkan boleh?", "sepupu ibu yang ngambilkan"), ("kalau buta huruf boleh?", "buta huruf")],
)
async def test_what_is_denied_is_quoted_as_it_was_said(world: World, channel: str, question: str, quoted: str) -> None:
    (await talk(world, "syarat bikin ktp", question)).sees(f"Soal “{quoted}").does_not_see("Persyaratan\n", "Biaya")


async def test_another_agencys_matter_leaves_the_topic(world: World, channel: str) -> None:
    citizen = await talk(world, "syarat bikin ktp", "oh ya satu lagi, kartu bpjs nenek mati, ngurusnya ke mana")
    citizen.sees("BPJS Kesehatan").does_not_see("belum diatur", "Perekaman")


async def test_the_office_of_the_topic_can_be_named_behind_it(world: World, channel: str) -> None:
    citizen = await talk(world, "surat ahli waris syaratnya apa", "kecamatan juai", "biayanya?")
    citizen.sees("Ahli Waris", "Tanpa dipungut biaya")


async def test_who_says_that_nothing_is_to_be_reported_opens_no_report(world: World, channel: str) -> None:
    citizen = await talk(world, "syarat bikin ktp", "saya tidak mau lapor kok, cuma tanya")
    citizen.sees("Baik, Bapak/Ibu").does_not_see("mau melapor", "Kirim")


async def test_the_owners_name_behind_a_question_for_a_file_is_no_question_for_requirements(world: World, channel: str) -> None:
    citizen = await talk(world, "surat ahli waris saya kemarin ditinggal di kecamatan, sudah ditandatangani belum", "atas nama Pak Sarbini")
    citizen.sees("tidak dapat dilihat dari chat ini").does_not_see("Persyaratan")


async def test_an_offered_report_is_gone_on_with_in_own_words_after_other_talk(world: World, channel: str) -> None:
    lines = ("loket kecamatan kosong dari jam 8 saya nunggu sampai jam 11 tidak ada orang", "bensin saya sampai habis bolak balik")
    citizen = await talk(world, *lines, "ya sudah laporkan aja lewat sini")
    citizen.offers("Anonim").does_not_see("Tanyakan syarat")


@pytest.mark.parametrize("words", ["saget ngomong sm orang mboten", "mau ngobrol ama petugas, jangan sm mesin"])
async def test_a_person_is_wished_for_with_shortened_words(world: World, channel: str, words: str) -> None:
    (await talk(world, words)).sees("tanyakan kepada petugas")


@pytest.mark.parametrize("words", ["ktp saya hilang", "ktp ku patah nih"])
async def test_what_a_remark_names_is_talked_about(world: World, words: str) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    await citizen.says(words)
    world.now += timedelta(seconds=30)
    (await citizen.says("apa syaratnya")).sees("Fotokopi KK")
    world.now += timedelta(seconds=30)
    (await citizen.says("berkasnya?")).sees("Fotokopi KK")
