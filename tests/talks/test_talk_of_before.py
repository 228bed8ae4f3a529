"""Words that stand on what was said before: a yes to an offered service, a part carried on, help asked for after violence, a change of mind."""

from __future__ import annotations

import pytest

from tests.talks.test_follow_ups import talk
from tests.world import World


@pytest.mark.parametrize("yes", ["iya", "betul bu", "iya itu"])
async def test_a_yes_to_the_service_that_is_perhaps_meant_is_answered(world: World, yes: str) -> None:
    citizen = await talk(world, "rumah nenek bocor syaratnya apa", yes, office="posyandu-spm")
    citizen.sees("SPM Perumahan Rakyat", "Fotokopi Kartu Keluarga")


async def test_a_no_to_the_service_that_is_perhaps_meant_asks_which(world: World) -> None:
    citizen = await talk(world, "rumah nenek bocor syaratnya apa", "bukan", office="posyandu-spm")
    citizen.sees("Ini tentang layanan yang mana")


async def test_few_words_that_name_a_sister_go_on_with_the_part_that_was_asked(world: World) -> None:
    citizen = await talk(world, "pengangkatan perangkat desa", "syaratnya", "kalau yg pemberhentian")
    citizen.sees("Pemberhentian Perangkat Desa", "Persyaratan", "untuk pemberhentian perangkat desa")
    (await talk(world, "syarat rekomendasi dana desa", "kalau ADD")).sees("(ADD dan BHPRD)", "Persyaratan")


async def test_what_somebody_wants_made_is_told_with_a_short_list_of_papers(world: World) -> None:
    (await talk(world, "mau urus santunan kematian")).sees("Untuk:", "Persyaratan", "KTP dan KK ahli waris")


@pytest.mark.parametrize("question", ["kalau mau didampingi dinas apa syaratnya", "nanti pendampingan bawa surat apa ya bu"])
async def test_help_for_a_victim_is_meant_where_violence_was_told(world: World, question: str) -> None:
    citizen = await talk(world, "dulu kakak saya sering dipukul suaminya", question, office="landak-dsp3akb")
    citizen.sees("Korban Kekerasan", "Identitas korban")


async def test_what_help_for_a_victim_costs_is_asked_of_its_standard(world: World) -> None:
    words = ("penanganan korban kekerasan syaratnya", "yang pertama", "pengacaranya bayar?")
    (await talk(world, *words, office="landak-dsp3akb")).sees("Biaya", "Gratis")


@pytest.mark.parametrize("paper", ["ktp bibi jg?", "kk kakak saya juga"])
async def test_somebodys_paper_is_asked_of_the_service_that_is_talked_of(world: World, paper: str) -> None:
    (await talk(world, "syarat surat ahli waris", paper)).sees("Surat Keterangan Ahli Waris", "ahli waris").does_not_see("Perekaman")


@pytest.mark.parametrize("question", ["ngurusnya bayar ga", "bikin permohonannya kena biaya ndak"])
async def test_having_it_made_is_about_the_service_that_is_talked_of(world: World, question: str) -> None:
    (await talk(world, "syarat rekomendasi dana desa", question)).sees("Dana Desa", "Tanpa dipungut biaya")


async def test_whether_somebody_else_may_fetch_it_is_a_question(world: World) -> None:
    citizen = await talk(world, "syarat bikin ktp", "boleh diambilin paman aja ga kartunya, soalnya aku kuliah di banjarbaru")
    citizen.sees("Soal “diambilin”", "belum diatur").does_not_see("melapor")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("lama antri di kantornya?", "5-10 menit"),
        ("makasih bu, nomor telponnya berapa", "Telepon"),
        ("oke kasih wa nya biar saya tanya sendiri", "Telepon"),
        ("ini kantornya yang di balangan kan bukan di tabalong", "Alamat"),
        ("cuma pegang tanda terima, nomornya ga ada", "Tunjukkan tanda terima"),
        ("oh gitu ya harus ke sana sendiri. baik makasih banyak", "Sama-sama"),
    ],
)
async def test_words_amid_a_talk_get_what_they_are_about(world: World, words: str, shown: str) -> None:
    (await talk(world, "syarat santunan kematian", words)).sees(shown)


