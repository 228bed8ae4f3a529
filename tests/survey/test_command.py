"""`layanwarga skm`: a file in, the index out; a mistake is named by line and column."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main

HEADER = "persyaratan,prosedur,waktu,biaya,produk,kompetensi,perilaku,sarana,pengaduan"


def skm(folder: Path, text: str, *more: str) -> int:
    file = folder / "jawaban.csv"
    file.write_text(text, encoding="utf-8")
    return main(["skm", "--answers", str(file), *more])


def test_the_report_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert skm(tmp_path, f"{HEADER}\n4,4,4,4,4,4,4,4,4\n3,3,3,,3,3,3,3,3\n", "--json", "--population", "500") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["n"] == 2
    assert report["means"]["waktu"] == 3.5
    assert report["means"]["biaya"] == 4
    assert report["index"] == pytest.approx((8 * 3.5 + 4) / 9 * 25)
    assert (report["grade"], report["published"], report["sample"]) == ("A", "88.89", 217)


def test_without_a_population_there_is_no_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert skm(tmp_path, f"{HEADER}\n1,1,1,1,1,1,1,1,1\n", "--json") == 0
    assert "sample" not in json.loads(capsys.readouterr().out)


def test_columns_in_another_order_divided_otherwise_beside_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    columns = ["tanggal", *reversed(HEADER.split(","))]
    assert skm(tmp_path, "\ufeff" + ";".join(columns) + "\r\n2026-11-01" + ";4" * 8 + ";2\r\n", "--json") == 0
    assert json.loads(capsys.readouterr().out)["means"]["persyaratan"] == 2


def test_a_report_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert skm(tmp_path, f"{HEADER}\n4,4,4,4,4,4,4,4,4\n") == 0
    assert "IKM: 100.00, mutu A" in capsys.readouterr().out


def test_a_whole_number_may_be_written_as_a_decimal(tmp_path: Path) -> None:
    assert skm(tmp_path, f"{HEADER}\n4.0,4,4,4,4,4,4,4,3.00\n", "--json") == 0
    assert skm(tmp_path, HEADER.replace(",", ";") + "\n4,0;4;4;4;4;4;4;4;4\n", "--json") == 0
    assert skm(tmp_path, f"{HEADER}\n3.5,4,4,4,4,4,4,4,4\n", "--json") == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"{HEADER}\n4,4,4,4,4,4,4,4,4\n4,4,5,4,4,4,4,4,4\n", 'Baris 3, kolom waktu: "5"'),
        (f"{HEADER}\n4,0,4,4,4,4,4,4,4\n", 'Baris 2, kolom prosedur: "0"'),
        (f"{HEADER}\n4,3.5,4,4,4,4,4,4,4\n", 'Baris 2, kolom prosedur: "3.5"'),
        (f"{HEADER}\n4,baik,4,4,4,4,4,4,4\n", 'Baris 2, kolom prosedur: "baik"'),
        (HEADER.replace(",sarana", "") + "\n4,4,4,4,4,4,4,4\n", "kolom sarana tidak ada"),
        (f"{HEADER}\n", "tidak ada satu jawaban pun"),
        (f"{HEADER}\n,,,,,,,,\n", "tidak ada satu jawaban pun"),
        (f"{HEADER}\n,,,,,,,,\n", "Baris 3, kolom persyaratan"),
        ("", "Baris 1: kolom persyaratan"),
        (f"{HEADER},waktu\n4,4,4,4,4,4,4,4,4,1\n", "Baris 1: kolom waktu ada lebih dari satu kali"),
        (f"{HEADER}\n4,4,3,5,4,4,4,4,4,4\n", "Baris 2, kolom 10"),
        (f'{HEADER},saran\n4,4,4,4,4,4,4,4,4,"dua\nbaris"\n4,4,4,4,9,4,4,4,4,\n', "Baris 4, kolom produk"),
        (f"{HEADER},saran\n4,4,4,4,4,4,4,4,4,{'a' * 140_000}\n", "Baris 2, kolom tidak terbaca"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, problem: str) -> None:
    assert skm(tmp_path, text, "--json") == 1
    captured = capsys.readouterr()
    assert problem in captured.err
    assert captured.out == ""


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["skm", "--answers", str(tmp_path / "tidak-ada.csv")]) == 1
    assert "tidak dapat dibaca" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["99999-01-01", "0001-01-01", "2026-02-30", "kemarin"])
@pytest.mark.parametrize("option", ["--from", "--until"])
def test_a_day_that_no_office_means_is_named(capsys: pytest.CaptureFixture[str], option: str, day: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["skm", "--office", "juai", option, day])
    assert ended.value.code != 0
    assert f"“{day}” bukan tanggal antara 2000-01-01 dan 2100-12-31" in capsys.readouterr().err


@pytest.mark.parametrize("moment", ["0001-01-01 00:00", "9999-12-31 10:00", "99999-01-01 10:00"])
def test_a_deadline_from_a_moment_that_no_office_means_is_refused_in_words(capsys: pytest.CaptureFixture[str], moment: str) -> None:
    assert main(["deadline", "--office", "juai", "--category", "normatif", "--received", moment]) != 0
    assert f"Waktu “{moment}” tidak terbaca" in capsys.readouterr().err
