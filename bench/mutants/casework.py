"""The rules of a complaint that are turned round (`handlers/casework`).

For each file, the tests that should notice, and what becomes of which line.
"""

from __future__ import annotations

ACCESS = ("tests/casework/test_access.py", "tests/casework/test_protection.py")
LADDER = ("tests/casework/test_ladder.py", "tests/casework/test_rungs.py")
DEADLINES = ("tests/casework/test_deadlines.py",)
PIN = ("tests/casework/test_pin.py",)
NUMBER = ("tests/casework/test_number.py",)
MISCONDUCT = ("tests/casework/test_misconduct.py",)
DECIDING = ("tests/casework/test_guards.py",)
LIFE = ("tests/casework/test_effects.py", "tests/casework/test_life.py")
FORGETTING = ("tests/casework/test_forgetting.py",)
CHECKING = ("tests/casework/test_checking.py",)
COUNTING = ("tests/store/test_eyes.py",)

MUTANTS: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]], ...] = (
    (
        "handlers/casework/access.py",
        ACCESS,
        (
            ("Role.HANDLER:    (_A, _A, _W, _W, _W, _W)", "Role.HANDLER:    (_A, _A, _A, _A, _W, _W)"),
            ("Role.HEAD:       (_W, _N, _W, _N, _W, _N)", "Role.HEAD:       (_A, _N, _W, _N, _W, _N)"),
            ("Role.ADMIN:      (_W, _N, _W, _N, _W, _N)", "Role.ADMIN:      (_W, _W, _W, _W, _W, _W)"),
            ("Role.OFFICER:    (_W, _N, _W, _N, _W, _N)", "Role.OFFICER:    (_A, _N, _W, _N, _W, _N)"),
            ("Role.OFFICER:    (_W, _N, _W, _N, _W, _N)", "Role.OFFICER:    (_W, _W, _W, _N, _W, _N)"),
            ("Role.GROUP:      (_W, _N, _W, _N, _W, _N)", "Role.GROUP:      (_W, _W, _W, _W, _W, _W)"),
            ("Role.SUPERVISOR: (_A, _A, _W, _W, _W, _W)", "Role.SUPERVISOR: (_A, _A, _A, _A, _W, _W)"),
            ("Role.FOLLOWER:   (_P, _P, _P, _P, _P, _P)", "Role.FOLLOWER:   (_W, _P, _P, _P, _P, _P)"),
            ("Role.RECEIVER:   (_W, _W, _W, _W, _W, _W)", "Role.RECEIVER:   (_A, _W, _W, _W, _W, _W)"),
            ("Role.CONFIDANT:  (_W, _W, _W, _W, _W, _W)", "Role.CONFIDANT:  (_W, _N, _W, _W, _W, _W)"),
            ("if not member.active or is_own_case", "if is_own_case"),
            ("if not member.active or is_own_case(member, complaint):", "if not member.active:"),
            ("if member.office != complaint.office:", "if False:"),
            ("if offered and Role.SUPERVISOR in member.roles", "if offered"),
            ("if Role.HEAD in member.roles else frozenset()", "if True else frozenset()"),
            (
                "examines = {Role.EXAMINER, Role.OFFICER} if Role.EXAMINER in member.roles else set()",
                "examines = {Role.EXAMINER, Role.OFFICER}",
            ),
            ("Role.OFFICER in member.roles and complaint.unit in member.units", "Role.OFFICER in member.roles"),
            ("*({Role.CONFIDANT} if member.sensitive else ())", "Role.CONFIDANT"),
            ("person == complaint.reporter or person in complaint.followers", "person in complaint.followers"),
            ("or person in complaint.followers or person in", "or person in"),
            ("person in complaint.followers or person in complaint.accused", "person in complaint.followers"),
            ("return has_part or any(person == reporter for _, reporter in complaint.merged)", "return has_part"),
            ("in {member.person, *member.stands_in_for}", "in {member.person}"),
            ("if complaint.confidential and not member.is_discreet", "if not member.is_discreet"),
            ("if complaint.confidential and not member.is_discreet", "if False and not member.is_discreet"),
            ("Role.EXAMINER: {Role.EXAMINER, Role.SUPERVISOR}", "Role.EXAMINER: {Role.OFFICER, Role.EXAMINER, Role.SUPERVISOR}"),
            ("complaint) is Sight.NAME", "complaint) >= Sight.WORDS"),
            ("len(number) >= 6", "len(number) >= 5"),
            ("len(part) >= 3", "len(part) >= 2"),
            (" or has_nik(text)", ""),
            ("len(run) == 16", "len(run) >= 15"),
        ),
    ),
    (
        "handlers/casework/moves.py",
        ACCESS,
        (
            (
                "Action.OPEN_IDENTITY: _move(ALIVE, None, Role.SUPERVISOR)",
                "Action.OPEN_IDENTITY: _move(ALIVE, None, Role.SUPERVISOR, Role.HANDLER)",
            ),
            ("Action.LIFT: _move(ALIVE, None, Role.SUPERVISOR)", "Action.LIFT: _move(ALIVE, None, Role.SUPERVISOR, Role.HEAD)"),
            (
                "Action.ACCEPT_OFFER: _move(OPEN, State.RECEIVED, Role.RECEIVER)",
                "Action.ACCEPT_OFFER: _move(OPEN, State.RECEIVED, *_STAFF)",
            ),
        ),
    ),
    (
        "handlers/casework/ladder.py",
        LADDER,
        (
            ("if rung.when is not When.DUE or", "if True or"),
            ("return opening if opening > (case.limited or case.start) else moment", "return opening"),
            ("if case.taken is None or case.acted is None:", "if True:"),
            ("(Role.HANDLER, Role.SUPERVISOR), strict=True", "(Role.SUPERVISOR, Role.HANDLER), strict=True"),
            ("frozenset({Role.HANDLER, Role.SUPERVISOR}))", "frozenset({Role.HANDLER}))"),
            ("if number in silence.remind_on", "if False"),
            ("last - timedelta(days=silence.remind_before)", "last"),
            ("timedelta(days=silence.close_after_days))", "timedelta(days=silence.close_after_days - 1))"),
            ("if number >= alarm.head_from_round", "if number > alarm.head_from_round"),
            ("if not (case.urgent and rung.when is When.NOT_TAKEN)", ""),
            ("islice(moments, most)", "moments"),
            ("return end is None or at < end", "return True"),
            ("if point.at > after:\n            reached", "if point.at >= after:\n            reached"),
            ("if point.at > until:", "if point.at >= until:"),
            ("frozenset().union(*(point.to for point in points))", "highest.to"),
        ),
    ),
    (
        "handlers/casework/deadlines.py",
        DEADLINES,
        (
            ("if calendar.closing(day) < received:", "if calendar.closing(day) <= received:"),
            ("if again == calendar.closing(day):", "if True:"),
            ("if begin <= moment and (end is None or moment < end):", "if begin < moment and (end is None or moment < end):"),
            ("if begin <= moment and (end is None or moment < end):", "if begin <= moment and (end is None or moment > end):"),
            ("limit.working_days, None)", "(limit.working_days or 0) + 1, None)"),
            ("if ran is None or amount <= ran:", "if ran is None or amount < ran:"),
            ("return calendar if limit.office_clock else AroundTheClock()", "return calendar"),
            ("sorted(pauses, key=lambda pause: pause[0])", "list(pauses)"),
        ),
    ),
    (
        "handlers/casework/pin.py",
        PIN,
        (
            ("WRONG_TRIES = 5", "WRONG_TRIES = 6"),
            ("timedelta(hours=4)", "timedelta(hours=1)"),
            ("now < self.locked_until", "now <= self.locked_until"),
            ("locks=tries.locks + 1", "locks=tries.locks"),
            ("wrong=0, locks", "wrong=wrong, locks"),
        ),
    ),
    (
        "handlers/casework/number.py",
        NUMBER,
        (("{random(1_000_000):06d}", "{random(10_000):04d}"), ("or _check(_values(number))", ""), ("find(text) is None and any", "any")),
    ),
    (
        "handlers/casework/misconduct.py",
        MISCONDUCT,
        (
            ("title in _TITLES and word == parts[0]", "word == parts[0]"),
            ("if about_head or Role.HEAD in roles:", "if about_head:"),
            ("if about_head or Role.HEAD in roles:", "if Role.HEAD in roles:"),
            ("roles & {Role.SUPERVISOR, Role.EXAMINER}", "roles & {Role.SUPERVISOR}"),
            ("if any(Role.HEAD in member.roles for member in staff) else None", ""),
            ("if Role.GROUP not in member.roles and", "if"),
        ),
    ),
    (
        "handlers/casework/complaint.py",
        DECIDING,
        (("if complaint.state not in OPEN or not rules.knows(complaint.category):", "if complaint.state not in OPEN:"),),
    ),
    (
        "handlers/casework/deciding.py",
        DECIDING,
        (
            ("now - complaint.since > TAKE_BACK", "now - complaint.since < TAKE_BACK"),
            (">= LEAST_LETTERS", ">= 1"),
            (
                "case IdentityOpened() | Lifted() | Lowered() if not says_something(data.text):",
                "case IdentityOpened() | Lifted() | Lowered() if False:",
            ),
            ("Action.LIFT: (not complaint.confidential", "Action.LIFT: (False"),
            ("Action.OFFER: (complaint.offered is not None", "Action.OFFER: (False"),
            ("if not rules.examined(category):", "if True:"),
            ("examined_by=examiner_before or Role.EXAMINER", "examined_by=Role.EXAMINER"),
            ("if not rules.knows(category):", "if False:"),
            ("data.until <= max(now, running_due(complaint, rules, now) or now)", "data.until <= now"),
            ("case Approved() if _passed_extension(complaint, now):", "case Approved() if False:"),
            ("rules.proof_needed and not _proves", "rules.proof_needed and False and not _proves"),
            ("if data.action in NEEDS_REASON and not data.text.strip():", "if False:"),
            ("data.stars not in (1, 2, 3, 4)", "data.stars not in (1, 2, 3, 4, 5)"),
            ("data.person in (complaint.reporter, *complaint.followers)", "data.person in complaint.followers"),
            ("Role.SUPERVISOR not in actor.roles and rules.is_longer", "rules.is_longer"),
        ),
    ),
    (
        "handlers/casework/evolving.py",
        LIFE,
        (
            ("miss.told or event.action is Action.MISS", "miss.told"),
            ("pauses = (*pauses[:-1], (pauses[-1][0], event.at))", "pauses = pauses[:-1]"),
        ),
    ),
    (
        "handlers/casework/effects.py",
        LIFE,
        (
            ("complaint.officer if again == 1 else None", "complaint.officer"),
            ("complaint.moved_by if data.moved_by is None else data.moved_by", "complaint.moved_by"),
            (
                "return replace(complaint, category=category, pending=None, moved_by=timedelta())",
                "return replace(complaint, category=category, pending=None)",
            ),
            ("extended_to=datetime.fromisoformat(pending.value), extension_used=True", "extension_used=True"),
        ),
    ),
    (
        "handlers/casework/forgetting.py",
        FORGETTING,
        (
            ("{Role.REPORTER, Role.FOLLOWER}", "{Role.REPORTER}"),
            ("event.data.mine == number", "True"),
            ("event.role is Role.JOINED and", ""),
            ('text="", attachments=()', 'text=""'),
            ('occurred="", place=""', 'occurred=""'),
        ),
    ),
    (
        "handlers/casework/checking.py",
        CHECKING,
        (
            ("bool(data.doubts) or draw(100) < percent", "draw(100) < percent"),
            ("draw(100) < percent", "draw(100) <= percent"),
            ("(answered_by, *complaint.handlers)", "(answered_by,)"),
            ("Role.HANDLER in actor.roles or ", ""),
        ),
    ),
    ("handlers/casework/circles.py", COUNTING, (("confidential=circle.confidential,", "confidential=False,"),)),
)
