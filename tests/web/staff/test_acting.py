"""Acts at the desk: what the chat decides, by a form; nothing for who may not, nothing by a form of somebody else."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from bot.web.desk.acting import FIELDS
from bot.web.desk.shortcuts import KEYS
from handlers.casework.complaint import Complaint, Identity
from handlers.casework.moves import Action, Role, State
from tests.cases_on_file import OnFile
from tests.phones import Phone
from tests.web.samples import png
from tests.web.staff.browsers import StaffBrowser, signed_in
from tests.world import World

UNIT = "pelayanan-kesos"


async def acts(browser: StaffBrowser, case: Complaint, action: str, *, sure: bool = True, **fields: object) -> int:
    """Opens the case, sends the form of the act, and, where it is shown once more, says yes. Returns the last status."""
    files = fields.pop("files", None)
    await browser.opens(f"/meja/kasus/{case.number}")
    path = f"/meja/kasus/{case.number}/tindakan/{action}"
    answer = await browser.sends(path, fields, **({"files": files} if files else {}))
    if sure and 'name="yakin"' in browser.page:
        answer = await browser.sends(path, {**hidden(browser), "yakin": "1"})
    return answer.status_code


def hidden(browser: StaffBrowser) -> dict[str, str]:
    import html

    found = re.findall(r'name="(isi|tanda)" value="([^"]*)"', browser.page)
    return {name: html.unescape(value) for name, value in found}


async def in_hand(world: World, phone: Phone, **data: object) -> Complaint:
    file = OnFile(world)
    return await file.act(await file.complaint(**data), Action.TAKE, Role.OFFICER, await world.person_of(phone))  # type: ignore[arg-type]


async def test_a_case_from_taking_to_the_answer_which_the_reporter_reads(world: World) -> None:
    case = await OnFile(world).complaint()
    reporter = world.phone(f"warga-{case.number}")
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "take")
        assert "sekarang Bapak/Ibu tangani" in browser.page
        await acts(browser, case, "answer", sure=False, text="Lampunya sudah kami ganti kemarin sore.")
        assert (await world.complaint(case.number)).state is State.IN_PROGRESS, "shown once more before it leaves"
        assert "Lampunya sudah kami ganti" in browser.page and "Ya, kirim" in browser.page
        await acts(browser, case, "answer", text="Lampunya sudah kami ganti kemarin sore.")
    assert (await world.complaint(case.number)).state is State.RESOLVED
    await world.passes(seconds=61)  # so long it can be taken back
    assert any("Lampunya sudah kami ganti" in one for one in reporter.texts)


@pytest.mark.parametrize(("seconds", "state"), [(59, State.IN_PROGRESS), (61, State.RESOLVED)])
async def test_an_answer_is_taken_back_within_a_minute(world: World, seconds: int, state: State) -> None:
    case = await in_hand(world, world.officer())
    reporter = world.phone(f"warga-{case.number}")
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "answer", text="Lampunya sudah kami ganti kemarin sore.")
        await world.passes(seconds=seconds)
        await acts(browser, case, "retract")
        await world.passes(minutes=5)
    assert (await world.complaint(case.number)).state is state
    assert any("Lampunya sudah" in one for one in reporter.texts) is (state is State.RESOLVED)


@pytest.mark.parametrize(
    ("action", "fields", "state"),
    [
        ("ask", {"text": "Di tiang nomor berapa?"}, State.WAITING),
        ("inform", {"text": "Sudah kami teruskan ke teknisi."}, State.IN_PROGRESS),
        ("note", {"text": "Tunggu lampu dari gudang."}, State.IN_PROGRESS),
        ("transfer", {"target": "u.trantibum", "text": "Urusan unit itu."}, State.RECEIVED),
        ("categorize", {"category": "ringan", "text": "Hanya keterangan loket."}, State.IN_PROGRESS),
        ("request_extension", {"until": "2026-12-30", "text": "Menunggu suku cadang."}, State.IN_PROGRESS),
        ("release", {}, State.RECEIVED),
        ("reject", {"kind": "spam", "text": "Iklan pinjaman."}, State.REJECTED),
        ("raise", {"text": "Tiang listriknya roboh."}, State.IN_PROGRESS),
    ],
)
async def test_each_act_of_an_officer_is_one_line_of_the_history(world: World, action: str, fields: dict[str, Any], state: State) -> None:
    case = await in_hand(world, world.officer())
    before = len(await world.history(case.number))
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, action, sure=True, **fields)
    assert (await world.complaint(case.number)).state is state
    history = await world.history(case.number)
    assert len(history) == before + 1
    assert history[-1].action == action and history[-1].actor == await world.person_of(world.officer())


@pytest.mark.parametrize(
    ("action", "said"), [("note", "Catatannya"), ("ask", "Pertanyaannya"), ("inform", "Kabarnya"), ("answer", "Jawabannya")]
)
async def test_what_is_empty_is_called_by_its_name(world: World, action: str, said: str) -> None:
    case = await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser:
        assert await acts(browser, case, action, text=" ") == 400
        assert f"{said} masih kosong." in browser.page


def test_no_key_means_two_things() -> None:
    assert len({*KEYS.values(), *"jka"}) == len(KEYS) + 3 and {*KEYS} <= {*FIELDS}


async def test_what_rings_at_everybody_is_shown_once_more_before(world: World) -> None:
    case = await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "raise", sure=False, text="Tiang listriknya roboh.")
        assert "Ya, kirim" in browser.page and not (await world.complaint(case.number)).urgent
        await acts(browser, case, "raise", text="Tiang listriknya roboh.")
        assert (await world.complaint(case.number)).urgent


async def test_the_other_case_of_a_merge_is_shown_before_and_that_there_is_no_way_back(world: World) -> None:
    main, case = await OnFile(world).complaint("Bangku taman patah dua."), await in_hand(world, world.officer())
    hidden_case = await OnFile(world).complaint("Ada kekerasan di rumah.", confidential=True, unit=UNIT)
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "merge", sure=False, into=main.number[-3:])
        assert "Bangku taman patah dua." in browser.page and "tidak bisa dibatalkan" in browser.page
        await acts(browser, case, "answer", sure=False, text="Lampunya sudah kami ganti kemarin sore.")
        assert "bisa ditarik kembali" in browser.page
        assert await acts(browser, case, "merge", into="YYYYY") == 400
        assert "Tulis nomornya lengkap" in browser.page
        await acts(browser, case, "reject", sure=False, kind="duplicate", into=hidden_case.number, text="Sama saja isinya.")
        assert "kekerasan" not in browser.page


async def test_two_reports_are_merged_and_a_supervisor_approves_and_assigns(world: World) -> None:
    file, officer = OnFile(world), await world.person_of(world.officer())
    older, newer = await file.complaint(), await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, newer, "merge", into=f" {older.number.lower()}")  # as people type it
        assert (await world.complaint(newer.number)).merged_into == older.number
    case = await in_hand(world, world.officer())
    await file.act(case, Action.REQUEST_EXTENSION, Role.HANDLER, officer, until="2026-12-30T08:00:00+00:00", text="suku cadang")
    async with signed_in(world, world.supervisor()) as browser:
        await acts(browser, case, "approve")
        assert (await world.complaint(case.number)).extension_used
        await acts(browser, older, "assign", officer=str(officer))
        assert (await world.complaint(older.number)).officer == officer


@pytest.mark.parametrize("roles", [("petugas",), ("pimpinan",), ("admin",)], ids=["officer of another unit", "head", "admin"])
async def test_who_may_not_act_changes_nothing(world: World, roles: tuple[str, ...]) -> None:
    case = await OnFile(world).complaint(unit=UNIT, name="Siti Aminah", identity=Identity.CONFIDENTIAL)
    stranger = await world.enrol("lain", roles=roles, units=["trantibum"])
    async with signed_in(world, stranger) as browser:
        for action in ("take", "answer", "note", "reject", "open_identity", "transfer"):
            await browser.opens("/meja/juai")
            path = f"/meja/kasus/{case.number}/tindakan/{action}"
            answer = await browser.sends(path, {"text": "Coba saja.", "kind": "spam", "target": "u.trantibum"})
            if 'name="yakin"' in browser.page:
                answer = await browser.sends(path, {**hidden(browser), "yakin": "1"})
            assert answer.status_code in (400, 404), action
            assert len(await world.history(case.number)) == 1, action
            assert "Siti" not in answer.text, action


@pytest.mark.parametrize("path", ["", "/berkas/" + "0" * 64, "/kabar"])
@pytest.mark.parametrize(("confidential", "office"), [(True, "juai"), (False, "buleleng")])
async def test_a_case_that_is_not_theirs_does_not_exist(world: World, path: str, confidential: bool, office: str) -> None:
    case = await OnFile(world).complaint(confidential=confidential, office=office)
    async with signed_in(world, await world.enrol("rudi")) as browser:
        hidden_one = await browser.opens(f"/meja/kasus/{case.number}{path}")
        none = await browser.opens(f"/meja/kasus/JUAI-2611-00000{path}")
    assert hidden_one.status_code == none.status_code == 404
    assert hidden_one.text == none.text


async def test_the_words_of_the_preview_cannot_be_changed_on_the_way(world: World) -> None:
    case = await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "answer", sure=False, text="Sudah selesai dikerjakan.")
        forged = {**hidden(browser), "yakin": "1"}
        forged["isi"] = forged["isi"].replace("selesai", "tidak")
        assert (await browser.sends(f"/meja/kasus/{case.number}/tindakan/answer", forged)).status_code == 400
    assert (await world.complaint(case.number)).state is State.IN_PROGRESS


async def test_a_protected_name_does_not_leave_through_the_desk(world: World) -> None:
    case = await in_hand(world, world.officer(), name="Siti Aminah", contact="081234567890", identity=Identity.CONFIDENTIAL)
    async with signed_in(world, world.officer()) as browser:
        assert await acts(browser, case, "inform", text="Ibu Aminah, sudah kami teruskan.") == 400
    assert len(await world.history(case.number)) == 2


async def test_a_stopped_leak_is_in_the_audit_though_nothing_else_changed(world: World) -> None:
    case = await in_hand(world, world.officer(), name="Siti Aminah", contact="081234567890", identity=Identity.CONFIDENTIAL)
    async with signed_in(world, world.officer()) as browser:
        for _ in range(3):
            await acts(browser, case, "inform", text="Ibu Aminah, sudah kami teruskan.")
            assert "Siti" not in browser.page
    await world.settle()
    assert await world.rows("SELECT subject FROM audit WHERE action = 'leak_stopped'") == [(case.number,)] * 3
    assert any(case.number in one for one in world.supervisor().texts[-2:])


@pytest.mark.parametrize("text", [".", "ok", "   "])
async def test_an_answer_that_says_nothing_does_not_leave(world: World, text: str) -> None:
    case = await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser:
        assert await acts(browser, case, "answer", text=text) == 400
    assert (await world.complaint(case.number)).state is State.IN_PROGRESS


async def test_a_case_offered_by_another_office_is_seen_and_accepted_by_its_supervisor(world: World) -> None:
    case = await in_hand(world, world.officer())
    there = world.supervisor("buleleng")
    async with signed_in(world, there) as browser:
        assert (await browser.opens(f"/meja/kasus/{case.number}")).status_code == 404
        async with signed_in(world, world.officer()) as sender:
            await acts(sender, case, "transfer", target="o.buleleng", text="Wilayah Buleleng.")
        assert (await world.complaint(case.number)).office == "juai"
        await acts(browser, case, "accept_offer")
        assert (await world.complaint(case.number)).office == "buleleng"


async def test_a_supervisor_opens_an_identity_with_a_reason_and_it_is_in_history_and_audit(world: World) -> None:
    case = await OnFile(world).complaint(name="Siti Aminah", contact="081234567890", identity=Identity.CONFIDENTIAL)
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens(f"/meja/kasus/{case.number}")
        assert "Siti" not in browser.page
        await acts(browser, case, "open_identity", text="Perlu dihubungi polisi.")
        assert "Siti Aminah" in browser.page
        assert not any("Siti" in str(one) for one in browser.client.cookies.jar)
        await browser.opens(f"/meja/kasus/{case.number}/identitas")  # reloaded: nothing is opened again
        assert "Siti Aminah" in browser.page
        assert [event.action for event in await world.history(case.number)].count(Action.OPEN_IDENTITY) == 1
        await world.passes(minutes=6)
        await browser.opens(f"/meja/kasus/{case.number}/identitas")
        assert "Siti" not in browser.page
    assert (await world.history(case.number))[-1].action is Action.OPEN_IDENTITY
    assert ("identity_opened", case.number) in await world.rows("SELECT action, subject FROM audit")


async def test_evidence_comes_with_the_act_and_only_who_sees_the_case_opens_it(world: World) -> None:
    case = await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "note", text="Foto tiang.", files={"files": ("tiang.png", png(), "image/png")})
        await browser.opens(f"/meja/kasus/{case.number}")
        found = re.search(rf"/meja/kasus/{case.number}/berkas/[0-9a-f]{{64}}", browser.page)
        assert found
        photo = await browser.client.get(found[0])
        assert photo.headers["content-type"] == "image/png"
        assert photo.headers["content-security-policy"].startswith("sandbox")
    async with signed_in(world, await world.enrol("lain", units=["trantibum"])) as other:
        assert (await other.opens(found[0])).status_code == 404


async def test_a_draft_is_kept_until_the_act_and_is_nobody_elses(world: World) -> None:
    case = await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser:
        await browser.opens(f"/meja/kasus/{case.number}")
        await browser.sends(f"/meja/kasus/{case.number}/draf/inform", {"text": "Besok teknisi dat"})
        assert "Besok teknisi dat</textarea>" in browser.page
        async with signed_in(world, world.supervisor()) as other:
            await other.opens(f"/meja/kasus/{case.number}")
            assert "Besok teknisi dat" not in other.page
        await acts(browser, case, "inform", text="Besok teknisi datang.")
        await browser.opens(f"/meja/kasus/{case.number}")
        assert "</textarea>" in browser.page and "Besok teknisi dat</textarea>" not in browser.page


async def test_a_colleague_named_in_a_note_and_a_watcher_hear_of_it(world: World) -> None:
    case = await in_hand(world, world.officer())
    rudi = await world.enrol("Rudi Hartono")
    async with signed_in(world, rudi) as browser:
        await browser.opens(f"/meja/kasus/{case.number}")
        await browser.sends(f"/meja/kasus/{case.number}/pantau", {"pantau": "1"})
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "note", text="@Rudi tolong cek gudang.")
        await world.settle()
        assert "disebut dalam catatan" in rudi.texts[-1] and "tolong cek gudang" in rudi.texts[-1]
        await acts(browser, case, "inform", text="Besok teknisi datang.")
        await world.settle()
        assert "yang Bapak/Ibu pantau" in rudi.texts[-1]


async def test_who_may_not_see_the_case_hears_nothing_of_it_when_named(world: World) -> None:
    case = await in_hand(world, world.officer(), confidential=True)
    rudi = await world.enrol("Rudi Hartono")
    heard = len(rudi.texts)
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "note", text="@Rudi tolong cek gudang.")
    await world.settle()
    assert len(rudi.texts) == heard


async def test_other_reports_of_a_reporter_are_joined_only_where_both_are_open(world: World) -> None:
    file = OnFile(world)
    case = await file.complaint(name="Siti Aminah")
    open_one = await file.complaint(name="Siti Aminah", reporter=case.reporter)
    hidden_one = await file.complaint(name="Siti Aminah", reporter=case.reporter, identity=Identity.CONFIDENTIAL)
    anonymous = await file.complaint(reporter=case.reporter)
    async with signed_in(world, world.supervisor()) as browser:
        await browser.opens(f"/meja/kasus/{case.number}")
        assert open_one.number in browser.page
        assert hidden_one.number not in browser.page and anonymous.number not in browser.page
        for one in (hidden_one, anonymous):
            await browser.opens(f"/meja/kasus/{one.number}")
            assert case.number not in browser.page


async def test_two_officers_press_at_the_same_moment_and_one_has_it(world: World) -> None:
    import asyncio

    case = await OnFile(world).complaint()
    rudi = await world.enrol("Rudi Hartono")
    async with signed_in(world, world.officer()) as first, signed_in(world, rudi) as second:
        statuses = await asyncio.gather(acts(first, case, "take"), acts(second, case, "take"))
    assert sorted(statuses) == [200, 400]
    assert [one.action for one in await world.history(case.number)].count(Action.TAKE) == 1


async def test_answered_anew_within_the_minute_only_the_last_answer_arrives(world: World) -> None:
    case = await in_hand(world, world.officer())
    reporter = world.phone(f"warga-{case.number}")
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "answer", text="Lampunya sudah kami ganti kemarin sore.")
        await world.passes(seconds=20)
        await acts(browser, case, "retract")
        await acts(browser, case, "answer", text="Lampunya kami ganti besok pagi.")
    await world.passes(minutes=5)
    assert [one for one in reporter.texts if "Lampunya sudah" in one] == []
    assert len([one for one in reporter.texts if "besok pagi" in one]) == 1


@pytest.mark.parametrize("database_address", ["postgres"], indirect=True)
async def test_of_two_who_take_a_case_in_the_same_moment_one_gets_it_and_the_other_is_told(world: World) -> None:
    """On PostgreSQL two transactions run side by side: the second decides anew on what the first has left."""
    officers = world.officer(), await world.enrol("Rudi Hartono")
    cases = [await OnFile(world).complaint() for _ in range(5)]
    async with signed_in(world, officers[0]) as one, signed_in(world, officers[1]) as other:
        for case in cases:
            await asyncio.gather(*(browser.opens(f"/meja/kasus/{case.number}") for browser in (one, other)))
            path = f"/meja/kasus/{case.number}/tindakan/take"
            answers = await asyncio.gather(*(browser.sends(path, {}) for browser in (one, other)))
            assert sorted(answer.status_code for answer in answers) == [200, 400]


@pytest.mark.parametrize("database_address", ["postgres"], indirect=True)
async def test_of_two_reports_merged_into_one_another_in_the_same_moment_one_lives_on(world: World) -> None:
    officers = world.officer(), await world.enrol("Rudi Hartono")
    async with signed_in(world, officers[0]) as one, signed_in(world, officers[1]) as other:
        for _ in range(3):
            cases = [await OnFile(world).complaint() for _ in range(2)]
            await asyncio.gather(*(acts(browser, case, "take") for browser, case in zip((one, other), cases, strict=True)))
            there = zip((one, other), cases, reversed(cases), strict=True)
            await asyncio.gather(*(acts(browser, case, "merge", into=into.number) for browser, case, into in there))
            merged = [(await world.complaint(case.number)).merged_into for case in cases]
            assert sorted(merged, key=bool) == [None, merged[0] or merged[1]], "one of the two was merged into the other"


async def test_words_typed_just_before_the_act_are_there_after_batal_and_after_taking_it_back(world: World) -> None:
    case = await in_hand(world, world.officer())
    words = "Lampunya kami ganti besok pagi, mohon ditunggu."
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "answer", sure=False, text=words)
        assert words in (await browser.opens(f"/meja/kasus/{case.number}")).text
        await acts(browser, case, "answer", text=words)
        assert (await world.complaint(case.number)).answer == words
        await acts(browser, case, "retract")
        page = (await browser.opens(f"/meja/kasus/{case.number}")).text
        assert re.search(rf"<textarea[^>]*>{words}</textarea>", page)


async def test_a_report_is_merged_into_one_of_which_the_last_letters_are_written(world: World) -> None:
    older, newer = await OnFile(world).complaint(), await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, newer, "merge", into=older.number[-5:].lower())
    assert (await world.complaint(newer.number)).merged_into == older.number


@pytest.mark.parametrize(("action", "sure"), [("inform", False), ("ask", False), ("note", False), ("answer", True)])
async def test_the_same_words_from_two_windows_are_sent_once(world: World, action: str, sure: bool) -> None:
    case, words = await in_hand(world, world.officer()), "Lampunya kami ganti besok pagi, mohon ditunggu."
    path = f"/meja/kasus/{case.number}/tindakan/{action}"
    async with signed_in(world, world.officer()) as browser:
        await browser.opens(f"/meja/kasus/{case.number}")
        fields = {"text": words}
        if sure:
            await browser.sends(path, fields)
            fields = {**hidden(browser), "yakin": "1"}
        key = browser.key
        answers = await asyncio.gather(*(browser.sends(path, {"kunci": key, **fields}) for _ in range(2)))
        assert [answer.status_code for answer in answers] == [200, 200]
        assert sum("jadi tidak dikirim dua kali" in answer.text for answer in answers) == 1
        assert [event.action for event in await world.history(case.number)].count(Action(action)) == 1


async def test_the_same_words_are_meant_again_after_the_reporter_wrote_or_another_act_or_an_hour_or_with_a_photo(world: World) -> None:
    case = await in_hand(world, world.officer())
    file, words = OnFile(world), "Nomor tiangnya berapa?"
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "ask", text=words)
        await file.act(await world.complaint(case.number), Action.REPLY, Role.REPORTER, case.reporter, text="Yang mana?")
        await acts(browser, case, "ask", text=words)
        for _ in range(2):
            await acts(browser, case, "note", text="Cek gudang.")
        await acts(browser, case, "note", text="Sudah.")
        await acts(browser, case, "note", text="Cek gudang.")
        await acts(browser, case, "note", text="Cek gudang.", files={"files": ("tiang.png", png(), "image/png")})
        await world.passes(minutes=61)
        await acts(browser, case, "note", text="Cek gudang.")
    done = [event.action for event in await world.history(case.number)]
    assert (done.count(Action.ASK), done.count(Action.NOTE)) == (2, 5)


async def test_a_draft_that_arrives_after_its_words_were_sent_is_none(world: World) -> None:
    case = await in_hand(world, world.officer())
    async with signed_in(world, world.officer()) as browser:
        await acts(browser, case, "note", text="Cek gudang dulu.")
        await browser.sends(f"/meja/kasus/{case.number}/draf/note", {"text": "Cek gudang dulu. "})
        assert "Cek gudang dulu.</textarea>" not in (await browser.opens(f"/meja/kasus/{case.number}")).text


async def test_that_a_chosen_photo_is_not_kept_is_said_of_a_draft_and_of_a_refused_form(world: World) -> None:
    case, said = await in_hand(world, world.officer()), "Pilih lagi sebelum dikirim"
    path, photo = f"/meja/kasus/{case.number}", {"files": ("tiang.png", png(), "image/png")}
    async with signed_in(world, world.officer()) as browser:
        await browser.opens(path)
        await browser.sends(f"{path}/tindakan/answer", {"text": "Sudah kami ganti kemarin sore."}, files=photo)
        assert "Ya, kirim" in browser.page and "Bila batal, foto dan berkasnya perlu dipilih lagi" in browser.page
        for way in ("draf", "tindakan"):
            answer = await browser.sends(f"{path}/{way}/answer", {"text": "ok"}, files=photo)
            assert said in answer.text and "ok</textarea>" in answer.text
            assert said not in (await browser.sends(f"{path}/{way}/answer", {"text": "ok"})).text
