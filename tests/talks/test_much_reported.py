"""Complaints of one person are limited in time; what is written is kept, and can be sent later."""

from __future__ import annotations

import pytest

from handlers.reporting import filing
from tests.talks.test_complaint_from_first_word_to_closing import complain
from tests.world import World

STORY = "lampu jalan di depan pasar mati total sejak kemarin malam"


@pytest.mark.parametrize("channel", ["web"])  # the limit is the person's
async def test_after_many_complaints_in_an_hour_the_next_one_waits_and_is_not_lost(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filing, "MOST_AN_HOUR", 1)
    citizen = world.citizen()
    await complain(citizen)
    await complain(citizen, STORY, send=False)
    await citizen.presses("Kirim")
    citizen.sees("belum dikirim", "tersimpan")
    assert await world.rows("SELECT COUNT(*) FROM complaints") == [(1,)]
    await world.passes(minutes=61)
    await citizen.says("lanjutkan")
    await citizen.presses("Kirim")
    citizen.sees("Pengaduan diterima")
