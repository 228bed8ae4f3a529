"""A simulated year of an office: what its desk has to show after a hundred and fifty cases and as many answers to the survey."""

from __future__ import annotations

import random
from datetime import timedelta

from bot.store.offices import survey
from handlers.casework.complaint import Complaint
from handlers.casework.moves import Action, Role
from handlers.survey.elements import Element
from tests.cases_on_file import OnFile
from tests.world import World

CASES = 150
STORIES = (
    ("Lampu jalan di depan pasar mati sejak seminggu, gelap sekali kalau malam.", None, "depan pasar Paringin"),
    ("Berkas KTP saya kurang lengkap terus, sudah tiga kali disuruh fotokopi lagi.", "juai/perekaman-e-ktp", "loket 2"),
    ("Katanya rekam KTP selesai 15 menit, saya menunggu dari pagi sampai siang.", "juai/perekaman-e-ktp", ""),
    ("Petugas loket belum ada padahal sudah jam delapan lewat.", None, "loket depan"),
    ("Jembatan kayu di RT 2 sudah lapuk, anak sekolah lewat situ setiap hari.", None, "RT 2 Desa Mihu"),
    ("Surat keterangan ahli waris ditolak karena kurang saksi, di papan tidak tertulis begitu.", "juai/ahli-waris", ""),
    ("Sampah di belakang balai desa menumpuk dua minggu, baunya sampai ke sekolah.", None, "balai desa Teluk Bayur"),
    ("Nomor antrean saya dilewati dua kali, yang datang belakangan malah dipanggil dulu.", None, "ruang tunggu"),
    ("Parit depan rumah tersumbat, setiap hujan air masuk ke dapur.", None, "RT 5 Desa Hukai"),
    ("Nama ibu saya di surat pengantar salah ketik, padahal sudah saya periksa di loket.", None, ""),
)
ANSWERS = (
    "Sudah kami kerjakan kemarin sore. Terima kasih atas laporannya.",
    "Berkas Bapak/Ibu sudah selesai dan bisa diambil di loket 2 pada jam kerja.",
    "Petugas loket sudah kami ingatkan; mulai Senin loket dibuka tepat pukul 08.00.",
)
NAMES = ("Siti Aminah", "Haji Rusli", "Norhayati", "Ahmad Fauzi", "")
UNITS = ("pelayanan-kesos", "trantibum", "umum")
CATEGORIES = ("ringan", "normatif", "tidak_berkadar_pengawasan")


async def simulated(world: World) -> None:
    """Most cases are answered, some late; of the last ten a part is open."""
    dice, officer = random.Random(3), await world.person_of(world.officer())
    for place in range(CASES):
        case = await _case(world, place, dice)
        if place <= CASES - 10 or place % 2 == 0:
            await _handled(world, case, officer, dice, ended=place < CASES - 10)
    await _answers(world)


async def _case(world: World, place: int, dice: random.Random) -> Complaint:
    story, service, where = STORIES[place * 7 % len(STORIES)]
    at = world.now - timedelta(days=365 * (1 - place / CASES), minutes=dice.randrange(500))
    data = {"service": service, "place": where, "unit": UNITS[place % 3], "category": CATEGORIES[place % 3], "urgent": place % 40 == 7}
    return await OnFile(world).complaint(story, at=at, name=NAMES[place % len(NAMES)], contact="", **data)


async def _handled(world: World, case: Complaint, officer: int, dice: random.Random, *, ended: bool) -> None:
    file = OnFile(world)
    case = await file.act(case, Action.TAKE, Role.OFFICER, officer, at=case.received + timedelta(hours=1))
    answered = min(case.received + timedelta(days=dice.choice([1, 2, 2, 3, 9, 30])), world.now)
    case = await file.act(case, Action.ANSWER, Role.HANDLER, officer, at=answered, text=dice.choice(ANSWERS))
    if ended:
        case = await file.act(case, Action.ACCEPT, Role.REPORTER, case.reporter, at=answered)
        await file.act(case, Action.RATE, Role.REPORTER, case.reporter, at=answered, stars=dice.choice([2, 3, 4, 4]))


async def _answers(world: World) -> None:
    dice, today = random.Random(4), world.now.date()
    async with world.app.database.transaction() as transaction:
        for place in range(120):
            points = {element: dice.choice([2, 3, 3, 4, 4]) for element in Element}
            unit = ("", *UNITS[:2])[place % 3]
            await survey.keep(transaction, survey.Place(office="juai", unit=unit), today - timedelta(days=3 * place), points, "")
