"""What a finding proposes for a standard: a field of its form with a text in it. An admin reads, changes and saves it; before that nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from bot.store.databases.database import Transaction
from bot.store.offices import solved_answers, unanswered
from bot.web.admin.room import AdminRoom
from handlers.casework.access import StaffMember
from handlers.casework.complaint import Complaint
from handlers.desk.alike_questions import grouped
from handlers.desk.proposals import proposal, tells_of_somebody
from handlers.talking.ports import Question, ReporterIdentity
from handlers.talking.wording import plain
from knowledge.standards.standard import COMPONENTS, Service

PHRASES = "ungkapan"


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """`field`: of the form of the standard; `text`: added to it; `says`: where it comes from. `case`, `questions`: decided when it is saved."""

    field: str
    says: str
    text: str = ""
    case: Complaint | None = None
    reporter: ReporterIdentity | None = None
    questions: tuple[Question, ...] = ()

    def within(self, filled: Mapping[str, str]) -> dict[str, str]:
        """The fields of the form with the proposal in them."""
        lines = [line for line in (filled[self.field], self.text) if line]
        return {**filled, self.field: "\n".join(lines)}

    def names_somebody(self, field: str) -> bool:
        return self.case is not None and tells_of_somebody(field, self.reporter)

    async def settle(self, transaction: Transaction, room: AdminRoom) -> None:
        if self.case:
            await solved_answers.settle(transaction, self.case.number, room.now)
        await unanswered.settle(transaction, [question.id for question in self.questions])


async def proposed(room: AdminRoom, request: Request, member: StaffMember, service: Service) -> Proposed | None:
    """The proposal that the address names (`?pertanyaan=` or `?bagian=`, with `&jawaban=`); None where it names none, or none that still waits."""
    query = request.query_params
    if query.get("pertanyaan", "").isdecimal():
        return await _of_question(room, member, int(query["pertanyaan"]))
    part = query.get("bagian", "")
    if part not in COMPONENTS:
        return None
    if case := await solved_answers.open_one(room.database, member, {service.id}, query.get("jawaban", "")):
        return await _of_answer(room, case, part)
    return Proposed(field=f"isi_{part}", says=plain("learnt.part", part=plain(f"components.{part}")))


async def _of_question(room: AdminRoom, member: StaffMember, number: int) -> Proposed | None:
    groups = grouped(await unanswered.open_ones(room.database, member.office))
    alike = next((group for group in groups if any(question.id == number for question in group)), None)
    if alike is None:
        return None
    text = " ".join(alike[0].text.split())
    return Proposed(field=PHRASES, says=plain("learnt.question", count=len(alike)), text=text, questions=tuple(alike))


async def _of_answer(room: AdminRoom, case: Complaint, part: str) -> Proposed:
    async with room.database.transaction() as transaction:
        reporter = await room.resources.ports(transaction).complaints.identity(case.number)
    says = plain("learnt.answer", number=case.number)
    return Proposed(field=f"keterangan_{part}", says=says, text=proposal(case, reporter).text, case=case, reporter=reporter)
