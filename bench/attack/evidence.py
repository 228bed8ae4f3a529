"""What is sent as evidence: programs, pictures made to fill the memory, what photos hide."""

from __future__ import annotations

from bench.attack.outcome import Outcome
from bench.attack.program import Program
from tests.files.test_kinds import PROGRAMS
from tests.files.test_photo import CANARY, HIDDEN, bomb

BOMBS = ((5_001, 5_000), (30_000, 30_000), (100_000, 100_000), (2**31 - 1, 1))
MOST_GROWTH_MB = 150
"""One picture is decoded at a time: 25 million points of four bytes, and what is made of them."""


async def _sent(program: Program, network: str, name: str, content: bytes) -> int:
    async with program.visitor(network) as client:
        await client.get("/")
        return (await client.post("/chat/saya/messages", files={"files": (name, content)})).status_code


async def programs(program: Program) -> Outcome:
    answers = {name: await _sent(program, f"198.51.100.{at}", name, content) for at, (name, content) in enumerate(PROGRAMS.items())}
    taken = tuple(name for name, code in answers.items() if code == 202)
    return Outcome(attack="programs, packages, macros and scripts as evidence", tries=len(answers), through=taken)


async def bombs(program: Program) -> Outcome:
    before = program.resident()
    answers = {
        f"{width} x {height}, {place}": await _sent(program, f"198.51.101.{place}", "foto.png", bomb(width, height))
        for width, height in BOMBS
        for place in range(4)
    }
    grown = program.resident() - before
    through = [what for what, code in answers.items() if code == 202]
    through += [f"{grown:.0f} MB more memory"] if grown > MOST_GROWTH_MB else []
    return Outcome(
        attack="pictures made to fill the memory", tries=len(answers), through=tuple(through), allowed=f"{max(grown, 0):.0f} MB more"
    )


async def hidden_in_photos(program: Program) -> Outcome:
    answers = [await _sent(program, f"198.51.102.{at}", "foto.jpg", content) for at, content in enumerate(HIDDEN.values())]
    files = [path for path in (program.data / "files").rglob("*") if path.is_file()]
    through = tuple(path.name for path in files if CANARY in path.read_bytes())
    return Outcome(
        attack="data hidden in photos (EXIF, XMP, C2PA, chunks, behind the end)",
        tries=len(answers),
        lost=sum(code != 202 for code in answers),
        through=through,
    )
