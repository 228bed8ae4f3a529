"""What a model sees of a message beside its words: how it is built, and how a long one ends."""

from __future__ import annotations

from knowledge.understanding.linear_model import ending, features, shape


def test_two_messages_about_different_things_have_one_shape() -> None:
    common = {"apa", "sudah", "belum"}
    assert shape(("usul", "seragam", "sudah", "tembus", "belum"), common) == shape(("ktp", "sudah", "jadi", "belum"), common)
    assert shape(("sudah", "jadi"), common) != shape(("jadi", "sudah"), common)


def test_only_a_long_message_has_an_ending_of_its_own() -> None:
    assert ending(("syarat", "ktp")) == []
    story = (*("lama",) * 20, "syarat", "ktp")
    assert "»syarat ktp" in ending(story)
    assert "»lama" not in ending((*("lama",) * 20, *("baru",) * 7))


def test_what_is_built_once_is_forgotten_and_words_are_kept() -> None:
    index = features([("kapan", "jadi"), ("kapan", "selesai")], ("file",), shapes=True).index
    assert {"jadi", "kapan jadi"} <= set(index)
    assert not [name for name in index if name == "§^ kapan jadi"]


def test_examples_that_count_more_are_learnt_more() -> None:
    from bench.fitting import fit  # scikit-learn takes seconds to import, in each worker

    lines, labels = [("buka",), ("buka",), ("pagi",)], ["answer", "complaint", "none"]
    for worth, kind in (([5.0, 1.0, 1.0], "answer"), ([1.0, 5.0, 1.0], "complaint")):
        model = fit(lines, labels, ("answer", "complaint", "none"), strength=10, worth=worth)
        assert model.classes[int(model.scores(("buka",)).argmax())] == kind
