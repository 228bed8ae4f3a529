"""The intake of a complaint: a guided conversation from the first words to number, PIN and due date."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto

from handlers.asking import cue_words, office_contacts
from handlers.case import duplicates, photo_facts
from handlers.casework import misconduct
from handlers.casework.complaint import Identity
from handlers.casework.moves import State
from handlers.reporting import changes, circumstances, contact_wishes, plausibility, slips, told_lately
from handlers.reporting.filing import file_complaint, has_filed_too_many
from handlers.reporting.intake_steps import STEPS
from handlers.reporting.reporter import is_unknown
from handlers.reporting.story import SHORTEST_STORY, evidence, is_delicate, story_so_far, with_message
from handlers.talking import dialogue
from handlers.talking.activity import Activity, On
from handlers.talking.buttons import AskOfficer, Forget, Menu, OpenCase, Report, ReportAnew, ReportService, Resume
from handlers.talking.dialogue import Again, Answers, Dialogue, NewAnswers
from handlers.talking.message import Attachment, AttachmentKind, Outcome, Text
from handlers.talking.state import Standing
from handlers.talking.turn import Turn, below, outcome, reply, saying
from handlers.talking.wording import button, say
from handlers.telling import case_words
from knowledge.language.corrections import Field
from knowledge.language.dialogue_acts import Act

WHILE = timedelta(hours=1)
"""For this long "Ajukan pengaduan" continues the earlier story."""
FRAGMENT = 8
"""Words; a shorter message adds to the story rather than tells something new."""
EMPTY: Answers = {}
FEWEST_OF_A_FIELD = 3  # words after "kejadiannya", "tempatnya"
AT_THE_END = frozenset({"identity", "person"})  # before the review
TAKES_PLACE = frozenset({"circumstances", "place"})
ADDS = frozenset(
    {"consent", "urgent", "identity", "office", "person", "similar", "photo_facts", "review"}
)  # questions with fixed choices, at which the story may go on
TAKES_WORDS = frozenset({"office", "person"})  # questions for a name; only a longer message tells something else
SHORT_ANSWER = 4  # words


class Wish(Enum):
    """How clearly the person has said that this should be reported."""

    REPORT = auto()
    COMPLAIN = auto()  # tells what is wrong, without asking to report it
    UNCLEAR = auto()  # it may be a question


async def start(
    turn: Turn,
    *,
    story: str = "",
    service_id: str | None = None,
    files: tuple[Attachment, ...] = (),
    place: str = "",
    wish: Wish = Wish.REPORT,
) -> Outcome:
    """Opens the intake with what is already known. Who did not ask to report is invited first."""
    consent = wish is Wish.REPORT
    offered = _offered(turn, service_id) if 0 < len(story.split()) <= FRAGMENT else {}
    answers = {**answers_at_start(turn, service_id), **offered} | {
        "consent": consent,
        "unsure": wish is Wish.UNCLEAR,
        "begun_with_story": bool(story) and consent,
    }
    if files:
        answers["files"] = photo_facts.noted(files, turn.state.photo_facts)
    if place:
        answers |= {"place": place, "place_told": True}
    return await dialogue.begin(INTAKE, turn, with_story(turn, answers, story))


def _offered(turn: Turn, service_id: str | None) -> Answers:
    """The answers from the invitation of minutes ago, if these words continue it and are about no other service."""
    left = _told_before(turn)
    is_fresh = left is not None and left.step == "consent" and left.at is not None and turn.now - left.at <= told_lately.STILL
    is_other = service_id and left and left.answers.get("service") not in {None, service_id}
    return left.answers if left and is_fresh and not is_other else {}


def answers_at_start(turn: Turn, service_id: str | None = None) -> NewAnswers:
    """The answers known at the start: the office (chosen, or of the service), and an earlier choice about photos."""
    service = turn.library.services.get(service_id or "")
    office = service.office if service else turn.office_id
    answers: NewAnswers = {"photo_facts": turn.state.photo_facts} if turn.state.photo_facts else {}
    answers |= {"office": office, "office_fixed": True} if office else {}
    return answers | ({"service": service.id} if service else {})


def with_story(turn: Turn, answers: Answers, words: str) -> NewAnswers:
    """The answers with these words added to the story, and what follows from them; unchanged where the story would be too long."""
    if not words:
        return dict(answers)
    more = with_message(saying(turn, words), answers)
    return dict(answers) if isinstance(more, Again) else {**answers, **more}


async def start_urgent(turn: Turn, earlier: Answers = EMPTY) -> Outcome:
    """Starts the urgent report: the words about the danger, perhaps the place, and one button. Answers given before are kept."""
    unfinished = turn.state.unfinished
    before = dict(unfinished.answers) if unfinished and unfinished.name == INTAKE.name else answers_at_start(turn)
    words = turn.state.danger or ""
    answers = before if words and words in before.get("story", "") else with_story(turn, before, words)
    answers |= contact_wishes.of_lines(turn, words)
    express = {"consent": True, "express": True, "urgent": True, "urgent_proposed": False}
    return await dialogue.begin(INTAKE, turn, {"identity": Identity.ANONYMOUS.value, **answers, **express, **earlier})


async def report(turn: Turn) -> Outcome:
    """The outcome of "Ajukan pengaduan". Words about a danger just now become the story."""
    was_danger, earlier = told_lately.danger(turn), _told_before(turn)
    if earlier and not (was_danger and _is_newer(turn.state.danger_at, earlier.at)):
        return await _continued(turn, earlier)
    return await start(turn, story=told_lately.anything(turn))


def _is_newer(moment: datetime | None, other: datetime | None) -> bool:
    return moment is not None and (other is None or moment > other)


async def report_of(turn: Turn, service_id: str) -> Outcome:
    """The outcome of "Ajukan pengaduan" below a service. An earlier story is continued, unless it was about another service."""
    earlier = _told_before(turn)
    before = (earlier.answers.get("service") or earlier.answers.get("proposed_service")) if earlier else None
    if earlier is None:
        return await start(turn, service_id=service_id)
    return await _continued(turn, earlier) if before in {None, service_id} else _ask_which(turn, earlier, service_id)


def _ask_which(turn: Turn, earlier: Standing, service_id: str) -> Outcome:
    """Whether the story told before is meant, which was about another service; it stays until that is answered."""
    anew = button(ReportAnew(service_id), "new_report")
    key = "intake.which_hidden" if is_delicate(earlier.answers) else "intake.which"
    asked = reply(say(key, **story_so_far(earlier.answers)), button(Resume(), "resume"), anew, button(Menu(), "menu"))
    return outcome(turn, asked, dialogue=None, parked=earlier)


def _told_before(turn: Turn) -> Standing | None:
    """The report in progress, or the one whose story was told a while ago before something else was asked."""
    left = turn.state.unfinished
    is_told = left is not None and left.name == INTAKE.name and bool(left.answers.get("story"))
    return left if is_told and left and left.at and turn.now - left.at <= WHILE else None


async def _continued(turn: Turn, earlier: Standing) -> Outcome:
    """Continues the earlier report. If it was unsure that it was a complaint, the story is shown and can be told anew."""
    answers = {**earlier.answers, "consent": True}
    if earlier.step == "consent" and not earlier.answers.get("unsure"):
        return await dialogue.begin(INTAKE, turn, answers)
    if earlier.step == "consent":
        return await dialogue.resume(INTAKE, turn, replace(earlier, step="story", answers=answers, editing=True))
    return await dialogue.resume(INTAKE, turn, earlier)


async def resume(turn: Turn) -> Outcome:
    """Asks the question at which the intake was left, minutes or days ago."""
    unfinished = turn.state.unfinished
    if unfinished and is_delicate(unfinished.answers) and not (unfinished.at and turn.now - unfinished.at <= told_lately.STILL):
        unfinished = _answering(unfinished, {"veiled": True})
    says_report = cue_words.says(turn, "reporting") and plausibility.says_yes(turn)  # "iya laporin"; "lanjutkan" shows the invitation again
    only_goes_on = turn.knowledge.understander.act(turn.text) is Act.GO_ON and not says_report
    if unfinished and unfinished.step == "consent" and plausibility.agrees_to_report(turn) and not only_goes_on:
        return await dialogue.begin(INTAKE, turn, {**unfinished.answers, "consent": True})
    if unfinished and unfinished.step == "story" and not unfinished.editing and len(unfinished.answers.get("story", "")) >= SHORTEST_STORY:
        return await dialogue.begin(INTAKE, turn, unfinished.answers)  # told in danger; enough is known
    return await (dialogue.resume(INTAKE, turn, unfinished) if unfinished else start(turn))


async def continue_with_words(turn: Turn, parked: Standing) -> Outcome:
    """Applies the words to the parked report."""
    return await dialogue.go_on(INTAKE, turn.with_state(dialogue=parked, parked=None), parked)


def belongs_to(turn: Turn, parked: Standing) -> bool:
    """Whether the words can only be meant for the parked report: a place or a time alone, or a correction."""
    is_offered = any(choice == Resume().id for choice, _ in turn.state.choices)  # the last screen asked whether to continue it
    spoken_of = turn.state.last_at if is_offered else parked.at
    is_lately = spoken_of is not None and turn.now - spoken_of <= WHILE
    if not is_lately or parked.answers.get("unsure") or cue_words.interrogates(turn):
        return False
    read = turn.knowledge.understander.correction(turn.text)
    if read is None and office_contacts.asks_office(turn):
        return False
    tells = read is not None and read.field in {Field.PLACE, Field.OCCURRED} and len(read.new.split()) >= FEWEST_OF_A_FIELD
    corrects = tells or (read is not None and read.is_said)
    return corrects or changes.circumstance(turn, parked) is not None or slips.put_right(turn, parked) is not None


async def _hear_first(turn: Turn, standing: Standing) -> Outcome | tuple[Turn, Standing]:
    """Handles what may come at any question: files, places, corrections, more of the story, or following another's report."""
    if number := duplicates.chosen(turn, standing.answers):
        return await duplicates.join(turn, number)
    if (standing.answers.get("express") or is_delicate(standing.answers)) and plausibility.wishes_to_forget(turn):
        return forget(turn)
    sent = evidence(turn, standing.answers)
    if isinstance(sent, Again):
        return _again(turn, standing, sent.why)
    if sent and standing.step not in TAKES_PLACE | {"story"} and not (turn.text or turn.inbound.choice):
        return _again(turn, _answering(standing, sent), say("intake.evidence_kept"))
    standing = _answering(standing, {key: value for key, value in sent.items() if key == "files" or standing.step not in TAKES_PLACE})
    turn = replace(
        turn, inbound=replace(turn.inbound, attachments=(), location=turn.inbound.location if standing.step in TAKES_PLACE else None)
    )
    if sent.get("files") and not turn.text and not turn.inbound.choice and not turn.inbound.location:
        is_voice = any(file["kind"] == AttachmentKind.VOICE for file in sent["files"])
        return _again(
            turn, standing, say("intake.voice_kept" if is_voice and not standing.answers.get("story") else "intake.evidence_kept")
        )
    if (changed := await _changed(turn, standing)) is not None:
        return changed
    if standing.editing and standing.step == "story" and turn.text and not dialogue.command(turn.inbound):
        standing = _answering(standing, {"story": ""})  # a new story replaces the old one
    return turn, await _with_similar(turn, standing)


