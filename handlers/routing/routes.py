"""Decides which handler answers a message. The order: buttons and whole commands, danger, a quoted message, a running dialogue, meaning."""

from __future__ import annotations

import inspect
from dataclasses import replace

from handlers.asking import follow_up, inquiry, menu, offers, repetition, smalltalk, typed_choice
from handlers.case import open_question, quoting
from handlers.casework import number as numbers
from handlers.desk import chat_search, enrolment, groups, sign_in
from handlers.reporting import changes, contact_wishes, emergency, intake, plausibility, revoked_lines, satisfaction, tracking, violence
from handlers.routing import activities, behind_cancel, interjections, left_report, meaning, unsent_words, without_case
from handlers.routing.activities import COMMANDS, DIALOGUES, PRESSES
from handlers.routing.readable import LONGEST_MESSAGE, readable
from handlers.talking import dialogue
from handlers.talking.buttons import AskOfficer, Menu, Navigate, Option, Quiet, Way, pressed
from handlers.talking.dialogue import Made, Step
from handlers.talking.message import Outcome, Reply, Signal, Text
from handlers.talking.press import Press
from handlers.talking.staff_buttons import Desk
from handlers.talking.state import ChatState, Standing
from handlers.talking.turn import OfficeNotServed, Turn, below, outcome, reply, saying
from handlers.talking.wording import button, in_words_of, say
from knowledge.understanding.understander import Understanding

SURE_OF_DANGER = 0.5
SURE_WITHOUT_SIGN = 0.9  # in answer to a question, where no word of danger is heard


async def route(turn: Turn) -> Outcome:
    """Handles one message from beginning to end. Every message gets an answer with a way on."""
    cut = (reply(say("misc.cut", most=LONGEST_MESSAGE)),) if len(turn.inbound.text) > LONGEST_MESSAGE else ()
    turn = left_report.without_what_is_over(replace(turn, inbound=readable(turn.inbound)))
    if turn.group is not None:
        return await groups.route(turn, _press)
    with in_words_of(turn.office.sentences if turn.office else {}):
        return await _answered(turn, cut)


async def _answered(turn: Turn, cut: tuple[Reply, ...]) -> Outcome:
    turn = repetition.counted(turn)
    if (last := repetition.ended(turn)) is not None:
        return last
    try:
        done = await _handle(turn)
    except OfficeNotServed:
        done = outcome(turn, reply(say("tracking.not_served"), button(AskOfficer(), "human"), button(Menu(), "menu")), dialogue=None)
    return replace(done, replies=(*cut, *done.replies), state=_remembered(turn, done))


async def _handle(turn: Turn) -> Outcome:
    if not turn.library.offices:
        return outcome(turn, reply(say("setup.no_office")))
    if turn.inbound.signal is not None:
        return await _signal(turn)
    if turn.inbound.revoked:
        return revoked_lines.revoked(turn)
    if turn.inbound.edited:
        return revoked_lines.edited(turn)
    if turn.inbound.choice:
        return await _press(turn, pressed(turn.inbound))
    if (chosen := _typed_choice(turn)) is not None:
        turn = replace(turn, inbound=replace(turn.inbound, choice=chosen, text=""))
        return await _press(turn, pressed(turn.inbound))
    return await _words(turn)


async def _words(turn: Turn) -> Outcome:
    """Words that ask for one thing by their form, then all others by what they mean."""
    return await _by_form(turn) or await _by_content(turn)


async def _by_form(turn: Turn) -> Outcome | None:
    """A command, a code, a link, a search: what is recognised whatever is being talked about. None for all other words."""
    command = COMMANDS.get(turn.text.lower().strip("/.! "))
    if command and not (isinstance(command, Quiet) and turn.state.dialogue):  # within a dialogue "berhenti" ends the dialogue
        return await _press(turn, command)
    if elsewhere := open_question.meant_elsewhere(turn):
        return await _press(turn, elsewhere)
    if survey := satisfaction.of_link(turn, turn.text.lower()):
        return await _press(turn, survey)
    if enrolment.is_link(turn.text):
        return await enrolment.link(turn)
    if (browser := sign_in.browser_asked(turn.text)) is not None:
        return await sign_in.enter(turn, browser)
    if (sought := chat_search.words_sought(turn)) is not None:
        turn, interrupted = open_question.interrupted(turn, Desk())
        done = await chat_search.search(turn, sought)
        return replace(done, replies=(interrupted, *done.replies)) if interrupted else done
    if enrolment.asks_to_join(turn.text):
        return await enrolment.redeem(turn)
    return None


