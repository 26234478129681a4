"""The office's calendar as its own people keep it: days off, closures, openings, early closings, Ramadan.

One day, one entry. Listed days come from the shipped list or the `holidays` package; whatever the office enters
stands over them and is never overwritten by a list. Due times and the hall follow at once, also of days gone by:
they are computed from the calendar and stored nowhere.
"""

from datetime import date, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator
from sqlalchemy import select

from office.errors import Unknown
from office.files import deadlines
from office.files.calendar_file import library_holidays
from office.hall.bodies import Body, Words
from office.office import verb
from office.records import kept
from office.records.tables import CalendarDay, CalendarSpan, Day, File
from office.records.work import Read, Work

Kind = Literal["libur_nasional", "cuti_bersama", "tutup", "buka", "tutup_awal"]
#: where listed days come from; every other source is the office's own word
SHIPPED, LIBRARY = "daftar bawaan", "paket holidays"
LISTED = (SHIPPED, LIBRARY)
LONGEST = timedelta(days=60)
#: worklists whose due times may have moved
TOLD = ("loket", "kasi", "operator", "sekcam", "camat", "supervisor")
#: files looked at to say how many due times moved
LOOKED_AT = 5000
#: a listed day's own columns, put back when the office's entry over it is removed
KEPT = ("kind", "name", "source", "estimated")

Source = Annotated[Words, Field(min_length=1, max_length=120)]


def _not_a_list(source: str) -> str:
    if source.lower() in LISTED:
        raise ValueError("Tulis dari mana Anda tahu, misalnya nomor SKB atau surat edaran.")
    return source


class CalendarEntry(Body):
    """One day or several in a row. `closes` with tutup_awal always, with buka where that day ends early."""

    first: date
    last: date | None = None
    kind: Kind
    name: Annotated[Words, Field(min_length=1, max_length=80)]
    closes: time | None = None
    source: Source = "kantor"
    estimated: bool = False

    _own = field_validator("source")(_not_a_list)

    @field_validator("last")
    @classmethod
    def _in_order(cls, last: date | None, info: ValidationInfo) -> date | None:
        first = info.data.get("first")
        if last is not None and first is not None and not timedelta(0) <= last - first <= LONGEST:
            raise ValueError("Tulis tanggal akhir sesudah tanggal awal, paling lama 60 hari.")
        return last

    @model_validator(mode="after")
    def _with_its_hour(self) -> "CalendarEntry":
        if self.kind == "tutup_awal" and self.closes is None:
            raise ValueError("Isi jam tutupnya, misalnya 11.00.")
        if self.kind not in ("tutup_awal", "buka"):
            self.closes = None
        return self

    def days(self) -> list[date]:
        """Every date of it."""
        return _days(self.first, self.last)


class RamadanDates(Body):
    """First and last day of one Ramadan, as announced (sidang isbat) or expected."""

    first: date
    last: date
    source: Source = "kantor"
    estimated: bool = False

    _own = field_validator("source")(_not_a_list)

    @model_validator(mode="after")
    def _a_month(self) -> "RamadanDates":
        if not timedelta(days=28) <= self.last - self.first <= timedelta(days=30):
            raise ValueError("Ramadan berlangsung 29 atau 30 hari. Periksa tanggal awal dan akhirnya.")
        return self


def _days(first: date, last: date | None) -> list[date]:
    return [first + timedelta(days=n) for n in range(((last or first) - first).days + 1)]


@verb("calendar.set_days", "supervisor", "admin")
def set_days(work: Work, *, entry: CalendarEntry) -> dict[str, Any]:
    """Add or change days. A listed day comes back when the office's entry over it is removed.

    Answers {days, moved}: how many days, and how many running files are due at another time now.
    """
    before = _due_times(work)
    for day in entry.days():
        row = work.session.get(CalendarDay, day) or CalendarDay(day=day, source="", replaced=None)
        if row.source in LISTED:
            row.replaced = {name: getattr(row, name) for name in KEPT}
        row.kind, row.name, row.source, row.estimated = entry.kind, entry.name, entry.source, entry.estimated
        row.closes = entry.closes.isoformat("minutes") if entry.closes else None
        work.session.add(row)
    _latest_word(work, entry)
    return _changed(work, before, entry.days(), kind=entry.kind)


@verb("calendar.remove_days", "supervisor", "admin")
def remove_days(work: Work, *, first: date, last: date | None = None) -> dict[str, Any]:
    """Take entries out; a listed day that the office's entry stood over comes back. Refuses when there is none."""
    before, days = _due_times(work), _days(first, last)
    rows = list(work.session.scalars(select(CalendarDay).where(CalendarDay.day.in_(days))))
    if not rows:
        raise Unknown("Tanggal itu tidak ada di kalender. Muat ulang halaman kalender.")
    for row in rows:
        _remove(work, row)
    return _changed(work, before, days, kind="removed")


def _remove(work: Work, row: CalendarDay) -> None:
    if row.replaced is None:
        work.session.delete(row)
        return
    for name in KEPT:
        setattr(row, name, row.replaced[name])
    row.closes, row.replaced = None, None


