"""Small signs in what was said, in any spelling: "kalo", "wajib", "yg kedua"."""

from __future__ import annotations

import re

from handlers.talking.turn import Turn
from handlers.talking.wording import words
from knowledge.standards.standard import Service

NEAR = 2  # words before what a no denies
_NUMBER = re.compile(r"\d")
_SPOKEN = re.compile(r"[^\W_]+")


def tokens(turn: Turn, text: str | None = None) -> tuple[str, ...]:
    """The normal words of the message."""
    return turn.knowledge.understander.language.tokens(turn.text if text is None else text)


def given(turn: Turn, key: str, text: str | None = None) -> bool:
    """Whether one of the words or phrases under `cues.<key>` is said, in any spelling: "ga usah pake nama" is "tidak usah pakai nama"."""
    said = f" {' '.join(tokens(turn, text))} "
    return any(f" {' '.join(tokens(turn, cue))} " in said for cue in words(f"cues.{key}"))


def denied(turn: Turn, key: str) -> bool:
    """Whether what stands under `cues.<key>` is said with a no close before it: "engga mau lapor", "jangan pake nama saya"."""
    said, no = tokens(turn), {token for word in words("cues.denial") for token in tokens(turn, word)}
    for cue in words(f"cues.{key}"):
        phrase = tokens(turn, cue)
        for at in range(len(said) - len(phrase) + 1):
            if said[at : at + len(phrase)] == phrase and not no.isdisjoint(said[max(0, at - NEAR) : at]):
                return True
    return False


def asks(turn: Turn) -> bool:
    """Whether it is put as a question."""
    said = turn.text.lower().split()
    return turn.text.rstrip().endswith("?") or any(cue in said for cue in words("cues.asking"))


def spoken(text: str) -> list[str]:
    """The words as they were written, in small letters."""
    return _SPOKEN.findall(text.lower())


def without_courtesy(text: str) -> list[str]:
    """The words without those of courtesy behind them; one word is left as it is."""
    said, aside = spoken(text), set(words("cues.courtesy"))
    while len(said) > 1 and said[-1] in aside:
        said.pop()
    return said


def says(turn: Turn, key: str, text: str | None = None) -> bool:
    """Whether one of the words or phrases under `cues.<key>` is said just so, as whole words."""
    said = f" {' '.join(spoken(turn.text if text is None else text))} "
    return any(f" {cue} " in said for cue in words(f"cues.{key}"))


def interrogates(turn: Turn) -> bool:
    """Whether it has the form of a question: a question mark, a word that asks, or "… ga", "… ga sih" at the end."""
    said = without_courtesy(turn.text)
    at_the_end = bool(said) and said[-1] in words("cues.asking_at_the_end")
    return "?" in turn.text or at_the_end or says(turn, "interrogative")


def questions(turn: Turn) -> bool:
    """Whether it has the form of a question in any tongue that is known here: "sira sane ngae" holds a "siapa"."""
    asking = set(tokens(turn, " ".join(words("cues.interrogative_tokens"))))
    return interrogates(turn) or asks(turn) or says(turn, "either_or") or not asking.isdisjoint(tokens(turn))


def reacts(turn: Turn) -> bool:
    """Whether it begins as a reaction does: "oke", "wah", "astaga", "hehe"."""
    said = spoken(turn.text)
    return bool(said) and said[0] in words("cues.reaction")


def turns_away(turn: Turn) -> bool:
    """Whether it begins with a no, or with word of something else: "bukan, …", "sanes, …", "satu lagi, …", "mau tanya yang lain"."""
    said = tokens(turn, turn.knowledge.understander.matter(turn.text))
    corrected = [tokens(turn, cue) for cue in words("cues.correction")]
    return any(said[: len(cue)] == cue for cue in corrected) or given(turn, "something_else")


def place(turn: Turn) -> int | None:
    """Which of a list is meant, where the message is only that: "yg kedua aja" → 1."""
    aside = set(tokens(turn, " ".join(words("cues.beside_ordinals"))))
    left = [token for token in tokens(turn) if token not in aside]
    ordinals = [set(tokens(turn, line)) for line in words("cues.ordinals")]
    return next((index for index, known in enumerate(ordinals) if set(left) and set(left) <= known), None)


def without_name(turn: Turn, service: Service) -> str:
    """The message without the words that only name the service."""
    called = (tokens(turn, name) for name in service.names)
    named = {*tokens(turn, service.title), *(said[0] for said in called if len(said) == 1)}
    return " ".join(word.written for word in turn.knowledge.understander.language.words(turn.text) if word.token not in named)


def without(turn: Turn, text: str, key: str) -> str:
    """The text without the words under `cues.<key>`."""
    aside = set(tokens(turn, " ".join(words(f"cues.{key}"))))
    return " ".join(word.written for word in turn.knowledge.understander.language.words(text) if word.token not in aside)


def has_number(text: str) -> bool:
    return bool(_NUMBER.search(text))


def particular(turn: Turn, text: str | None = None) -> bool:
    """Whether something particular is asked, not just a part of a standard: a rare word, a number ("belum 17 tahun"), a way of doing it."""
    asked = turn.text if text is None else text
    return has_number(asked) or given(turn, "details", asked) or turn.knowledge.understander.specific(asked)
