"""`layanwarga unanswered`: lists questions that were not answered well, and adopts one as a phrase of a service."""

from __future__ import annotations

import argparse

from bot.commands import Commands
from bot.commands.offline import with_resources
from bot.errors import BadRequest
from bot.resources import Resources
from bot.store.offices import changes, unanswered
from handlers.desk.alike_questions import grouped
from handlers.talking.ports import Question
from handlers.talking.wording import plain
from knowledge.editing import phrasebook


def add_to(commands: Commands) -> None:
    questions = commands.add_parser("unanswered", help="pertanyaan yang belum terjawab, yang mirip dijadikan satu")
    questions.add_argument(
        "--adopt", nargs=2, metavar=("NOMOR", "LAYANAN"), help="jadikan ungkapan sebuah layanan, misalnya 12 juai/perekaman-e-ktp"
    )
    questions.add_argument("--drop", type=int, metavar="NOMOR", help="singkirkan tanpa dijadikan ungkapan")
    questions.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    if chosen.adopt:
        number, service = chosen.adopt
        if not number.isdigit():
            raise BadRequest(f"“{number}” bukan nomor. Nomornya ada di depan tiap baris: layanwarga unanswered")
        return with_resources(lambda resources: _adopt(resources, int(number), service))
    if chosen.drop:
        return with_resources(lambda resources: _drop(resources, chosen.drop))
    return with_resources(_list)


async def _list(resources: Resources) -> int:
    """Lists the questions, most frequent first."""
    async with resources.database.transaction() as transaction:
        groups, left = grouped(await unanswered.open_ones(transaction)), await unanswered.left(transaction)
    for group in groups:
        why = ", ".join(sorted({plain(f"question_why.{question.why}") for question in group}))
        print(f"{group[0].id:5}  {len(group):3}×  {group[0].text}   ({why}; {group[0].office or 'semua kantor'})")
    if left:
        print(f"{left} pertanyaan yang lebih lama menyusul sesudah yang di atas selesai.")
    print("Jadikan ungkapan: layanwarga unanswered --adopt NOMOR LAYANAN" if groups else "Tidak ada pertanyaan yang belum terjawab.")
    return 0


async def _adopt(resources: Resources, number: int, service: str) -> int:
    """Adopts the question as a phrase of the service, and settles all similar ones."""
    async with resources.database.transaction() as transaction:
        group = _group_of(number, grouped(await unanswered.open_ones(transaction)))
        await changes.note(transaction, service.partition("/")[0])
        path = phrasebook.adopt(service, group[0].text, resources.shelf.folders, resources.now)
        await unanswered.settle(transaction, [question.id for question in group])
    print(f"Ditambahkan ke {path.name}: {group[0].text}\nBot yang sedang berjalan memakainya dalam beberapa detik.")
    return 0


async def _drop(resources: Resources, number: int) -> int:
    async with resources.database.transaction() as transaction:
        group = _group_of(number, grouped(await unanswered.open_ones(transaction)))
        await unanswered.settle(transaction, [question.id for question in group])
    print(f"Disingkirkan: {len(group)} pertanyaan.")
    return 0


def _group_of(number: int, groups: list[list[Question]]) -> list[Question]:
    group = next((group for group in groups if number in {question.id for question in group}), None)
    if group is None:
        raise BadRequest(f"Pertanyaan nomor {number} tidak ada. Lihat: layanwarga unanswered")
    return group
