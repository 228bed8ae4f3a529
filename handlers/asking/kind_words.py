"""Remarks amid a talk: relief, pity, why somebody asks, a jest about the bot. They are answered in kind and asked nothing of a standard."""

from __future__ import annotations

from handlers.asking import cue_words, details, menu, office_contacts, smalltalk
from handlers.asking.compound import VERY_SURE
from handlers.talking.buttons import AskOfficer, Menu
from handlers.talking.message import Outcome
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say, words
from knowledge.understanding.understander import Understanding

SURE = 0.7  # probability of small talk
SHORT = 5  # words; fewer may be half a question: "asli/fc"
LONGEST_HOPE = 8  # words
LONGEST = 30  # words; in more something is told
LONGEST_ABOUT_THE_BOT = 9  # words
FIRST = 3  # words among which "kamu" stands in a question about the bot


def heard(turn: Turn, understood: Understanding) -> Outcome | None:
    """The answer in kind; None where the words ask, wish or complain, or are too few to tell."""
    if asks_about_the_bot(turn):
        return outcome(turn, reply(say("smalltalk.robot"), button(AskOfficer(), "human"), button(Menu(), "menu")))
    if cue_words.says(turn, "lost_thread") and understood.kind not in {"complaint", "emergency"}:
        return menu.main(turn, say("smalltalk.no_hurry"))
    if turn.state.last_text is None or understood.dangers or understood.wishes or _asks(turn):
        return None
    if turn.topic and details.question(turn, turn.topic).match.by_saying:
        return None
    if cue_words.says(turn, "jesting") and understood.kind != "complaint":
        return smalltalk.answer(turn)
    if _is_relief(turn, understood):
        return menu.main(turn, say("smalltalk.glad"))
    if cue_words.tells_safe(turn) and understood.kind in {"file", "none"}:
        return menu.main(turn, say("smalltalk.glad"))
    if begins(turn, "pity") and understood.kind == "smalltalk":
        return menu.main(turn, say("smalltalk.sympathy"))
    if cue_words.says(turn, "amazed") or _tells_why(turn, understood) or _hopes(turn, understood) or _is_told(turn, understood):
        return smalltalk.answer(turn)
    if begins(turn, "declining") and understood.kind in {"none", "smalltalk"}:
        return menu.main(turn, say("smalltalk.listening"))
    thanks_first = begins(turn, "thanking") and understood.kind in {"none", "smalltalk"}
    return outcome(turn, reply(say("smalltalk.welcome"), button(Menu(), "menu"))) if thanks_first else None


def _asks(turn: Turn) -> bool:
    return cue_words.interrogates(turn) or cue_words.says(turn, "either_or") or len(turn.text.split()) > LONGEST


def asks_about_the_bot(turn: Turn) -> bool:
    """Whether the bot itself is asked what it has done or is like: "kamu pernah bikin KTP ga", "sampeyan lanang opo wedok"."""
    spoken = cue_words.spoken(turn.text)
    is_short = len(spoken) <= LONGEST_ABOUT_THE_BOT and cue_words.interrogates(turn)
    return is_short and not set(words("cues.you")).isdisjoint(spoken[:FIRST]) and cue_words.says(turn, "asked_of_the_bot")


def begins(turn: Turn, key: str) -> bool:
    """Whether the message, or what stands behind its first words of courtesy, begins with one of the phrases under `cues.<key>`."""
    polite = ("courtesy", "reaction", "behind_yes", "beside_reaction")
    aside = {word for list_ in polite for word in words(f"cues.{list_}")} - {cue.split()[0] for cue in words(f"cues.{key}")}
    spoken = cue_words.spoken(turn.text)
    while spoken and spoken[0] in aside:
        spoken = spoken[1:]
    return any(spoken[: len(cue)] == cue for cue in map(str.split, words(f"cues.{key}")))


def _is_relief(turn: Turn, understood: Understanding) -> bool:
    """Whether somebody is glad and tells nothing that is still wrong: "syukurlah, pasien kami menunggu dari subuh"; not "syukur, tapi …"."""
    is_matter = cue_words.says(turn, "but") or cue_words.says(turn, "reporting") or understood.kind in {"answer", "status", "file"}
    return begins(turn, "relief") and not is_matter


def _tells_why(turn: Turn, understood: Understanding) -> bool:
    """Whether somebody says, amid talk about a service, why they asked: "oh gitu, soalnya saya jualan, ga bisa lama", "buat daftar kerja soalnya"; not what is
    surely complained of: "soalnya tiap malam ada yang minta uang".
    """
    if understood.kind == "complaint" and understood.score >= VERY_SURE and not cue_words.reacts(turn):
        return False
    is_why = begins(turn, "explaining") or cue_words.without_courtesy(turn.text)[-1:] in ([why] for why in words("cues.because_at_the_end"))
    return turn.topic is not None and is_why and not cue_words.says(turn, "but")


def _hopes(turn: Turn, understood: Understanding) -> bool:
    """Whether a short hope is all that is said: "mudahan cepat ditindak ya bu"; not "semoga nama saya masuk DTKS"."""
    return (
        begins(turn, "hoping")
        and len(turn.text.split()) <= LONGEST_HOPE
        and understood.kind in {"complaint", "smalltalk", "none", "status"}
    )


def _is_told(turn: Turn, understood: Understanding) -> bool:
    """Whether the message is small talk long enough to ask for nothing."""
    is_surely = understood.kind == "smalltalk" and understood.score >= SURE and len(turn.text.split()) > SHORT
    return (
        is_surely
        and not office_contacts.asks_office(turn)
        and not (cue_words.says(turn, "requests") or (cue_words.questions(turn) and not cue_words.reacts(turn)))
    )
