"""What is stored about a person, and how it is deleted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from handlers.asking import cue_words
from handlers.case import cards, case_changes, photo_facts
from handlers.casework.complaint import Complaint
from handlers.casework.moves import State
from handlers.casework.payloads import Anonymized
from handlers.reporting import case_summary
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Loud, Menu, MyData, OwnData, Quiet, Track
from handlers.talking.message import Outcome, Text
from handlers.talking.ports import Filter
from handlers.talking.staff_buttons import Addresses, Desk
from handlers.talking.state import ChatState
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, moment, plain, say
from handlers.telling.case_words import due_words

LONGEST_WISH = 12  # words
_TOLD = {"story": "story", "place": "place", "occurred": "occurred", "name": "reporter", "contact": "reporter"}
"""Answers of a draft, with the label that the review uses for each."""


def is_asked(turn: Turn) -> bool:
    """Whether the words ask what is stored about the person or wish it deleted: "hapus semua data saya", not "data saya disebar pegawai"."""
    return len(turn.text.split()) <= LONGEST_WISH and cue_words.says(turn, "own_data")


async def explain(turn: Turn) -> Outcome:
    """Tells in a few lines what is stored, for how long, and the two rights."""
    return outcome(
        turn,
        reply(
            say("privacy.explain"),
            button(OwnData("show"), "show_my_data"),
            button(OwnData("delete"), "delete_my_data"),
            button(Menu(), "menu"),
        ),
    )


async def show(turn: Turn) -> Outcome:
    """Everything that is stored as a file, with a short list of its content."""
    complaints = await _mine(turn)
    staff = [plain("privacy.staff", office=member.office, roles=", ".join(sorted(member.roles))) for member in turn.staff]
    lines = [f"{cards.line(complaint, turn.rules(complaint.office), turn.now)}" for complaint in complaints]
    followed = [
        complaint.number for complaint in await turn.ports.complaints.find(Filter(citizen=turn.person)) if complaint.reporter != turn.person
    ]
    follows = [plain("privacy.follows", numbers=", ".join(followed))] if followed else []
    text = Text.join([say("privacy.stored"), bullets([plain("privacy.chat"), *lines, *follows, *staff])])
    whole = Text.join([text, *[await _everything(turn, complaint) for complaint in complaints], _draft(turn)])
    file = await turn.ports.documents.keep(whole.plain, plain("privacy.file"), turn.person)
    await turn.ports.audit.write(turn.person, "data_given_out", "person")
    summary = reply(text, button(OwnData("delete"), "delete_my_data"), button(Menu(), "menu"))
    return outcome(turn, replace(summary, attachments=(file,)))


def _draft(turn: Turn) -> Text:
    """The text of a report that was begun and not sent; empty where there is none."""
    answers = turn.state.unfinished.answers if turn.state.unfinished else {}
    draft_lines = [f"{plain(f'review.{label}')}: {answers[key]}" for key, label in _TOLD.items() if answers.get(key)]
    files = [str(file.get("name") or plain("photos.kinds.document")) for file in answers.get("files", ())]
    lines = draft_lines + files
    return Text.join([say("privacy.draft"), bullets(lines)]) if lines else Text()


async def _mine(turn: Turn) -> list[Complaint]:
    return await turn.ports.complaints.find(Filter(reporter=turn.person))


async def _everything(turn: Turn, complaint: Complaint) -> Text:
    """One case as text: its summary, the reporter's own data, place and time, and the files."""
    identity = await turn.ports.complaints.identity(complaint.number)
    who = cards.identity_words(identity) if identity else plain(f"identity.{complaint.identity}")
    files = await turn.ports.complaints.attachments(complaint.number)
    facts = {"reporter": who, "occurred": complaint.occurred, "place": complaint.place, "files": ", ".join(file.name for file in files)}
    lines = [f"{plain(f'card.{key}')}: {fact}" for key, fact in facts.items() if fact]
    return Text.join([Text.of("—" * 20), await case_summary.of_case(turn, complaint), bullets([*lines, *photo_facts.lines(files)])])


async def ask_delete(turn: Turn) -> Outcome:
    """Asks whether to delete; refused while a case is open, with the date on which it will be possible."""
    running = [complaint for complaint in await _mine(turn) if complaint.alive]
    if running:
        text = Text.join([say("privacy.not_yet"), bullets([_when(turn, complaint) for complaint in running])])
        return outcome(turn, reply(text, button(Track(), "track"), button(Menu(), "menu")))
    return outcome(turn, reply(say("privacy.sure"), button(OwnData("really"), "delete_really"), button(Menu(), "menu")))


def _when(turn: Turn, complaint: Complaint) -> str:
    rules = turn.rules(complaint.office)
    if complaint.state is State.RESOLVED:
        silent = rules.next_moment(complaint, after=turn.now)
        latest = moment(silent, rules.office.zone) if silent else ""
        return plain("privacy.when_resolved", number=complaint.number, latest=latest)
    return plain("privacy.when_open", number=complaint.number, due=due_words(complaint.due, rules))


async def delete(turn: Turn) -> Outcome:
    """Removes the identity and the words; figures and the facts of the history stay."""
    complaints = await _mine(turn)
    if any(complaint.alive for complaint in complaints):
        return await ask_delete(turn)
    for complaint in complaints:
        if complaint.text:
            await case_changes.act(turn, complaint, Anonymized())
        await turn.ports.complaints.unlink(complaint.number)
    if not turn.staff:  # staff keep the address that the office writes to
        await turn.ports.people.forget(turn.person)
    await turn.ports.audit.write(None, "forgotten", "person", "")
    return Outcome(replies=(reply(say("privacy.done"), button(Menu(), "menu")),), state=ChatState())


async def quiet(turn: Turn) -> Outcome:
    """The outcome of "berhenti": from now on only answers to a running case. Staff cannot opt out, because they must be reachable."""
    if turn.staff:
        return outcome(turn, reply(say("privacy.staff_quiet"), button(Addresses(), "addresses"), button(Desk(), "desk")))
    await turn.ports.addresses.opt_out(turn.inbound.channel, turn.inbound.address)
    return outcome(turn, reply(say("privacy.quiet"), button(Loud(), "loud"), button(Menu(), "menu")))


async def loud(turn: Turn) -> Outcome:
    await turn.ports.addresses.opt_in(turn.inbound.channel, turn.inbound.address, "asked")
    return outcome(turn, reply(say("privacy.loud"), button(Menu(), "menu")))


_WHAT: Mapping[str, Callable[[Turn], Awaitable[Outcome]]] = {"show": show, "delete": ask_delete, "really": delete}
ACTIVITY = Activity(
    presses=(
        On(MyData, lambda turn, press: explain(turn)),
        On(OwnData, lambda turn, press: _WHAT[press.what](turn)),
        On(Quiet, lambda turn, press: quiet(turn)),
        On(Loud, lambda turn, press: loud(turn)),
    ),
    commands={
        "privasi": MyData(),
        "data saya": MyData(),
        "hapus data saya": OwnData("delete"),
        "berhenti": Quiet(),
        "stop": Quiet(),
        "kirim kabar lagi": Loud(),
    },
)
