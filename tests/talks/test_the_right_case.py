"""What an officer writes reaches the case it was meant for, or nobody."""

from __future__ import annotations

import pytest

from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.talks.test_officer_actions import taken
from tests.world import World

ANSWER = "Rekomendasinya sudah ditandatangani dan bisa diambil."


async def asked(world: World) -> tuple[str, str]:
    """The officer is asked for the final answer to the first case, when a second one comes."""
    first = await taken(world)
    await world.officer().presses_id(f"c:answer:{first}")
    return first, await complain(world.citizen("rudi"), "loket kecamatan tutup padahal jam kerja, tidak ada petugas yang jaga")


@pytest.mark.parametrize(
    "press", ["c:take:{second}", "log:{second}", "why:{second}", "case:{second}", "log:{first}", "desk", "list:juai:all"]
)
async def test_any_press_closes_the_question_so_that_it_never_takes_words_meant_for_another_case(world: World, press: str) -> None:
    first, second = await asked(world)
    officer = world.officer()
    await officer.presses_id(press.format(first=first, second=second))
    officer.sees(first, "belum jadi dikirim")
    await officer.says("Baik, akan saya cek dulu berkas KK-nya")
    assert [event.action for event in await world.history(first)] == ["file", "take"]
    assert "cek dulu berkas" not in world.citizen().heard[-1].text.plain


async def test_a_command_closes_it_too(world: World) -> None:
    first, _ = await asked(world)
    await world.officer().says("tugas")
    await world.officer().says("Baik, akan saya cek dulu berkas KK-nya")
    assert (await world.complaint(first)).state == "in_progress"


async def test_a_final_answer_is_shown_with_case_reporter_and_file_before_it_goes(world: World) -> None:
    from tests.pictures import photo

    first, _ = await asked(world)
    officer = world.officer()
    await officer.sends_file(photo(taken="", device=""), "bukti.jpg", text=ANSWER)
    officer.sees(first, "Siti Aminah", ANSWER, "berkas ktp saya", "Berkas:")
    assert (await world.complaint(first)).state == "in_progress"
    await officer.presses("Ya, saya yakin")
    assert (await world.complaint(first)).state == "resolved"


@pytest.mark.parametrize("words", ["ok", ".", "sudah"])
async def test_a_final_answer_says_something(world: World, words: str) -> None:
    first, _ = await asked(world)
    (await world.officer().says(words)).sees("lebih lengkap")
    assert (await world.complaint(first)).state == "in_progress"


async def test_for_a_minute_it_can_be_taken_back_and_the_reporter_reads_nothing_of_it(world: World) -> None:
    first, _ = await asked(world)
    officer, citizen = world.officer(), world.citizen()
    await officer.says(ANSWER)
    await officer.presses("Ya, saya yakin")
    await world.passes(seconds=50)
    await officer.presses_id(f"c:retract:{first}")
    assert (await world.complaint(first)).state == "in_progress"
    await world.passes(minutes=5)
    assert not any(ANSWER in one.text.plain for one in citizen.heard)


async def test_after_the_minute_the_reporter_has_it_and_nothing_is_taken_back(world: World) -> None:
    first, _ = await asked(world)
    officer, citizen = world.officer(), world.citizen()
    await officer.says(ANSWER)
    await officer.presses("Ya, saya yakin")
    assert ANSWER not in citizen.heard[-1].text.plain
    await world.passes(seconds=61)
    assert ANSWER in citizen.heard[-1].text.plain
    (await officer.presses_id(f"c:retract:{first}")).sees("sudah dikirim kepada pelapor")
    assert (await world.complaint(first)).state == "resolved"


async def test_after_an_hours_pause_words_are_asked_about_before_they_go(world: World) -> None:
    number, officer = await taken(world), world.officer()
    await officer.presses_id(f"c:inform:{number}")
    await world.passes(minutes=61)
    await officer.says("Besok pagi kami datang ke rumah.")
    officer.sees(number, "Besok pagi kami datang")
    assert "Besok pagi" not in world.citizen().heard[-1].text.plain
    await officer.presses("Ya, saya yakin")
    assert "Besok pagi" in world.citizen().heard[-1].text.plain


async def test_without_a_pause_news_go_at_once(world: World) -> None:
    number, officer = await taken(world), world.officer()
    await officer.presses_id(f"c:inform:{number}")
    await world.passes(minutes=59)
    await officer.says("Besok pagi kami datang ke rumah.")
    assert "Besok pagi" in world.citizen().heard[-1].text.plain


