"""`layanwarga doctor`: everything an admin should check, line by line; each red line says what to do."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, timedelta

import httpx

from bot.app import App, backups_of
from bot.backup.backups import made_at
from bot.channels import Finding
from bot.clock import TOLERATED
from bot.commands import Commands, misfits
from bot.commands.offline import with_app
from bot.store.cases import complaints
from bot.store.messages import inbox
from bot.store.people import addresses, people
from bot.store.upkeep import clock_marks
from handlers.casework.evolving import replay
from handlers.casework.number import ALPHABET
from handlers.talking.message import Channel
from knowledge.standards.office import Office

LEAST_FREE = 2**30
OLDEST_BACKUP = timedelta(hours=3)
CALENDAR_ENDS_WITHIN = timedelta(days=60)
SHOWN = 5
SAMPLE = 200
JUMP_IS_OLD = timedelta(days=2)
_HEALTH_SECONDS = 3


def add_to(commands: Commands) -> None:
    doctor = commands.add_parser("doctor", help="periksa pengaturan, saluran, kalender, petugas, cadangan, dan data")
    doctor.set_defaults(run=lambda _: with_app(_doctor))


async def _doctor(app: App) -> int:
    findings = [finding async for finding in examine(app)]
    for finding in findings:
        print(f"{'✓' if finding.well else '✗'} {finding.subject}: {finding.detail}")
    return 0 if all(finding.well for finding in findings) else 1


async def examine(app: App) -> AsyncIterator[Finding]:
    """All findings. The settings are complete, or the command has already ended with what they lack."""
    now = app.clock()
    yield Finding(subject="pengaturan", well=True, detail=f"lengkap, mode {app.settings.mode}")
    yield await _running(app)
    yield _knowledge(app)
    yield await _misfits(app)
    yield await _clock(app, now)
    yield _calendar(app.library.last_holiday, now.date())
    for finding in _room(app, now):
        yield finding
    yield await _set_aside(app)
    yield await _histories(app)
    async for finding in _channels(app, now):
        yield finding
    for office in app.library.offices.values():
        yield await _staffing(app, office)
    yield await _unreached(app)


async def _running(app: App) -> Finding:
    """What the running program reports about itself."""
    host = app.settings.host if app.settings.host not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104 - compared, not listened on
    address = f"http://{f'[{host}]' if ':' in host else host}:{app.settings.port}/health"
    try:
        async with httpx.AsyncClient(timeout=_HEALTH_SECONDS) as client:
            channels = (await client.get(address)).json()["channels"]
    except (httpx.HTTPError, ValueError, KeyError):
        return Finding(subject="program", well=False, detail=f"tidak menjawab di {address}; jalankan: layanwarga run")
    stopped = [f"{name}: {state}" for name, state in channels.items() if state != "ok"]
    return Finding(subject="program", well=not stopped, detail="; ".join(stopped) or f"berjalan di {address}")


def _knowledge(app: App) -> Finding:
    mistakes = [mistake for mistake in app.library.mistakes if not mistake.warning]
    detail = f"{mistakes[0]} (semuanya: layanwarga check)" if mistakes else f"{len(app.library.services)} layanan terbaca"
    return Finding(subject="berkas pengetahuan", well=not mistakes, detail=detail)


async def _misfits(app: App) -> Finding:
    sentences = await misfits.named(app.database, app.resources.shelf.rules)
    return Finding(subject="pengaduan di luar data kantor", well=not sentences, detail="; ".join(sentences) or "tidak ada")


def _calendar(last: date | None, today: date) -> Finding:
    """Whether next year's holidays are there; they are decreed year by year, and without them due dates are wrong."""
    lasts = last is not None and date(last.year, 12, 31) - today > CALENDAR_ENDS_WITHIN
    advice = "" if lasts else "; tambahkan calendars/<tahun>.yaml dari SKB terbaru, lalu jalankan ulang"
    return Finding(subject="kalender hari libur", well=lasts, detail=f"sampai akhir {last.year if last else '-'}{advice}")


def _room(app: App, now: datetime) -> Iterator[Finding]:
    """Findings about the disk and the backup."""
    free = shutil.disk_usage(app.settings.data if app.settings.data.exists() else ".").free
    advice = "" if free >= LEAST_FREE else "; kosongkan disk: kurang dari 1 GB"
    yield Finding(subject="disk", well=not advice, detail=f"{free / LEAST_FREE:.1f} GB kosong{advice}")
    yield _backup(app, now)


