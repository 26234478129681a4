"""Where the vectors of these tests are, and shorthand for moments of the office."""

import csv
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

VECTORS = Path(__file__).parent / "data"
ZONE = ZoneInfo("Asia/Jakarta")


def rows(name):
    """The rows of a vector file as dictionaries."""
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def at(text):
    """ "2026-11-24T09:00" in the office's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def days(text):
    """ "2026-11-24;2026-11-25" as dates."""
    return [date.fromisoformat(day) for day in text.split(";") if day]
