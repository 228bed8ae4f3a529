"""Danger now: help first, in one short message; then the urgent path."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from handlers.asking import cue_words, smalltalk
from handlers.reporting import intake, plausibility
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import AskOfficer, Menu, Report, ReportUrgent, Resume, Safe
from handlers.talking.message import Choice, Outcome, Reply, Text
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, below, outcome, reply
from handlers.talking.wording import bullets, button, say
from knowledge.language.dialogue_acts import Act
from knowledge.language.wishes import WishKind
from knowledge.standards.policy import DangerNumber, Policy
from knowledge.understanding.understander import Understanding

MOST_NUMBERS = 4
REMEMBERED = timedelta(hours=12)
"""So long "alhamdulillah, sudah ketemu" is word of the danger that was told of."""
FEW = 6  # words
LONGEST_PLACE = 8  # words
LONGEST_TOLD = 25  # words; in more a matter of its own is told
SPEAKS_FOR = 0.5  # a service's score from which it is what is talked about next
LONGEST = 2000
_CLAUSES = re.compile(r"[,.;!\n]+")


def help_first(turn: Turn, understood: Understanding) -> Outcome:
    """The numbers that fit, and the offer to report it as urgent. What it is about is what is talked of next."""
    lines = _listed(_most_special(_fitting(turn, understood))[:MOST_NUMBERS])
    text = Text.join([say("emergency.now"), lines, say("emergency.then")])
    return outcome(
        turn,
        reply(text, button(ReportUrgent(), "urgent_report"), _calm_way(turn), button(Safe(), "am_safe")),
        danger=_told(turn),
        danger_at=turn.now,
        dialogue=_with_words(turn),
        topic=turn.state.topic or _about(turn),
    )


def _calm_way(turn: Turn) -> Choice:
    """What happens every night may be told in peace: nobody need say that all is safe to go on."""
    standing = turn.state.dialogue
    is_telling = standing is not None and standing.name == intake.INTAKE.name
    return button(Resume(), "resume") if is_telling else button(Report(), "report")


def _about(turn: Turn) -> str | None:
    """The service that helps with it, where the words speak for one of the office."""
    ranked = turn.knowledge.understander.ranked(turn.text, turn.office_id) if turn.office_id else ()
    return ranked[0].service if ranked and ranked[0].score >= SPEAKS_FOR else None


def _told(turn: Turn) -> str:
    """What was told of the danger so far, and these words where they are new; the last of it."""
    before = turn.state.danger or ""
    told = before if turn.text in before else "\n".join(filter(None, [before, turn.text]))
    return told[-LONGEST:]


def _fitting(turn: Turn, understood: Understanding) -> list[DangerNumber]:
    """The numbers for this kind of danger; of a cry that names none, those for what was told before."""
    numbers = _policy(turn).danger_numbers
    before = turn.state.danger
    kinds = understood.dangers or (turn.knowledge.understander.understand(before, turn.office_id).dangers if before else ())
    return [number for number in numbers if set(number.kinds) & set(kinds)] or list(numbers)


async def go_on(turn: Turn, understood: Understanding) -> Outcome | None:
    """What is said while danger is open, told minutes ago and not reported yet: who cannot phone is helped quietly, "kirim" and a place
    lead to the urgent report, all else brings the numbers again; None where something else is talked of, or where the urgent report is
    being written already.
    """
    if not (turn.state.danger and intake.told_danger_lately(turn)):
        return None
    standing = turn.state.dialogue
    is_reporting = standing is not None and bool(standing.answers.get("express"))
    if cannot_phone(turn) and not is_reporting:
        return await quietly(turn)
    if standing is None and not cue_words.interrogates(turn):
        if turn.knowledge.understander.act(turn.text) in {Act.GO_ON, Act.AGREE} or plausibility.says_yes(turn):
            return await intake.start_urgent(turn)
        if len(turn.text.split()) <= LONGEST_PLACE and plausibility.is_place(turn) and not understood.dangers:
            return await intake.start_urgent(turn, {"place": turn.text, "place_told": True})
    return help_first(turn, understood) if _goes_on(turn, understood) else None


def cannot_phone(turn: Turn) -> bool:
    return cue_words.says(turn, "cannot_phone")


async def quietly(turn: Turn) -> Outcome:
    """The urgent report at its last question, whatever is still unknown, and nothing that has to be said aloud."""
    told = turn.with_state(danger=_told(turn), danger_at=turn.now)
    done = await intake.start_urgent(told, {"circumstances": True})
    quiet = Text.join([say("emergency.quiet"), by_chat(turn)], between="\n")
    return replace(done, replies=below(quiet, done.replies))


def by_chat(turn: Turn) -> Text:
    """Who can be written to about the danger that was told of; empty where there is nobody."""
    kinds = set(turn.knowledge.understander.understand(turn.state.danger or turn.text, turn.office_id).dangers)
    fitting = [number for number in _policy(turn).danger_numbers if number.by_chat and kinds & set(number.kinds)]
    return Text.join([say("emergency.by_chat"), _listed(fitting)], between="\n") if fitting else Text()


def _listed(numbers: Iterable[DangerNumber]) -> Text:
    return bullets([f"{number.number} {number.name}" for number in numbers])


def _goes_on(turn: Turn, understood: Understanding) -> bool:
    """Whether who told of danger minutes ago asks for the number again, or tells what happens now: "bu gimana ini", "pintunya sudah jebol"."""
    if smalltalk.is_thanks(turn):
        return False
    if any(wish.kind is not WishKind.PERSON for wish in understood.wishes) or _says_safe(turn, understood):
        return False
    if cue_words.says(turn, "cry"):
        return True
    was_helped = any(choice == Safe().id for choice, _ in turn.state.choices)
    tells = understood.kind in {"smalltalk", "none", "complaint"} and not smalltalk.is_courtesy(turn) and not cue_words.interrogates(turn)
    return was_helped and tells and len(turn.text.split()) <= LONGEST_TOLD


def is_over(turn: Turn, understood: Understanding) -> bool:
    """Whether who told of danger, reported or not, says that it has passed: "sudah aman", "sudah sadar, alhamdulillah"; not "sudah tenang, tapi badannya biru"."""
    if turn.state.danger_at is None or turn.now - turn.state.danger_at > REMEMBERED:
        return False
    wished = any(wish.kind is WishKind.SAFE for wish in understood.wishes)
    return wished or (_says_safe(turn, understood) and len(turn.text.split()) <= FEW and not cue_words.interrogates(turn))


def _says_safe(turn: Turn, understood: Understanding) -> bool:
    """Whether a clause beside the greeting tells of safety and does not deny it: not "selamat malam", not "belum aman"."""
    clauses = _CLAUSES.split(understood.matter or (turn.text if understood.wishes else ""))
    return any(cue_words.says(turn, "safe_again", one) and not cue_words.given(turn, "lacking", one) for one in clauses)


def _with_words(turn: Turn) -> Standing | None:
    """The words that told of danger belong to the story of a complaint that is being told."""
    standing = turn.state.dialogue
    if standing is None or standing.name != intake.INTAKE.name:
        return standing
    return replace(standing, answers=intake.with_story(turn, standing.answers, turn.text))


def _policy(turn: Turn) -> Policy:
    office = turn.office or next(iter(turn.library.offices.values()))
    return office.policy


def _most_special(numbers: list[DangerNumber]) -> list[DangerNumber]:
    """The general number first, then those made for the fewest kinds of danger."""
    general, *rest = sorted(numbers, key=lambda one: -len(one.kinds))
    return [general, *sorted(rest, key=lambda one: len(one.kinds))]


def safe(turn: Turn) -> Reply:
    """Good; what else can be done."""
    return reply(say("emergency.safe"), button(Report(), "report"), button(AskOfficer(), "human"), button(Menu(), "menu"))


ACTIVITY = Activity(presses=(On(ReportUrgent, lambda turn, press: intake.start_urgent(turn)),))
