"""The rules of what was built last that are turned round: stand-ins, late limits, masking, months counted by night, the archive, sessions, values.

For each file, the tests that should notice, and what becomes of which line.
"""

from __future__ import annotations

ACCESS = ("tests/casework/test_access.py", "tests/casework/test_protection.py", "tests/casework/test_misconduct.py")
DEADLINES = ("tests/casework/test_deadlines.py", "tests/talks/test_how_late.py")
LADDER = ("tests/casework/test_ladder.py", "tests/casework/test_rungs.py")
MASKING = ("tests/casework/test_masking.py", "tests/telling/test_hidden_words.py")
MONTHS = ("tests/store/test_direct_counts.py", "tests/store/test_picture_plans.py")
ARCHIVE = ("tests/store/test_archive.py",)
RETENTION = ("tests/store/test_retention.py", "tests/store/test_guarantees.py")
MOVED = ("tests/telling/test_recalculation.py",)
VALUES = ("tests/reporting/test_slips.py", "tests/reporting/test_changes.py")
SURVEY = ("tests/web/staff/test_survey.py", "tests/talks/test_survey.py", "tests/store/test_retention.py")
SIGNING_IN = ("tests/web/staff/test_signing_in.py",)
CODES = ("tests/desk/test_codes.py",)
WINDOW = ("tests/channels/test_whatsapp_windows.py",)
LIMITS = ("tests/web/test_limits.py",)
WITHDRAWN = ("tests/casework/test_guards.py",)
PICTURE = ("tests/desk/test_picture.py",)

MUTANTS: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]], ...] = (
    (
        "handlers/casework/access.py",
        ACCESS,
        (
            ("for role in absent.roles) if member.is_discreet else", "for role in absent.roles) if True else"),
            ("and colleague.office == member.office and colleague.is_away(now)", "and colleague.is_away(now)"),
            ("and colleague.office == member.office and colleague.is_away(now)", "and colleague.office == member.office"),
            ("else (member.roles - member.lent) & _BY_OFFICE", "else member.roles & _BY_OFFICE"),
            ("leads = (member.roles - member.lent) &", "leads = member.roles &"),
            ("and not member.is_discreet and complaint.examined_by is not Role.HEAD:", "and not member.is_discreet:"),
            ("<= now < self.away_until", "<= now <= self.away_until"),
            ("return person in (complaint.reporter, *complaint.proven)", "return person == complaint.reporter"),
            ("return complaint.examined_by is not None and of_unit", "return of_unit"),
        ),
    ),
    (
        "handlers/casework/deadlines.py",
        DEADLINES,
        (
            ("(day - first)) <= until:", "(day - first)) < until:"),
            ("calendar.open_time_between(reached, until)", "calendar.open_time_between(due, until)"),
            ("start = max(start, end)", "start = end"),
            ("(self.hours or self.working_days or 0) < 1", "(self.hours or self.working_days or 0) < 0"),
        ),
    ),
    (
        "handlers/casework/ladder.py",
        LADDER,
        (
            ("        if number:\n", "        if True:\n"),
            ("if number >= head_from_day", "if number > head_from_day"),
            ('days.setdefault(before, "last")', 'days[before] = "last"'),
            ("        if again == at:\n", "        if True:\n"),
            ("if resumed(at, case.pauses) == at:", "if True:"),
            ("max(case.urgent, case.untaken or case.start)", "case.urgent"),
            ("if origin < opening == again:", "if origin < opening:"),
        ),
    ),
    (
        "handlers/casework/masking.py",
        MASKING,
        (
            ("if complaint.shielded and event.role in CITIZENS", "if complaint.shielded"),
            ("if complaint.shielded and event.role in CITIZENS", "if event.role in CITIZENS"),
            ("return masked(text) if complaint.shielded else text", "return masked(text)"),
            (r"(?:[ .-]?\d){15}", r"(?:[ .-]?\d){16}"),
        ),
    ),
    (
        "bot/store/offices/month_counts.py",
        MONTHS,
        (
            ("if since < first:", "if since > first:"),
            ("        if tuple(map(stamp, month)) not in already:\n", "        if not already:\n"),
            ("if reopened > 0:", "if reopened > 1:"),
        ),
    ),
    ("bot/store/cases/case_index.py", MONTHS, (("since_at <= ? AND until_at > ?", "since_at < ? AND until_at > ? AND 1 = 0"),)),
    (
        "bot/store/upkeep/archive.py",
        ARCHIVE,
        (
            ("AND ended_at < ?", "AND ended_at >= ?"),
            ("_GONE = \"state IN ('sent', 'failed')\"", '_GONE = "1 = 1"'),
        ),
    ),
    (
        "bot/store/upkeep/maintenance.py",
        RETENTION,
        (
            ("        if not any(is_old for _, _, is_old in rows):\n            return\n", "        return\n"),
            ("settings.value < excluded.value", "settings.value <= excluded.value"),
            ('(" WHERE settings.value = ?", (value_before,))', '("", ())'),
        ),
    ),
    (
        "handlers/telling/recalculation.py",
        MOVED,
        (
            ("if elapsed.complaint.due != heard:", "if True:"),
            ("if elapsed.complaint.due != heard:", "if False:"),
            ("< SETTLING:", "< SETTLING * 100:"),
            ('if iso_day not in before["closed"]', "if True"),
            ("if count > MOST_SINGLE", "if count > MOST_SINGLE + 1"),
            ("if notice.audience.is_staff))", "if True))"),
        ),
    ),
    (
        "bot/store/offices/survey.py",
        SURVEY,
        (
            ("WHERE survey_networks.answers < ?", "WHERE survey_networks.answers <= ?"),
            ("timedelta(days=1)).isoformat()", "timedelta(days=-2)).isoformat()"),
        ),
    ),
    (
        "handlers/desk/codes.py",
        CODES,
        (
            ("now < self.expires_at", "now <= self.expires_at"),
            ("timedelta(days=7)", "timedelta(days=8)"),
            ("timedelta(minutes=30)", "timedelta(minutes=40)"),
        ),
    ),
    ("bot/web/staff/visitor.py", SIGNING_IN, (("SESSION = timedelta(hours=12)", "SESSION = timedelta(hours=13)"),)),
    ("bot/channels/whatsapp/messenger.py", WINDOW, ((">= WINDOW:", "> WINDOW + WINDOW:"), ("outgoing.heard_at is None or ", ""))),
    ("bot/web/limits.py", LIMITS, (("self.amounts[0][0] <= moment", "self.amounts[0][0] < moment"), ("mapped or ", ""))),
    (
        "handlers/casework/moves.py",
        WITHDRAWN,
        (
            ("Action.WITHDRAW: _move(OPEN, State.WITHDRAWN, Role.REPORTER)", "Action.WITHDRAW: _move(OPEN, State.WITHDRAWN, *CITIZENS)"),
            ("{State.CLOSED, State.REJECTED, State.WITHDRAWN}, None, Role.REPORTER", "set(State), None, Role.REPORTER"),
        ),
    ),
    (
        "knowledge/language/values.py",
        VALUES,
        (
            ('if name != "minggu"]', "]"),
            ("self._first.search(text) or self._last.search(text)", "self._first.search(text)"),
            ("self._first.search(text) or self._last.search(text)", "self._last.search(text)"),
        ),
    ),
)
