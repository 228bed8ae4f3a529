"""Questions within a standard: the item that answers is shown and nothing else; where it is silent the bot says so and names whom to ask."""

from __future__ import annotations

import pytest

from tests.talks.test_follow_ups import talk
from tests.world import World

SILENT = "belum diatur di standar"
NO_MORE = "Selebihnya tidak tertulis"


@pytest.mark.parametrize(
    ("office", "topic", "question", "item", "not_shown"),
    [
        ("juai", "syarat bikin ktp", "siapa yang tanda tangan?", "Sekcam/Camat untuk ditandatangani", "register"),
        ("juai", "syarat bikin ktp", "kalau pimpinan dinas luar gimana", "Kalau pimpinan sedang dinas luar", "10-15 menit"),
        ("juai", "surat ahli waris", "pak camat lagi ga di tempat gimana", "Kalau pimpinan sedang dinas luar", "Sekcam/Camat"),
        ("posyandu-spm", "spm perumahan rakyat", "ada yg turun ngecek ke rumah mertua ga", "kunjungan lapangan", "menuju meja"),
        (
            "posyandu-spm",
            "spm perumahan rakyat",
            "dulu pernah dikasih seng 10 lembar dari desa, gpp?",
            "belum pernah menerima",
            "Kartu Keluarga",
        ),
        ("posyandu-spm", "spm perumahan rakyat", "tenggatnya kapan", "5 hari kerja", "Kartu Keluarga"),
        ("kaltara-dpmd", "syarat integrasi posyandu", "kader di tempat kami baru 3 orang saja", "kader lebih dari 5 orang", "gedung"),
        ("landak-dsp3akb", "saya mau adopsi anak", "yang pakai bermaterai yang mana", "(meterai)", "SKCK"),
        ("juai", "surat ahli waris", "perlu akta kematian?", "Fotokopi surat kematian / akta kematian", "saksi"),
        ("juai", "surat ahli waris", "bisa diantar ke rumah?", "akan diantar ke tempat pemohon", "Laporan Bulanan"),
        ("juai", "rekomendasi dana desa", "harus ada laporan realisasi?", "Laporan Realisasi", "dinas/instansi"),
        ("juai", "surat ahli waris", "wajib materai?", "bermeterai", "saksi"),
        ("juai", "surat ahli waris", "KK-nya asli?", "Fotokopi Kartu Keluarga ahli waris", "kematian"),
        ("juai", "syarat bikin ktp", "pengantarnya dari rt atau kelurahan", "dari Kelurahan/Desa", "Fotokopi KK"),
        ("landak-dsp3akb", "saya mau adopsi anak", "slip gaji perlu?", "ekonomi", "SKCK"),
        ("landak-dsp3akb", "saya mau adopsi anak", "saya pns, apa tambahannya?", "PNS", "SKCK"),
        ("kaltara-dpmd", "bantuan bumdes syaratnya", "ktp siapa saja?", "Ketua, Sekretaris dan Bendahara", "NPWP"),
        ("posyandu-spm", "spm sosial di posyandu", "nanti ada yang datang ke rumah?", "Kunjungan rumah oleh kader", "identitas"),
        ("posyandu-spm", "spm perumahan rakyat", "fotonya dari berapa sisi?", "(3 sisi)", "surat tanah"),
        ("landak-dsp3akb", "saya mau adopsi anak", "perlu skck ga", "Surat Keterangan Catatan Kepolisian", "Dokter Kandungan"),
        ("landak-dsp3akb", "saya mau adopsi anak", "surat nikah wajib?", "Fotokopi Surat Nikah", "KUA"),
        ("landak-dsp3akb", "saya mau adopsi anak", "berapa rangkap?", "rangkap 4 (empat)", "SKCK"),
    ],
)
async def test_the_item_that_answers_is_shown_and_no_other(
    world: World, office: str, topic: str, question: str, item: str, not_shown: str
) -> None:
    citizen = await talk(world, topic, question, office=office)
    citizen.sees(item, "Sumber:").does_not_see(not_shown, SILENT, NO_MORE)


@pytest.mark.parametrize(
    ("office", "topic", "question", "item"),
    [
        ("juai", "syarat bikin ktp", "kalau KK belum jadi gimana", "Fotokopi KK"),
        ("juai", "surat ahli waris", "saksi berapa orang?", "Fotokopi saksi waris"),
        ("landak-dsp3akb", "saya mau adopsi anak", "harus sudah nikah berapa tahun?", "Fotokopi Surat Nikah"),
    ],
)
async def test_an_item_that_only_touches_the_matter_is_not_sold_as_the_answer(
    world: World, office: str, topic: str, question: str, item: str
) -> None:
    (await talk(world, topic, question, office=office)).sees(item, NO_MORE, "tanyakan kepada petugas")


