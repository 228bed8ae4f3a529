"""A complaint told in words that asked for no report: the bot offers to report it, or asks whether that is meant."""

from __future__ import annotations

from handlers.asking import amounts, compound, cue_words, details, inquiry, service_promises
from handlers.asking.topics import CLEARLY
from handlers.reporting import intake, plausibility, report_wishes, told_lately
from handlers.reporting.story import is_only
from handlers.talking.message import Outcome
from handlers.talking.state import INVITED
from handlers.talking.turn import Turn
from handlers.talking.wording import words
from knowledge.understanding.understander import Understanding

SHORT = 4  # words: rather a name than a question
FEWEST_TOLD = 2  # words beside those for reporting
CONTACTS = "pengaduan"
"""The part of a standard that says where to complain: who wants to complain does not only ask for it."""
LONGEST_NAME = 6  # words behind "soal" that only name a service and perhaps a time
FEWEST_OF_A_STORY = 6  # words
SURELY_A_COMPLAINT = 0.9
UNSURE = 0.7  # a complaint below this probability may be a question within the service that is talked of


async def answer(turn: Turn, understood: Understanding) -> Outcome:
    """The answer to a complaint. Who says that it should be reported is asked for what is missing; others are invited to report; where it is
    unsure, the bot asks.
    """
    wants = was_invited(turn) or (plausibility.agrees_to_report(turn) and not cue_words.says(turn, "civil_notice"))
    turn = turn.with_state(unclear=None) if turn.state.unclear == INVITED else turn
    if not wants and (answered := await _asked_rather(turn, understood)) is not None:
        return answered
    about = _complained_of(turn, understood)
    told = turn.with_state(topic=about) if about else turn
    bar = UNSURE if _breaks_promise(told) else SURELY_A_COMPLAINT
    is_sure = understood.kind == "complaint" and understood.score >= bar
    turn = told if wants or (is_sure and _is_spoken_of(turn, understood)) else turn  # else the talk stays where it was
    unspoken = intake.Wish.COMPLAIN if is_sure else intake.Wish.UNCLEAR
    story = "" if _only_names(turn, understood) else _story(turn)
    return await intake.start(turn, story=story, service_id=about, wish=intake.Wish.REPORT if wants else unspoken)


def is_meant(turn: Turn, understood: Understanding) -> bool:
    """Whether words complain that were understood as something else: a wish to report or wrong suffered in what asks for nothing, a wish to report
    in what may be about several services, beside a broken promise or instead of a question for the contacts in what names one, "ya sudah saya lapor
    saja" in what may be about one's own report.
    """
    if was_invited(turn):
        return True
    wishes = plausibility.wants_to_report(turn)
    is_told = wishes and not cue_words.interrogates(turn)
    match understood.kind:
        case "none" | "smalltalk":
            return wishes or report_wishes.asks_to_note(turn) or _was_wronged(turn)
        case "clarify":
            return is_told
        case "answer":
            service = turn.library.services.get(understood.service or "")
            return is_told and (understood.component == CONTACTS or bool(service_promises.broken(turn, service, turn.text)))
        case "status":
            return (is_told and not cue_words.says(turn, "my_report")) or (cue_words.says(turn, "so_be_it") and only_agrees(turn))
    return False


def was_invited(turn: Turn) -> bool:
    """Whether the words tell what happened, after the bot said that it can be written here."""
    tells = len(turn.text.split()) >= FEWEST_OF_A_STORY and plausibility.is_told(turn)
    return turn.state.unclear == INVITED and tells and turn.knowledge.understander.act(turn.text) is None


def _was_wronged(turn: Turn) -> bool:
    """Whether few words tell that somebody was treated badly: "kemarin saya ke sana dimarahin"."""
    return cue_words.says(turn, "was_wronged") and not cue_words.interrogates(turn) and cue_words.only_tells(turn)


