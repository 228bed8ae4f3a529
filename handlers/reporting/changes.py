"""Changes to a report in progress: taking back, correcting, adding. Only the new content is stored, never the words around it ("salah pak, maksud
saya").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from handlers.asking import cue_words
from handlers.casework.complaint import Identity
from handlers.reporting import circumstances, plausibility, report_wishes
from handlers.reporting.reporter import identified, identity_in, named, who_told
from handlers.reporting.story import SHORTEST_STORY, with_message
from handlers.talking.dialogue import Again, Answers
from handlers.talking.message import Text
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, saying
from handlers.talking.wording import plain, say
from knowledge.language.corrections import Correction, Field
from knowledge.language.wishes import WishKind

LONGEST_NAME = 4  # words
FEW = 10  # words; in a longer message "rahasia" is about something else
OPEN = frozenset(
    {"story", "circumstances", "place", "occurred", "person"}
)  # questions that take words; a message that only names a field answers them
ASK_IDENTITY = frozenset({"consent", "identity"})  # questions that words about the use of the name answer
_HIDING = frozenset({Identity.CONFIDENTIAL, Identity.ANONYMOUS})
_ADDING = re.compile(
    r"^(?:(?:eh|oh|oya|o ya|sekalian|tolong|mau|minta)\s+)*(?:di)?tambah(?:an|in|kan|i)?(?:\s+(?:lagi|keterangan|cerita))?(?:\s*[:,-]\s*|\s+)(?=\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """The position in the dialogue after the change, and the sentence above the next question."""

    standing: Standing
    text: Text


def of_wish(turn: Turn, standing: Standing) -> Change | None:
    """The change for a wish to discard the story or to begin anew; None where neither is wished."""
    for wish in plausibility.understood(turn).wishes:
        match wish.kind:
            case WishKind.FORGET:
                return Change(standing=_forgotten(standing), text=say("intake.forgotten"))
            case WishKind.REPEAT:
                return Change(standing=_forgotten(standing), text=say("intake.anew"))
    return None


def _forgotten(standing: Standing) -> Standing:
    """The position at which the story is told anew; office, place and person stay."""
    gone = {"story", "files", "place", "occurred", "place_told", "occurred_told", "circumstances", "similar"}
    left = {key: value for key, value in standing.answers.items() if key not in gone}
    return replace(standing, step="story", answers={**left, "consent": True}, editing=False)


def correction(turn: Turn, standing: Standing) -> Change | None:
    """The change for a correction, in its field and wherever else the wrong words stand; None where nothing is corrected."""
    read = turn.knowledge.understander.correction(turn.text)
    if read is None or cue_words.interrogates(turn) or not (standing.answers.get("story") or standing.answers.get("place")):
        return None
    if standing.step == "consent" and plausibility.agrees_to_report(turn):
        return None
    if not read.is_correcting and standing.step in OPEN:
        return None
    if read.field is Field.NAME and not (read.old or standing.answers.get("name") or cue_words.says(turn, "my_name")):
        return None  # "namanya pak Rudi" names who is told of
    if mode := identity_in(turn):
        return None if standing.step in ASK_IDENTITY else identity_changed(turn, standing, mode)
    field = _field(turn, standing.answers, read)
    if not read.new:
        return _question_for_right(standing, field, read)
    if field is not None:
        return _put_right(standing, field, read)
    if not read.is_said:
        return _story_put_right(standing, read)
    return _story_put_right(standing, read) or added(saying(turn, read.new), standing)


def _field(turn: Turn, answers: Answers, read: Correction) -> Field | None:
    """The field that is corrected. The wrong words decide first, then the right words, last the name of the field, since "hari" can mean many
    things.
    """
    if read.old and (held := next((field for field in Field if _holds(answers.get(field.value), read.old)), None)):
        return held
    if plausibility.contact_in(read.new):
        return Field.CONTACT
    right_turn = saying(turn, read.new)
    if read.field is Field.NAME:
        return Field.NAME if _is_name(right_turn) else None
    if read.field in {Field.PLACE, Field.OCCURRED} and read.is_correcting:
        return read.field
    if len(right_turn.text.split()) > circumstances.LONGEST_UNTOLD or cue_words.says(right_turn, "happens"):
        return None
    is_time, is_place = (cue_words.says(right_turn, key) for key in ("time_words", "place_words"))
    return Field.OCCURRED if is_time else Field.PLACE if is_place else None


def _is_name(turn: Turn) -> bool:
    is_short = len(turn.text.split()) <= LONGEST_NAME
    return (
        is_short and plausibility.name_in(turn) is not None and not cue_words.says(turn, "no_name") and not plausibility.is_courtesy(turn)
    )


def _holds(value: object, part: str) -> bool:
    return isinstance(value, str) and re.search(_pattern(part), value, re.IGNORECASE) is not None


def _pattern(part: str) -> str:
    """A pattern that finds the words in a text, also with a prefix or suffix ("dipasar", "pasarnya"), but not inside others ("rt 3" in "rt 31")."""
    return rf"(?:(?<!\w)|(?<=\b[dk][ie])){re.escape(part)}(?=(?:nya|na|ne)?\b)"


def _question_for_right(standing: Standing, field: Field | None, read: Correction) -> Change | None:
    """The change for "jamnya salah": asks for the right value; asks which field, where the words do not tell; None otherwise."""
    if field is None:
        return Change(standing=standing, text=say("intake.what_is_wrong")) if read.is_said else None
    step = field.value if field in {Field.PLACE, Field.OCCURRED} else "person"
    if standing.step in {"circumstances", step}:
        return None
    return Change(standing=replace(standing, step=step, editing=standing.step == "review"), text=Text())


def _put_right(standing: Standing, field: Field, read: Correction) -> Change:
    """The change that sets the right value in its field, and in the story if it holds the wrong one. Who wanted to stay unknown is asked whether
    that still holds.
    """
    answers = dict(standing.answers)
    before = answers.get(field.value)
    answers[field.value] = _righted(before if isinstance(before, str) else "", field, read)
    if read.old:
        answers["story"] = _replaced(answers.get("story", ""), read.old, read.new)
    if field in {Field.PLACE, Field.OCCURRED}:
        answers[f"{field.value}_told"] = True
    changed = replace(standing, answers=answers)
    if field in {Field.NAME, Field.CONTACT} and not named(answers):
        changed = replace(changed, step="identity", editing=True)
    return Change(standing=changed, text=say("intake.corrected" if before else "intake.added_to", value=answers[field.value]))


def _righted(before: str, field: Field, read: Correction) -> str:
    """The right value: it replaces the wrong part of the old one, or follows the old one where nothing was said to be wrong."""
    if field is Field.CONTACT:
        return plausibility.contact_in(read.new) or read.new
    if read.old and _holds(before, read.old):
        return _replaced(before, read.old, read.new)
    is_addition = before and not read.is_correcting and field is not Field.NAME
    return f"{before}, {read.new}" if is_addition else read.new


def _replaced(text: str, old: str, new: str) -> str:
    """The text with the right words in place of the wrong ones; "pasar lama" becomes "pasar baru", not "pasar pasar baru"."""
    first = new.split()[0]
    return re.sub(rf"(?:\b{re.escape(first)}\s+)?{_pattern(old)}", lambda match: new, text, flags=re.IGNORECASE)


def _story_put_right(standing: Standing, read: Correction) -> Change | None:
    """The change that corrects the story, if the wrong words stand in it."""
    story = standing.answers.get("story", "")
    if not (read.old and _holds(story, read.old)):
        return None
    put_right = {**standing.answers, "story": _replaced(story, read.old, read.new)}
    return Change(standing=replace(standing, answers=put_right), text=say("intake.corrected", value=read.new))


def identity_changed(turn: Turn, standing: Standing, mode: Identity) -> Change:
    """The change for "namanya ganti rahasia aja" after the question was answered; asks for a name where one is needed now."""
    told = who_told(turn, standing.answers) if mode is Identity.NAMED else {}
    answers = {**standing.answers, **told, **identified(mode, standing.answers), "identity_told": True}
    asks_name = standing.step == "review" and named(answers) and not answers.get("name")
    changed = replace(standing, answers=answers, step="person" if asks_name else standing.step, editing=asks_name or standing.editing)
    key = "intake.corrected" if standing.answers.get("identity") else "intake.added_to"
    return Change(standing=changed, text=say(key, value=plain(f"identity.{mode}")))


def identity(turn: Turn, standing: Standing) -> Change | None:
    """The change for words about the use of the name at another question; "nama boleh disamarkan?" is a question and changes nothing. In place of a
    story only words that speak of the name count.
    """
    if standing.step in ASK_IDENTITY or len(turn.text.split()) > FEW or cue_words.interrogates(turn):
        return None
    if standing.step == "story" and not cue_words.says(turn, "name_words"):
        return None
    mode = identity_in(turn)
    return identity_changed(turn, standing, mode) if mode else None


def person(turn: Turn, standing: Standing) -> Change | None:
    """The change for a telephone number, with or without a name, at another question; None otherwise."""
    reports = cue_words.says(turn, "reporting") or report_wishes.asks_to_note(turn)
    says_how = cue_words.says(turn, "by_chat") and not (reports or cue_words.interrogates(turn))
    if standing.step != "person" and len(turn.text.split()) <= FEW and says_how:  # "laporkan lewat sini" says where to report
        by_chat = plain("intake.only_chat")
        return Change(
            standing=replace(standing, answers={**standing.answers, "contact": by_chat}), text=say("intake.added_to", value=by_chat)
        )
    if standing.step == "person" or not plausibility.tells_who(turn) or (standing.step in ASK_IDENTITY and identity_in(turn)):
        return None
    read = {"name": plausibility.name_in(turn), "contact": plausibility.contact_in(turn.text)}
    given = {key: value for key, value in read.items() if value}
    answers = {**standing.answers, **given}
    is_unknown = "identity" in answers and not named(answers)
    changed = replace(standing, answers=answers, step="identity" if is_unknown else standing.step, editing=is_unknown or standing.editing)
    return Change(standing=changed, text=say("intake.added_to", value=", ".join(given.values())))


def own_words(turn: Turn, standing: Standing) -> Change | None:
    """The change for words that tell the own name or number where the report hides them: they are kept with the identity, never in the story; on an
    anonymous report nothing is kept and the choice is asked again. None where the report is open or nothing of the kind is told.
    """
    mode = standing.answers.get("identity")
    if mode in _HIDING and standing.step not in {"person", "story"} and plausibility.tells_nik(turn.text):
        return _without_nik(turn, standing)
    told = plausibility.tells_own(turn) if mode in _HIDING and standing.step not in ASK_IDENTITY | {"person", "story"} else {}
    if not told:
        return None
    if mode == Identity.ANONYMOUS:
        return Change(standing=replace(standing, step="identity", editing=True), text=say("intake.not_anonymous"))
    rest = plausibility.without_own(turn.text)
    answers = {**standing.answers, **told}
    if len(rest) >= SHORTEST_STORY and plausibility.is_told(saying(turn, rest)):
        more = with_message(saying(turn, rest), answers)
        answers |= {} if isinstance(more, Again) else more
    return Change(standing=replace(standing, answers=answers), text=say("intake.kept_apart"))


def _without_nik(turn: Turn, standing: Standing) -> Change:
    """The change for words with a NIK on a report that hides its reporter: the NIK is not kept, the rest is heard as ever."""
    rest = saying(turn, plausibility.without_nik(turn.text))
    heard = own_words(rest, standing) or person(rest, standing)
    if heard is None and len(rest.text) >= SHORTEST_STORY and plausibility.is_told(rest):
        heard = added(rest, standing)
    left = heard or Change(standing=standing, text=Text())
    return replace(left, text=Text.join([say("intake.nik_dropped"), left.text], between="\n"))


def circumstance(turn: Turn, standing: Standing) -> Change | None:
    """The change for a place or a time alone, at a question with fixed choices; a second one is added after the first."""
    read = circumstances.only(turn, standing.answers)
    if not read:
        return None
    return Change(standing=replace(standing, answers={**standing.answers, **read}), text=say("intake.added_to", value=turn.text.strip()))


def addition(text: str) -> str | None:
    """The words after "tolong tambahin, …"; None where the text does not begin so."""
    return _ADDING.sub("", text) if _ADDING.match(text) else None


def added(turn: Turn, standing: Standing) -> Change | None:
    """The change that adds the words to the story, or says why not; None where there are too few words."""
    if len(turn.text) < SHORTEST_STORY or not plausibility.is_told(turn):
        return None
    more = with_message(saying(turn, _ADDING.sub("", turn.text)), standing.answers)
    if isinstance(more, Again):
        return Change(standing=standing, text=more.why)
    changes_due = standing.step == "review" and more.get("category") != standing.answers.get("category")
    text = say("intake.added_due" if changes_due else "intake.added")
    return Change(standing=replace(standing, answers={**standing.answers, **more}), text=text)
