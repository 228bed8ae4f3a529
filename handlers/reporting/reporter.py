"""Who reports: one question for how the office may use the name, one for the name and a contact."""

from __future__ import annotations

from dataclasses import replace

from handlers.asking import cue_words
from handlers.casework.complaint import Identity
from handlers.reporting import circumstances, plausibility
from handlers.reporting.circumstances import LONGEST_LINE
from handlers.reporting.danger_numbers import companions, in_line
from handlers.talking.buttons import Option, option
from handlers.talking.dialogue import Again, Answers, Taken, value
from handlers.talking.message import Reply, Text
from handlers.talking.turn import Turn, reply, saying
from handlers.talking.wording import plain, say, words
from knowledge.language.dialogue_acts import Act

_IDENTITY_CUES = {
    Identity.CONFIDENTIAL: "identity_rahasia",
    Identity.ANONYMOUS: "identity_anonim",
    Identity.NAMED: "identity_terbuka",
}
"""In this order: the words that hide the name come first."""


def ask_identity(turn: Turn, answers: Answers) -> Reply:
    choices = [option("identity", mode.value, plain(f"identity.{mode.value}"), plain(f"identity.{mode.value}_means")) for mode in Identity]
    about_staff = answers.get("office") and turn.rules(answers["office"]).examined(answers.get("category", ""))
    key = "identity_protected" if answers.get("confidential") else "identity_of_staff" if about_staff else "identity"
    if key != "identity":
        choices.sort(key=lambda choice: choice.id != Option("identity", Identity.CONFIDENTIAL).id)
    return reply(Text.join([companions_line(turn, answers), say(f"intake.{key}")]), *choices)


def companions_line(turn: Turn, answers: Answers) -> Text:
    """Whom to talk to where violence was told; empty elsewhere, and where somebody else may read along."""
    is_told = turn.knowledge.understander.harm.is_told(answers.get("story", "")) and not answers.get("veiled")
    return say("violence.beside", numbers=in_line(companions(turn))) if is_told else Text()


def identity_in(turn: Turn) -> Identity | None:
    """The wish about the name, in the words of a button or one's own; None where there is none."""
    modes = [mode for mode, cue in _IDENTITY_CUES.items() if cue_words.given(turn, cue)]
    if len(modes) > 1:  # "ga jadi rahasia deh, tanpa nama aja"
        modes = [mode for mode in modes if not cue_words.denied(turn, _IDENTITY_CUES[mode])] or modes
    identity = next(iter(modes), None)
    if identity is Identity.NAMED and cue_words.interrogates(turn):
        return None  # "kantornya buka jam berapa" chooses nothing
    return identity if identity is Identity.CONFIDENTIAL or not _declines_name(turn) else Identity.ANONYMOUS


def _declines_name(turn: Turn) -> bool:
    """Whether the words refuse to give a name: "gausah nanya nama gue", "males kasih nama"."""
    spoken_tokens = cue_words.tokens(turn)
    no, done = ({token for word in words(f"cues.{key}") for token in cue_words.tokens(turn, word)} for key in ("denial", "naming"))
    for at in (at for at, token in enumerate(spoken_tokens) if token in {"nama", "identitas"}):
        before = next((start for start in range(at - 1, -1, -1) if spoken_tokens[start] not in done), -1)
        if 0 <= before < at - 1 and spoken_tokens[before] in no:
            return True
    return False


def tells_identity(turn: Turn, answers: Answers) -> bool:
    """Whether the words answer how the name may be used: a choice, a yes, or the name itself; "kirim saja" does not."""
    return identity_in(turn) is not None or _shows_name(turn) or _name_told(turn, answers) is not None


def _shows_name(turn: Turn) -> bool:
    return plausibility.says_yes(turn) and turn.knowledge.understander.act(turn.text) is not Act.GO_ON


def _name_told(turn: Turn, answers: Answers) -> str | None:
    """The name that answers the question whether it may be known, which shows it. In a confidential matter a name is not taken as consent."""
    if answers.get("confidential"):
        return None
    return plausibility.own_name(turn.text) or plausibility.name_alone(turn)


