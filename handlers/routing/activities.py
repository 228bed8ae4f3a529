"""The registry of all activities: which handler a button, a word sent alone or a dialogue belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.asking import checklist, inquiry, menu, office_contacts, opinion
from handlers.case import actions, quoting
from handlers.desk import absence, discretion, enrolment, recap, sign_in, unanswered, work_lists
from handlers.reporting import case_remarks, case_summary, emergency, human, intake, own_data, rating, satisfaction, tracking
from handlers.routing import interjections, without_case
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import Open, Safe, SomethingElse
from handlers.talking.dialogue import Dialogue
from handlers.talking.message import Outcome
from handlers.talking.press import Press
from handlers.talking.turn import Turn, outcome


async def safe(turn: Turn) -> Outcome:
    """Nobody is in danger any more: the last question is asked again. An urgent report that was not sent rings nobody now."""
    turn = turn.with_state(danger=None, danger_at=None)
    standing = turn.state.dialogue
    if standing and standing.answers.get("express"):
        return await emergency.calmed(turn, standing.answers)
    if standing and standing.name == intake.INTAKE.name:
        standing = replace(standing, answers={**standing.answers, "is_over": True, "urgent_proposed": False})
        turn = turn.with_state(dialogue=standing)
    if standing:
        return interjections.again(DIALOGUES[standing.name], turn, emergency.safe(turn))
    return await case_remarks.safe(turn) or outcome(turn, emergency.safe(turn))


ACTIVITIES: tuple[Activity, ...] = (
    *(module.ACTIVITY for module in (menu, inquiry, office_contacts, checklist, opinion)),
    *(module.ACTIVITY for module in (emergency, intake, human, tracking, case_remarks, case_summary, rating, satisfaction, own_data)),
    *(module.ACTIVITY for module in (actions, quoting, work_lists, recap, absence, discretion, enrolment, sign_in, unanswered)),
    Activity(
        presses=(
            On(Open, lambda turn, press: work_lists.open_desk(turn) if turn.staff else tracking.mine(turn)),
            On(SomethingElse, lambda turn, press: without_case.hear(turn)),
            On(Safe, lambda turn, press: safe(turn)),
        )
    ),
)
PRESSES: Mapping[type[Press], On[Any]] = {handled.kind: handled for activity in ACTIVITIES for handled in activity.presses}
COMMANDS: Mapping[str, Press] = {words: press for activity in ACTIVITIES for words, press in activity.commands.items()}
DIALOGUES: Mapping[str, Dialogue] = {dialogue_.name: dialogue_ for activity in ACTIVITIES for dialogue_ in activity.dialogues}
STEPS: Mapping[str, tuple[str, ...]] = {name: dialogue_.keys for name, dialogue_ in DIALOGUES.items()}
"""The steps of each dialogue; a stored state is checked against them when it is loaded."""
