"""The day of the hall: is it open, may a number be given, who opens and closes it. One answer for kiosk, TV and API."""

from typing import Any, Literal

from sqlalchemy import func, select

from office.files import deadlines
from office.hall import hours, turns
from office.hall.hours import Closed, DaySettings, LoketQueue, Open
from office.office import verb
from office.records.history import canonical
from office.records.tables import Day, HistoryRow, Loket, Ticket
from office.records.work import Read, Work


def availability(read: Read, loket: int | None) -> Open | Closed:
    """Whether a ticket for `loket` (None: any) can be given now."""
    return _availability(read, loket, what_today_is(read))


def _availability(read: Read, loket: int | None, today: DaySettings) -> Open | Closed:
    queues = {row.number: _queue(read, row) for row in read.session.scalars(select(Loket))}
    rules = read.settings.hours
    others = [queue for number, queue in queues.items() if number != loket]
    return hours.availability(
        read.local, rules, today, issued=_issued_today(read) if rules.quota else 0,
        queue=queues.get(loket) if loket else None, others=others,
    )  # fmt: skip


def _issued_today(read: Read) -> int:
    return read.session.scalar(select(func.count()).select_from(Ticket).where(Ticket.day == read.today)) or 0


def require_open(work: Work, loket: int) -> None:
    """Refuse with Unavailable when no ticket can be given; open the day at its first ticket."""
    answer = availability(work, loket)
    if isinstance(answer, Closed):
        raise answer.refusal()
    if work.session.get(Day, work.today) is None:
        work.session.add(Day(day=work.today, state="open", opened_at=work.now))
        work.record("day_opened", subject=("day", work.today.isoformat()))


def state(read: Read) -> dict[str, Any]:
    """{open, code, detail, hours}: what kiosk and TV say about now."""
    today = what_today_is(read)
    answer = _availability(read, None, today)
    said = {"hours": hours.hall_text(read.local, read.settings.hours, today)}
    if isinstance(answer, Closed):
        return {"open": False, "code": answer.code, "detail": answer.detail, **said}
    return {"open": True, "code": None, "detail": "", **said}


def what_today_is(read: Read) -> DaySettings:
    """Today by the office's calendar and the day's row."""
    row, today = read.session.get(Day, read.today), read.today
    manual: Literal["closed"] | None = "closed" if row and row.state == "closed" else None
    if not read.settings.hours.enforced:
        return DaySettings(manual=manual)
    calendar = deadlines.calendar(read)
    holiday = calendar.holidays.get(today)
    tomorrow = next(iter(calendar.working_days(today + deadlines.ONE_DAY)), None)
    return DaySettings(
        working=calendar.is_working(today), holiday=str(holiday) if holiday else None, ramadan=calendar.fasting(today),
        closes=calendar.overrides.get(today), manual=manual, next_day=tomorrow,
    )  # fmt: skip


@verb("day.open", "supervisor", "system")
def open_day(work: Work) -> dict[str, Any]:
    """Open (or open again) the day by hand."""
    row = work.session.get(Day, work.today) or Day(day=work.today, state="open", opened_at=work.now)
    row.state, row.closed_at = "open", None
    work.session.add(row)
    work.record("day_opened", subject=("day", work.today.isoformat()), desks=("loket",))
    return {"day": work.today.isoformat(), "state": "open"}


@verb("day.close", "supervisor", "system")
def close_day(work: Work) -> dict[str, Any]:
    """Close the day: no more numbers; those who still wait are counted, not forgotten."""
    row = work.session.get(Day, work.today) or Day(day=work.today, state="open", opened_at=work.now)
    row.state, row.closed_at = "closed", work.now
    work.session.add(row)
    rule = (Ticket.day == work.today, Ticket.state.in_(("waiting", "held", "called", "serving")))
    left = work.session.scalar(select(func.count()).select_from(Ticket).where(*rule)) or 0
    work.record("day_closed", subject=("day", work.today.isoformat()), desks=("loket",), left=left)
    return {"day": work.today.isoformat(), "state": "closed", "left": left}


@verb("day.notice", "system")
def notice(work: Work) -> dict[str, Any]:
    """Timed work: the hall opened or closed by its hours, or a new day began. Noted once, so that the TV shows it."""
    now = {"day": work.today.isoformat(), **state(work)}
    rows = select(HistoryRow.facts).where(HistoryRow.subject == "hall:hours")
    if work.session.scalar(rows.order_by(HistoryRow.seq.desc()).limit(1)) != canonical(now):
        work.record("hall_hours_passed", subject=("hall", "hours"), **now)
    return now


@verb("lokets.set_state", "loket", "supervisor")
def set_loket(work: Work, *, loket: int, state: str, reason: str | None = None) -> dict[str, Any]:
    """Open, pause (break, with a reason) or close a loket."""
    row = work.session.get_one(Loket, loket)
    if row.state != state:
        row.state, row.reason, row.since = state, reason, work.now
        event = {"open": "loket_opened", "break": "loket_paused", "closed": "loket_closed"}[state]
        work.record(event, subject=("loket", loket), desks=("loket",))
    return {"loket": loket, "state": state, "reason": row.reason}


def _queue(read: Read, row: Loket) -> LoketQueue:
    minutes = None
    waiting = turns.waiting_count(read, row.number) if read.settings.hours.enforced else 0
    return LoketQueue(row.number, closed=row.state == "closed", waiting=waiting, officers=1, minutes=minutes)