async def _asked_rather(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer where it is unsure that anything is complained of, and a service that is named or talked of says what is asked or pleaded for;
    None otherwise.
    """
    if turn.topic and amounts.doubts_payment(turn):
        return inquiry.answer(turn, turn.topic.id, "biaya")
    if understood.score >= SURELY_A_COMPLAINT:
        return None
    named = understood.service if compound.names_service(turn, understood) else None
    if named and cue_words.says(turn, "plea"):
        return inquiry.answer(turn, named, turn.knowledge.understander.component(turn.text) or "persyaratan")
    if named and cue_words.says(turn, "civil_notice"):
        return inquiry.answer(turn, named, "persyaratan")
    topic = turn.topic
    if topic is None:
        return None
    asked = details.question(turn, topic)
    is_question = cue_words.interrogates(turn) or cue_words.says(turn, "either_or")
    if not asked.match.by_saying and (not is_question or understood.score >= UNSURE):
        return None
    return await details.answer(turn, topic, understood, asked)


def _story(turn: Turn) -> str:
    """The words as the beginning of a complaint, a few of them below what was told just before: "udah dari bulan september"; empty for "selamat
    malam bu, mau lapor", which tells nothing yet.
    """
    matter = turn.knowledge.understander.segments(turn.text).matter
    if only_agrees(turn):
        return told_lately.anything(turn)
    if len(cue_words.without(turn, matter, "courtesy").split()) > SHORT:
        return turn.text
    before = told_lately.just_before(turn, fewest=SHORT)
    return f"{before}\n{turn.text}" if before else ""


def _only_names(turn: Turn, understood: Understanding) -> bool:
    """Whether it is said which service the complaint is about, and not yet what happened: "mau mengadu soal bantuan banjir bulan lalu"."""
    spoken_words, about = cue_words.spoken(turn.text), words("cues.concerning")
    behind = next((len(spoken_words) - 1 - at for at, word in enumerate(spoken_words) if word in about), LONGEST_NAME + 1)
    return plausibility.wants_to_report(turn) and compound.names_service(turn, understood) and behind <= LONGEST_NAME


def only_agrees(turn: Turn) -> bool:
    """Whether it is said that it is to be reported, and nothing else: "lapor aja deh"."""
    return plausibility.agrees_to_report(turn) and not _tells_of_something(turn, turn.knowledge.understander.segments(turn.text).matter)


def _tells_of_something(turn: Turn, matter: str) -> bool:
    """Whether words are left beside those for reporting: "mau lapor lampu di gang kami mati", not "iya tolong dibuatkan aduan"."""
    left = set(cue_words.spoken(matter))
    for key in (
        "courtesy",
        "filler",
        "reporting",
        "report",
        "beside_reporting",
        "so_be_it",
        "speaker",
        "yes",
        "behind_yes",
        "noting",
        "beside_noting",
    ):
        left -= {word for phrase in words(f"cues.{key}") for word in phrase.split()}
    return len(left) >= FEWEST_TOLD


def _complained_of(turn: Turn, understood: Understanding) -> str | None:
    """The service of the complaint: the one that the words name or surely mean, or the topic if "katanya 15 menit" is about its promise.

    Without a chosen office only a name counts: a guess would send the complaint to another office. "Lampu jalan mati" is about no death benefit.
    """
    service, sure = turn.library.services.get(understood.service or ""), [candidate.score for candidate in understood.candidates[:1]]
    is_clear = bool(turn.office_id) and sure >= [CLEARLY]
    if service and (compound.names_service(turn, understood) or (is_clear and not is_only(turn, service))):
        return service.id
    return turn.topic.id if turn.topic and _breaks_promise(turn) else None


def _is_spoken_of(turn: Turn, understood: Understanding) -> bool:
    """Whether the words name the service, or its promise is what is complained of."""
    return compound.names_service(turn, understood) or _breaks_promise(turn)


def _breaks_promise(turn: Turn) -> bool:
    """Whether what is told is not what the standard of the service that is talked of promises: "katanya 15 menit, saya 3 hari"."""
    return turn.topic is not None and bool(service_promises.broken(turn, turn.topic, turn.text))