async def _by_content(turn: Turn) -> Outcome:
    """Danger, then what is quoted, then a running dialogue, then meaning."""
    turn = follow_up.with_line_before(turn) if turn.state.dialogue is None else turn
    understood = turn.knowledge.understander.understand(turn.text, turn.office_id) if turn.text else None
    if understood and understood.kind != "emergency" and emergency.is_over(turn, understood):
        return await activities.safe(turn)
    is_open_danger = turn.state.danger or (understood and understood.dangers)
    if understood and not is_open_danger and turn.state.dialogue is None and (wished := await contact_wishes.for_case(turn)) is not None:
        return wished
    if understood and (helped := await emergency.go_on(turn, understood)) is not None:
        return helped
    if understood and understood.kind == "emergency" and _alarms(turn, understood):
        return await _helped(turn)
    if (meant := await quoting.words(turn)) is not None:
        return meant
    if not turn.staff and understood and (parts := behind_cancel.parts(turn)):
        return await _one_after_another(turn, *parts)
    if turn.state.dialogue is None and not turn.staff and (asked := await _of_harm(turn, understood)) is not None:
        return asked
    if turn.state.dialogue:
        return await _in_dialogue(turn, understood)
    if (unsent := await unsent_words.words(turn, understood)) is not None:
        return unsent
    if (gone_on := await left_report.words(turn, understood)) is not None:
        return gone_on
    if turn.inbound.attachments or turn.inbound.location:
        return await without_case.evidence(turn)
    if understood is None:
        return outcome(turn, reply(say("misc.empty"), button(Menu(), "menu")))
    return _in_kind(understood, await meaning.answer(turn, understood))


async def _one_after_another(turn: Turn, cancel: str, rest: str) -> Outcome:
    """The cancel, where there is something to cancel, and then the rest as a message of its own."""
    if turn.state.dialogue is None and turn.state.parked is None:
        return await _by_content(saying(turn, rest))
    first = await _by_content(saying(turn, cancel))
    then = await _by_content(replace(saying(turn, rest), state=first.state))
    return replace(then, replies=(*first.replies, *then.replies), notices=(*first.notices, *then.notices))


async def _of_harm(turn: Turn, understood: Understanding | None) -> Outcome | None:
    """What was told of a danger deleted; a safe place; violence told without an alarm."""
    if understood is None:
        return None
    if plausibility.wishes_to_forget(turn) and (turn.state.danger or violence.is_told_of(turn)):
        return intake.forget(turn)
    if emergency.asks_shelter(turn) and (understood.dangers or violence.is_told_of(turn)):
        return emergency.shelter(turn)
    return await violence.heard(turn, understood)


def _in_kind(understood: Understanding, done: Outcome) -> Outcome:
    """The outcome with one line above it that returns a greeting in its own form, or offers condolences."""
    courtesy = understood.courtesy
    is_remark = understood.kind == "smalltalk"
    if not done.replies or not (courtesy.condolence or (courtesy.greeting and not is_remark)):
        return done
    greeting = say("smalltalk.greeting", greeting=courtesy.greeting) if courtesy.greeting and not is_remark else Text()
    above = Text.join([greeting, say("smalltalk.condolence") if courtesy.condolence else Text()], between=" ")
    return replace(done, replies=below(above, done.replies))


async def _helped(turn: Turn) -> Outcome:
    """Gives the numbers for help first. Words in reply to a message about a case still reach that case."""
    helped = await _help(turn)
    meant = await quoting.words(replace(turn, state=helped.state))
    return replace(meant, replies=(*helped.replies, *meant.replies)) if meant else helped


async def _help(turn: Turn) -> Outcome:
    """Gives the numbers for help first. Words meant for a case or an officer still reach them; a report in progress waits."""
    if turn.state.dialogue is None and emergency.cannot_phone(turn):
        return await emergency.quietly(turn)
    helped = emergency.help_first(turn)
    standing, step = helped.state.dialogue, _step(turn)
    if standing is None or step is None:
        return helped
    if standing.name == intake.INTAKE.name:
        return _below_numbers(turn, helped, standing) if changes.addition(turn.text) else helped
    if not _takes(turn, step):
        return helped
    gone_on = await _go_on(replace(turn, state=helped.state))
    return replace(gone_on, replies=(*gone_on.replies, *helped.replies))


def _below_numbers(turn: Turn, helped: Outcome, standing: Standing) -> Outcome:
    """The numbers, and below them the report with the words that were said to be an addition: "tambahin, dia bawa parang"."""
    asked = dialogue.question(intake.INTAKE, turn, standing)
    added = replace(asked, text=Text.join([say("intake.added"), asked.text]))
    return replace(helped, replies=(*helped.replies, added))


def _step(turn: Turn) -> Step | None:
    """The step whose question was asked; None where no dialogue runs."""
    standing = turn.state.dialogue
    return DIALOGUES[standing.name].find(standing.step) if standing else None


def _takes(turn: Turn, step: Step) -> bool:
    """Whether the words answer the question of the step, whatever else they may mean."""
    return step.accepts is None or (turn.state.dialogue is not None and step.accepts(turn, turn.state.dialogue.answers))


