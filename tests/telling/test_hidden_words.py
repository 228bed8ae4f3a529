"""The words of a confidential case stand in no list: whoever may see it opens it."""

from __future__ import annotations

from datetime import UTC, datetime

from handlers.case import cards
from handlers.telling.departures import departure_notices
from tests.casework.cases import filed, member, rules_of

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
RULES = rules_of("juai")
STORY = "Jembatan lapuk di hulu"
STAFF = [member(12, "petugas", sensitive=True), member(21, "pengawas")]


def test_a_line_of_a_list_has_them_only_where_the_case_is_open() -> None:
    lines = [cards.line(filed(RULES, NOW, text=STORY, confidential=secret), RULES, NOW) for secret in (False, True)]
    assert [STORY in line for line in lines] == [True, False]


def test_nor_has_the_message_about_the_cases_of_somebody_who_has_left() -> None:
    for secret in (False, True):
        notices = departure_notices([filed(RULES, NOW, text=STORY, confidential=secret)], STAFF, RULES, NOW)
        assert {notice.person for notice in notices} == {12, 21}
        assert all((STORY in notice.reply.text.plain) is not secret for notice in notices)
