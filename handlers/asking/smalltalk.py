"""Greetings, thanks, "who are you": a short friendly answer, always with a way on."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from handlers.asking import compound, cue_words, menu, office_contacts
from handlers.talking.buttons import AskOfficer, Menu
from handlers.talking.message import Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, plain, say, words
from knowledge.understanding.understander import Understanding

LONGEST_WISH = 14  # words; a longer message about an officer is a story
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
_CLOSING = 0.9  # the lowest probability of small talk


_OF_THE_TALK = {"only_writes": "in_writing", "wants_to_tell": "tell", "robot": "robot", "insult": "sorry"}
"""The key of the answer, by the cue of a remark about the chat itself."""


def answer(turn: Turn) -> Outcome:
    """The answer to thanks, a greeting (the first screen) or another remark (a kind word and a way on)."""
    if is_thanks(turn):
        return outcome(turn, reply(say("smalltalk.welcome"), button(Menu(), "menu")))
    if (about := about_the_bot(turn)) is not None:
        return about
    greets = turn.knowledge.understander.segments(turn.text).courtesy.greeting
    if greets or turn.state.last_text is None:
        return hello(turn)
    return menu.main(turn, say("smalltalk.listening_on" if turn.topic else "smalltalk.listening"))


def is_unanswered(done: Outcome) -> bool:
    """Whether the words only got a kind word and the invitation to write on."""
    return bool(done.replies) and done.replies[0].text in {say("smalltalk.listening"), say("smalltalk.listening_on")}


def about_the_bot(turn: Turn) -> Outcome | None:
    """The answer to questions about the chat itself (a machine? only in writing? may I tell?) and to anger; None where it is none of these."""
    if len(turn.text.split()) > LONGEST_REMARK:
        return None
    sentence_key = next((sentence for cue, sentence in _OF_THE_TALK.items() if cue_words.says(turn, cue)), None)
    if sentence_key == _OF_THE_TALK["insult"] and (cue_words.says(turn, "of_animals") or compound.services_named(turn)):
        return None  # "boleh bawa anjing?", "anjir, ktp gue patah" insult nobody
    return (
        outcome(turn, reply(say(f"smalltalk.{sentence_key}"), button(AskOfficer(), "human"), button(Menu(), "menu")))
        if sentence_key
        else None
    )


def hello(turn: Turn) -> Outcome:
    """The first screen, with the greeting in its own form: which office, that this is a machine, when the office is open, and the way to a person."""
    office = turn.office
    first = (
        say("smalltalk.hello_all", count=len(turn.library.offices))
        if office is None
        else say("smalltalk.hello", office=office.name, hours=office_contacts.opening_of(turn, office).text(with_soon=False))
    )
    return menu.main(turn, _greeted(first, turn.knowledge.understander.segments(turn.text).courtesy.greeting))


def _greeted(text: Text, greeting: str | None) -> Text:
    """The text with the greeting in the form in which it was said, where it begins with the usual one and not with an office's own."""
    usual, (first, *others) = plain("smalltalk.hello_plain"), text.spans
    if not greeting or not first.text.startswith(usual):
        return text
    return Text((replace(first, text=greeting + first.text.removeprefix(usual)), *others))


def introduces(turn: Turn, understood: Understanding) -> bool:
    """Whether the first message only greets and says who writes: "Selamat siang. Saya Jono, pensiunan pegawai pos." """
    matter = turn.knowledge.understander.matter(turn.text)
    if turn.topic or understood.kind not in {"none", "answer", "clarify", "smalltalk"} or not understood.courtesy.greeting:
        return False
    wants = cue_words.interrogates(turn) or cue_words.says(turn, "requests", matter) or turn.knowledge.understander.calls_part(turn.text)
    is_case = understood.dangers or any(cue_words.given(turn, sign) for sign in ("making", "has_none", "lacking"))
    return not (wants or is_case) and cue_words.says(turn, "introduces") and cue_words.says(turn, "roles")


def is_thanks(turn: Turn) -> bool:
    return any(word in turn.text.lower() for word in _THANKS) or {"terima", "kasih"} <= set(cue_words.tokens(turn))


def is_courtesy(turn: Turn) -> bool:
    """Whether the message is only thanks, "ok pak", a greeting or an emoji, and answers nothing."""
    lower_words = cue_words.spoken(turn.text)
    if not lower_words:
        return bool(turn.text)
    return all(word in words("cues.courtesy") for word in lower_words)


def is_closing(turn: Turn, understood: Understanding) -> bool:
    """Whether the message is thanks or a remark that asks for nothing: "suwun bu kader", "makasih, semoga cepat beres"."""
    if cue_words.interrogates(turn) or (cue_words.says(turn, "tell_me") and turn.knowledge.understander.calls_part(turn.text)):
        return False
    thanks_for_it = is_thanks(turn) and len(understood.matter.split()) <= FEW and not cue_words.says(turn, "requests")
    is_amid_talk = turn.state.last_text is not None
    if thanks_for_it and is_amid_talk and understood.kind != "answer":
        return True
    if is_amid_talk and cue_words.reacts(turn) and _ends_in_thanks(turn) and understood.kind in {"none", "smalltalk"}:
        return True
    return understood.kind == "smalltalk" and (is_thanks(turn) or not understood.matter or understood.score >= _CLOSING)


def _ends_in_thanks(turn: Turn) -> bool:
    """Whether thanks close what was said to be understood: "oh iya ya harus ke kantor. baik terimakasih"."""
    end = " ".join(cue_words.spoken(turn.text)[-FEW:])
    return any(word in end for word in _THANKS) or cue_words.says(turn, "thanking", end)


def wants_human(turn: Turn, understood: Understanding) -> bool:
    """Whether the message holds, in this order, a wish to talk, "with", and a person: "bisa ngobrol sama manusia ga? capek ngetik". A quoted
    officer does not count.
    """
    lower_words = cue_words.spoken(turn.text)
    if len(lower_words) > LONGEST_WISH or understood.kind == "complaint" or cue_words.says(turn, "told_of_officers"):
        return False
    verbs, links, persons = (set(words(f"cues.{key}")) for key in ("person_verbs", "person_links", "persons"))
    if cue_words.says(turn, "not_a_machine"):
        return True
    linked = [word for word in lower_words if word not in links]
    return any(verb in verbs and person in persons for verb, person in pairwise(linked))