def _answering(standing: Standing, new: Answers) -> Standing:
    return replace(standing, answers={**standing.answers, **new})


def _again(turn: Turn, standing: Standing, first: Text) -> Outcome:
    """Asks the current question again, below a sentence."""
    asked = dialogue.question(INTAKE, turn, standing)
    return outcome(turn, replace(asked, text=Text.join([first, asked.text])), dialogue=replace(standing, at=turn.now))


async def _changed(turn: Turn, standing: Standing) -> Outcome | None:
    """The outcome of a wish or correction about the report, or of words that belong to it and that the current question cannot take; None
    otherwise.
    """
    if not turn.text or turn.inbound.choice or dialogue.command(turn.inbound):
        return None
    at_any_question = (
        contact_wishes.change,
        changes.of_wish,
        changes.identity,
        changes.own_words,
        slips.put_right,
        changes.correction,
        changes.person,
        _beside_the_question,
    )
    change = next((change for heard in at_any_question if (change := heard(turn, standing))), None)
    if change is None:
        return None
    left = change.standing
    is_answered = (left.step == "circumstances" and not circumstances.are_missing(left.answers)) or (
        left.step == "person" and not is_unknown(left.answers)
    )
    return await _next(turn, left, change.text) if is_answered else _again(turn, left, change.text)


