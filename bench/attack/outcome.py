"""What became of an attack, as a line of the table."""

from __future__ import annotations

from dataclasses import dataclass

HEAD = "| attack | tries | lost | doubled | leaked or let through | seconds | what is allowed |\n|---|---|---|---|---|---|---|"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`through`: what reached what it must not, each in words that name no person; `allowed`: what a limit or a crash lets happen."""

    attack: str
    tries: int
    lost: int = 0
    doubled: int = 0
    through: tuple[str, ...] = ()
    allowed: str = ""

    @property
    def holds(self) -> bool:
        return not (self.lost or self.doubled or self.through)

    def line(self, seconds: float) -> str:
        return f"| {self.attack} | {self.tries:,} | {self.lost} | {self.doubled} | {len(self.through)} | {seconds:.0f} | {self.allowed} |"