@pytest.mark.parametrize(
    ("office", "topic", "question"),
    [
        ("juai", "syarat bikin ktp", "saya belum 17 tahun boleh?"),
        ("juai", "syarat bikin ktp", "bisa diwakilkan?"),
        ("landak-dsp3akb", "saya mau adopsi anak", "umur berapa maksimal?"),
        ("kaltara-dpmd", "bantuan bumdes syaratnya", "berapa jumlah bantuannya?"),
    ],
)
async def test_a_law_a_number_or_an_editors_note_that_shares_a_word_is_no_answer(
    world: World, office: str, topic: str, question: str
) -> None:
    citizen = await talk(world, topic, question, office=office)
    citizen.sees(SILENT, "tanyakan kepada petugas", "Sumber:").offers("Bicara petugas")
    citizen.does_not_see("Undang-Undang", "penanggung jawab", "jumlah hari")


@pytest.mark.parametrize(
    ("office", "topic", "question", "missing"),
    [
        ("juai", "syarat bikin ktp", "wajib pakai materai?", "materai"),
        ("juai", "syarat bikin ktp", "bisa diwakilkan?", "diwakilkan"),
        ("juai", "syarat bikin ktp", "saya belum 17 tahun boleh?", "17 tahun"),
        ("juai", "syarat bikin ktp", "boleh bawa kucing tidak?", "kucing"),
    ],
)
async def test_what_is_missing_is_named_in_the_citizens_own_words(
    world: World, office: str, topic: str, question: str, missing: str
) -> None:
    (await talk(world, topic, question, office=office)).sees(f"Soal “{missing}” {SILENT}")


@pytest.mark.parametrize("question", ["dapat berapa rupiah?", "bantuannya berapa kg?", "besarnya berapa?"])
async def test_an_amount_that_is_given_is_neither_the_fee_nor_the_number_of_the_staff(world: World, question: str) -> None:
    citizen = await talk(world, "santunan kematian", question)
    citizen.sees("besar atau jumlahnya", SILENT).does_not_see("Tanpa dipungut biaya", "orang")


async def test_a_list_that_is_cut_says_how_much_is_left(world: World) -> None:
    citizen = await talk(world, "saya mau adopsi anak", "yang dari suami istri apa saja?", office="landak-dsp3akb")
    assert citizen.screen.count("•") <= 5 or "Masih ada" in citizen.screen


async def test_a_long_part_is_offered_beside_the_silence_and_a_short_one_shown(world: World) -> None:
    citizen = await talk(world, "saya mau adopsi anak", "umur berapa maksimal?", office="landak-dsp3akb")
    citizen.offers("Syarat").does_not_see("SKCK")
    (await talk(world, "syarat bikin ktp", "bayarnya bisa transfer?")).sees("Soal “transfer” tidak tertulis", "Tanpa dipungut biaya")


@pytest.mark.parametrize(
    "question", ["jadi kapan selesainya", "kira kira berapa hari ya pak", "terus kalau prosesnya itu berapa lama ya min"]
)
async def test_many_words_about_the_time_still_ask_for_the_time(world: World, question: str) -> None:
    (await talk(world, "izin panti asuhan", question, office="landak-dsp3akb")).sees("1-5 hari kerja").does_not_see(SILENT)


async def test_how_long_a_permit_is_valid_is_not_answered_with_how_long_it_takes(world: World) -> None:
    citizen = await talk(world, "izin panti asuhan", "izinnya berlaku berapa tahun?", office="landak-dsp3akb")
    citizen.sees("tidak tertulis")


async def test_where_to_complain_shows_the_contacts_of_the_standard(world: World) -> None:
    (await talk(world, "posyantek", "kalau tidak puas lapor kemana", office="kaltara-dpmd")).sees("Kontak dan pengaduan", "@")


async def test_a_first_question_about_one_requirement_shows_that_one(world: World) -> None:
    citizen = await talk(world, "surat ahli waris perlu kk?")
    citizen.sees("Fotokopi Kartu Keluarga ahli waris").does_not_see("saksi")


async def test_what_a_standard_does_not_say_is_collected_for_the_office(world: World) -> None:
    await talk(world, "syarat bikin ktp", "wajib pakai materai ga?")
    rows = await world.app.database.fetch("SELECT text, office, why, service FROM unanswered")
    assert [tuple(row) for row in rows] == [("wajib pakai materai ga?", "juai", "silent", "juai/perekaman-e-ktp")]


async def test_a_new_subject_in_many_words_is_not_taken_for_a_question_about_the_old_one(world: World) -> None:
    words = "saya juga mau usulkan guru ngaji di desa kami dapat honor gimana ya pak"
    (await talk(world, "syarat bikin ktp", words)).sees("Guru Agama Keliling")


