"""Citizens ask; the bot answers from the standards, names its source, and says so when it does not know."""

from __future__ import annotations

import pytest

from tests.world import World

DECREE = "Keputusan Nomor 067/80.2/CJ-BLG/2025"


async def test_exactly_the_part_asked_with_service_office_and_source(world: World) -> None:
    citizen = await world.citizen().says("sarat bikin ktp ap aja min")
    citizen.sees("Perekaman E-KTP", "Kantor Kecamatan Juai", "1. Surat Pengantar / Blangko KTP", "2. Fotokopi KK", "KTP hilang", DECREE)
    citizen.does_not_see("Tanpa dipungut biaya", "Sekcam")
    citizen.offers("Cara", "Waktu", "Biaya", "Kontak", "Semua", "Siapkan berkas", "Ajukan pengaduan")


async def test_the_buttons_lead_to_the_other_parts(world: World) -> None:
    citizen = await world.citizen().says("syarat ktp")
    (await citizen.presses("Biaya")).sees("Biaya", "Tanpa dipungut biaya", DECREE)
    (await citizen.presses("Waktu")).sees("10-15 menit", "bila pimpinan ada di tempat")
    (await citizen.presses("Semua")).sees("Persyaratan", "Dasar hukum", "Evaluasi kinerja pelaksana")


async def test_a_part_the_standard_does_not_give_is_said_to_be_missing_with_whom_to_ask(world: World) -> None:
    citizen = await world.citizen().says("fasilitasi batas desa biayanya berapa")
    citizen.sees("Biaya belum tertulis", "tanyakan kepada petugas")
    citizen.does_not_see("gratis", "Gratis")


async def test_the_tax_rate_is_never_the_fee_of_the_umkm_service(world: World) -> None:
    citizen = await world.citizen().presses_id("p:juai/data-umkm:biaya")
    citizen.sees("Biaya belum tertulis")


async def test_a_field_that_holds_another_fields_text_is_not_shown_as_its_own(world: World) -> None:
    citizen = await world.citizen().presses_id("p:juai/ahli-waris:kompetensi")
    citizen.sees("Kompetensi pelaksana belum tertulis")
    assert "10-15 menit" not in citizen.screen


async def test_groups_of_applicants_keep_their_own_requirements(world: World) -> None:
    citizen = await world.citizen().presses_id("p:landak-dsp3akb/dtks-siks-ng:persyaratan")
    citizen.sees("Masyarakat", "Operator", "Surat Tugas dari Kepala Desa")


async def test_several_services_fit_and_the_bot_asks_which(world: World) -> None:
    citizen = await world.citizen().says("mau urus bumdes")
    citizen.sees("Yang mana maksud Bapak/Ibu?")
    labels = " ".join(choice.label for choice in citizen.choices)
    assert "Pembinaan" in labels and "Bantuan" in labels
    (await citizen.says("yang bantuan sarana")).sees("Bantuan Sarana dan Prasarana BUMDes", "Provinsi Kalimantan Utara")


async def test_near_twins_are_asked_between_by_their_difference(world: World) -> None:
    citizen = await world.citizen().says("mau urus apbdes di juai")
    citizen.sees("Soal APBDes, yang mana maksud Bapak/Ibu: SK evaluasi atau buka posting?").offers("SK Evaluasi", "Buka Posting")
    (await citizen.says("yang buka posting")).sees("Rekomendasi Buka Posting APBDes")


@pytest.mark.parametrize("words", ["yang pertama", "1", "pertama aja"])
async def test_an_offered_service_is_chosen_by_its_place(world: World, words: str) -> None:
    citizen = await world.citizen().says("mau urus bumdes")
    first = citizen.choices[0].label
    (await citizen.says(words)).sees(first)


async def test_nothing_fits_and_the_bot_says_where_to_go_instead(world: World) -> None:
    citizen = await world.citizen().says("bikin paspor di mana ya")
    citizen.sees("tidak dilayani di kantor ini", "Imigrasi")
    citizen.offers("Daftar layanan", "Bicara petugas")


async def test_nothing_fits_at_all_and_the_bot_does_not_guess(world: World) -> None:
    citizen = await world.citizen().says("bikinin puisi buat pacar dong")
    citizen.offers("Daftar layanan", "Bicara petugas")
    citizen.does_not_see("Persyaratan")


@pytest.mark.parametrize(
    ("followed", "expected"),
    [
        ("kalau biayanya?", "Tanpa dipungut biaya"),
        ("berapa lama?", "10-15 menit"),
        ("caranya gimana", "Petugas meneliti kelengkapan berkas"),
        ("kalau hilang gimana", "surat kehilangan dari Kepolisian"),
        ("siapa yang tanda tangan?", "Sekcam/Camat"),
    ],
)
async def test_a_follow_up_is_about_what_was_talked_about(world: World, followed: str, expected: str) -> None:
    citizen = await world.citizen().says("syarat bikin ktp di juai")
    await world.passes(seconds=30)
    (await citizen.says(followed)).sees("Perekaman E-KTP", expected)


@pytest.mark.parametrize("question", ["wajib pakai materai ga?", "bisa diwakilkan?"])
async def test_where_the_standard_is_silent_the_bot_says_so_and_names_the_unit(world: World, question: str) -> None:
    citizen = await world.citizen().says("syarat bikin ktp di juai")
    await world.passes(seconds=30)
    citizen = await citizen.says(question)
    citizen.sees("belum diatur di standar", "Seksi Pelayanan dan Kesejahteraan Sosial", "085332911600")
    citizen.offers("Bicara petugas")


