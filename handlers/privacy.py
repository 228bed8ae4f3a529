"""What is stored about me, and how it is forgotten."""

from __future__ import annotations

from handlers import cards, cases
from handlers.casework.complaint import Action
from handlers.message import Outcome, Text
from handlers.ports import Filter
from handlers.turn import Turn, outcome, reply
from handlers.wording import bullets, button, plain, say


async def explain(turn: Turn) -> Outcome:
    """In a few lines what is kept, how long, and the two rights."""
    return outcome(
        turn,
        reply(say("privacy.explain"), button("data:show", "show_my_data"), button("data:delete", "delete_my_data"), button("menu", "menu")),
    )


async def show(turn: Turn) -> Outcome:
    found = await turn.ports.complaints.find(Filter(reporter=turn.person))
    lines = []
    for one in found:
        known = await turn.ports.complaints.identity(one.number)
        rules = turn.rules(one.office)
        lines.append(
            f"{cards.line(one, rules, turn.now)} · {plain('card.reporter')}: {cards.identity_words(known) if known else plain(f'identity.{one.identity}')}"
        )
    staff = [plain("privacy.staff", office=member.office, roles=", ".join(sorted(member.roles))) for member in turn.staff]
    text = Text.join([say("privacy.stored"), bullets([plain("privacy.chat"), *lines, *staff])])
    return outcome(turn, reply(text, button("data:delete", "delete_my_data"), button("menu", "menu")))


async def ask_delete(turn: Turn) -> Outcome:
    running = [one for one in await turn.ports.complaints.find(Filter(reporter=turn.person)) if one.alive]
    if running:
        numbers = ", ".join(one.number for one in running)
        return outcome(turn, reply(say("privacy.not_yet", numbers=numbers), button("track", "track"), button("menu", "menu")))
    return outcome(turn, reply(say("privacy.sure"), button("data:really", "delete_really"), button("menu", "menu")))


async def delete(turn: Turn) -> Outcome:
    """Identity unlinked and words removed; figures and the history's facts stay."""
    found = await turn.ports.complaints.find(Filter(reporter=turn.person))
    if any(one.alive for one in found):
        return await ask_delete(turn)
    for one in found:
        if one.text:
            await cases.act(turn, one, Action.ANONYMIZE)
        await turn.ports.complaints.unlink(one.number)
    await turn.ports.audit.write(None, "forgotten", "person", "")
    return Outcome(replies=(reply(say("privacy.done"), button("menu", "menu")),), state={})
