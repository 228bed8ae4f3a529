"""Questions afterwards: whether the report or its photo was sent, or has been taken back. The answer says what is true."""

from __future__ import annotations

from handlers.asking import cue_words
from handlers.case import cards
from handlers.casework.moves import State
from handlers.reporting import case_remarks
from handlers.talking.buttons import Menu, OpenCase, Resume
from handlers.talking.message import Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import button, say, words

LONGEST_QUESTION = 9  # words


def is_asked(turn: Turn) -> bool:
    """Whether the message asks if something was done: "fotonya ikut kekirim kan?", "sudah tercabut lah laporan saya"."""
    asks = cue_words.interrogates(turn) or not set(words("cues.asking_of_it")).isdisjoint(cue_words.spoken(turn.text))
    return asks and len(turn.text.split()) <= LONGEST_QUESTION and cue_words.says(turn, "was_it_done")


async def as_it_stands(turn: Turn) -> Outcome:
    """The state of the last report of this person with the number of its files; that nothing was sent where there is none."""
    cases = await case_remarks.own(turn, tuple(State))
    if not cases:
        draft = [button(Resume(), "resume")] if turn.state.unfinished else []
        return outcome(turn, reply(say("spoken.nothing_sent"), *draft, button(Menu(), "menu")))
    last = max(cases, key=lambda complaint: complaint.received)
    files = await turn.ports.complaints.attachments(last.number)
    stands = say("spoken.stands", number=last.number, state=cards.state_words(last, own=True))
    sent = say("spoken.files_sent", count=len(files)) if files else Text()
    return outcome(turn, reply(Text.join([stands, sent]), button(OpenCase(last.number), "details"), button(Menu(), "menu")))