async def test_a_new_service_changes_the_topic(world: World) -> None:
    citizen = await world.citizen().says("syarat bikin ktp di juai")
    await world.passes(seconds=30)
    await citizen.says("surat ahli waris syaratnya apa")
    await world.passes(seconds=30)
    (await citizen.says("berapa lama jadinya?")).sees("Ahli Waris", "10-15 menit")


async def test_two_questions_in_one_message_are_both_answered(world: World) -> None:
    citizen = await world.citizen().says("biaya ktp berapa? syarat surat ahli waris apa?")
    citizen.sees("Perekaman E-KTP", "Tanpa dipungut biaya", "Surat Keterangan Ahli Waris", "Surat permohonan ahli waris")


async def test_messages_within_two_seconds_are_understood_together(world: World) -> None:
    citizen = await world.citizen().says("surat ahli waris")
    await world.passes(seconds=1)
    (await citizen.says("syaratnya apa")).sees("Ahli Waris", "Fotokopi KTP ahli waris")


async def test_opening_hours_are_marked_as_an_assumption_where_the_document_gives_none(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says("hari sabtu buka?")).sees("Sabtu–Minggu: tutup", "perkiraan umum")


async def test_the_menu_leads_from_office_to_unit_to_service(world: World) -> None:
    citizen = await world.citizen().says("menu")
    await citizen.presses("Daftar layanan")
    await citizen.presses("Kantor Kecamatan Juai")
    await citizen.presses("Daftar layanan")
    await citizen.presses("Seksi Pembangunan")
    (await citizen.presses("Rekomendasi SK Evaluasi APBDes")).sees("Evaluasi APBDes")


async def test_the_chosen_office_is_remembered_and_can_be_changed(world: World) -> None:
    citizen = await world.citizen().presses_id("office:landak-dsp3akb")
    (await citizen.says("menu")).offers("Ganti kantor")
    await citizen.presses("Ganti kantor")
    (await citizen.presses("Kantor Kecamatan Juai")).sees("Kecamatan Juai")


async def test_a_deep_link_opens_the_service(world: World) -> None:
    citizen = world.citizen()
    await citizen.presses_id("s:juai/perekaman-e-ktp")
    citizen.sees("Perekaman E-KTP", "Bagian mana")


async def test_what_is_not_answered_is_collected_without_numbers_and_addresses(world: World) -> None:
    await world.citizen().says("ukuran bendera tujuh belasan berapa, wa saya 081234567890 atau siti@contoh.id")
    rows = await world.app.database.fetch("SELECT text, why FROM unanswered")
    assert [row[1] for row in rows] == ["none"]
    assert "0812" not in rows[0][0] and "siti@" not in rows[0][0]


async def test_thumbs_down_is_collected_and_a_word_is_welcome(world: World) -> None:
    citizen = await world.citizen().says("syarat bikin ktp apa aja")
    await citizen.presses("👎 Kurang")
    citizen.sees("Apa yang kurang?")
    (await citizen.says("tidak ada alamat disdukcapil")).sees("tanpa nama")
    rows = await world.app.database.fetch("SELECT text, why, service FROM unanswered ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("syarat bikin ktp apa aja", "down", "juai/perekaman-e-ktp"),
        ("tidak ada alamat disdukcapil", "opinion", "juai/perekaman-e-ktp"),
    ]


async def test_thanks_and_robots(world: World) -> None:
    (await world.citizen().says("makasih banyak kak")).sees("Sama-sama")
    (await world.citizen().says("ini robot apa orang?")).sees("Saya program komputer").offers("Bicara petugas")


async def test_the_admin_hears_once_a_week_what_was_not_answered(world: World) -> None:
    for words in ("ukuran bendera tujuh belasan berapa", "ukuran bendera tujuh belasan brp ya", "jumlah anak tangga menara berapa"):
        await world.citizen().says(words)
    admin = world.supervisor()
    await world.at(world.now.replace(day=30, hour=1))
    digest = "\n".join(reply.text.plain for reply in admin.answers)
    assert "2× ukuran bendera tujuh belasan" in digest
    assert "1× jumlah anak tangga" in digest


async def test_the_condition_that_is_the_citizens_own_case_is_told_beside_the_part_asked(world: World) -> None:
    citizen = await world.citizen().says("KTP ILANG GMN YA BOS")
    citizen.sees("Perekaman E-KTP", "Jika KTP hilang, bawa surat kehilangan dari Kepolisian.")


async def test_a_particle_of_speech_is_nothing_particular(world: World) -> None:
    citizen = await world.citizen().says("surat ahli waris syaratnya apa")
    await world.passes(seconds=30)
    (await citizen.says("bayar lah?")).sees("Tanpa dipungut biaya").does_not_see("tidak menyebut")


@pytest.mark.parametrize("words", ["kantor juai", "kecamatan juai", "kecamatan juai min", "kantor camat buleleng"])
async def test_an_office_is_chosen_by_its_name(world: World, words: str) -> None:
    citizen = await world.citizen().says(words)
    citizen.sees("sekarang kita di", "Buleleng" if "buleleng" in words else "Juai")
