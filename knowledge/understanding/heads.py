"""Whether a report says that the head of the office did wrong. The titles and words stand in heads.yaml, an office's own in office.yaml."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from knowledge.language.clauses import PhraseTable, Sentence, fold, sentences
from knowledge.language.words import ROOT, read, words_of
from knowledge.standards.office import Office

NEAR = 6  # words between the title and the act
OBJECT = 4  # words from a verb such as "minta" to what is taken


class Heads:
    """Finds the titles of an office's head in a report, and whether the head is the doer."""

    def __init__(self, root: Path = ROOT) -> None:
        data = read("heads", root)
        self._general: list[str] = data["umum"]
        self._of_kinds = [(kind["kantor"], kind["sebutan"]) for kind in data["jabatan"]]
        self._words = {name: frozenset(map(fold, words)) for name, words in data.items() if name not in {"umum", "jabatan"}}
        self._acts = {name: PhraseTable((phrase, name) for phrase in data[name]) for name in ("melakukan", "dilakukan")}
        self._table = lru_cache(maxsize=256)(self._table_of)

    def titles(self, office: Office) -> tuple[str, ...]:
        """What the head of this office is called, by the kinds that its name tells and by its own data."""
        of_kind = self._kind_titles(office.name.casefold()) or self._kind_titles(office.full_name.casefold())
        return (*self._general, *of_kind, *map(str.casefold, office.head_titles))

    def _kind_titles(self, name: str) -> list[str]:
        """The titles of the kind that the name tells first ("Dinas … Desa" is no village); the last kind only where no other fits."""
        places = [
            (titles is self._of_kinds[-1][1], match.start(), at)
            for at, (words, titles) in enumerate(self._of_kinds)
            for word in words
            if (match := re.search(rf"\b{re.escape(word)}\b", name))
        ]
        return self._of_kinds[min(places)[2]][1] if places else []

    def is_accused(self, text: str, office: Office) -> bool:
        """Whether the text says that the head did wrong, took money, or is whom it complains about."""
        table, own = self._table(self.titles(office)), self._own_words(office)
        return any(
            self._is_doer(words, start, self._behind(words, start + found[0], own))
            for words in sentences(text)
            for start in range(len(words))
            if (found := table.at(words, start))
        )

    def _table_of(self, titles: tuple[str, ...]) -> PhraseTable:
        return PhraseTable((title, title) for title in titles)

    def _own_words(self, office: Office) -> frozenset[str]:
        """The words of the office's names, which may follow the title: "camat juai"."""
        names = (office.name, office.full_name, *office.names)
        return frozenset(fold(word) for name in names for word in words_of(name)) | self._words["sini"]

    def _behind(self, words: Sentence, end: int, own: frozenset[str]) -> int:
        while end < len(words) and words[end].folded in own:
            end += 1
        return end

    def _is_doer(self, words: Sentence, start: int, end: int) -> bool:
        while start > 0 and words[start - 1].folded in self._words["hormat"]:
            start -= 1
        before = words[start - 1].folded if start else ""
        if before in self._words["bukan"] or (end < len(words) and words[end].folded in self._words["lain"]):
            return False
        if before in self._words["perbuatan"]:
            return True
        if before in self._words["kepada"]:
            return before in self._words["tujuan"] and self._is_given(words[max(0, start - 5) : start - 1])
        return self._suffered_from(words, start) or self._acts_after(words, end)

    def _is_given(self, words: Sentence) -> bool:
        """Whether the words before "ke camat" tell of a gift: "setor ke", "setor uang ke"; not "setor data ke"."""
        gifts = [at for at, word in enumerate(words) if word.folded in self._words["pemberian"]]
        return bool(gifts) and (gifts[-1] == len(words) - 1 or self._has(words[gifts[-1] + 1 :], "barang"))

    def _has(self, words: Sentence, name: str) -> bool:
        return any(word.folded in self._words[name] for word in words)

    def _suffered_from(self, words: Sentence, start: int) -> bool:
        """Whether something is done by the head: "dipotong 50 ribu oleh camat", "diminta camat"."""
        first = max(0, start - NEAR)
        acts = [at + hit[0] for at in range(first, start) if (hit := self._acts["dilakukan"].at(words, at)) and at + hit[0] <= start]
        is_agent = start > 0 and words[start - 1].folded in self._words["oleh"]
        return any(end == start or (is_agent and not self._has(words[end:start], "orang_lain")) for end in acts)

    def _acts_after(self, words: Sentence, end: int) -> bool:
        """Whether the head does something wrong: "camat juai minta fee proyek"."""
        for at in range(end, min(len(words), end + NEAR)):
            if words[at].folded in self._words["orang_lain"]:
                return False
            taken = words[at].folded in self._words["mengambil"] and self._has(words[at + 1 : at + 1 + OBJECT], "barang")
            if taken or self._acts["melakukan"].at(words, at):
                return True
        return False