async def test_a_confirmation_shows_what_cannot_be_undone(world: World) -> None:
    number, officer = await taken(world), world.officer()
    await officer.presses("Tolak")
    await officer.presses("Bukan wewenang kami")
    await officer.says("Kantor Imigrasi Banjarmasin")
    (await officer.says("Paspor diurus di sana.")).sees(
        "di luar wewenang kantor kami. Silakan ke: Kantor Imigrasi Banjarmasin", "Paspor diurus"
    )
    await officer.presses("Batal")
    await officer.presses_id(f"c:transfer:{number}")
    there = world.app.library.offices["landak-dsp3akb"]
    await officer.presses(there.name)
    (await officer.says("wewenang dinas")).sees(f"Ke kantor: {there.full_name}", "wewenang dinas")


async def test_the_offices_sentences_stand_only_where_they_fit(world: World) -> None:
    number, officer = await taken(world), world.officer()
    fits = {"answer": "Sudah selesai", "inform": "Sedang dikerjakan", "ask": "Minta keterangan"}
    for action in fits:
        await officer.presses_id(f"c:{action}:{number}")
        shown = {choice.label for choice in officer.choices}
        assert shown & set(fits.values()) == {fits[action]}
    await officer.presses_id(f"c:reject:{number}")
    await officer.presses("Bukan pengaduan")
    assert not {choice.label for choice in officer.choices} & set(fits.values())


async def test_no_case_is_offered_to_an_office_without_an_active_supervisor(world: World) -> None:
    number, officer = await taken(world), world.officer()
    there = world.app.library.offices["landak-dsp3akb"].name
    await officer.presses_id(f"c:transfer:{number}")
    assert there in [choice.label for choice in officer.choices]
    await world.app.database.execute("UPDATE staff SET active = 0 WHERE office = 'landak-dsp3akb' AND roles LIKE '%pengawas%'")
    await officer.presses_id(f"c:transfer:{number}")
    assert there not in [choice.label for choice in officer.choices]


@pytest.mark.parametrize("action", ["inform", "ask", "note", "answer"])
async def test_a_number_or_a_command_is_never_the_answer_to_an_open_question(world: World, action: str) -> None:
    first = await taken(world)
    second = await complain(world.citizen("rudi"), "loket kecamatan tutup padahal jam kerja, tidak ada petugas yang jaga")
    officer = world.officer()
    for typed in (second, f"buka {second}", "cari arsip", "/cari arsip", "/apa", "rekap", "tugas"):
        await officer.presses_id(f"c:{action}:{first}")
        (await officer.says(typed)).sees(first, "belum jadi dikirim")
        assert [event.action for event in await world.history(first)] == ["file", "take"], typed
        await officer.says("Baik, akan saya cek dulu berkas KK-nya")
        assert [event.action for event in await world.history(first)] == ["file", "take"], typed


async def test_a_number_within_a_sentence_is_part_of_it(world: World) -> None:
    first, second = await asked(world)
    await world.officer().presses_id(f"c:inform:{first}")
    await world.officer().says(f"Laporan Bapak/Ibu sama dengan laporan {second} dan kami kerjakan bersama.")
    assert [event.action for event in await world.history(first)][-1] == "inform"


