"""A chart of an office's weeks for a chat: counted here, drawn as PNG, stored as a file that can be sent."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.files.file_store import FileStore
from bot.store.cases import files
from bot.store.databases.database import Reading, Transaction
from bot.store.offices import tallies
from bot.store.offices.eyes import eyes_of
from bot.store.offices.month_counts import Days
from bot.store.offices.scope import Scope
from bot.store.offices.tallies import Dimension
from handlers.casework.access import StaffMember
from handlers.desk import picture
from handlers.rules import OfficeRules
from handlers.talking.message import Attachment
from handlers.talking.wording import day, plain

MONTH = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class OfficePicture:
    """`all_eyes`: includes cases about the supervisor, for the head alone."""

    rules: OfficeRules
    store: FileStore
    member: StaffMember

    async def counted_png(self, reading: Reading, now: datetime) -> bytes:
        from bot.drawing.office_charts import for_chat  # the fonts of the drawing load slowly, and few people ask for it
        from bot.drawing.png import to_png

        office = self.rules.office
        scope, zone = Scope(office=office.id, eyes=await eyes_of(reading, self.member)), office.zone
        mondays = picture.mondays(now, zone)
        living = await tallies.living(reading, scope, now, now + timedelta(days=1))
        weeks = picture.weeks(await tallies.weekly(reading, scope, mondays), mondays, living.unended, zone)
        categories = await tallies.of_period(reading, scope, Dimension.CATEGORY, Days.uncounted(now - MONTH, now), now)
        today = day(now.astimezone(zone).date())
        return await asyncio.to_thread(lambda: to_png(for_chat(office.name, today, categories, weeks, self.rules)))

    async def stored(self, transaction: Transaction, now: datetime, person: int) -> Attachment:
        """Stores the picture as a file of this person; it expires with other files that belong to no case."""
        png = await self.counted_png(transaction, now)
        made = await asyncio.to_thread(self.store.keep_drawing, png, plain("charts.file"))
        await files.add(transaction, "", [made], person, now)
        return made
