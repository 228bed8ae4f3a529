"""Logs: one JSON object a line on standard error, with an action word and ids, never a citizen's words, name or number."""

from __future__ import annotations

import json
import logging
import sys

_KNOWN = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        more = {key: value for key, value in record.__dict__.items() if key not in _KNOWN}
        line = {"at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname, "action": record.getMessage(), **more}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up(level: str) -> None:
    """Logs our own actions from `level` on, and libraries only from warnings on, because their lines may hold addresses."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(level)
    for quiet in ("httpx", "httpcore", "telegram", "apscheduler", "uvicorn.access", "psycopg.pool"):
        logging.getLogger(quiet).setLevel(logging.ERROR)
