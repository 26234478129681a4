"""How long files lay at each desk, in a section and for a service, over a period: the median and the slowest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from sqlalchemy import select

from office.files import deadlines
from office.files.clock import OfficeCalendar
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
MOST = 30_000
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

    file_id: int
    desk: str
    section: str
    service: str
    time: timedelta


class _Meter:
    """Working time between two moments, for thousands of them: the time before each day is summed up once."""

    def __init__(self, calendar: OfficeCalendar, first: date, last: date) -> None:
        self._calendar, self._before, total = calendar, dict[date, timedelta](), timedelta(0)
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            self._before[day] = total
            total += sum((end - start for start, end in calendar.stretches(day)), timedelta(0))

    def worked(self, since: datetime, until: datetime) -> timedelta:
        """The same as `moments.worked`."""
        begins, ends = self._calendar.local(since), self._calendar.local(until)
        if begins.date() == ends.date() or any(start < until and (end or until) > since
                                               for start, end in self._calendar.outages):  # fmt: skip
            return moments.worked(begins, ends, self._calendar)
        return self._until(ends) - self._until(begins)

    def _until(self, at: datetime) -> timedelta:
        own = sum((min(end, at) - start for start, end in self._calendar.stretches(at.date()) if start < at),
                  timedelta(0))  # fmt: skip
        return self._before[at.date()] + own


def report(read: Read, *, days: int) -> dict[str, Any]:
    """{days, first, desks, sections, services, whole}: of the waits that ended in the last `days` days.

    A row: {key, title, files, minutes (median a file), words, share (percent of the longest median), slowest: {id,
    registration_number, words}}. Sections and services: the time at the office's desks together. `whole`: False when
    only the newest waits were looked at.
    """
    calendar, first = deadlines.calendar(read), read.today - timedelta(days=days - 1)
    stays = read.session.execute(_since(read, first)).all()
    oldest = min((calendar.local(stay.since).date() for stay in stays), default=first)
    meter = _Meter(calendar, oldest, read.today)
    waits = [_Wait(stay.file_id, stay.desk, stay.section, stay.service_code, meter.worked(stay.since, stay.until))
             for stay in stays]  # fmt: skip
    numbers = _numbers(read, {wait.file_id for wait in waits})
    sections = dict(read.session.execute(select(Section.code, Section.name).order_by(Section.name)).all())
    services = {row.code: str(row.definition["short_name"]) for row in read.session.execute(
        select(ServiceRow.code, ServiceRow.definition))}  # fmt: skip
    return {
        "days": days, "first": first.isoformat(), "whole": len(stays) < MOST,
        "desks": _rows(waits, lambda wait: wait.desk, DESKS, numbers),
        "sections": _rows(waits, lambda wait: wait.section, sections, numbers),
        "services": _rows(waits, lambda wait: wait.service, services, numbers, by_time=True),
    }  # fmt: skip


def _since(read: Read, first: date) -> Any:
    begins = datetime.combine(first, time(0), read.zone)
    shown = (FileStay.file_id, FileStay.desk, FileStay.section, FileStay.service_code, FileStay.since, FileStay.until)
    return select(*shown).where(FileStay.until >= begins, *_OURS).order_by(FileStay.until.desc()).limit(MOST)


def _numbers(read: Read, files: Iterable[int]) -> dict[int, str]:
    wanted = sorted(files)
    found: dict[int, str] = {}
    for begin in range(0, len(wanted), 500):
        rule = File.id.in_(wanted[begin : begin + 500])
        found |= dict(read.session.execute(select(File.id, File.registration_number).where(rule)).all())
    return found


def _rows(
    waits: Iterable[_Wait], key: Callable[[_Wait], str], titles: dict[str, str], numbers: dict[int, str],
    *, by_time: bool = False,
) -> list[dict[str, Any]]:  # fmt: skip
    groups: dict[str, _Group] = {}
    for wait in waits:
        groups.setdefault(key(wait), _Group()).add(wait.file_id, wait.time)
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