async def test_what_was_taken_back_is_in_no_history_and_no_form_of_the_reporter(world: World) -> None:
    from handlers.casework.events import without_taken_back

    first, _ = await asked(world)
    officer, citizen = world.officer(), world.citizen()
    await officer.says(ANSWER)
    await officer.presses("Ya, saya yakin")
    await officer.presses_id(f"c:retract:{first}")
    await citizen.presses_id(f"log:{first}")
    assert not any(ANSWER in one.text.plain for one in citizen.heard)
    assert [one.action for one in without_taken_back(await world.history(first))] == ["file", "take"]


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
@pytest.mark.parametrize("action", ["inform", "note"])
@pytest.mark.parametrize("words", ["Jalan di depan kantor rusak parah, besok kami perbaiki", "Petugas kami datang jam 9"])
async def test_words_after_a_closed_question_go_nowhere_and_the_officer_is_told_so(world: World, action: str, words: str) -> None:
    first, officer = await taken(world), world.officer()
    await officer.presses_id(f"c:{action}:{first}")
    await officer.says("tugas")
    for _ in range(2):  # as often as it is written
        (await officer.says(words)).sees("tidak dikirim", words, first)
    assert [event.action for event in await world.history(first)] == ["file", "take"]
    await officer.presses(officer.choices[0].id)
    await officer.says(words)
    assert [event.action for event in await world.history(first)] == ["file", "take", action]


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
@pytest.mark.parametrize("how", ["something else", "an hour later", "thanks", "another question"])
async def test_an_officer_who_asks_something_after_a_closed_question_is_answered(world: World, how: str) -> None:
    (first, second), officer = await asked(world), world.officer()
    await officer.says("tugas")
    match how:
        case "something else":
            (await officer.says("syarat pindah domisili apa saja")).sees("tidak dikirim")
            await officer.presses("Hal lain")
            await officer.says("syarat pindah domisili apa saja")
        case "an hour later":
            await world.passes(minutes=61)
            await officer.says("syarat pindah domisili apa saja")
        case "thanks":
            await officer.says("terima kasih")
        case _:
            await officer.presses_id(f"c:note:{second}")
            await officer.presses("Batal")
            await officer.says("syarat pindah domisili apa saja")
    assert "tidak dikirim" not in officer.heard[-1].text.plain
    assert (await world.complaint(first)).state == "in_progress"


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
@pytest.mark.parametrize(
    "pressed", ["c:inform:{theirs}", "c:answer:{theirs}", "c:take:{theirs}", "c:answer:JUAI-2611-7K3FQ", "text:send", "gone:1"]
)
async def test_words_after_a_refused_press_or_one_that_is_over_are_no_citizens_words(world: World, pressed: str) -> None:
    theirs = await taken(world)
    plain = await world.enrol("Rina", units={"seksi-pemerintahan"})
    await plain.presses_id(pressed.format(theirs=theirs))
    for words in (
        "Baik, akan saya cek dulu berkas KK-nya",
        "halo pak sudah saya teruskan",
        "Jalan di depan kantor rusak parah, besok kami perbaiki",
    ):
        (await plain.says(words)).sees("tidak dikirim", words).does_not_see("melapor", "Sumber")
    assert [event.action for event in await world.history(theirs)] == ["file", "take"]
    (await plain.presses("Hal lain")).does_not_see("tidak dikirim")
    (await plain.says("saya mau lapor jalan rusak")).does_not_see("tidak dikirim")


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
async def test_words_below_a_case_are_asked_as_what_they_are_meant(world: World) -> None:
    number, officer = await taken(world), world.officer()
    (await officer.says("Baik, akan saya cek dulu berkas KK-nya")).sees(number, "Kirim ini sebagai apa?")
    await officer.presses("Kabari pelapor")
    assert [event.data.text for event in await world.history(number)][-1] == "Baik, akan saya cek dulu berkas KK-nya"
    (await officer.says("syarat rekam ktp apa saja")).does_not_see("sebagai apa", "tidak dikirim")
    await world.supervisor().presses_id(f"case:{number}")
    await world.passes(minutes=61)
    (await world.supervisor().says("Baik, nanti saya lihat berkasnya")).does_not_see("sebagai apa", "tidak dikirim")


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
async def test_who_reported_something_adds_to_it_as_a_citizen_though_of_the_staff(world: World) -> None:
    rina = await world.enrol("Rina", units={"seksi-pemerintahan"})
    number = await complain(rina, "lampu jalan di depan balai desa mati sudah sebulan, gelap sekali")
    await rina.presses_id(f"case:{number}")
    (await rina.says("lampunya sekarang sudah roboh ke jalan")).does_not_see("sebagai apa", "tidak dikirim")


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
@pytest.mark.parametrize(
    ("step", "words"),
    [("text", "eh jangan dulu"), ("text", "nanti dulu"), ("text", "salah kasus"), ("sure", "tidak"), ("sure", "jangan dulu pak")],
)
async def test_an_officer_who_thinks_better_of_it_sends_nothing(world: World, step: str, words: str) -> None:
    (first, _), officer = await asked(world), world.officer()
    if step == "sure":
        await officer.says(ANSWER)
    await officer.says(words)
    officer.does_not_see(words)
    assert not any(choice.label == "Ya, saya yakin" for choice in officer.choices)
    assert (await world.complaint(first)).state == "in_progress"


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
async def test_words_instead_of_a_yes_are_the_new_answer_and_shown_before_they_go(world: World) -> None:
    first, _ = await asked(world)
    officer = world.officer()
    await officer.says("besok saya cuti")
    (await officer.says(ANSWER)).sees("diganti", first, ANSWER).does_not_see("besok saya cuti")
    assert (await world.complaint(first)).state == "in_progress"
    for words in ("ok", "iya kirim aja pak"):
        (await officer.says(words)).sees(ANSWER).does_not_see("diganti")
    await officer.says("ya")
    assert [event.data.text for event in await world.history(first)][-1] == ANSWER


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("siapa pelapornya?", "Siti Aminah"),
        ("tenggatnya kapan", "Batas waktu"),
        ("yang lewat tenggat apa aja", "Lewat tenggat"),
        ("siapa yang absen", "pengawas"),
        ("besok saya cuti", "absen"),
        ("undang petugas baru", "admin"),
    ],
)
async def test_what_is_asked_below_a_case_is_answered_from_it_and_wishes_of_the_desk_are_known(world: World, words: str, seen: str) -> None:
    await taken(world)
    (await world.officer().says(words)).sees(seen)


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
async def test_below_an_answer_that_can_still_be_taken_back_words_offer_that(world: World) -> None:
    first, _ = await asked(world)
    officer = world.officer()
    await officer.says(ANSWER)
    await officer.presses("Ya, saya yakin")
    (await officer.says("eh salah kasus")).offers("Tarik kembali")
    (await officer.says("batalkan jawaban tadi")).offers("Tarik kembali")
    await world.passes(seconds=61)
    (await officer.says("batalkan jawaban tadi")).sees(first)
    assert "Tarik kembali" not in [choice.label for choice in officer.choices]


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
async def test_a_yes_is_no_reason(world: World) -> None:
    number = await taken(world)
    await world.officer().presses_id(f"c:request_extension:{number}")
    await world.officer().says("30 desember")
    await world.officer().says("menunggu balasan surat dari Disdukcapil")
    supervisor = await world.supervisor().presses_id(f"c:deny:{number}")
    for words in ("setuju aja", "ya"):
        (await supervisor.says(words)).sees("ditolak?")
    assert [event.action for event in await world.history(number)][-1] == "request_extension"