@pytest.mark.parametrize("offices", [("landak-dsp3akb", "ada tes masuknya?", "seleksi tertulis")])
async def test_a_test_is_no_greeting_amid_a_question(world: World, offices: tuple[str, str, str]) -> None:
    office, question, line = offices
    (await talk(world, "mau jadi pekerja sosial masyarakat", question, office=office)).sees(line).does_not_see("Halo")


@pytest.mark.parametrize("again", ["eh jadi aja", "tetep jadi deh pak"])
async def test_who_cancelled_and_wants_it_after_all_goes_on(world: World, again: str) -> None:
    citizen = await talk(world, "mau lapor lampu jalan mati di jalan mantuil sejak minggu lalu", "batal", again)
    citizen.sees("Bolehkah petugas tahu nama")


@pytest.mark.parametrize("named", ["terbuka aja pak, nama saya Siti hp 081234567890", "pake nama aja, Arul 081234567890"])
async def test_the_name_told_with_the_choice_is_not_asked_again(world: World, named: str) -> None:
    citizen = await talk(world, "mau lapor lampu jalan mati di jalan mantuil sejak minggu lalu", named)
    citizen.sees("Periksa dulu", "081234567890 (Terbuka").does_not_see("terbuka pak", "pake")
    citizen = await talk(world, "mau lapor lampu jalan mati di jalan mantuil sejak minggu lalu", "anonim aja", named)
    citizen.sees("Periksa dulu", "081234567890 (Terbuka")


async def test_a_street_lamp_that_died_is_about_no_death_benefit(world: World) -> None:
    citizen = await talk(world, "mau lapor lampu jalan mati di jalan mantuil sejak minggu lalu", "anonim aja")
    citizen.sees("Periksa dulu").does_not_see("Santunan")


@pytest.mark.parametrize(
    ("office", "words", "shown"),
    [
        ("kaltara-dpmd", ("syarat bantuan bumdes", "berarti ada yg turun ngecek mesin kami"), "survei dan identifikasi ke lapangan"),
        ("kaltara-dpmd", ("syarat bantuan bumdes", "dulu kami pernah dapat alat dari provinsi"), "1 (satu) tahun sebelumnya"),
        (
            "posyandu-spm",
            ("spm perumahan rakyat", "mohon maaf tadi ada tamu. anak saya juga belum punya sepatu sekolah, bisa lewat sini"),
            "Pendidikan",
        ),
        ("landak-dsp3akb", ("syarat dtks", "trus apa syarat dtks kalau sudah pindah desa?"), "Fotokopi KK dan KTP"),
    ],
)
async def test_what_is_told_is_held_against_what_was_talked_of(world: World, office: str, words: tuple[str, ...], shown: str) -> None:
    (await talk(world, *words, office=office)).sees(shown)


@pytest.mark.parametrize("told", ["anak saya nyopir angkot di terminal, cucu saya tiga", "kalau dia ngeyel saya bawa golok wkwk becanda"])
async def test_what_is_only_mentioned_or_in_jest_gets_a_kind_word(world: World, told: str) -> None:
    citizen = await talk(world, "surat ahli waris", told)
    citizen.does_not_see("tidak dilayani", "belum diatur", "112")


async def test_who_agrees_after_another_remark_is_not_invited_again(world: World) -> None:
    words = ("KTP SAYA SUDAH 2 BULAN GA JADI JADI", "kalian digaji buat apa", "iya laporin")
    citizen = await talk(world, *words)
    citizen.does_not_see("Bapak/Ibu mau melapor?")


async def test_what_it_did_continues_the_story_below_the_invitation(world: World) -> None:
    words = ("jalan depan sd rusak parah udah 3 bulan", "ban motor saya bocor 2x", "iya", "anonim aja")
    (await talk(world, *words)).sees("Periksa dulu", "ban motor saya bocor 2x")


async def test_a_greeting_is_returned_in_its_own_form_on_the_first_screen(world: World) -> None:
    (await talk(world, "assalamualaikum nak")).sees("Waalaikumsalam, Bapak/Ibu. Saya mesin penjawab")


