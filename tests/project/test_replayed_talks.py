"""`layanwarga talk --jsonl`: whole conversations line by line, with the clock in the lines' hands."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.commands import rehearsal
from handlers.talking.turn import Knowledge

AT = "2026-11-24T09:00+08:00"
FIELDS = ["talk", "n", "kind", "service", "component", "step", "replies", "choices"]
Said = dict[str, Any]


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> None:
    """The library of the session; the test of `ask` below reads it as the command does."""
    monkeypatch.setattr("bot.commands.talk.load_knowledge", lambda _: knowledge)


@pytest.fixture
def replay(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, read_once: None) -> Any:
    monkeypatch.chdir(tmp_path)

    def run(*lines: Said | str, code: int = 0) -> list[Said]:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines)))
        assert main(["talk", "--jsonl", "--at", AT]) == code
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def of(talk: str, **said: Any) -> Said:
    return {"talk": talk, "office": "juai", **said}


def test_each_line_in_is_a_line_out_with_these_fields(replay: Any) -> None:
    answered, followed = replay(of("a", say="syarat bikin ktp apa saja"), of("a", say="kalau biayanya?"))
    assert list(answered) == FIELDS
    assert (answered["kind"], answered["service"], answered["component"]) == ("answer", "juai/perekaman-e-ktp", "persyaratan")
    assert (followed["n"], followed["component"]) == (2, "biaya")


def test_a_talk_does_not_know_what_was_said_in_another(replay: Any) -> None:
    lines = replay(of("a", say="syarat bikin ktp apa saja"), of("b", say="kalau biayanya?"), of("a", say="kalau biayanya?"))
    assert [(one["talk"], one["n"]) for one in lines] == [("a", 1), ("b", 1), ("a", 2)]
    assert [one["service"] for one in lines] == ["juai/perekaman-e-ktp", None, "juai/perekaman-e-ktp"]


def test_a_talk_goes_on_after_many_others(replay: Any) -> None:
    others = [of(f"other {number}", say="halo") for number in range(rehearsal.MOST_OPEN)]
    *_, pressed = replay(of("a", say="syarat bikin ktp apa saja"), *others, of("a", press="Biaya"))
    assert (pressed["n"], pressed["component"]) == (2, "biaya")


def test_a_button_is_pressed_by_its_label_or_by_an_expression(replay: Any) -> None:
    asked = of("a", say="syarat bikin ktp apa saja")
    for press, part in (("Waktu", "waktu"), ("biaya", "biaya"), ("^(kontak|telepon)", "pengaduan")):
        assert replay(asked, of("a", press=press))[1]["component"] == part
    (missing,) = replay(asked, of("a", press="Terbang ke bulan"))[1:]
    assert (missing["kind"], missing["replies"]) == ("no_button", [])


def test_words_in_one_breath_are_heard_together_and_apart_they_are_not(replay: Any) -> None:
    """ "ktp" … "biayanya": what is said two seconds later leans on the words before, as in every chat."""
    asked = [of("a", say="mau tanya biayanya"), of("a", say="surat ahli waris", after="1s")]
    assert replay(*asked)[1]["component"] == "biaya"


def test_the_clock_goes_on_by_what_a_line_says(replay: Any) -> None:
    """A checklist is kept for thirty days."""
    begun = [of("a", say="syarat bikin ktp apa saja"), of("a", press="Siapkan berkas")]
    soon, late = (replay(*begun, of("a", say="yang masih kurang", after=after))[2]["replies"] for after in ("29d", "31d"))
    assert "Fotokopi KK" in soon[0]
    assert "Fotokopi KK" not in late[0]


def test_the_staff_of_the_examples_take_part(replay: Any) -> None:
    opened, refused = replay(of("a", say="tugas", **{"as": "petugas"}), of("a", say="tugas"))
    assert opened["replies"] != refused["replies"]


def test_pictures_voices_and_places_are_sent(replay: Any) -> None:
    for what in ({"photo": 1}, {"voice": 1}, {"location": [-2.27, 115.5]}):
        (heard,) = replay(of("a", **what))
        assert heard["replies"], what


def test_a_line_that_cannot_be_read_is_skipped_and_named(replay: Any, capsys: pytest.CaptureFixture[str]) -> None:
    for broken in ("not json", '{"say": "halo"}', '{"talk": "a", "after": "soon"}', '{"talk": "a", "sya": "halo"}'):
        made = replay(broken, of("a", say="halo"), code=1)
        assert [one["n"] for one in made] == [1]


def test_help_tells_the_form(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["talk", "--help"])
    assert ended.value.code == 0
    assert '"talk"' in capsys.readouterr().out
    assert main(["talk"]) == 2


@pytest.mark.usefixtures("read_once")
def test_a_moment_without_its_zone_is_refused(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    for moment in ("kemarin", "2026-11-24T09:00"):
        assert main(["talk", "--jsonl", "--at", moment]) == 2


def test_ask_answers_the_question_and_nothing_of_the_office_before_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The office's name was glued before the words once: "juai berapa biayanya"."""
    assert main(["ask", "adopsi anak syaratnya apa", "--office", "juai"]) == 0
    alone = capsys.readouterr().out
    assert main(["ask", "ada di sana?", "--office", "juai"]) == 0
    assert "sekarang kita di" not in capsys.readouterr().out
    assert "sekarang kita di" not in alone
