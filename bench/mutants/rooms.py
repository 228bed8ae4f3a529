"""The rules around a complaint that are turned round: what is told, what the chat and the desk allow, what the bot keeps and sends.

For each file, the tests that should notice, and what becomes of which line.
"""

from __future__ import annotations

RECIPIENTS = ("tests/casework/test_recipients.py",)
BUNDLES = ("tests/telling/test_bundles.py",)
TELLING = ("tests/telling/test_what_is_told.py",)
TIMEOUTS = ("tests/telling/test_timeouts.py",)
EVENT_DATA = ("tests/store/test_event_data.py",)
RETENTION = ("tests/store/test_retention.py",)
GIVING_UP = ("tests/messaging/test_giving_up.py",)
QUIET = ("tests/talks/test_quiet_hours.py",)
GROUPS = ("tests/channels/test_groups.py",)
BACKUPS = ("tests/backup/test_backup.py::test_the_table_keeps_hours_days_and_weeks",)
HASHES = ("tests/store/test_hashes.py",)
FILES = ("tests/files/test_file_store.py",)
CHECKING = ("tests/casework/test_checking.py",)
CODES = ("tests/desk/test_codes.py",)
CONFIDENTIAL = ("tests/talks/test_confidential.py",)
COUNTING = ("tests/store/test_eyes.py",)
DUPLICATES = ("tests/talks/test_likely_duplicates.py", "tests/talks/test_merging_rules.py")
HIDDEN_WORDS = ("tests/telling/test_hidden_words.py",)
MERGING = ("tests/talks/test_merged_reports.py", "tests/talks/test_merging_rules.py")
OPENED = ("tests/web/staff/test_acting.py::test_a_supervisor_opens_an_identity_with_a_reason_and_it_is_in_history_and_audit",)

