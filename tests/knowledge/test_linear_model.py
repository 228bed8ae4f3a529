"""How a model is learnt from examples."""

from __future__ import annotations


def test_examples_that_count_more_are_learnt_more() -> None:
    from bench.fitting import fit  # scikit-learn takes seconds to import, in each worker

    lines, labels = [("buka",), ("buka",), ("pagi",)], ["answer", "complaint", "none"]
    for worth, kind in (([5.0, 1.0, 1.0], "answer"), ([1.0, 5.0, 1.0], "complaint")):
        model = fit(lines, labels, ("answer", "complaint", "none"), strength=10, worth=worth)
        assert model.classes[int(model.scores(("buka",)).argmax())] == kind