def take_identity(turn: Turn, answers: Answers) -> Taken | Again:
    chosen = value(turn.inbound, "identity") or identity_in(turn)
    if chosen is None and (name := _name_told(turn, answers)):
        contact = plausibility.contact_in(turn.text) or answers.get("contact") or plain("intake.only_chat")
        answers_named = {"name": name, "contact": contact, **identified(Identity.NAMED, answers)}
        return Taken(answers_named, say=say("intake.noted_name", name=name))
    if chosen is None and _shows_name(turn):
        chosen = Identity.NAMED
    if chosen not in {identity.value for identity in Identity}:
        return Again(say("intake.identity_unknown"))
    mode = Identity(chosen)
    who = who_told(turn, answers) if mode is Identity.NAMED and not turn.inbound.choice else {}
    in_words = not turn.inbound.choice and mode is not Identity.NAMED
    is_again = turn.inbound.choice and answers.get("name") and answers.get("identity")
    anew = {"person": None} if is_again else {}  # chosen once more: the name may be changed as well
    return Taken({**identified(mode, answers), **who, **anew}, say=say(f"intake.noted_{mode}") if in_words else None)


def who_told(turn: Turn, answers: Answers) -> dict[str, object]:
    """The name and the contact in "nama saya boleh diketahui, Nurhayati, 0812…", "pake nama aja, Arul 0812…"."""
    names = (plausibility.name_alone(saying(turn, piece)) for piece in circumstances.pieces(turn.text))
    told = {"name": next(filter(None, names), None), "contact": plausibility.contact_in(turn.text)}
    return {key: value for key, value in told.items() if value and not answers.get(key)}


def identified(mode: Identity, answers: Answers) -> dict[str, object]:
    """The answers that follow from the choice about the name."""
    return {"identity": mode.value, "confidential": is_confidential(mode, answers)}


def is_confidential(mode: Identity, answers: Answers) -> bool:
    """Whether the report is confidential. Hiding the name makes it so; showing it lifts a mere proposal, but not the protection of matters that
    always need it.
    """
    proposed = bool(answers.get("confidential"))
    if mode is not Identity.NAMED:
        return proposed or mode is Identity.CONFIDENTIAL
    spoken = answers.get("story", "").casefold()
    return proposed and any(cue in spoken for cue in words("cues.always_protected"))


def named(answers: Answers) -> bool:
    return answers.get("identity") != Identity.ANONYMOUS


def is_unknown(answers: Answers) -> bool:
    """Whether the name must still be asked, or asked again."""
    is_asked_again = "person" in answers and answers["person"] is None
    return named(answers) and (is_asked_again or not (answers.get("name") and answers.get("contact")))


def ask_person(turn: Turn, answers: Answers) -> Reply:
    """The question for name and contact. For an open report the channel's own button offers to share the telephone number, if the platform does
    not show it.
    """
    if answers.get("name") and not answers.get("contact"):
        asked = reply(say("intake.only_contact", name=answers["name"]), option("person", "sender", plain("buttons.only_chat")))
    else:
        name = answers.get("name") or turn.inbound.sender_name
        key = "intake.only_name" if answers.get("contact") else "intake.person"
        asked = reply(say(key), *([option("person", "sender", name)] if name else []))
    return replace(asked, ask_contact=answers.get("identity") == Identity.NAMED and turn.inbound.number is None)


def take_person(turn: Turn, answers: Answers) -> Taken | Again:
    """Takes a name and a contact; without a contact the chat itself is used."""
    if value(turn.inbound, "person") == "sender":
        name = answers.get("name") or turn.inbound.sender_name
        return Taken({"name": name, "contact": answers.get("contact") or plain("intake.only_chat"), "person": True})
    shared = turn.inbound.contact.phone if turn.inbound.contact else None
    bare = saying(turn, plausibility.without_nik(turn.text))
    contact, name = (
        shared or plausibility.contact_in(turn.text),
        (plausibility.name_alone(bare) or plausibility.name_given(bare)) if bare.text else None,
    )
    if len(turn.text) > LONGEST_LINE:
        return Again(say("intake.too_long", most=LONGEST_LINE))
    if cue_words.says(turn, "by_chat"):
        name, contact = None, contact or plain("intake.only_chat")
    dropped = say("intake.nik_dropped") if plausibility.tells_nik(turn.text) else Text()
    if not name and not contact:
        return Again(Text.join([dropped, say("intake.name_please")], between="\n"))
    name = name or answers.get("name")
    if not name:
        return Taken({"contact": contact}, stay=True, say=Text.join([dropped, say("intake.only_name")], between="\n"))
    person = {"name": name, "contact": contact or answers.get("contact") or plain("intake.only_chat"), "person": True}
    return Taken(person, say=dropped or None)
