"""Reading the office's calendar: holidays from a CSV, working hours and Ramadan from a YAML file.

The shipped lists cover 2025-2027 (national holidays and cuti bersama; flag "estimated" where the date waits
for an announcement). Later years come from the `holidays` package until the office has entered its own.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import yaml

from office.files.clock import OfficeCalendar
from office.files.workweek import DayHours, Week

DATA = Path(__file__).parents[1] / "data"
HolidayKind = Literal["libur_nasional", "cuti_bersama", "tutup"]
Span = tuple[date, date]


@dataclass(frozen=True)
class Holiday:
    """A day off; `tutup`: closed by the office itself (a flood, an election). `estimated`: the date is not final."""

    name: str
    kind: HolidayKind
    estimated: bool = False


def load_holidays(path: Path = DATA / "holidays.csv") -> dict[date, Holiday]:
    """Days off by date. Columns date (ISO), kind, name_id, flag."""
    with path.open(encoding="utf-8", newline="") as file:
        return {date.fromisoformat(row["date"]): _holiday(row) for row in csv.DictReader(file)}


def _holiday(row: Mapping[str, str]) -> Holiday:
    kind: HolidayKind = "cuti_bersama" if row["kind"] == "cuti_bersama" else "libur_nasional"
    return Holiday(row["name_id"], kind, row["flag"] == "estimated")


def library_holidays(years: Iterable[int]) -> dict[date, Holiday]:
    """National holidays and cuti bersama as the `holidays` package knows them, for years not entered yet."""
    from holidays import country_holidays  # half a second: only for years beyond the shipped list

    known = country_holidays("ID", years=list(years), categories=("public", "government"), language="id")
    return {day: _from_library(name) for day, name in known.items()}


def _from_library(name: str) -> Holiday:
    kind: HolidayKind = "cuti_bersama" if name.startswith("Cuti Bersama") else "libur_nasional"
    return Holiday(name, kind, "perkiraan" in name)


def load_calendar(
    folder: Path = DATA, zone: str = "Asia/Jakarta", holidays: Mapping[date, object] | None = None,
    overrides: Mapping[date, time] | None = None,
) -> OfficeCalendar:  # fmt: skip
    """The office calendar of a data folder; `holidays` (the office's own table) replaces the shipped list."""
    raw = yaml.safe_load((folder / "hours.yaml").read_text("utf-8"))
    return OfficeCalendar(
        holidays=load_holidays(folder / "holidays.csv") if holidays is None else holidays,
        hours=_week(raw["regular"]),
        ramadan_hours=_week(raw["ramadan"]),
        ramadan=tuple((span["first"], span["last"]) for span in raw["ramadan_dates"]),
        overrides=overrides or {},
        cut_off=time.fromisoformat(raw["cut_off"]),
        zone=ZoneInfo(zone),
    )


def _week(raw: Mapping[str | int, dict[str, Any]]) -> Week:
    week: dict[int, DayHours] = {}
    for days, hours in raw.items():
        first, _, last = str(days).partition("-")
        week |= dict.fromkeys(range(int(first) - 1, int(last or first)), _day(hours))
    return week


def _day(raw: dict[str, Any]) -> DayHours:
    rest = [time.fromisoformat(moment) for moment in raw.get("break", [])]
    return DayHours(
        time.fromisoformat(raw["opens"]),
        time.fromisoformat(raw["closes"]),
        (rest[0], rest[1]) if rest else None,
    )