MUTANTS: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]], ...] = (
    (
        "handlers/telling/bundles.py",
        BUNDLES,
        (
            ("len(same) > MOST_SINGLE", "len(same) >= MOST_SINGLE"),
            ("same[0].kind in _LISTS", "True"),
            ("reminder.notice.person, reminder.office, reminder.kind.value", '1, reminder.office, ""'),
        ),
    ),
    (
        "handlers/telling/departures.py",
        TELLING,
        (("complaint.state in {State.IN_PROGRESS, State.WAITING}", "complaint.state is State.IN_PROGRESS"),),
    ),
    (
        "handlers/telling/to_citizens.py",
        TELLING,
        (
            ("case Action.ASSIGN if before.officer is None:", "case Action.ASSIGN if False:"),
            ("case Action.RELEASE if before.state is State.WAITING:", "case Action.RELEASE if False:"),
        ),
    ),
    (
        "handlers/telling/to_staff.py",
        TELLING,
        (
            ("if isinstance(event.data, Added) and (event.data.no_calls or event.data.reach):", "if False:"),
            ("if after.urgent and after.officer is None else", "if False else"),
        ),
    ),
    (
        "handlers/case/history_lines.py",
        TELLING,
        (
            ("readable = [event for event in visible_events if not _is_by_another(event, who)]", "readable = list(visible_events)"),
            ("[event for event in without_taken_back(events) if event.action not in _INSIDE]", "list(events)"),
        ),
    ),
    (
        "handlers/telling/recipients.py",
        RECIPIENTS,
        (
            ("and not is_own_case(member, complaint)]", "]"),
            ("if not seen or complaint.for_supervisor or complaint.examined_by:", "if complaint.for_supervisor or complaint.examined_by:"),
            ("if not seen or complaint.for_supervisor or complaint.examined_by:", "if not seen or complaint.for_supervisor:"),
            ("return [] if complaint.for_supervisor else _unit(complaint, staff)", "return _unit(complaint, staff)"),
            ("if complaint.examined_by:\n", "if False:\n"),
            ("complaint.unit in member.units and may_see(member, complaint)]", "complaint.unit in member.units]"),
            ("if Role.SUPERVISOR in member.roles and may_see(member, complaint)]", "if Role.SUPERVISOR in member.roles]"),
        ),
    ),
    (
        "bot/store/cases/event_data.py",
        EVENT_DATA,
        (
            ("or key in _MAY_BE_NONE", ""),
            ('(key != "attachments" or value)', "True"),
            ("exclude_defaults=True", "exclude_none=True"),
            ("include_input=False))", "include_input=True)) + str(fields)"),
        ),
    ),
    ("handlers/case/actions.py", OPENED, (('"identity_opened", done.complaint.number', '"seen", done.complaint.number'),)),
    (
        "bot/store/upkeep/maintenance.py",
        RETENTION,
        (
            ("state IN ('done', 'failed')", "1 = 1"),
            ('f"{over} AND {since} < ?"', 'f"{over} AND {since} > ?"'),
            ("state <> 'waiting' AND complaint IS NULL", "complaint IS NULL"),
            ("state <> 'waiting' AND complaint IS NULL", "state <> 'waiting'"),
        ),
    ),
    (
        "handlers/desk/groups.py",
        GROUPS,
        (
            ("if _decides(member, unit.id)", "if True"),
            ("or not _decides(member, unit_id):", ":"),
            ("    if not turn.staff:\n", "    if False:\n"),
        ),
    ),
    ("bot/backup/retention.py", BACKUPS, (("at > now - reach", "at >= now - reach"), ("HOURS, WEEKS = 24, 4", "HOURS, WEEKS = 25, 4"))),
    ("bot/vault.py", HASHES, (('f"{about}:{secret}".encode()', "secret.encode()"),)),
    (
        "bot/store/ports/case_ports.py",
        ("tests/store/test_pin_tries.py",),
        (("await complaints.forget_pin_tries(self.transaction, number)", "pass"),),
    ),
    (
        "handlers/telling/notices.py",
        QUIET,
        (
            ("if message.urgent or message.audience.is_staff:", "if message.urgent:"),
            ("if message.urgent or message.audience.is_staff:", "if True:"),
        ),
    ),
    (
        "bot/messaging/inbox.py",
        GIVING_UP,
        (("MOST_TRIES = 5", "MOST_TRIES = 4"), ("MOST_TRIES = 5", "MOST_TRIES = 6")),
    ),
    ("bot/messaging/outbox.py", GIVING_UP, (("LONGEST_LIFE = timedelta(days=1)", "LONGEST_LIFE = timedelta(days=10)"),)),
    ("bot/messaging/letters.py", GIVING_UP, (('f"{channel}:{now:%Y-%m-%dT%H}"', 'f"{channel}:{now:%Y-%m-%d}"'),)),
    ("bot/files/file_store.py", FILES, (("len(content) > self.most_bytes", "False"),)),
    (
        "bot/store/offices/eyes.py",
        COUNTING,
        (
            ("if whole.see(case) and not may_see(member, case)", "if False"),
            ("if may_see(member, case) and not whole.see(case)", "if False"),
            (" UNION SELECT number FROM accused WHERE person = ?", " UNION SELECT number FROM accused WHERE person = -?"),
        ),
    ),
    (
        "handlers/desk/codes.py",
        CODES,
        (
            ("return self.is_valid(now) and self.number_hash in (None, number_hash)", "return self.is_valid(now)"),
            ("return not self.used and now < self.expires_at", "return now < self.expires_at"),
            ("sensitive=held.sensitive or invited.sensitive", "sensitive=held.sensitive"),
            ("roles=held.roles | invited.roles", "roles=invited.roles"),
        ),
    ),
    (
        "handlers/desk/discretion.py",
        CONFIDENTIAL,
        (
            ("or Role.SUPERVISOR not in me.roles:", ":"),
            ('await turn.ports.audit.write(turn.person, "marked_discreet"', 'await turn.ports.audit.write(turn.person, "seen"'),
        ),
    ),
    (
        "handlers/case/protection.py",
        CONFIDENTIAL,
        (
            ("TOLD_FROM = 3", "TOLD_FROM = 4"),
            ("(complaint.number, *(number for number, _ in complaint.merged))", "(complaint.number,)"),
            ('" ".join([words, *(file.name for file in files)])', "words"),
            ("- {turn.person})", ")"),
        ),
    ),
    (
        "handlers/case/merging.py",
        MERGING,
        (
            ("if complaint.confidential is not target.confidential:", "if False:"),
            ("if complaint.due and target.due and complaint.due < target.due:", "if False:"),
            ("if target is None or target.office != complaint.office or", "if target is None or"),
            ("members = {target.reporter, *target.followers, *complaint.proven}", "members = {target.reporter, *target.followers}"),
            (
                "unanswered = main.state in {State.WITHDRAWN, State.CLOSED} and not main.answer",
                "unanswered = main.state is State.WITHDRAWN",
            ),
            ("merged.merged_into == main.number and bool(merged.text)", "merged.merged_into == main.number"),
        ),
    ),
    (
        "handlers/case/duplicates.py",
        DUPLICATES,
        (
            ("if hidden or may_be_heard_of(complaint)]", "]"),
            ("return not complaint.confidential and complaint.examined_by is None", "return not complaint.confidential"),
            ("case.confidential is apart and ", ""),
            (
                "if complaint is None or complaint.state not in OPEN or not may_be_heard_of(complaint):",
                "if complaint is None or not may_be_heard_of(complaint):",
            ),
            (" or not may_be_heard_of(complaint):", ":"),
            ("states=_OPEN_STATES, received_after=turn.now - LOOK_BACK", "states=_OPEN_STATES"),
        ),
    ),
    ("handlers/case/cards.py", CONFIDENTIAL, (("if not may_see_identity(member, complaint):", "if False:"),)),
    (
        "handlers/case/cards.py",
        ("tests/talks/test_masked_numbers.py",),
        (("return for_staff(complaint) if is_staff(who) else complaint", "return complaint"),),
    ),
    ("handlers/case/cards.py", HIDDEN_WORDS, (('about = plain("notices.hidden") if complaint.confidential else', "about ="),)),
    ("handlers/telling/departures.py", HIDDEN_WORDS, (('about = plain("notices.hidden") if complaint.confidential else', "about ="),)),
    (
        "handlers/telling/departures.py",
        TIMEOUTS,
        (("if not notice.audience.is_staff)", ")"),),
    ),
    (
        "handlers/telling/recipients.py",
        CHECKING,
        (("if Role.SUPERVISOR in member.roles} or {member.person for member in may}", "if Role.SUPERVISOR in member.roles}"),),
    ),
    (
        "handlers/telling/recipients.py",
        RECIPIENTS,
        (
            ("if stand_in and may_see(standing_in(stand_in, staff, now), complaint):", "if stand_in:"),
            (
                "return next((people for people in (*present, *away) if people), set())",
                "return next((people for people in present if people), set())",
            ),
        ),
    ),
    (
        "handlers/telling/timeouts.py",
        TIMEOUTS,
        (
            ("if due is None or now < due or Action.MISS", "if due is None or Action.MISS"),
            ("if any(point.when is When.CLOSE for point in passed):", "if False:"),
            ("return replace(so_far, told=told, next_at=next_at, unheard=True)", "return replace(so_far, next_at=None, unheard=True)"),
        ),
    ),
)
