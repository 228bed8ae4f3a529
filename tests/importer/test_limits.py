"""Work grows with the pages and no faster, in 300 MB; a library that is missing is one sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.importer import documents
from tests.waiting import PROGRAM_SECONDS

MEASURED = """
import pathlib, re, resource, sys
from bot.__main__ import main
code = main(["import", sys.argv[1], "--office", "mekarsari", "--json"])
used = resource.getrusage(resource.RUSAGE_SELF)
most = re.search(r"VmHWM:\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text())[1]  # ru_maxrss would be that of the test's own process
print(code, used.ru_utime + used.ru_stime, int(most) // 1024, file=sys.stderr)
"""


PAGES = 34  # of the thicker document


def imported(path: Path) -> tuple[float, int]:
    """Seconds of the processor, and megabytes at most."""
    done = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True, timeout=PROGRAM_SECONDS)
    code, seconds, megabytes = done.stderr.split()
    assert code == "0"
    return float(seconds), int(megabytes)


def test_work_grows_with_the_pages_and_no_faster_in_300_mb(tmp_path: Path) -> None:
    few, _ = imported(documents.pdf_tables(tmp_path / "tipis.pdf", repeat=1))
    many, megabytes = imported(documents.pdf_tables(tmp_path / "tebal.pdf", repeat=6))
    assert many <= 6 * few * 1.5
    assert many <= 10 * PAGES / 30  # seconds of the processor
    assert megabytes <= 300


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
