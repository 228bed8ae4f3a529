"""The table of mutants keeps up with the code: a rule that is turned round only where it no longer stands is held by nothing."""

from __future__ import annotations

from bench.mutants import ROOT, table


def test_every_rule_that_is_turned_round_stands_in_its_file() -> None:
    assert not [(mutant.file, mutant.old) for mutant in table() if mutant.old not in (ROOT / mutant.file).read_text(encoding="utf-8")]


def test_every_test_that_should_notice_is_there() -> None:
    assert not [test for mutant in table() for test in mutant.tests if not (ROOT / test.partition("::")[0]).exists()]
