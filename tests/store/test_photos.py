"""Photos that are alike are found by marks, whatever else lies there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from bot.store.cases import files
from bot.store.databases.database import Database
from bot.store.databases.migrating import migrations
from bot.store.people.same_person import unite
from handlers.case import likeness
from handlers.talking.message import Attachment, AttachmentKind

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
LOOKS = "0f1e2d3c4b5a6978"


def photo(ref: str, looks: str = LOOKS, original: str = "") -> Attachment:
    facts = {"looks": looks, "original": original}
    return Attachment(kind=AttachmentKind.PHOTO, ref=ref, facts={key: fact for key, fact in facts.items() if fact})


async def complaint(database: Database, number: str, *kept: Attachment, office: str = "juai", person: int = 1) -> None:
    await database.execute(
        "INSERT INTO complaints (number, office, unit, category, state, reporter, confidential, urgent, received_at, reminded_at, pin, body)"
        " VALUES (?, ?, '', '', '', 1, 0, 0, '', '', '', '')",
        *(number, office),
    )
    async with database.transaction() as transaction:
        await files.add(transaction, number, kept, person, NOW)


@example(looks=0, different={60, 50, 30, 20, 10}, same_original=False)
@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=likeness.MOST_DIFFERENT_BITS), st.booleans())
def test_what_is_alike_has_a_mark_in_common(looks: int, different: set[int], same_original: bool) -> None:
    other = looks ^ sum(1 << bit for bit in different)
    one, two = photo("a", f"{looks:016x}"), photo("b", f"{other:016x}")
    assert likeness.alike(one, two) and set(likeness.marks(one)) & set(likeness.marks(two))
    if same_original:
        first, again = photo("a", "", "x"), photo("b", "", "x")
        assert likeness.alike(first, again) and set(likeness.marks(first)) & set(likeness.marks(again))


def test_only_photos_have_marks() -> None:
    assert not likeness.marks(replace(photo("a"), kind=AttachmentKind.DOCUMENT))


async def test_alike_photos_of_the_office_are_found_and_no_others(database: Database) -> None:
    await complaint(database, "A", photo("a"), photo("far", "f" * 16), replace(photo("page"), kind=AttachmentKind.DOCUMENT))
    await complaint(database, "B", photo("b", LOOKS[:-1] + "9"))
    await complaint(database, "C", photo("c"), office="landak-dsp3akb")
    found = await files.photos(database, "juai", likeness.marks(photo("new")))
    assert [(one.number, one.photo.ref) for one in found] == [("A", "a"), ("B", "b")]
    assert found[0].photo.facts == {"looks": LOOKS}


async def test_who_is_forgotten_leaves_no_marks(database: Database) -> None:
    await complaint(database, "A", photo("a"), person=7)
    assert await database.fetch("SELECT 1 FROM photo_marks")
    async with database.transaction() as transaction:
        await files.forget_of(transaction, 7)
    assert not await database.fetch("SELECT 1 FROM photo_marks")


async def test_photos_of_who_turns_out_to_be_somebody_known_are_found_as_before(database: Database) -> None:
    """The new person had sent one of them already."""
    await complaint(database, "A", photo("a"), photo("b"), person=7)
    async with database.transaction() as transaction:
        await files.add(transaction, "A", [photo("b")], 8, NOW)
        await unite(transaction, 7, 8)
        found = await files.photos(transaction, "juai", likeness.marks(photo("new")))
    assert sorted((one.person, one.photo.ref) for one in found) == [(8, "a"), (8, "b")]


async def test_photos_of_before_get_the_same_marks(database: Database) -> None:
    kept = [photo("a", original="x"), photo("b", ""), replace(photo("page"), kind=AttachmentKind.DOCUMENT)]
    await complaint(database, "A", *kept)
    await database.execute("DELETE FROM photo_marks")
    (script,) = [step.script for step in migrations(database.dialect) if step.name.endswith("photo_marks")]
    await database.execute(script[script.index("INSERT INTO photo_marks") :].rstrip().rstrip(";"))
    written = await database.fetch("SELECT mark, sha256 FROM photo_marks ORDER BY sha256, mark")
    assert [tuple(row) for row in written] == sorted(((m, one.ref) for one in kept for m in likeness.marks(one)), key=lambda row: row[::-1])
