"""Greetings, thanks, "who are you": short and friendly, always with the way on."""

from __future__ import annotations

from itertools import pairwise

from handlers.asking import cue_words, inquiry, menu
from handlers.talking.buttons import AskOfficer, Menu
from handlers.talking.message import Outcome
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say, words
from knowledge.understanding.understander import Understanding

LONGEST_WISH = 14  # words; who writes more about an officer tells something of one
FEW = 4  # words
LONGEST_REMARK = 10  # words about the bot itself
_THANKS = (
    "makasih",
    "makasi",
    "terima kasih",
    "trims",
    "thanks",
    "thx",
    "suksma",
    "matur",
    "nuhun",
    "suwun",
    "mksh",
    "tengkyu",
    "👍",
    "🙏",
)
_CLOSING = 0.9  # how sure it must be that the words are smalltalk


_OF_THE_TALK = {"only_writes": "in_writing", "wants_to_tell": "tell", "robot": "robot", "insult": "sorry"}
"""What is said of the talk itself, by its cue, and what is answered."""


def answer(turn: Turn) -> Outcome:
    """Thanks are returned, a greeting opens the first screen, any other remark gets a kind word and the way on."""
    if is_thanks(turn):
        return outcome(turn, reply(say("smalltalk.welcome"), button(Menu(), "menu")))
    if (about := about_the_bot(turn)) is not None:
        return about
    greets = turn.knowledge.understander.segments(turn.text).courtesy.greeting
    return hello(turn) if greets or turn.state.said is None else menu.main(turn, say("smalltalk.listening"))


def about_the_bot(turn: Turn) -> Outcome | None:
    """Whether it is a machine, whether all goes in writing, whether one may tell; and what is said in anger. None where it is none of these."""
    if len(turn.text.split()) > LONGEST_REMARK:
        return None
    told = next((sentence for cue, sentence in _OF_THE_TALK.items() if cue_words.says(turn, cue)), None)
    return outcome(turn, reply(say(f"smalltalk.{told}"), button(AskOfficer(), "human"), button(Menu(), "menu"))) if told else None


def hello(turn: Turn) -> Outcome:
    """The first screen: which office, that this is a machine, when the office is open, and the way to a person."""
    if turn.office is None:
        return menu.main(turn, say("smalltalk.hello_all", count=len(turn.library.offices)))
    return menu.main(turn, say("smalltalk.hello", office=turn.office.name, hours=inquiry.hours(turn.office)))


def is_thanks(turn: Turn) -> bool:
    return any(word in turn.text.lower() for word in _THANKS) or {"terima", "kasih"} <= set(cue_words.tokens(turn))


def is_courtesy(turn: Turn) -> bool:
    """Only thanks, "ok pak", a greeting or an emoji: kind, and no answer to anything."""
    said = cue_words.spoken(turn.text)
    if not said:
        return bool(turn.text)
    return all(word in words("cues.courtesy") for word in said)


def is_closing(turn: Turn, understood: Understanding) -> bool:
    """Thanks or a remark that asks for nothing: "suwun bu kader", "makasih, semoga cepat beres"."""
    if cue_words.interrogates(turn):
        return False
    thanks_for_it = is_thanks(turn) and len(understood.matter.split()) <= FEW and not cue_words.says(turn, "requests")
    if thanks_for_it and turn.state.said is not None and understood.kind != "answer":
        return True
    return understood.kind == "smalltalk" and (is_thanks(turn) or not understood.matter or understood.score >= _CLOSING)


def wants_human(turn: Turn, understood: Understanding) -> bool:
    """ "bisa ngobrol sama manusia ga? capek ngetik": to talk, with, a person, one word after the other; not what an officer once said."""
    said = cue_words.spoken(turn.text)
    if len(said) > LONGEST_WISH or understood.kind == "complaint" or cue_words.says(turn, "told_of_officers"):
        return False
    verbs, links, persons = (set(words(f"cues.{key}")) for key in ("person_verbs", "person_links", "persons"))
    if cue_words.says(turn, "not_a_machine"):
        return True
    linked = [word for word in said if word not in links]
    return any(verb in verbs and person in persons for verb, person in pairwise(linked))