@pytest.mark.parametrize("channel", ["web"])  # not about the channel
@pytest.mark.parametrize("typed", ["{number}", "buka {number}"])
async def test_a_number_below_a_case_opens_its_case(world: World, typed: str) -> None:
    number, officer = await taken(world), world.officer()
    (await officer.says(typed.format(number=number))).sees("Isi laporan").does_not_see("sebagai apa")


@pytest.mark.parametrize("channel", ["web"])
@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("Yakin", True),
        ("ya, saya yakin pak", True),
        ("iya kirim aja", False),
        ("ok", False),
        ("iya nanti dulu", False),
        ("ya tapi fotonya salah", False),
    ],
)
async def test_only_a_yes_sends_what_is_shown_once_more(world: World, words: str, sent: bool) -> None:
    number, officer = await complain(world.citizen()), world.officer()
    await officer.presses_id(f"c:take:{number}")
    await officer.presses_id(f"c:answer:{number}")
    await officer.says("Lampunya sudah kami ganti kemarin.")
    await officer.says(words)
    assert ((await world.complaint(number)).state == "resolved") is sent


@pytest.mark.parametrize("channel", ["web"])
async def test_a_report_is_never_merged_with_itself_and_another_number_instead_of_a_yes_is_the_new_target(world: World) -> None:
    first = await complain(world.citizen(), "lampu jalan di depan pasar mati total sejak kemarin malam")
    second = await complain(world.citizen("rudi"), "lampu jalan depan pasar padam, gelap sekali")
    third = await complain(world.citizen("ani"), "jalan depan pasar gelap, lampunya mati semua")
    officer = world.officer()
    await officer.presses_id(f"c:merge:{third}")
    (await officer.says(third)).sees("nomor pengaduan ini sendiri")
    (await officer.says(second)).sees(f"Digabungkan ke: {second}")
    (await officer.says(first)).sees(f"Digabungkan ke: {first}")
    await officer.says("ya")
    assert (await world.complaint(third)).merged_into == first


@pytest.mark.parametrize("channel", ["web"])
async def test_history_and_the_account_of_the_limit_name_their_case(world: World) -> None:
    number, officer = await complain(world.citizen()), world.officer()
    (await officer.presses_id(f"log:{number}")).sees(number)
    (await officer.presses_id(f"why:{number}")).sees(number)
