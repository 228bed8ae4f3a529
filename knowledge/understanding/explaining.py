"""The reasons of a decision as lines that a clerk can read."""

from __future__ import annotations

from knowledge.language.segments import Part, Segments
from knowledge.understanding.evidence import Evidence, Witnesses
from knowledge.understanding.search import Candidate

SHOWN = 3
FIELDS = {"learned": "dipelajari", "phrase": "ungkapan", "name": "sebutan", "items": "butir", "text": "isi", "place": "tempat"}


NAMES = {
    Part.GREETING: "salam",
    Part.THANKS: "terima kasih",
    Part.APOLOGY: "maaf",
    Part.ADDRESS: "sapaan",
    Part.OPENING: "pembuka",
    Part.CLOSING: "penutup",
    Part.FILLER: "pengisi",
    Part.ACKNOWLEDGEMENT: "tanggapan",
    Part.INTRODUCTION: "perkenalan",
    Part.IDENTITY: "identitas",
    Part.FORM: "formulir",
    Part.WISH: "keinginan",
}


def aside(segments: Segments) -> list[str]:
    """What was set aside before understanding the message, and what was left."""
    parts = [f"{NAMES[segment.part]} “{segment.text}”" for segment in segments.parts if segment.part in NAMES]
    return [f"disisihkan: {', '.join(parts)}", f"pokok: {segments.matter or 'tidak ada'}"] if parts else []


def explain(witnesses: Witnesses, evidence: Evidence) -> list[str]:
    lines = [f"kata: {_words(witnesses, evidence)}", *(_service(witnesses, evidence, each) for each in evidence.ranked[:SHOWN])]
    lines.append(f"maksud: {_act(witnesses, evidence)}")
    if evidence.signs.danger:
        lines.append(f"tanda bahaya: {', '.join(' '.join(phrase) for phrase in evidence.signs.danger[:SHOWN])}")
    if evidence.found:
        lines.append(f"instansi lain: {evidence.found.entry.id} karena {' '.join(evidence.found.name)}")
    return lines


def _words(witnesses: Witnesses, evidence: Evidence) -> str:
    """What was written, and what it was read as, where that differs."""
    words = witnesses.language.words(evidence.question.text)
    return ", ".join(word.token if word.written == word.token else f"{word.written} → {word.token}" for word in words)


def _service(witnesses: Witnesses, evidence: Evidence, candidate: Candidate) -> str:
    fields = ", ".join(f"{FIELDS.get(name, name)} {value:.2f}" for name, value in candidate.why if value >= 0.005)
    words = ", ".join(witnesses.learned.reasons(witnesses.unaddressed(evidence.question), candidate.service))
    return f"layanan: {candidate.service} {candidate.score:.2f} ({fields}) karena {words or 'tidak ada kata khas'}"


def _act(witnesses: Witnesses, evidence: Evidence) -> str:
    scores = {name: evidence.facts[f"act {name}"] for name in witnesses.acts.classes}
    best = max(scores, key=lambda name: scores[name])
    words = witnesses.acts.reasons(evidence.question.tokens, best, evidence.marks)
    return f"{best} karena {', '.join(words[:5]) or 'tidak ada kata khas'}"
