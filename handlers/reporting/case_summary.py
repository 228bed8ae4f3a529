"""A case with its dates as plain text, for the citizen to keep or to show to another agency."""

from __future__ import annotations

from dataclasses import replace

from handlers.case import case_changes, case_files, history_lines
from handlers.casework.access import sees_all
from handlers.casework.complaint import Complaint
from handlers.reporting import tracking
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import CaseSummary, Menu, OpenCase
from handlers.talking.message import Outcome, Text
from handlers.talking.turn import Turn, outcome, reply
from handlers.talking.wording import bullets, button, moment, plain, say
from handlers.telling.case_words import category_name, due_words
from handlers.telling.reminders import late_words


async def show(turn: Turn, number: str) -> Outcome:
    """ "Ringkasan untuk dibawa" as text and as a file, with a button for the form of the Ombudsman."""
    complaint = await case_changes.visible(turn, number)
    if complaint is None or not sees_all(turn.person, complaint):
        return await tracking.show(turn, number)
    text = await of_case(turn, complaint)
    file = await turn.ports.documents.keep(text.plain, f"ringkasan-{number}.txt", turn.person)
    who = await case_changes.role_of(turn, complaint)
    form = await turn.ports.documents.keep_form(await case_files.outside_form(turn, complaint, who), turn.person)
    outside = reply(say("summary.form"), button(OpenCase(number), "details"), button(Menu(), "menu"))
    return outcome(turn, replace(reply(text), attachments=(file,)), replace(outside, attachments=(form,)))


async def of_case(turn: Turn, complaint: Complaint) -> Text:
    """What was reported, to whom and when, what was promised, and what has happened since."""
    rules = turn.rules(complaint.office)
    zone = rules.office.zone
    limit = rules.policy.all_categories.get(complaint.category)
    head = say(
        "summary.head",
        number=complaint.number,
        office=rules.office.full_name,
        received=moment(complaint.received, zone),
        category=category_name(complaint.category, rules),
        limit=limit.limit.words if limit else "",
        due=due_words(complaint.due, rules),
        state=plain(f"states.{complaint.state}"),
        now=moment(turn.now, zone),
    )
    missed = [plain("summary.missed", due=moment(miss.due, zone), late=late_words(miss, rules, turn.now)) for miss in complaint.missed]
    who = await case_changes.role_of(turn, complaint)
    past = await history_lines.history(turn, complaint, await turn.ports.complaints.history(complaint.number), who)
    doors = bullets([f"{door.name}: {door.contact}" for door in rules.policy.next_doors])
    story = say("cases.story", text=complaint.text or plain("cases.forgotten"))
    return Text.join([head, bullets(missed) if missed else Text(), story, say("summary.history"), past, say("summary.doors"), doors])


ACTIVITY = Activity(presses=(On(CaseSummary, lambda turn, press: show(turn, press.number)),))
