"""Small signs in the words of a message, in any spelling: "kalo", "wajib", "yg kedua"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from handlers.talking.turn import Turn
from handlers.talking.wording import words
from knowledge.language.phrases import WholePhrases
from knowledge.language.words import Tokens
from knowledge.standards.standard import Service

LONGEST_TOLD = 12  # words
REMEMBERED = 64  # messages; each is read many times while it is answered
NEAR = 2  # words between a no and what it denies
FAR = 6  # words of "petugasnya sudah jalan belum"
_NUMBER = re.compile(r"\d")
_TWICE = re.compile(r"\b([a-z]{2,})2\b")
_CLAUSES = re.compile(r"[.,;!\n]+")
_DOUBLED = re.compile(r"(\w+)\s+(\w{3,})(?:2|[\s-]+\2)\b")
_SPOKEN = re.compile(r"[^\W_]+")


def tokens(turn: Turn, text: str | None = None) -> Tokens:
    """The normalised words of the message."""
    return turn.knowledge.understander.language.tokens(turn.text if text is None else text)


def single_tokens(turn: Turn, *keys: str) -> set[str]:
    """The normalised words of all phrases under these keys."""
    return {token for key in keys for phrase in words(f"cues.{key}") for token in tokens(turn, phrase)}


def given(turn: Turn, key: str, text: str | None = None) -> bool:
    """Whether the message holds one of the phrases under `cues.<key>`, in any spelling: "ga usah pake nama" is "tidak usah pakai nama"."""
    return turn.knowledge.cues(key).are_in(tokens(turn, text))


def denied(turn: Turn, key: str) -> bool:
    """Whether a phrase under `cues.<key>` comes close after a no: "engga mau lapor", "jangan pake nama saya"."""
    spoken_tokens, no = tokens(turn), single_tokens(turn, "denial")
    for cue in words(f"cues.{key}"):
        phrase = tokens(turn, cue)
        for at in range(len(spoken_tokens) - len(phrase) + 1):
            if spoken_tokens[at : at + len(phrase)] == phrase and not no.isdisjoint(spoken_tokens[max(0, at - NEAR) : at]):
                return True
    return False


def denies_twice(turn: Turn) -> bool:
    """Whether a doubled word is denied, which tells of waiting in vain: "ga jadi jadi", "belum turun2", "nggak kelar-kelar"."""
    no = single_tokens(turn, "denial")
    return any(not no.isdisjoint(tokens(turn, denial)) for denial, _ in _DOUBLED.findall(turn.text.lower()))


def asks(turn: Turn) -> bool:
    """Whether the message is worded as a question."""
    lower_words = turn.text.lower().split()
    return turn.text.rstrip().endswith("?") or any(cue in lower_words for cue in words("cues.asking"))


def spoken(text: str) -> list[str]:
    """The words as they were written, in lower case."""
    return [*_spoken(text)]


@lru_cache(maxsize=REMEMBERED)
def _spoken(text: str) -> Tokens:
    return tuple(_SPOKEN.findall(text.lower()))


def clauses(text: str) -> list[str]:
    """The text, cut at punctuation and line breaks."""
    return _CLAUSES.split(text)


def without_courtesy(text: str) -> list[str]:
    """The words without polite words at the end; a single word is returned as it is."""
    lower_words, aside = spoken(text), set(words("cues.courtesy"))
    while len(lower_words) > 1 and lower_words[-1] in aside:
        lower_words.pop()
    return lower_words


def says(turn: Turn, key: str, text: str | None = None) -> bool:
    """Whether the message holds one of the phrases under `cues.<key>` exactly, as whole words."""
    return _exact(key).are_in(_spoken(turn.text if text is None else text))


def tells_safe(turn: Turn, text: str | None = None) -> bool:
    """Whether the words say that a danger is over, or that who helps has come: "sudah reda", "ambulans udah nyampe"."""
    return says(turn, "safe_again", text) or (says(turn, "rescuers", text) and given(turn, "has_come", text))


@cache
def _exact(key: str) -> WholePhrases:
    return WholePhrases(map(str.split, words(f"cues.{key}")))


def without_no_matter(turn: Turn) -> str:
    """The words without "tidak apa-apa", in which "apa" asks for nothing."""
    return without_phrases(turn, "no_matter")


def before_purpose(text: str) -> str:
    """The words up to the one that says what for: "kasih nomornya", of "kasih nomornya biar saya telepon sendiri"."""
    lower_words, purposes = spoken(text), words("cues.purpose")
    end = next((at for at, word in enumerate(lower_words) if at and word in purposes), len(lower_words))
    return " ".join(lower_words[:end])


def without_phrases(turn: Turn, key: str) -> str:
    """The words in small letters, "apa2" as "apa apa", without the phrases under `cues.<key>`."""
    whole = _TWICE.sub(r"\1 \1", " ".join(spoken(turn.text)))
    text = f" {whole} "
    for phrase in words(f"cues.{key}"):
        text = text.replace(f" {phrase} ", " ")
    return text


def interrogates(turn: Turn) -> bool:
    """Whether the message has the form of a question: a question mark, a question word, or "… ga", "… ga sih", "… sonde" at the end; not
    "yang lain dapat, saya engga".
    """
    lower_words = without_courtesy(turn.text)
    last = lower_words[-1] if lower_words else ""
    is_sum = last == "sih" and has_number(turn.text)  # "20 ribu sih" tells
    contrasts = is_sum or (len(lower_words) > 1 and lower_words[-2] in words("cues.speaker"))
    at_the_end = (last in words("cues.asking_at_the_end") or tokens(turn, last) == ("tidak",)) and not contrasts
    before = set(lower_words[-FAR:])
    is_yet = last in words("cues.not_yet") and not before.isdisjoint(words("cues.already")) and before.isdisjoint(words("cues.but"))
    if "?" in turn.text or at_the_end or is_yet or says(turn, "interrogative", without_no_matter(turn)):
        return True
    return _asks_whether_may(turn, lower_words) or any(map(_asks_whether, clauses(turn.text.lower())))


def _asks_whether(clause: str) -> bool:
    """Whether a clause asks if something may be or is: "bisa diambilin mama aja ga suratnya", "lewat WA bise ndak kame jauh"; not "kalau tidak, …",
    "tidak bisa masuk", "bisa tidak datang besok".
    """
    clause_words = spoken(clause)
    may = next((at for at, word in enumerate(clause_words) if word in words("cues.may_it")), len(clause_words))
    behind = {*words("cues.speaker"), *words("cues.explaining"), *words("cues.courtesy")}
    return any(
        word in words("cues.whether_at_all") and (at >= len(clause_words) - NEAR or clause_words[at + 1] in behind)
        for at, word in enumerate(clause_words)
        if at > may
    )


def _asks_whether_may(turn: Turn, lower_words: list[str]) -> bool:
    """Whether a longer message that speaks of may, must or pay ends in "ka" or "ko", which are forms of address elsewhere."""
    ends = len(lower_words) > NEAR + 1 and lower_words[-1] in words("cues.asking_at_the_end_of_more")
    return ends and (given(turn, "allowed") or given(turn, "charged") or says(turn, "found_out"))


def questions(turn: Turn) -> bool:
    """Whether the message has the form of a question in any known language: "sira sane ngae" holds a "siapa"."""
    asking = set(tokens(turn, " ".join(words("cues.interrogative_tokens"))))
    return interrogates(turn) or asks(turn) or says(turn, "either_or") or not asking.isdisjoint(tokens(turn, without_no_matter(turn)))


def supposes(turn: Turn) -> bool:
    """Whether the message puts a case: "kalau hilang", "yang belum punya"; in "susah memang kalau jauh" the case is no question."""
    begins = given(turn, "conditions", " ".join(spoken(turn.text)[:NEAR]))
    return given(turn, "supposing") and (begins or not given(turn, "conditions"))


def only_tells(turn: Turn) -> bool:
    """Whether the words are few and neither ask nor request anything."""
    return len(turn.text.split()) <= LONGEST_TOLD and not (interrogates(turn) or says(turn, "requests"))


def begins(text: str, key: str) -> bool:
    """Whether the first word is one of `cues.<key>`."""
    return any(word in words(f"cues.{key}") for word in spoken(text)[:1])


def reacts(turn: Turn) -> bool:
    """Whether the message begins with a reaction: "oke", "wah", "astaga", "hehe"."""
    return begins(turn.text, "reaction")


def turns_away(turn: Turn) -> bool:
    """Whether the message begins with a no or announces something else: "bukan, …", "sanes, …", "satu lagi, …", "mau tanya yang lain"."""
    matter = tokens(turn, turn.knowledge.understander.matter(turn.text))
    corrected = [tokens(turn, cue) for cue in words("cues.correction")]
    return any(matter[: len(cue)] == cue for cue in corrected) or given(turn, "something_else")


def leans_on_talk(turn: Turn) -> bool:
    """Whether the message begins as a continuation: "kalau ADD", "yang pengangkatan", "trus yg pemberhentian"."""
    return begins(turn.text, "carrying_on")


def place(turn: Turn) -> int | None:
    """The position in a list, from 0, if the message says only that: "yg kedua aja" → 1; None otherwise."""
    aside = set(tokens(turn, " ".join(words("cues.beside_ordinals"))))
    left = [token for token in tokens(turn) if token not in aside]
    ordinals = [set(tokens(turn, line)) for line in words("cues.ordinals")]
    return next((index for index, ordinal in enumerate(ordinals) if set(left) and set(left) <= ordinal), None)


def without_name(turn: Turn, service: Service) -> str:
    """The message without the words that only name the service."""
    called = (tokens(turn, name) for name in service.names)
    named = {*tokens(turn, service.title), *(called_name[0] for called_name in called if len(called_name) == 1)}
    return " ".join(word.written for word in turn.knowledge.understander.language.words(turn.text) if word.token not in named)


def without(turn: Turn, text: str, key: str) -> str:
    """The text without the phrases under `cues.<key>`."""
    aside = set(tokens(turn, " ".join(words(f"cues.{key}"))))
    return " ".join(word.written for word in turn.knowledge.understander.language.words(text) if word.token not in aside)


def has_number(text: str) -> bool:
    return bool(_NUMBER.search(text))


def particular(turn: Turn, text: str | None = None) -> bool:
    """Whether something particular is asked rather than a part of a standard: a rare word, a number ("belum 17 tahun"), a way of doing it."""
    asked = turn.text if text is None else text
    return has_number(asked) or given(turn, "details", asked) or turn.knowledge.understander.specific(asked)