def _latest_word(work: Work, entry: CalendarEntry) -> None:
    """A closure of today entered after somebody opened the day by hand counts: the latest word is the office's."""
    today = work.session.get(Day, work.today)
    if today is not None and work.today in entry.days() and entry.kind != "buka":
        today.opened_by = None


def _changed(work: Work, before: dict[int, Any], days: list[date], **facts: Any) -> dict[str, Any]:
    work.session.flush()
    after = _due_times(work)
    moved = sum(after[file] != due for file, due in before.items())
    first, last = (days[0].isoformat(), days[-1].isoformat()) if days else (None, None)
    work.record("calendar_changed", subject=("calendar", first or "none"), desks=TOLD, first=first, last=last,
                days=len(days), moved=moved, **facts)  # fmt: skip
    return {"days": len(days), "moved": moved}


def _due_times(read: Read) -> dict[int, Any]:
    """When each running file is due by the calendar as it is now."""
    for kind in ("calendar", "ramadan"):
        kept.watch(read.session, kind)
    calendar = deadlines.calendar(read)
    rule = (File.accepted_at.is_not(None), File.ready_at.is_(None), File.ended_at.is_(None))
    files = read.session.scalars(select(File).where(*rule).order_by(File.id).limit(LOOKED_AT))
    return {file.id: deadlines.of(read, file, calendar)["due_at"] for file in files}


def compare(read: Read, *, year: int) -> list[dict[str, Any]]:
    """The `holidays` package's list of a year beside the calendar, by day.

    {day, what, now, then}: `what` is add, change, gone (listed here, not there any more), own (the office's entry
    stands) or same; `now` and `then` are {kind, name, source, estimated} or None.
    """
    known = library_holidays([year])
    span = (CalendarDay.day >= date(year, 1, 1), CalendarDay.day <= date(year, 12, 31))
    rows = {row.day: row for row in read.session.scalars(select(CalendarDay).where(*span))}
    found = []
    for day in sorted(known.keys() | rows.keys()):
        listed, row = known.get(day), rows.get(day)
        then = {"kind": listed.kind, "name": listed.name, "source": LIBRARY,
                "estimated": listed.estimated} if listed else None  # fmt: skip
        now = {name: getattr(row, name) for name in KEPT} if row else None
        found.append({"day": day, "what": _what(now, then), "now": now, "then": then})
    return found


def _what(now: dict[str, Any] | None, then: dict[str, Any] | None) -> str:
    if now is None:
        return "add"
    if now["source"] not in LISTED:
        return "own"
    if then is None:
        return "gone"
    return "same" if all(now[name] == then[name] for name in ("kind", "name", "estimated")) else "change"


@verb("calendar.import_year", "supervisor", "admin")
def import_year(work: Work, *, year: int, days: list[date] | None = None) -> dict[str, Any]:
    """Take a year over from the `holidays` package: the `days` chosen from `compare` (None: all that differ).

    Adds, changes and removes listed days only; the office's own entries stay. Answers {added, changed, removed, moved}.
    """
    before = _due_times(work)
    wanted = [row for row in compare(work, year=year)
              if row["what"] in ("add", "change", "gone") and (days is None or row["day"] in days)]  # fmt: skip
    for row in wanted:
        _take_over(work, row["day"], row["then"])
    counts = {name: sum(row["what"] == what for row in wanted)
              for name, what in (("added", "add"), ("changed", "change"), ("removed", "gone"))}  # fmt: skip
    if not wanted:
        return {**counts, "moved": 0}
    done = _changed(work, before, [row["day"] for row in wanted], kind="import", year=year)
    return {**counts, "moved": done["moved"]}


def _take_over(work: Work, day: date, then: dict[str, Any] | None) -> None:
    row = work.session.get(CalendarDay, day)
    if then is None:
        work.session.delete(row)
    elif row is None:
        work.session.add(CalendarDay(day=day, closes=None, replaced=None, **then))
    else:
        for name in KEPT:
            setattr(row, name, then[name])


@verb("calendar.set_ramadan", "supervisor", "admin")
def set_ramadan(work: Work, *, dates: RamadanDates) -> dict[str, Any]:
    """The dates of one Ramadan; they replace what the office or the shipped list said of the same one."""
    before = _due_times(work)
    for row in work.session.scalars(select(CalendarSpan).where(CalendarSpan.kind == "ramadan")):
        if abs(row.first - dates.first) <= deadlines.SAME_RAMADAN:
            work.session.delete(row)
    work.session.add(CalendarSpan(kind="ramadan", **dates.model_dump()))
    return _changed(work, before, _days(dates.first, dates.last), kind="ramadan")


@verb("calendar.remove_ramadan", "supervisor", "admin")
def remove_ramadan(work: Work, *, first: date) -> dict[str, Any]:
    """Take the office's dates of one Ramadan out; the shipped ones, where there are any, hold again."""
    before = _due_times(work)
    rule = (CalendarSpan.kind == "ramadan", CalendarSpan.first == first)
    row = work.session.scalars(select(CalendarSpan).where(*rule)).one_or_none()
    if row is None:
        raise Unknown("Tanggal Ramadan itu tidak ada di kalender. Muat ulang halaman kalender.")
    work.session.delete(row)
    return _changed(work, before, _days(row.first, row.last), kind="ramadan_removed")
