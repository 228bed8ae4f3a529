"""The table: which handler takes which message. Danger first, then presses, then a running dialogue, then commands, then meaning."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from handlers import meaning
from handlers.asking import checklist, follow_up, inquiry, menu, opinion
from handlers.case import actions
from handlers.casework import number as numbers
from handlers.desk import absence, enrolment, groups, sign_in, work_lists
from handlers.reporting import case_remarks, case_summary, emergency, human, intake, own_data, rating, tracking
from handlers.talking.message import AttachmentKind, Inbound, Outcome, Signal
from handlers.talking.turn import Turn, next_state, outcome, reply
from handlers.talking.wording import button, say
from handlers.telling.notices import attachment_from_json
from knowledge.understanding import Understanding

LONGEST_MESSAGE = 10_000

Handler = Callable[..., Outcome | Awaitable[Outcome]]

PRESSES: Mapping[str, Handler] = {
    "menu": lambda turn: menu.main(
        turn.with_state(active=None, acting=None, human=None, rating=None, absence=None, enrolment=None, spoken=None)
    ),
    "help": menu.help_,
    "offices": menu.offices,
    "contact": inquiry.office_matter,
    "office": menu.choose_office,
    "services": menu.services,
    "unit": lambda turn, unit, page="0": menu.unit(turn, unit, _count(page)),
    "s": inquiry.answer,
    "p": inquiry.answer,
    "check": checklist.show,
    "tick": lambda turn, index: checklist.tick(turn, _count(index)),
    "missing": checklist.missing,
    "print": checklist.printable,
    "lapor": lambda turn, service="": intake.start(turn, service_id=service),
    "report": lambda turn: intake.start(turn),
    "resume": intake.resume,
    "urgent": emergency.report,
    "safe": emergency.safe,
    "human": human.start,
    "track": tracking.mine,
    "case": tracking.show,
    "why": tracking.explain,
    "log": tracking.log,
    "rate": rating.start,
    "sum": case_summary.show,
    "tell": case_remarks.tell,
    "anew": lambda turn: _anew(turn),
    "absent": absence.start,
    "back": absence.back,
    "c": actions.press,
    "desk": work_lists.open_desk,
    "list": lambda turn, office, name, page="0", category="": work_lists.show_list(turn, office, name, _count(page), category),
    "invite": enrolment.invite,
    "who": enrolment.ask_role,
    "addresses": enrolment.addresses,
    "prefer": lambda turn, index: enrolment.prefer(turn, _count(index)),
    "link_code": enrolment.link_code,
    "join": enrolment.join,
    "quiet": own_data.quiet,
    "loud": own_data.loud,
    "open": lambda turn: work_lists.open_desk(turn) if turn.staff else tracking.mine(turn),
    "my_data": own_data.explain,
    "data": lambda turn, what: {"show": own_data.show, "delete": own_data.ask_delete, "really": own_data.delete}.get(
        what, own_data.explain
    )(turn),
    "fb": opinion.feedback,
    "none_of_these": lambda turn: inquiry.not_covered(turn),
}

COMMANDS: Mapping[str, str] = {
    "menu": "menu",
    "mulai": "menu",
    "start": "menu",
    "bantuan": "help",
    "help": "help",
    "layanan": "services",
    "daftar layanan": "services",
    "lapor": "report",
    "pengaduan": "report",
    "mau lapor": "report",
    "saya mau lapor": "report",
    "mau mengadu": "report",
    "mau ngadu": "report",
    "buat pengaduan": "report",
    "status": "track",
    "cek status": "track",
    "cek laporan": "track",
    "tugas": "desk",
    "rekap": "desk",
    "undang": "who",
    "privasi": "my_data",
    "alamat saya": "addresses",
    "berhenti": "quiet",
    "stop": "quiet",
    "kirim kabar lagi": "loud",
    "data saya": "my_data",
    "hapus data saya": "data:delete",
    "ganti kantor": "offices",
    "pilih kantor": "offices",
    "petugas": "human",
    "bicara dengan petugas": "human",
    "yang masih kurang": "missing",
}

DIALOGUES: Mapping[str, Handler] = {
    "intake": intake.go_on,
    "human": human.go_on,
    "acting": actions.go_on,
    "tracking": tracking.go_on,
    "opinion": opinion.opinion,
    "rating": rating.go_on,
    "absence": absence.go_on,
    "enrolment": enrolment.go_on,
}


async def route(turn: Turn) -> Outcome:
    """The whole way of one message. Whatever arrives, there is an answer with a way on."""
    cut = (reply(say("misc.cut", most=LONGEST_MESSAGE)),) if len(turn.inbound.text) > LONGEST_MESSAGE else ()
    turn = replace(turn, inbound=_readable(turn.inbound))
    if turn.group is not None:
        return await groups.route(turn, _press)
    done = await _handle(turn)
    return replace(done, replies=(*cut, *done.replies), state=next_state(done.state, _remembered(turn, done)))


async def _handle(turn: Turn) -> Outcome:
    if turn.inbound.signal is not None:
        return await _signal(turn)
    if turn.inbound.edited:
        return outcome(turn, reply(say("misc.edited"), button("menu", "menu")))
    if turn.inbound.choice:
        return await _press(turn, turn.inbound.choice)
    if (chosen := _typed_choice(turn)) is not None:
        return await _press(replace(turn, inbound=replace(turn.inbound, choice=chosen, text="")), chosen)
    return await _words(turn)


async def _words(turn: Turn) -> Outcome:
    command = COMMANDS.get(turn.text.lower().strip("/.! "))
    if command and not (command == "quiet" and turn.state.get("active")):  # in a dialogue, "berhenti" ends the dialogue
        return await _press(turn, command)
    if turn.text.upper().startswith("HUBUNGKAN "):
        return await enrolment.link(turn)
    if (browser := sign_in.browser_asked(turn.text)) is not None:
        return await sign_in.enter(turn, browser)
    if enrolment.looks_like_code(turn.text) and turn.text.upper().startswith("GABUNG"):
        return await enrolment.redeem(turn)
    turn = follow_up.together(turn) if turn.state.get("active") is None else turn
    understood = turn.knowledge.understander.understand(turn.text, turn.office_id) if turn.text else None
    if understood and understood.kind == "emergency" and turn.state.get("told") != turn.text[:2000] and _may_interrupt(turn):
        return emergency.help_first(turn.with_state(active=None), understood)
    if understood and _leaves(turn, understood):
        turn = turn.with_state(active=None)
    if dialogue := DIALOGUES.get(turn.state.get("active", "")):
        return await _call(dialogue, turn)
    if turn.inbound.attachments or turn.inbound.location:
        return await _evidence(turn)
    if understood is None:
        return outcome(turn, reply(say("misc.empty"), button("menu", "menu")))
    return await meaning.answer(turn, understood)


def _may_interrupt(turn: Turn) -> bool:
    """Danger comes first, also where a question was being answered; but not where it is being reported or worked on."""
    return turn.state.get("active") in {None, "human", "opinion", "tracking", "rating"}


def _leaves(turn: Turn, understood: Understanding) -> bool:
    """Whether something else is begun in place of the word, the number or the PIN that was asked for."""
    match turn.state.get("active"):
        case "opinion":
            return opinion.is_something_else(turn, understood)
        case "tracking":
            return understood.kind in {"answer", "clarify", "complaint"} and numbers.find(turn.text) is None and not turn.text.isdigit()
    return False


async def _press(turn: Turn, choice: str) -> Outcome:
    """A button, fresh or of long ago. One that nothing knows any more tells so kindly."""
    if choice.startswith("d:"):
        return await _dialogue_press(turn)
    verb, *rest = choice.split(":")
    handler = PRESSES.get(verb)
    if handler is None or not fits(handler, len(rest)):
        return menu.main(turn, say("misc.stale"))
    return await _call(handler, turn, *rest)


async def _dialogue_press(turn: Turn) -> Outcome:
    if dialogue := DIALOGUES.get(turn.state.get("active", "")):
        return await _call(dialogue, turn)
    if turn.inbound.choice == "d:cancel":
        return menu.main(turn)
    return menu.main(turn, say("misc.finished"))


def fits(handler: Handler, arguments: int) -> bool:
    try:
        inspect.signature(handler).bind(*[None] * (arguments + 1))
    except TypeError:
        return False
    return True


async def _call(handler: Handler, *arguments: object) -> Outcome:
    made = handler(*arguments)
    return await made if inspect.isawaitable(made) else made


async def _signal(turn: Turn) -> Outcome:
    match turn.inbound.signal:
        case Signal.START:
            return await _deep_link(turn)
        case Signal.UNSUPPORTED:
            return outcome(turn, reply(say("misc.unsupported"), button("menu", "menu")))
        case _:
            return outcome(turn)


async def _deep_link(turn: Turn) -> Outcome:
    """`juai` opens the office, `juai_perekaman-e-ktp` the service, `lapor` does as the command; a code of the staff enrols."""
    office, _, service = turn.text.partition("_")
    if f"{office}/{service}" in turn.library.services:
        return inquiry.answer(turn.with_state(office=office), f"{office}/{service}")
    if office in turn.library.offices:
        return menu.choose_office(turn, office)
    if command := COMMANDS.get(turn.text.lower()):
        return await _press(turn, command)
    if enrolment.looks_like_code(turn.text):
        return await enrolment.redeem(turn)
    return menu.main(turn, say("smalltalk.hello", office=turn.office.name if turn.office else say("menu.all_offices").plain))


async def _evidence(turn: Turn) -> Outcome:
    """A picture or a place out of the blue: for a case that is open, or the beginning of a report."""
    if all(one.kind is AttachmentKind.STICKER for one in turn.inbound.attachments) and not turn.inbound.location:
        return outcome(turn, reply(say("misc.sticker"), button("menu", "menu")))
    return await case_remarks.files(turn) or _report_of(turn)


def _report_of(turn: Turn) -> Outcome:
    place = {"place": str(turn.inbound.location)} if turn.inbound.location else {}
    return intake.start(turn, story=turn.text, files=turn.inbound.attachments, **place)


async def _anew(turn: Turn) -> Outcome:
    """What was offered to a case and was not for it, heard as if there were none."""
    said = turn.state.get("spoken") or {}
    files = tuple(attachment_from_json(one) for one in said.get("files", ()))
    again = replace(turn.with_state(spoken=None), inbound=replace(turn.inbound, choice=None, text=said.get("text", ""), attachments=files))
    if files or not again.text:
        return _report_of(again) if files else menu.main(again)
    return await meaning.of_itself(again, again.knowledge.understander.understand(again.text, again.office_id))


def _typed_choice(turn: Turn) -> str | None:
    """The number or the label of a button that was just shown, typed instead of pressed."""
    shown: list[list[str]] = turn.state.get("choices", [])
    said = turn.text.lower().strip(".!) ")
    if not said or not shown:
        return None
    if said.isdecimal() and len(said) <= 2 and turn.state.get("active") != "tracking":
        return shown[int(said) - 1][0] if 1 <= int(said) <= len(shown) else None
    return next((choice for choice, label in shown if label.lower() == said), None)


def _remembered(turn: Turn, done: Outcome) -> dict[str, object]:
    """What the next message is understood by: the buttons shown last, and when something was said."""
    shown = [[choice.id, choice.label] for one in done.replies for choice in one.choices]
    return {"choices": shown or None, "said_at": turn.now.isoformat(), "said": follow_up.together(turn).text[:500] or None}


def _readable(inbound: Inbound) -> Inbound:
    """Without control and direction characters; of a very long message the beginning."""
    text = "".join(
        char
        for char in inbound.text
        if char in "\n\t"
        or (char.isprintable() and char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
        or char == "\u200d"
    )
    return replace(inbound, text=text[:LONGEST_MESSAGE])


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