def _alarms(turn: Turn, understood: Understanding) -> bool:
    """Whether the words report a danger. Checked at every question, once per danger. An answer counts only with signs of danger; what staff write
    about a case never does.
    """
    standing = turn.state.dialogue
    needed = SURE_OF_DANGER if understood.dangers else SURE_WITHOUT_SIGN
    if standing and (not understood.dangers or standing.name == intake.INTAKE.name) and understood.score < needed:
        return False
    is_work = turn.staff and standing and DIALOGUES[standing.name].steps[0].accepts is None
    return turn.text not in (turn.state.danger or "") and not is_work


async def _in_dialogue(turn: Turn, understood: Understanding | None) -> Outcome:
    """Handles an answer to the question, or handles other words and asks the question again."""
    assert turn.state.dialogue is not None
    running = DIALOGUES[turn.state.dialogue.name]
    if understood and left_report.was_left(turn) and not dialogue.command(turn.inbound):
        return await left_report.after_silence(turn, understood)
    aside = await interjections.heard(running, turn, understood) if understood else None
    return aside or await _go_on(turn)


async def _press(turn: Turn, press: Press | None) -> Outcome:
    """Handles a button, new or old. A button that no longer exists gets a kind explanation."""
    if isinstance(press, Navigate | Option):
        return await _dialogue_press(turn, press)
    turn = unsent_words.noted(turn, press)
    on = PRESSES.get(type(press)) if press else None
    if press is None or on is None:
        return menu.main(turn, say("misc.stale"))
    turn, interrupted = open_question.interrupted(turn, press)
    done = await _made(on.handler(turn, press))
    return replace(done, replies=(interrupted, *done.replies)) if interrupted else done


async def _dialogue_press(turn: Turn, press: Navigate | Option) -> Outcome:
    """Handles a button of the running dialogue, or of the parked one, which is resumed."""
    parked = turn.state.parked
    if turn.state.dialogue:
        return await _go_on(turn)
    turn = unsent_words.noted(turn, None)
    if parked and isinstance(press, Option) and press.step == parked.step:
        return await _go_on(turn.with_state(dialogue=parked, parked=None))
    return menu.main(turn) if press == Navigate(Way.CANCEL) else menu.main(turn, say("misc.finished"))


async def _go_on(turn: Turn) -> Outcome:
    """Applies one input to the running dialogue."""
    standing = turn.state.dialogue
    assert standing is not None
    return await dialogue.go_on(DIALOGUES[standing.name], turn, standing)


async def _made(made: Made) -> Outcome:
    return await made if inspect.isawaitable(made) else made


async def _signal(turn: Turn) -> Outcome:
    match turn.inbound.signal:
        case Signal.START:
            return await _deep_link(turn)
        case Signal.UNSUPPORTED:
            return outcome(turn, reply(say("misc.unsupported"), button(Menu(), "menu")))
        case _:
            return outcome(turn)


async def _deep_link(turn: Turn) -> Outcome:
    """Handles the payload of a deep link: `juai` opens the office, `juai_perekaman-e-ktp` the service, `survei_juai` its survey, a number its
    case; `lapor` starts a report; a staff code enrols; `hubungkan_…` links this chat to a member of staff.
    """
    if survey := satisfaction.of_link(turn, turn.text):
        return await _press(turn, survey)
    office, _, service = turn.text.partition("_")
    if f"{office}/{service}" in turn.library.services:
        return inquiry.answer(turn.with_state(office=office), f"{office}/{service}")
    if office in turn.library.offices:
        return menu.choose_office(turn, office)
    if command := COMMANDS.get(turn.text.lower()):
        return await _press(turn, command)
    if number := numbers.find(turn.text):
        return await tracking.show(turn, number)
    if enrolment.is_link(turn.text.replace("_", " ")):
        return await enrolment.link(replace(turn, inbound=replace(turn.inbound, text=turn.text.replace("_", " "))))
    if enrolment.looks_like_code(turn.text) or enrolment.asks_to_join(turn.text):
        return await enrolment.redeem(turn)
    return smalltalk.hello(turn)


def _typed_choice(turn: Turn) -> str | None:
    """The id of the button whose label or number was typed, among those of the last reply or of the quoted message; None otherwise."""
    standing, step = turn.state.dialogue, _step(turn)
    by_place = not (standing and standing.name == tracking.TRACKING.name) and not (step and step.is_free)
    return typed_choice.chosen(turn, quoting.choices(turn) or turn.state.choices, by_place=by_place)


def _remembered(turn: Turn, done: Outcome) -> ChatState:
    """The state with the context for the next message: the buttons of the reply, and when something was said."""
    choices = tuple((choice.id, choice.label) for answer in done.replies for choice in answer.choices)
    lines = revoked_lines.remembered(turn, done.state)
    return replace(
        done.state,
        choices=choices,
        lines=lines,
        last_at=turn.now,
        last_text=follow_up.with_line_before(turn).text[: offers.LONGEST_SAID] or None,
    )