def _backup(app: App, now: datetime) -> Finding:
    """The age of the newest backup. Only one that was read back and compared has the name of a backup."""
    newest = backups_of(app.settings).newest()
    if newest is None:
        return Finding(subject="cadangan", well=False, detail="belum ada; jalankan bot (layanwarga run): ia membuatnya setiap jam")
    age = now - made_at(newest)
    advice = "; biarkan bot berjalan, lalu cari backup.failed di log" if age > OLDEST_BACKUP else ""
    detail = f"{newest.name}, {age.total_seconds() / 3600:.0f} jam yang lalu, sudah diperiksa{advice}"
    return Finding(subject="cadangan", well=not advice, detail=detail)


async def _set_aside(app: App) -> Finding:
    rows = await inbox.failed(app.database, SHOWN)
    listed = ", ".join(f"{row} ({error})" for row, error in rows)
    detail = f"nomor {listed}; cari inbox.failed di log, lalu laporkan" if rows else "tidak ada"
    return Finding(subject="pesan yang gagal diolah", well=not rows, detail=detail)


async def _clock(app: App, now: datetime) -> Finding:
    """Whether the machine's clock runs steadily, and when it last jumped."""
    seen, jump = await clock_marks.seen(app.database), await clock_marks.last_jump(app.database)
    advice = "; periksa penyetelan jam (NTP) di komputer ini"
    if seen and now < seen - TOLERATED:
        return Finding(
            subject="jam", well=False, detail=f"{(seen - now).total_seconds() / 60:.0f} menit di belakang jam yang dipakai bot{advice}"
        )
    if jump and now - jump[0] < JUMP_IS_OLD:
        return Finding(
            subject="jam",
            well=False,
            detail=f"melompat {jump[1].total_seconds() / 60:+.0f} menit pada {jump[0]:%d-%m-%Y %H.%M} UTC{advice}",
        )
    return Finding(subject="jam", well=True, detail=f"{now:%d-%m-%Y %H.%M} UTC")


async def _histories(app: App) -> Finding:
    """Whether cases equal their histories: the newest, and a changing sample of all."""
    looked, wrong = 0, list[str]()
    for number in await complaints.sample(app.database, secrets.choice(ALPHABET), SAMPLE):
        looked += 1
        if not await _is_as_told(app, number):
            wrong.append(number)
    advice = f"{len(wrong)} berbeda dari catatannya: {', '.join(wrong[:SHOWN])}; jangan mengubah basis data, laporkan dengan nomornya"
    return Finding(subject="riwayat", well=not wrong, detail=advice if wrong else f"{looked} pengaduan diputar ulang, semua sama")


async def _is_as_told(app: App, number: str) -> bool:
    try:
        async with app.database.transaction() as transaction:
            complaint = await complaints.get(transaction, number)
            return complaint == replay(await complaints.history(transaction, number))
    except Exception:  # a history that cannot be read does not equal its case
        return False


async def _channels(app: App, now: datetime) -> AsyncIterator[Finding]:
    """What each platform reports, and when something last came from it."""
    for channel in app.channels.values():
        for finding in await channel.doctor(now):
            yield finding
        if channel.in_use and channel.name is not Channel.WEB:
            heard = await inbox.last_heard(app.database, channel.name)
            detail = f"{(now - heard).total_seconds():.0f} detik yang lalu" if heard else "belum pernah"
            yield Finding(subject=f"{channel.name}: pesan terakhir diterima", well=True, detail=detail)


async def _staffing(app: App, office: Office) -> Finding:
    """Whether somebody is told about the office's complaints, and about those that nobody answers."""
    async with app.database.transaction() as transaction:
        staff = [member for member in await people.staff(transaction, office.id) if member.reachable]
    missing = [role for role in ("petugas", "pengawas") if not any(role in member.roles for member in staff)]
    empty = [
        unit.name for unit in office.units if not any("petugas" in colleague.roles and unit.id in colleague.units for colleague in staff)
    ]
    detail = f"{len(staff)} orang" + (f"; pengawas menerima untuk {', '.join(empty)}" if empty else "")
    if missing:
        invite = f"undang dengan `layanwarga staff invite --office {office.id} --role …`"
        detail = f"belum ada {' dan '.join(missing)} yang dapat dihubungi; {invite}"
    return Finding(subject=f"petugas {office.name}", well=not missing, detail=detail)


async def _unreached(app: App) -> Finding:
    async with app.database.transaction() as transaction:
        unreached = await addresses.staff_without(transaction, [name for name, channel in app.channels.items() if channel.in_use])
    listed = ", ".join(f"{name} ({office})" for office, name in unreached)
    advice = f"{listed}; minta mereka menulis kepada bot, atau undang lagi: layanwarga staff invite"
    return Finding(subject="petugas tanpa alamat yang berfungsi", well=not unreached, detail=advice if unreached else "tidak ada")