async def test_all_told_is_no_part_of_the_story(world: World) -> None:
    words = ("mau lapor jalan rusak di desa bata sejak senin", "udah itu aja", "anonim")
    (await talk(world, *words)).sees("Periksa dulu").does_not_see("udah itu aja")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("halo", "bapak saya meninggal minggu lalu"), "turut berduka cita"),
        (("surat ahli waris", "yang bungsu belum punya ktp", "gapapa?"), "belum diatur di standar"),
        (("surat ahli waris", "kepala desa kami kosong, pj nya di kecamatan", "biayanya"), "Surat Keterangan Ahli Waris"),
        (("berkas ADD apa saja", "kalau dana desa beda syaratnya?"), "Surat Rekomendasi Pengajuan Dana Desa (DD)"),
        (("berkas ADD apa saja", "kalo petugasnya ga dateng-dateng lapor kemana"), "Kontak dan pengaduan"),
        (("halo", "saya pakai kursi roda, mau tanya"), "Tulis saja di sini"),
    ],
)
async def test_a_talk_goes_on_where_it_was(world: World, words: tuple[str, ...], shown: str) -> None:
    (await talk(world, *words)).sees(shown)


async def test_who_asks_how_far_the_own_report_is_hears_of_it(world: World) -> None:
    words = ("mau lapor lampu jalan mati di jalan mantuil sejak minggu lalu", "anonim", "kirim")
    citizen = await talk(world, *words, "Boleh saya tahu sudah sampai di mana pengaduan saya tadi?")
    citizen.sees("Ini pengaduan Bapak/Ibu").does_not_see("Bisa lewat sini")


async def test_three_questions_in_one_line_are_all_answered(world: World) -> None:
    words = ("dtks", "itu lama ndak di kantor, bayar ndak, sama bisa lewat wa aja ndak biar saya ndak rugi narik")
    (await talk(world, *words, office="landak-dsp3akb")).sees("10-30 menit", "Gratis", "WhatsApp")


async def test_a_question_that_is_only_announced_is_no_complaint(world: World) -> None:
    (await talk(world, "bu saya mau nanya tapi jangan marah", office="landak-dsp3akb")).does_not_see("melapor?")


@pytest.mark.parametrize(("asked", "shown"), [("lu bot ya", "mesin penjawab"), ("namanya rahasia kan", "secara rahasia")])
async def test_what_is_asked_of_the_bot_is_no_story(world: World, asked: str, shown: str) -> None:
    (await talk(world, "mau lapor tapi takut", asked, office="landak-dsp3akb")).sees(shown, "Apa yang terjadi?")


async def test_a_move_is_a_request_however_short(world: World) -> None:
    (await talk(world, "dtks", "pindah KK dari Pontianak ke Ngabang", office="landak-dsp3akb")).sees("Disdukcapil")


async def test_a_sum_and_at_what_it_happened_belong_to_the_story(world: World) -> None:
    words = ("mau lapor", "ada pegawai kecamatan minta uang rokok", "20 ribu sih", "waktu ngurus ktp", "selasa kemarin", "anonim")
    citizen = await talk(world, *words, "eh tambahin, dia pakai baju batik")
    citizen.sees("20 ribu sih", "Waktu kejadian: waktu ngurus ktp, selasa kemarin", "dia pakai baju batik").does_not_see("eh tambahin")


@pytest.mark.parametrize("question", ["dari sini saja kulapor, bisa?", "boleh kulaporkan lewat sini?", "tak laporke nang kene wae iso?"])
async def test_whether_one_may_report_in_the_chat_is_answered(world: World, question: str) -> None:
    (await talk(world, question)).sees("Bisa lewat sini")


@pytest.mark.parametrize("question", ["ada jangka waktunya tidak", "ado jangka waktunyo dak"])
async def test_the_term_is_the_part_that_tells_how_long_it_takes(world: World, question: str) -> None:
    (await talk(world, "syarat data umkm", question)).sees("Waktu pelayanan").does_not_see("Soal")
