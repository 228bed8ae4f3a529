"""Danger now: the numbers for help first, in one short message, then the urgent report."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.asking import cue_words, office_contacts, smalltalk
from handlers.reporting import changes, contact_wishes, intake, plausibility, told_lately
from handlers.reporting.danger_numbers import VIOLENCE, for_kinds, kinds_of, listed, policy
from handlers.talking import dialogue
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import AskOfficer, Forget, Menu, Report, ReportUrgent, Resume, Safe
from handlers.talking.dialogue import Answers
from handlers.talking.message import Choice, Outcome, Reply, Text
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, below, outcome, reply
from handlers.talking.wording import button, say
from knowledge.language.dialogue_acts import Act
from knowledge.language.wishes import WishKind
from knowledge.understanding.understander import Understanding

MOST_NUMBERS = 4
REMEMBERED = timedelta(hours=12)
"""For this long "alhamdulillah, sudah ketemu" is taken as news of the danger."""
FEW = 6  # words
LONGEST_PLACE = 8  # words
LONGEST_TOLD = 25  # words; a longer message tells something of its own
SPEAKS_FOR = 0.5  # score from which a service becomes the topic
LONGEST = 2000


def help_first(turn: Turn) -> Outcome:
    """The numbers for this danger, and the offer of an urgent report. The service for it becomes the topic."""
    lines = listed(for_kinds(turn, kinds_of(turn))[:MOST_NUMBERS])
    text = Text.join([say("emergency.now"), lines, say("emergency.then")])
    return outcome(
        turn,
        reply(text, button(ReportUrgent(), "urgent_report"), _calm_way(turn), button(Safe(), "am_safe")),
        danger=_danger_story(turn),
        danger_at=turn.now,
        dialogue=_with_words(turn),
        topic=turn.state.topic or _about(turn),
    )


def _calm_way(turn: Turn) -> Choice:
    """The button for a normal report: what happens every night can be told without saying first that all is safe."""
    standing = turn.state.dialogue
    is_telling = standing is not None and standing.name == intake.INTAKE.name
    return button(Resume(), "resume") if is_telling else button(Report(), "report")


def _about(turn: Turn) -> str | None:
    """The service of the office that deals with this danger; None where no service fits."""
    ranked = turn.knowledge.understander.ranked(turn.text, turn.office_id) if turn.office_id else ()
    return ranked[0].service if ranked and ranked[0].score >= SPEAKS_FOR else None


def _danger_story(turn: Turn) -> str:
    """All words about the danger so far, with these if they are new; cut at the beginning where too long."""
    before = turn.state.danger or ""
    story = before if turn.text in before else "\n".join(filter(None, [before, turn.text]))
    return story[-LONGEST:]


async def go_on(turn: Turn, understood: Understanding) -> Outcome | None:
    """The outcome while a danger of minutes ago is not reported yet. Who cannot phone is helped silently; "kirim" and a place lead to the urgent
    report; other words about it bring the numbers again. None where the talk is about something else, or where the urgent report is already
    being written.
    """
    if asks_shelter(turn) and (turn.state.danger_at and turn.now - turn.state.danger_at <= REMEMBERED):
        return shelter(turn)
    if not (turn.state.danger and told_lately.danger(turn)):
        return None
    standing = turn.state.dialogue
    is_reporting = standing is not None and bool(standing.answers.get("express"))
    if cannot_phone(turn) and not is_reporting:
        return await quietly(turn)
    if not is_reporting and contact_wishes.read(turn):
        return _with_wish(turn)
    if standing is None and not cue_words.interrogates(turn):
        act = turn.knowledge.understander.act(turn.text)
        if act is Act.GO_ON or (_is_offered(turn) and (act is Act.AGREE or plausibility.says_yes(turn))):
            return await intake.start_urgent(turn)
        if _is_offered(turn) and _tells_place(turn) and not understood.dangers:
            return await intake.start_urgent(turn, {"place": turn.text, "place_told": True})
        if _is_offered(turn) and _has_moved(turn) and not understood.dangers:
            return _heard(turn)
    if not _tells_more(turn, understood):
        return None
    return help_first(turn) if _goes_on(turn) else _heard(turn)


def _heard(turn: Turn) -> Outcome:
    """What is told beside the danger is kept for the report; of the numbers, given just before, only the general one is repeated."""
    done = help_first(turn)
    general = for_kinds(turn, set())[0].number
    return replace(done, replies=(reply(say("emergency.heard", number=general), *done.replies[0].choices),))


def _with_wish(turn: Turn) -> Outcome:
    """The wish how to be reached, which the urgent report takes along, and the way there."""
    done = help_first(turn)
    noted = say("emergency.reach", wish=contact_wishes.words(turn))
    asked = reply(noted, button(ReportUrgent(), "urgent_report"), button(Safe(), "am_safe"), button(Forget(), "forget"))
    return replace(done, replies=(asked,))


def asks_shelter(turn: Turn) -> bool:
    return cue_words.says(turn, "shelter_asked") and not cue_words.says(turn, "sheltered")


def shelter(turn: Turn) -> Outcome:
    """Who finds a safe place: the numbers for the danger, and the office."""
    fitting = for_kinds(turn, kinds_of(turn) or {VIOLENCE})
    contacts = office_contacts.contact_lines(turn.office) if turn.office else Text()
    text = Text.join([say("emergency.shelter"), listed(fitting[:MOST_NUMBERS]), contacts, say("emergency.shelter_way")])
    return outcome(turn, reply(text, button(ReportUrgent(), "urgent_report"), button(AskOfficer(), "human"), button(Safe(), "am_safe")))


def _is_offered(turn: Turn) -> bool:
    """Whether the last screen offered the urgent report; a yes after other talk is meant for that."""
    return any(choice_id == ReportUrgent().id for choice_id, _ in turn.state.choices)


def _tells_place(turn: Turn) -> bool:
    """Whether few words say where it happens, in answer to the offered report; after other talk they may be about anything."""
    return len(turn.text.split()) <= LONGEST_PLACE and plausibility.is_place(turn) and not _has_moved(turn)


def _has_moved(turn: Turn) -> bool:
    """Whether few words tell where somebody is by now: "sudah pulang dianya, nenek di rumah anak", "sudah di puskesmas"."""
    return len(turn.text.split()) <= LONGEST_PLACE and plausibility.is_place(turn) and cue_words.says(turn, "moved_on")


def cannot_phone(turn: Turn) -> bool:
    return cue_words.says(turn, "cannot_phone")


async def quietly(turn: Turn) -> Outcome:
    """Opens the urgent report at its last question, whatever is still unknown; nothing has to be said aloud."""
    with_danger = turn.with_state(danger=_danger_story(turn), danger_at=turn.now)
    done = await intake.start_urgent(with_danger, {"circumstances": True, "veiled": True})
    general = for_kinds(turn, set())[0].number
    quiet = Text.join([say("emergency.quiet"), by_chat(turn), say("emergency.once_safe", number=general)], between="\n")
    return replace(done, replies=below(quiet, done.replies))


def by_chat(turn: Turn) -> Text:
    """Who can be written to about this danger, or about one of which the kind is not known; empty where there is nobody."""
    kinds = kinds_of(turn)
    fitting = [number for number in policy(turn).danger_numbers if number.by_chat and (not kinds or kinds & set(number.kinds))]
    return Text.join([say("emergency.by_chat"), listed(fitting)], between="\n") if fitting else Text()


def _tells_more(turn: Turn, understood: Understanding) -> bool:
    """Whether the words are about the danger: a cry, or what is told while the last screen gave help."""
    if smalltalk.is_thanks(turn) or cue_words.says(turn, "no_matter") or cue_words.says(turn, "wants_to_ask"):
        return False
    if any(wish.kind is not WishKind.PERSON for wish in understood.wishes) or _says_safe(turn, understood):
        return False
    was_helped = any(choice == Safe().id for choice, _ in turn.state.choices)
    tells = understood.kind in {"smalltalk", "none", "complaint"} and not smalltalk.is_courtesy(turn) and not cue_words.interrogates(turn)
    return cue_words.says(turn, "cry") or (was_helped and tells and len(turn.text.split()) <= LONGEST_TOLD)


def _goes_on(turn: Turn) -> bool:
    """Whether the person asks for the number again, or tells danger anew, that it goes on, or where: "gimana ini", "pintunya sudah jebol"."""
    return cue_words.says(turn, "cry") or plausibility.is_place(turn) or turn.knowledge.understander.danger_goes_on(turn.text)


def is_over(turn: Turn, understood: Understanding) -> bool:
    """Whether the person says that the danger has passed or never was: "sudah sadar, alhamdulillah", "cuma simulasi"; not "sudah tenang, tapi
    badannya biru".
    """
    if turn.state.danger_at is None or turn.now - turn.state.danger_at > REMEMBERED:
        return False
    wished = any(wish.kind is WishKind.SAFE for wish in understood.wishes) or turn.knowledge.understander.is_unreal(turn.text)
    return wished or (_says_safe(turn, understood) and len(turn.text.split()) <= FEW and not cue_words.interrogates(turn))


def _says_safe(turn: Turn, understood: Understanding) -> bool:
    """Whether a clause other than a greeting says that it is safe and does not deny it: not "selamat malam", not "belum aman"."""
    clauses = cue_words.clauses(understood.matter or (turn.text if understood.wishes else ""))
    return any(cue_words.tells_safe(turn, clause) and not cue_words.given(turn, "lacking", clause) for clause in clauses)


def _with_words(turn: Turn) -> Standing | None:
    """The running report with the words about the danger added to its story, or in its place where it is told anew; None where no report is in progress."""
    standing = turn.state.dialogue
    if standing is None or standing.name != intake.INTAKE.name:
        return standing
    told = changes.addition(turn.text) or turn.text
    before = {**standing.answers, "story": ""} if standing.editing and standing.step == "story" else standing.answers
    return replace(standing, answers=intake.with_story(turn, before, told))


async def calmed(turn: Turn, answers: Answers) -> Outcome:
    """The urgent report that was not sent yet, as a usual one: what was not asked in haste is asked, and it rings nobody."""
    of_haste = {"express", "urgent", "veiled"} | (set() if answers.get("identity_told") else {"identity"})
    left = {key: value for key, value in answers.items() if key not in of_haste}
    done = await dialogue.begin(intake.INTAKE, turn, {**left, "is_over": True, "urgent_proposed": False})
    return replace(done, replies=below(say("emergency.safe_unsent"), done.replies))


def safe(turn: Turn) -> Reply:
    """The reply to good news, with what else can be done."""
    return reply(say("emergency.safe"), button(Report(), "report"), button(AskOfficer(), "human"), button(Menu(), "menu"))


ACTIVITY = Activity(presses=(On(ReportUrgent, lambda turn, press: intake.start_urgent(turn)),))