@pytest.mark.parametrize(
    "question", ["wajib pakai materai?", "kalau kecewa lapor kemana?", "siapa yang tanda tangan?", "bisa kirim lewat wa?"]
)
@pytest.mark.parametrize(
    ("office", "service"),
    [
        ("landak-dsp3akb", "alat-kontrasepsi"),
        ("posyandu-spm", "pendidikan"),
        ("kaltara-dpmd", "status-idm"),
        ("juai", "santunan-kematian"),
        ("buleleng", "lomba-desa"),
    ],
)
async def test_a_short_question_that_names_nothing_stays_with_the_service(world: World, office: str, service: str, question: str) -> None:
    await world.citizen().presses_id(f"s:{office}/{service}")
    await world.passes(seconds=30)
    citizen = await world.citizen().says(question)
    citizen.sees(world.app.library.services[f"{office}/{service}"].title)
    if "kecewa" in question:
        assert "kontak dan pengaduan" in citizen.screen.lower()
    else:
        assert any(known in citizen.screen for known in (SILENT, "tidak tertulis di sini", "WhatsApp", "alat komunikasi", "datang membawa"))


async def test_the_steps_stand_beside_what_is_not_written_of_who_and_where(world: World) -> None:
    citizen = await talk(world, "surat ahli waris", "bagian apa yang ngurus biar ga kesasar")
    citizen.sees("Prosedur", "tanyakan kepada petugas").does_not_see("belum diatur")


async def test_what_somebody_else_takes_is_not_answered_by_the_fee_of_the_service(world: World) -> None:
    citizen = await talk(world, "syarat dispensasi nikah", "bayar berapa ke penghulunya kalau akad di rumah")
    citizen.sees(SILENT).does_not_see("Tanpa dipungut biaya")
    (await citizen.says("kalau bayar ke petugasnya berapa")).sees("Tanpa dipungut biaya")


async def test_a_payment_that_somebody_asked_for_is_held_against_the_fee(world: World) -> None:
    citizen = await talk(world, "syarat bikin ktp", "katanya kalau nambah lima puluh ribu bisa cepat, resmi ga itu")
    citizen.sees("Tanpa dipungut biaya")


async def test_who_asks_for_a_list_to_tick_gets_the_checklist(world: World) -> None:
    citizen = await talk(world, "syarat bikin ktp", "bisa minta yang dicentang gitu biar ga ada yang kelupaan")
    citizen.sees("0 dari 2 sudah siap")


async def test_a_service_asked_for_by_name_is_told_not_the_list_of_all(world: World) -> None:
    citizen = await talk(world, "halo", "p2tp2a itu ngurus apa ya", office="landak-dsp3akb")
    citizen.sees("P2TP2A", "Sumber:").does_not_see("Pilih layanan")


@pytest.mark.parametrize(
    ("office", "topic", "question"),
    [
        ("juai", "syarat ahli waris", "kalau urusannya berat gimana"),
        ("juai", "syarat bikin ktp", "boleh nolak ga"),
        ("juai", "syarat ahli waris", "ini bahaya ga to"),
    ],
)
async def test_a_denial_names_no_quality_and_no_act(world: World, channel: str, office: str, topic: str, question: str) -> None:
    (await talk(world, topic, question, office=office)).does_not_see("“berat", "“nolak", "“bahaya", "“to”")


@pytest.mark.parametrize(
    ("office", "topic", "question", "line"),
    [
        ("juai", "dispensasi nikah syarat", "selain itu?", "KUA"),
        ("juai", "syarat ahli waris", "selain itu apa lagi", "Surat permohonan"),
        ("juai", "ahli waris", "mohon berkenan kami mengetahui berkas yang mesti kami lengkapi", "Surat permohonan"),
    ],
)
async def test_a_polite_verb_and_what_comes_besides_ask_for_the_list(
    world: World, channel: str, office: str, topic: str, question: str, line: str
) -> None:
    (await talk(world, topic, question, office=office)).sees("Persyaratan\n", line).does_not_see("Soal “")


@pytest.mark.parametrize(
    ("office", "topic", "question"),
    [
        ("juai", "santunan kematian", "duitnya berapa juta"),
        ("juai", "santunan kematian", "piro juta olehe"),
        ("landak-dsp3akb", "mau jadi relawan sosial psm", "ada upah?"),
        ("landak-dsp3akb", "mau jadi relawan sosial psm", "ada insentif?"),
    ],
)
async def test_a_sum_that_one_receives_and_pay_are_no_fee(world: World, channel: str, office: str, topic: str, question: str) -> None:
    (await talk(world, topic, question, office=office)).sees(SILENT).does_not_see("Tanpa dipungut", "Biaya\n")


async def test_who_only_tells_what_befell_the_paper_that_is_named_hears_the_line_about_it(world: World) -> None:
    citizen = await world.citizen().presses_id("office:juai")
    (await citizen.says("ktp ilang di jalan kemarin")).sees("surat kehilangan dari Kepolisian", "Sumber:")
