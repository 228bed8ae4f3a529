"""What a message does to the talk itself, in any wording: agree, go on, withdraw, wait. The words are in dialogue_acts.yaml.

A clause is such an act only where nearly all of its words are listed: one word of the act, and beside it fillers, its object and its addressee. So
"teruskan saja ke pimpinan" goes on, and "berkas saya tidak diteruskan ke kabupaten" tells something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path

from knowledge.language.clauses import LONGEST_PHRASE, Sentence, Word, clauses, fold, sentences
from knowledge.language.words import ROOT, read

REMEMBERED = 4096  # words
SHORTEST_ROOT = 3  # letters
LONGEST_WITHDRAWAL, LONGEST_PAUSE = 22, 18  # words; in more a story is told
FEW = 14  # words; in a longer message "tidak jadi" belongs to the story
STRANGE_EACH = 5  # for every so many words of a clause, one may be unknown
GREETING = 2  # words; a clause of no more tells no story
NEAR = 3  # words
FORMS = "~"


class Act(Enum):
    """What is done to the talk, in order of precedence: who withdraws does not agree, whatever else is said."""

    WITHDRAW = auto()
    PAUSE = auto()
    REFUSE = auto()  # a bare no: of the question that was asked, or of the whole
    GO_ON = auto()
    AGREE = auto()


@dataclass(frozen=True)
class _Piece:
    """A word or phrase of a clause, with the lists of dialogue_acts.yaml that hold it; strange where none does."""

    lists: frozenset[str]
    words: int

    def __contains__(self, name: str) -> bool:
        return name in self.lists


class DialogueActs:
    def __init__(self, root: Path = ROOT) -> None:
        data = read("dialogue_acts", root)
        self._prefixes, self._suffixes = (tuple(map(fold, data.pop(name))) for name in ("awalan", "akhiran"))
        self._phrases: dict[tuple[str, ...], set[str]] = {}
        self._roots: dict[str, set[str]] = {}
        for name, listed in data.items():
            for phrase in listed:
                self._enter(name, phrase)
        self._look_up = lru_cache(maxsize=REMEMBERED)(self._of_word)

    def _enter(self, name: str, phrase: str) -> None:
        """Adds a phrase, with numbers and hyphens folded as in messages; "kirim~" is added as a root."""
        if phrase.endswith(FORMS):
            self._roots.setdefault(fold(phrase.removesuffix(FORMS)), set()).add(name)
        self._phrases.setdefault(tuple(fold(word.removesuffix(FORMS)) for word in phrase.split()), set()).add(name)

    def read(self, text: str) -> Act | None:
        """The act in the message; None where it tells, asks or answers something."""
        read = [list(self._cut(clause)) for sentence in sentences(text) for clause in clauses(sentence)]
        many = sum(piece.words for clause in read for piece in clause)
        if "?" in text or not many:
            return None
        acts = [_act(clause) for clause in read]
        tells_something = [act is None and not _says_nothing(clause) for act, clause in zip(acts, read, strict=True)]
        if acts[-1] is Act.WITHDRAW and any("hal" in piece for piece in read[-1]):
            return Act.WITHDRAW  # after whatever story: "…, mohon pengaduan saya dicabut saja"
        is_story = [tells and sum(piece.words for piece in clause) > GREETING for tells, clause in zip(tells_something, read, strict=True)]
        if many <= LONGEST_WITHDRAWAL and _is_withdrawn(acts, is_story, is_long=many > FEW):
            return Act.WITHDRAW
        if _waits(read) and many <= LONGEST_PAUSE:
            return Act.PAUSE
        if _refuses(read):
            return Act.REFUSE
        return None if any(tells_something) else next((act for act in (Act.GO_ON, Act.AGREE) if act in acts), None)

    def _cut(self, clause: Sentence) -> Iterator[_Piece]:
        """The clause as phrases and words, longest phrase first."""
        at = 0
        while at < len(clause):
            phrase = next(
                (many for many in range(min(LONGEST_PHRASE, len(clause) - at), 1, -1) if _key(clause[at : at + many]) in self._phrases), 1
            )
            lists = self._phrases[_key(clause[at : at + phrase])] if phrase > 1 else self._look_up(clause[at].folded)
            is_doubled = phrase > 1 and _key(clause[at + phrase : at + phrase + 1]) == _key(clause[at + phrase - 1 : at + phrase])
            yield _Piece(frozenset() if is_doubled else frozenset(lists), phrase)  # "ga jadi jadi" tells that it is not ready yet
            at += phrase

    def _of_word(self, word: str) -> frozenset[str]:
        """The lists that hold the word or one of its roots."""
        lists = set(self._phrases.get((word,), ()))
        for root in self._stripped(word):
            lists |= self._roots.get(root, set())
        return frozenset(lists)

    def _stripped(self, word: str) -> Iterable[str]:
        """The word without a prefix, and without up to two suffixes."""
        left = {word, *(word.removeprefix(prefix) for prefix in self._prefixes)}
        for _ in range(2):
            left |= {root.removesuffix(suffix) for root in left for suffix in self._suffixes}
        return [root for root in left if len(root) >= SHORTEST_ROOT]


def _key(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.folded for word in words)


def _act(clause: Sequence[_Piece]) -> Act | None:
    """The act of the clause by itself, except waiting; None where it has none."""
    if _drops(clause) or (_withdraws(clause) and _is_known(clause, "maju", "setuju", "jangan", "tidak", "batal", "boleh_batal", "mohon")):
        return Act.WITHDRAW
    if _goes_on(clause) and _is_known(clause, "maju", "setuju", "benar", "jawaban"):
        return Act.GO_ON
    return Act.AGREE if _agrees(clause) and _is_known(clause, "setuju", "benar", "jawaban") else None


def _is_withdrawn(acts: Sequence[Act | None], is_story: Sequence[bool], *, is_long: bool) -> bool:
    """Whether a clause withdraws. In a long message, one inside a story does not: "… janji diperbaiki, tidak jadi, sampai sekarang berlubang"."""
    places = [at for at, act in enumerate(acts) if act is Act.WITHDRAW]
    return any(not (is_long and any(is_story[:at]) and any(is_story[at:])) for at in places)


def _refuses(read: Sequence[Sequence[_Piece]]) -> bool:
    """ "eh jangan deh", "ga usah aja", "gak mau ah pak": a no with nothing beside it but fillers and why."""
    pieces = [piece for clause in read for piece in clause]
    why = next((at for at, piece in enumerate(pieces) if {"sebab", "nanti"} & piece.lists), len(pieces))
    if why < len(pieces) and any("saja" in piece for piece in pieces[:why]):
        pieces = pieces[:why]  # "eh jangan deh, nanti pak rt marah"
    is_no = any("tolak" in piece or "jangan" in piece for piece in pieces)
    beside = {"umum", "hal", "saja", "jangan", "tolak", "sebab", "boleh_batal"}
    return is_no and not any("maju" in piece or piece.lists.isdisjoint(beside) for piece in pieces)


def _is_known(clause: Sequence[_Piece], *names: str) -> bool:
    """Whether nearly all words belong to such an act. An addressee counts only after a word of direction."""
    strange = sum(
        piece.words
        for at, piece in enumerate(clause)
        if piece.lists.isdisjoint({"umum", "hal", "arah", "lalu", *names}) and not ("pihak" in piece and _is_directed(clause, at))
    )
    return strange <= sum(piece.words for piece in clause) // STRANGE_EACH


def _is_directed(clause: Sequence[_Piece], at: int) -> bool:
    return any("arah" in piece for piece in clause[max(0, at - NEAR) : at])


def _withdraws(clause: Sequence[_Piece]) -> bool:
    """Whether the clause withdraws: "cabut saja", "tidak usah dikirim", "mohon tidak diteruskan"; not "jangan dibatalkan", "jangan diteruskan ke
    kepala desa".
    """
    for at, piece in enumerate(clause):
        before, behind = clause[max(0, at - 1) : at], clause[at + 1 : at + 1 + NEAR]
        if "batal" in piece and any("jawaban" in other for other in clause[:at]):
            continue  # "bantuannya dibatalkan saja sama kades" is a story
        if "batal" in piece and not any("jangan" in other or "tidak" in other for other in before):
            return True
        forbids = "jangan" in piece or ("tidak" in piece and any("mohon" in other for other in clause[:at]))
        if forbids and any("maju" in other for other in behind) and not any("pihak" in other for other in clause[at:]):
            return True
    return False


def _drops(clause: Sequence[_Piece]) -> bool:
    """Whether the clause begins by dropping the matter and then says why: "cancel aja min, orangnya minta maaf", "ga jadi lapor takut dia balas"."""
    first = next((at for at, piece in enumerate(clause) if "umum" not in piece), None)
    if first is None or "batal" not in clause[first]:
        return False
    behind = clause[first + 1 :]
    why = [piece for piece in behind if piece.lists.isdisjoint({"umum", "hal"})]
    return any("saja" in piece for piece in behind[:1]) or any("sebab" in piece for piece in why[:1])


def _goes_on(clause: Sequence[_Piece]) -> bool:
    """Whether the clause goes on, without a denial, and not as something done: "sudah dikirim"."""
    return any(
        "maju" in piece and not any(other.lists & {"jangan", "tidak", "lalu"} for other in clause[max(0, at - 2) : at])
        for at, piece in enumerate(clause)
    )


def _agrees(clause: Sequence[_Piece]) -> bool:
    denied = any(other.lists & {"tidak", "jangan"} for other in clause)
    return not denied and any(piece.lists & {"setuju", "benar"} for piece in clause)


def _says_nothing(clause: Sequence[_Piece]) -> bool:
    return all(piece.lists & {"umum", "hal", "lalu", "jawaban"} for piece in clause)


def _waits(read: Sequence[Sequence[_Piece]]) -> bool:
    """Whether a clause asks to wait, and none tells about somebody else."""
    tells = any("bukan_tunda" in piece for clause in read for piece in clause)
    return not tells and any(_is_pause(clause) for clause in read)


def _is_pause(clause: Sequence[_Piece]) -> bool:
    """Whether the clause asks for a pause: "sebentar ya", "saya tanya suami dulu", "nanti malam saya lanjutkan"."""
    spoken = [piece for piece in clause if "tunda" in piece or "umum" not in piece]
    if spoken and "tunda" in spoken[0]:
        return True
    if any("dulu" in piece for piece in clause) and any("kerja" in piece for piece in clause):
        return True
    return any("nanti" in piece for piece in clause) and any("sambung" in piece for piece in clause)