async def _next(turn: Turn, standing: Standing, first: Text) -> Outcome:
    """Asks the next question below a sentence, where the words answered the current one."""
    answers = (await _with_similar(turn, standing)).answers
    chosen = {"identity_told": True} if answers.get("identity") else {}
    done = await dialogue.begin(INTAKE, turn, {**answers, **chosen})
    return replace(done, replies=below(first, done.replies))


def _beside_the_question(turn: Turn, standing: Standing) -> changes.Change | None:
    step = INTAKE.step(standing.step)
    if standing.step not in ADDS or (step.accepts and step.accepts(turn, standing.answers)):
        return None
    is_told = standing.step not in TAKES_WORDS or len(turn.text.split()) > SHORT_ANSWER
    return changes.circumstance(turn, standing) or (changes.added(turn, standing) if is_told else None)


async def _with_similar(turn: Turn, standing: Standing) -> Standing:
    """The position with similar reports of others, which are shown before the review, and the names of those about whom nobody in the office judges.
    In an emergency nothing is compared.
    """
    if standing.step not in AT_THE_END or "similar" in standing.answers:
        return standing
    highest = misconduct.highest(await turn.ports.people.staff(standing.answers["office"]))
    similar = await duplicates.described(turn, standing.answers)
    return _answering(standing, {"similar": similar, "highest": [member.name for member in highest]})


