"""The log: one line a record, for people or for machines (PENDOPO_LOG); what was typed makes no line of its own."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any


class Line(logging.Formatter):
    """A record on one line of JSON: at (UTC), level, logger, message, and the trace of a crash."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON, whose escapes keep it on its line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=True)


class Words(logging.Formatter):
    """A record for people; control characters in the message are shown, not obeyed."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # the library's name
        """The head line."""
        return _shown(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """The traceback, indented: none of its lines looks like a record."""
        return "\n".join(f"    {_shown(line)}" for line in super().formatException(ei).splitlines())


def _shown(text: str) -> str:
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def begin(form: str) -> None:
    """Send the log to stderr in this form, `json` or `human`, from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line() if form == "json" else Words())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
