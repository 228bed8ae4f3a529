"""What stands against an action besides state and role."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.store.cases.event_data import payload
from handlers.casework.complaint import Actor, Complaint, Offer, Refused, running_due
from handlers.casework.deciding import TAKE_BACK, allowed, decide
from handlers.casework.evolving import evolve
from handlers.casework.moves import Action, Role, State
from handlers.rules import OfficeRules
from handlers.telling import notices
from tests.casework.cases import at, filed, rules_of

NOW = at("2026-11-24 09:00")
RULES = rules_of("juai")
CASE = replace(filed(RULES, NOW), officer=12, taken=NOW, state=State.IN_PROGRESS)
SUPERVISOR = Actor(person=21, roles=frozenset({Role.SUPERVISOR}))
RECEIVER = Actor(person=22, roles=frozenset({Role.RECEIVER}))


def refused(complaint: Complaint, action: Action, who: Actor = SUPERVISOR, later: timedelta = timedelta(), **data: Any) -> str:
    with pytest.raises(Refused) as why:
        decide(complaint, payload(action, data), who, NOW + later, RULES)
    return why.value.why


def test_a_final_answer_can_be_taken_back_for_a_minute_and_leaves_no_trace_in_the_case() -> None:
    answered = evolve(CASE, decide(CASE, payload(Action.ANSWER, {"text": "Sudah kami perbaiki."}), SUPERVISOR, NOW, RULES))
    back = evolve(answered, decide(answered, payload(Action.RETRACT, {}), SUPERVISOR, NOW + TAKE_BACK, RULES))
    assert (back.state, back.answer, back.ended, back.due) == (State.IN_PROGRESS, "", None, CASE.due)
    assert refused(answered, Action.RETRACT, later=TAKE_BACK + timedelta(seconds=1)) == "too_late_to_retract"


@pytest.mark.parametrize("text", ["ok", ".", "ya 1234567", "sudah"])
def test_a_final_answer_has_at_least_eight_letters(text: str) -> None:
    assert refused(CASE, Action.ANSWER, text=text) == "too_short"


def test_only_what_is_confidential_is_lifted_and_with_a_reason() -> None:
    assert refused(CASE, Action.LIFT, text="tidak perlu lagi") == "not_confidential"
    secret = replace(CASE, confidential=True)
    assert refused(secret, Action.LIFT) == "reason_missing"
    assert refused(secret, Action.LIFT, text="ya.") == "reason_short"
    assert not evolve(secret, decide(secret, payload(Action.LIFT, {"text": "tidak perlu lagi"}), SUPERVISOR, NOW, RULES)).confidential


def test_a_case_is_offered_to_one_office_at_a_time_and_stays_where_it_is_until_accepted() -> None:
    offer = decide(CASE, payload(Action.OFFER, {"to": "landak-dsp3akb", "unit": "umum", "text": "wewenang sana"}), SUPERVISOR, NOW, RULES)
    offered = evolve(CASE, offer)
    assert (offered.office, offered.officer, offered.state) == ("juai", 12, State.IN_PROGRESS)
    assert offered.offered == Offer(office="landak-dsp3akb", unit="umum", reason="wewenang sana", by=21, since=NOW)
    assert refused(offered, Action.OFFER, to="buleleng", unit="umum", text="wewenang sana") == "already_offered"
    assert refused(offered, Action.ACCEPT_OFFER) == "not_yours"
    returned = evolve(offered, decide(offered, payload(Action.RETURN_OFFER, {"text": "bukan kami"}), RECEIVER, NOW, RULES))
    assert (returned.offered, returned.officer) == (None, 12)


def test_recategorised_as_misconduct_it_is_examined_and_leaves_the_officers_hands() -> None:
    event = decide(CASE, payload(Action.CATEGORIZE, {"category": "berkadar_pengawasan", "text": "ada pungutan"}), SUPERVISOR, NOW, RULES)
    after = evolve(CASE, event)
    assert (after.examined_by, after.officer) == (Role.EXAMINER, None)
    back = evolve(
        after, decide(after, payload(Action.CATEGORIZE, {"category": "normatif", "text": "ternyata tidak"}), SUPERVISOR, NOW, RULES)
    )
    assert back.examined_by is None


def test_what_the_head_examines_stays_with_the_head_under_another_category() -> None:
    headed = replace(CASE, examined_by=Role.HEAD)
    words = {"category": "berkadar_pengawasan", "text": "ada pungutan"}
    assert evolve(headed, decide(headed, payload(Action.CATEGORIZE, words), SUPERVISOR, NOW, RULES)).examined_by is Role.HEAD


def test_a_category_is_one_of_the_offices_and_another_than_now() -> None:
    assert refused(CASE, Action.CATEGORIZE, category="istimewa", text="lebih tepat") == "unknown_category"
    assert refused(CASE, Action.CATEGORIZE, category=CASE.category, text="lebih tepat") == "same_category"


def test_an_extension_ends_after_the_limit_and_is_approved_only_while_it_is_still_ahead() -> None:
    assert CASE.due
    before = CASE.due - timedelta(hours=1)
    assert refused(CASE, Action.REQUEST_EXTENSION, until=before, text="suku cadang") == "extension_must_be_later"
    until = CASE.due + timedelta(days=1)
    asked = evolve(CASE, decide(CASE, payload(Action.REQUEST_EXTENSION, {"until": until, "text": "suku cadang"}), SUPERVISOR, NOW, RULES))
    assert refused(asked, Action.APPROVE, later=until - NOW) == "extension_passed"
    assert evolve(asked, decide(asked, payload(Action.APPROVE, {}), SUPERVISOR, NOW, RULES)).due == until


class ProofRules(OfficeRules):
    """Of an office that promises a proof with every answer."""

    @property
    def proof_needed(self) -> bool:
        return True


def test_where_the_office_promises_a_proof_an_answer_needs_a_photo_or_a_document() -> None:
    rules = ProofRules(RULES.office, RULES.calendar)
    said: dict[str, object] = {"text": "Sudah kami perbaiki."}
    voice, photo = (said | {"attachments": [{"kind": kind, "ref": "ab"}]} for kind in ("voice", "photo"))
    for lacking in (said, voice):
        with pytest.raises(Refused, match="proof_missing"):
            decide(CASE, payload(Action.ANSWER, lacking), SUPERVISOR, NOW, rules)
    assert decide(CASE, payload(Action.ANSWER, photo), SUPERVISOR, NOW, rules).action is Action.ANSWER


def test_a_rating_has_one_to_four_stars_and_nobody_follows_their_own_report() -> None:
    answered = replace(CASE, state=State.RESOLVED)
    reporter = Actor(person=CASE.reporter, roles=frozenset({Role.REPORTER, Role.FOLLOWER}))
    assert {refused(answered, Action.RATE, who=reporter, stars=stars) for stars in (0, 5)} == {"stars"}
    assert refused(CASE, Action.FOLLOW, who=reporter, person=CASE.reporter) == "already_following"


# Reopened twice: the supervisor's

OFFICER = Actor(person=12, roles=frozenset({Role.OFFICER}))
WORDS: dict[Action, dict[str, Any]] = {
    Action.REJECT: {"text": "Bukan pengaduan."},
    Action.TRANSFER: {"text": "Urusan unit itu.", "unit": "trantibum"},
    Action.CATEGORIZE: {"text": "Hanya keterangan.", "category": "ringan"},
    Action.MERGE: {"into": "JUAI-2611-7K3FQ"},
    Action.OFFER: {"to": "buleleng", "unit": "umum", "text": "Wilayah sana."},
}


@pytest.mark.parametrize("action", WORDS)
def test_what_was_reopened_twice_only_the_supervisor_or_who_was_named_moves(action: Action) -> None:
    twice = replace(CASE, officer=None, reopened=2)
    assert refused(twice, action, OFFICER, **WORDS[action]) == "supervisor_only"
    assert refused(replace(twice, officer=13), action, OFFICER, **WORDS[action]) == "supervisor_only"
    named = Actor(person=12, roles=frozenset({Role.OFFICER, Role.HANDLER}))
    for complaint, who in ((replace(CASE, reopened=1), OFFICER), (twice, SUPERVISOR), (replace(twice, officer=12), named)):
        assert decide(complaint, payload(action, WORDS[action]), who, NOW, RULES).action is action


# A later date while the clock stands still

WAITING = evolve(CASE, decide(CASE, payload(Action.ASK, {"text": "Di tiang nomor berapa?"}), SUPERVISOR, NOW, RULES))


def asks(until: str) -> dict[str, Any]:
    return {"until": at(until).isoformat(), "text": "Menunggu suku cadang."}


def test_while_it_waits_a_later_date_lies_behind_the_day_it_would_be_due() -> None:
    assert WAITING.due is None
    assert refused(WAITING, Action.REQUEST_EXTENSION, **asks("2026-11-27 16:00")) == "extension_must_be_later"
    event = decide(WAITING, payload(Action.REQUEST_EXTENSION, asks("2026-12-10 16:00")), SUPERVISOR, NOW, RULES)
    asked = evolve(WAITING, event)
    late = timedelta(days=21)  # the pause went on, and the limit with it
    assert refused(asked, Action.APPROVE, later=late) in {"extension_passed", "extension_no_later"}
    assert refused(asked, Action.APPROVE, later=timedelta(days=14)) == "extension_no_later"
    approved = evolve(asked, decide(asked, payload(Action.APPROVE, {}), SUPERVISOR, NOW, RULES))
    assert running_due(approved, RULES, NOW) == at("2026-12-10 16:00")


def test_the_reporter_reads_the_date_though_the_clock_stands_still() -> None:
    asked = evolve(WAITING, decide(WAITING, payload(Action.REQUEST_EXTENSION, asks("2026-12-10 16:00")), SUPERVISOR, NOW, RULES))
    event = decide(asked, payload(Action.APPROVE, {}), SUPERVISOR, NOW, RULES)
    told = notices.of_event(before=asked, after=evolve(asked, event), event=event, staff=[], rules=RULES)
    (moved,) = [one.reply.text.plain for one in told if one.event == "due_moved"]
    assert "10 Desember 2026" in moved and "berhenti" not in moved


def test_the_officer_hears_that_the_case_is_the_supervisors_after_the_second_reopening() -> None:
    again = replace(CASE, reopened=1, state=State.RESOLVED)
    event = decide(again, payload(Action.REOPEN, {"text": "Masih gelap."}), Actor(person=1, roles=frozenset({Role.REPORTER})), NOW, RULES)
    told = notices.of_event(before=again, after=evolve(again, event), event=event, staff=[], rules=RULES)
    assert [one.person for one in told if one.event == "reopen_taken"] == [12]


def test_of_a_category_that_is_gone_no_other_limit_is_reckoned() -> None:
    gone = replace(WAITING, category="kuno", due=None)
    event = decide(gone, payload(Action.REPLY, {"text": "tanggal 17"}), Actor(person=1, roles=frozenset({Role.REPORTER})), NOW, RULES)
    assert evolve(gone, event).due is None, "six days never become sixty in silence"


def test_only_the_reporter_withdraws_a_report_and_has_one_forgotten_that_has_ended() -> None:
    complaint = filed(rules_of("juai"), at("2026-11-24 09:00"))
    ended = replace(complaint, state=State.WITHDRAWN)
    for role in Role:
        who = Actor(person=9, roles=frozenset({role}))
        assert (Action.WITHDRAW in allowed(complaint, who)) is (role is Role.REPORTER), role
        assert Action.ANONYMIZE not in allowed(complaint, who)
        assert (Action.ANONYMIZE in allowed(ended, who)) is (role in {Role.REPORTER, Role.CLOCK}), role