async def _finish(turn: Turn, answers: Answers) -> Outcome:
    """Files the report; the reply tells number, PIN, due date and what happens next."""
    if await has_filed_too_many(turn):
        left = Standing(name=INTAKE.name, step="review", answers=answers, keep=True, at=turn.now)
        refused = reply(say("intake.too_many"), button(AskOfficer(), "human"), button(Menu(), "menu"))
        return outcome(turn, refused, dialogue=None, parked=left)
    filed = await file_complaint(turn, answers)
    complaint, rules = filed.complaint, turn.rules(filed.complaint.office)
    is_outside = complaint.state is State.REJECTED
    text = say(
        "intake.filed_outside" if is_outside else "intake.filed_urgent" if complaint.urgent else "intake.filed",
        number=complaint.number,
        pin=filed.pin,
        due=case_words.due_words(complaint.due, rules),
        office=rules.office.name,
    )
    name_is_protected = complaint.confidential and answers["identity"] == Identity.NAMED
    text = Text.join([text, say("intake.kept_confidential")]) if name_is_protected else text
    answer = reply(text, button(OpenCase(complaint.number), "details"), button(Menu(), "menu"))
    allowed = answers.get("photo_facts") or turn.state.photo_facts
    after = turn.with_state(danger=None) if answers.get("express") else turn  # the next words must not start the same report again
    return outcome(after, answer, notices=filed.notices, office=complaint.office, photo_facts=allowed, topic=complaint.service)


def forget(turn: Turn) -> Outcome:
    """Deletes the draft and the words about a danger; what stands in the chat itself only its owner can delete."""
    gone = turn.with_state(danger=None, danger_at=None, cancelled=None, last_text=None)
    return outcome(gone, reply(say("intake.deleted"), button(Menu(), "menu")), dialogue=None, parked=None)


INTAKE = Dialogue(name="intake", steps=STEPS, finish=_finish, listen=_hear_first, keep=True)
_REPORT = Report()
ACTIVITY = Activity(
    presses=(
        On(Report, lambda turn, press: report(turn)),
        On(ReportService, lambda turn, press: report_of(turn, press.service)),
        On(ReportAnew, lambda turn, press: start(turn.with_state(parked=None), service_id=press.service)),
        On(Forget, lambda turn, press: forget(turn)),
        On(Resume, lambda turn, press: resume(turn)),
    ),
    commands=dict.fromkeys(("lapor", "pengaduan", "mau lapor", "saya mau lapor", "mau mengadu", "mau ngadu", "buat pengaduan"), _REPORT),
    dialogues=(INTAKE,),
)
