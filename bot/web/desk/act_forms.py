"""The form of an act as it was sent: its typed fields and its chosen files."""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.datastructures import FormData, UploadFile


def typed(form: FormData) -> Mapping[str, str]:
    """The fields of a form, whether it was just sent or comes back from the confirmation."""
    try:
        before = json.loads(str(form.get("isi", "{}")))
    except ValueError:
        before = {}
    now = {key: value for key, value in form.items() if isinstance(value, str)}
    return {key: str(value) for key, value in {**(before if isinstance(before, dict) else {}), **now}.items()}


def uploads(form: FormData) -> list[UploadFile]:
    """The chosen files; a field without a choice is an empty one."""
    return [upload for upload in form.getlist("files") if isinstance(upload, UploadFile) and upload.size]
