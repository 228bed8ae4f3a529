"""Thirty pages in ten seconds and 300 MB; a library that is missing is one sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.importer import documents

MEASURED = """
import resource, sys
from bot.__main__ import main
code = main(["import", sys.argv[1], "--office", "mekarsari", "--json"])
used = resource.getrusage(resource.RUSAGE_SELF)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr)
"""


def test_thirty_pages_take_ten_seconds_of_work_and_300_mb_at_most(tmp_path: Path) -> None:
    path = documents.pdf_tables(tmp_path / "tebal.pdf", repeat=6)
    done = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True)
    code, seconds, megabytes = done.stderr.split()
    assert code == "0"
    assert float(seconds) <= 10
    assert int(megabytes) <= 300


@pytest.mark.parametrize(
    ("module", "package", "form"),
    [
        ("docx", "python-docx", "Word, a table a service"),
        ("pdfplumber", "pdfplumber", "PDF, tables over pages"),
        ("python_calamine", "python-calamine", "sheet, a service a row"),
        ("lxml", "lxml", "page with tables"),
    ],
)
def test_a_library_that_is_missing(
    module: str, package: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make, suffix = documents.ALL[form]
    path = make(tmp_path / f"s.{suffix}")
    monkeypatch.setitem(sys.modules, module, None)
    assert main(["import", str(path), "--office", "mekarsari"]) == 1
    assert f"perlu paket {package}; pasang dengan: pip install" in capsys.readouterr().err
