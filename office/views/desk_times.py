"""How long files lay at each desk, in a section and for a service, over a period: the median and the slowest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from sqlalchemy import select

from office.files import deadlines
from office.procedure import Stage
from office.records.tables import File, FileStay, Section, ServiceRow
from office.records.work import Read
from office.views import moments

#: the desks of the way, in its order
DESKS = {"loket": "Loket", "kasi": "Kepala Seksi", "operator": "Operator Komputer", "sekcam": "Sekcam",
         "camat": "Camat"}  # fmt: skip
#: days back from today
PERIODS = (7, 30, 90, 365)
USUAL = 30
#: waits looked at, the newest first: a year of a large office
MOST = 60_000
#: a letter that lies ready waits for the resident
_OURS = (FileStay.desk.is_not(None), FileStay.stage != Stage.READY)


@dataclass
class _Group:
    """Working time by file."""

    spent: dict[int, timedelta] = field(default_factory=dict)

    def add(self, file_id: int, time: timedelta) -> None:
        self.spent[file_id] = self.spent.get(file_id, timedelta(0)) + time


@dataclass(frozen=True)
class _Wait:
    """One wait that ended within the period."""

    stay: FileStay
    time: timedelta


def report(read: Read, *, days: int) -> dict[str, Any]:
    """{days, first, desks, sections, services, whole}: of the waits that ended in the last `days` days.

    A row: {key, title, files, minutes (median a file), words, share (percent of the longest median), slowest: {id,
    registration_number, words}}. Sections and services: the time at the office's desks together. `whole`: False when
    only the newest waits were looked at.
    """
    calendar, first = deadlines.calendar(read), read.today - timedelta(days=days - 1)
    stays = list(read.session.scalars(_since(read, first)))
    waits = [_Wait(stay, moments.worked(stay.since, stay.until, calendar)) for stay in stays]
    numbers = _numbers(read, stays)
    sections = dict(read.session.execute(select(Section.code, Section.name).order_by(Section.name)).all())
    services = {row.code: str(row.definition["short_name"]) for row in read.session.execute(
        select(ServiceRow.code, ServiceRow.definition))}  # fmt: skip
    return {
        "days": days, "first": first.isoformat(), "whole": len(stays) < MOST,
        "desks": _rows(waits, lambda stay: str(stay.desk), DESKS, numbers),
        "sections": _rows(waits, lambda stay: stay.section, sections, numbers),
        "services": _rows(waits, lambda stay: stay.service_code, services, numbers, by_time=True),
    }  # fmt: skip


def _since(read: Read, first: date) -> Any:
    begins = datetime.combine(first, time(0), read.zone)
    return select(FileStay).where(FileStay.until >= begins, *_OURS).order_by(FileStay.until.desc()).limit(MOST)


def _numbers(read: Read, stays: Iterable[FileStay]) -> dict[int, str]:
    wanted = sorted({stay.file_id for stay in stays})
    found: dict[int, str] = {}
    for begin in range(0, len(wanted), 500):
        rule = File.id.in_(wanted[begin : begin + 500])
        found |= dict(read.session.execute(select(File.id, File.registration_number).where(rule)).all())
    return found


def _rows(
    waits: Iterable[_Wait], key: Callable[[FileStay], str], titles: dict[str, str], numbers: dict[int, str],
    *, by_time: bool = False,
) -> list[dict[str, Any]]:  # fmt: skip
    groups: dict[str, _Group] = {}
    for wait in waits:
        groups.setdefault(key(wait.stay), _Group()).add(wait.stay.file_id, wait.time)
    found = [_row(name, title, groups[name], numbers) for name, title in titles.items() if name in groups]
    longest = max([row["minutes"] for row in found] + [1])
    rows = [{**row, "share": max(1, round(100 * row["minutes"] / longest))} for row in found]
    return sorted(rows, key=lambda row: -row["minutes"]) if by_time else rows


def _row(name: str, title: str, group: _Group, numbers: dict[int, str]) -> dict[str, Any]:
    middle = timedelta(seconds=median(time.total_seconds() for time in group.spent.values()))
    file_id, longest = max(group.spent.items(), key=lambda pair: (pair[1], -pair[0]))
    return {
        "key": name, "title": title, "files": len(group.spent), "minutes": int(middle.total_seconds()) // 60,
        "words": moments.span(middle),
        "slowest": {"id": file_id, "registration_number": numbers[file_id], "words": moments.span(longest)},
    }  # fmt: skip
