"""The original documents of an office, for its admin alone: a page as a picture with the words of a field marked, and the file as it was sent."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute

from bot.web.admin.room import AdminRoom
from bot.web.desk.room import OFFICE
from bot.web.staff.door import NotHere
from bot.web.staff.visitor import Visitor
from knowledge.editing import imported, originals

LONGEST_SECONDS = 20.0
AT_ONCE = asyncio.Semaphore(2)
"""Pages that are painted at the same time; each takes a process and up to 100 MB."""
PICTURE_HEADERS = {"Cache-Control": "private, max-age=600"}


class Originals(AdminRoom):
    def routes(self) -> list[BaseRoute]:
        return [
            self.door.page(f"{OFFICE}/dokumen/{{number:int}}", self.download),
            self.door.page(f"{OFFICE}/layanan/{{name}}/dokumen/{{part}}/{{page:int}}", self.picture),
        ]

    async def download(self, request: Request, visitor: Visitor) -> Response:
        """The stored file, always as a download, so that no browser opens a stranger's file as a page of the desk."""
        member, number = self.admin(request, visitor), request.path_params["number"]
        files = originals.stored(self.files(member.office).folder)
        if not 1 <= number <= len(files):
            raise NotHere
        path = files[number - 1]
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(path.name)}"}
        return FileResponse(path, media_type="application/octet-stream", headers=headers)

    async def picture(self, request: Request, visitor: Visitor) -> Response:
        """The picture of a page on which the component stands."""
        member, page = self.admin(request, visitor), request.path_params["page"]
        folder = self.files(member.office).folder
        service = imported.of_office(folder).get(f"{member.office}/{request.path_params['name']}")
        excerpt = originals.excerpts(folder, service).get(request.path_params["part"]) if service else None
        if service is None or excerpt is None or not excerpt.has_pictures or excerpt.file is None or page not in excerpt.pages:
            raise NotHere
        words = [passage.words for passage in service.passages[request.path_params["part"]]]
        return Response(
            await _painted(originals.stored(folder)[excerpt.file - 1], page, words), media_type="image/jpeg", headers=PICTURE_HEADERS
        )


async def _painted(path: Path, page: int, words: Sequence[str]) -> bytes:
    """The page as JPEG. Raises NotHere where the document cannot be painted."""
    command = [sys.executable, "-m", "knowledge.importer.page_picture", str(path), str(page)]
    pipe = asyncio.subprocess.PIPE
    async with AT_ONCE:
        running = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL)
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                made, _ = await running.communicate("\n".join(words).encode())
        except TimeoutError:
            running.kill()
            await running.wait()
            raise NotHere from None
    if running.returncode or not made:
        raise NotHere
    return made
