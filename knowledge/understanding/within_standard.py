"""A question within one standard: answered by what people asked before in such words, else by a search through its passages."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from knowledge.understanding.frequent import Answer, Frequent
from knowledge.understanding.passages import Passage, Passages, StandardMatch, hit_of

KNOWN, AGAINST_THE_PART, THE_PART = 0.3, 0.35, 0.45
"""The likelihood from which a frequent question answers: with lines, where a word names another part, and with a whole part (`bench.within`)."""
NEARLY_ALL = 0.95  # score of a line that holds the question's own words


class WithinStandard:
    def __init__(self, passages: Passages, frequent: Frequent) -> None:
        self._passages, self._frequent = passages, frequent

    def search(self, service: str, text: str, part: str | None = None) -> StandardMatch:
        """How the standard matches the matter. `part`: the component that is asked for."""
        searched, is_called = self._passages.search(service, text, part), self._passages.calls(text, part)
        content = self._passages.content(service, text, part)
        known = self._frequent.answer(service, text, content)
        if known is None or _is_said(searched, known) or (is_called and not content):
            return searched
        passages = [passage for passage in self._passages.of(service) if passage.text in known.lines]
        is_against = is_called and all(passage.component != part for passage in passages)
        bar = THE_PART if known.part else AGAINST_THE_PART if is_against else KNOWN
        return self._known(service, known, passages, is_called=is_called) if known.likelihood >= bar else searched

    def likelihood(self, service: str, text: str) -> float:
        """How likely it is that people asked before in such words of this service; takes much less time than the search."""
        known = self._frequent.answer(service, text, self._passages.content(service, text))
        return known.likelihood if known else 0.0

    def _known(self, service: str, known: Answer, passages: Sequence[Passage], *, is_called: bool) -> StandardMatch:
        """The lines that are known to answer, or the part as a whole. `is_called`: a word names a part, which may be asked as a whole."""
        if whole := known.part or self._whole(service, known.lines):
            return StandardMatch(known=known.likelihood, part=whole, asked=1, only_part=True)
        best = max(known.lines.values())
        hits = sorted((hit_of(passage, known.lines[passage.text] / best) for passage in passages), key=lambda hit: -hit.score)
        return StandardMatch(hits=tuple(hits), known=known.likelihood, asked=1, by_saying=not is_called)

    def _whole(self, service: str, lines: Collection[str]) -> str | None:
        """The component of which these are all lines; None for lines of several, or beside others."""
        components = {passage.component for passage in self._passages.of(service) if passage.text in lines}
        held = {passage.text for passage in self._passages.of(service) if passage.component in components}
        return components.pop() if len(components) == 1 and held <= set(lines) else None


def _is_said(searched: StandardMatch, known: Answer) -> bool:
    """Whether a line holds nearly every word of the question; a single word may stand in another sense."""
    is_held = bool(searched.hits) and searched.hits[0].score >= NEARLY_ALL
    return is_held and (searched.asked > 1 or known.likelihood < THE_PART)
