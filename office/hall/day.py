"""The day of the hall: is it open, may a number be given, who opens it. One answer for kiosk, TV, phone and API.

How a day ends is told in `office.hall.closing`.
"""

from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import func, select

from office.files import deadlines
from office.files.calendar_file import Holiday
from office.files.clock import OfficeCalendar
from office.hall import estimate, hours, night, turns
from office.hall.hours import Closed, DaySettings, LoketQueue, Open
from office.office import verb
from office.records.history import canonical
from office.records.tables import Day, HistoryRow, Loket, Ticket
from office.records.work import Read, Work
from office.words.dates import clock_text

LONGEST_QUIET = 120


def availability(read: Read, loket: int | None) -> Open | Closed:
    """Whether a ticket for `loket` (None: any) can be given now."""
    return _availability(read, loket, what_today_is(read))


def _availability(read: Read, loket: int | None, today: DaySettings) -> Open | Closed:
    rows, rules = list(read.session.scalars(select(Loket).order_by(Loket.number))), read.settings.hours
    asked = next((_queue(read, row) for row in rows if row.number == loket), None)
    others = [LoketQueue(row.number, closed=row.state == "closed") for row in rows if row.number != loket]
    issued = _issued_today(read) if rules.quota else 0
    return hours.availability(read.local, rules, today, issued=issued, queue=asked, others=others)


def _issued_today(read: Read) -> int:
    return read.session.scalar(select(func.count()).select_from(Ticket).where(Ticket.day == read.today)) or 0


def require_open(work: Work, loket: int) -> None:
    """Refuse with Unavailable when no ticket can be given; open the day at its first ticket."""
    row = work.session.get(Day, work.today)  # held, so that whoever asks for it below need not read it again
    answer = availability(work, loket)
    if isinstance(answer, Closed):
        raise answer.refusal()
    if row is None:
        begun(work)


def begun(work: Work) -> Day:
    """Today's row; the day opens by itself when there is none yet."""
    row = work.session.get(Day, work.today)
    if row is None:
        row = Day(day=work.today, state="open", opened_at=work.now)
        work.session.add(row)
        work.record("day_opened", subject=("day", work.today.isoformat()), desks=("supervisor",))
    return row


def state(read: Read, today: DaySettings | None = None) -> dict[str, Any]:
    """{open, code, detail, hours}: what kiosk and TV say about now; `today` where it is known already."""
    today = today or what_today_is(read)
    answer = _availability(read, None, today)
    said = {"hours": hours.hall_text(read.local, read.settings.hours, today)}
    if isinstance(answer, Closed):
        return {"open": False, "code": answer.code, "detail": answer.detail, **said}
    return {"open": True, "code": None, "detail": "", **said}


def nights(read: Read, today: DaySettings) -> dict[str, Any] | None:
    """{clock, spans: [{from, until}]}: when screens sleep (ISO 8601), the coming night too. None: they do not."""
    rules = read.settings.screen.sleep
    found = night.nights(read.local, read.settings.hours, today, rules)
    spans = [{"from": begins.isoformat(), "until": ends.isoformat()} for begins, ends in found]
    return {"clock": rules.clock, "spans": spans} if spans else None


def hours_now(read: Read) -> dict[str, str]:
    """What the lokets do now: `kind` open | open_until | opens_at | break_until | closed, and that `time` ("15.00")."""
    kind, clock = hours.hall_state(read.local, read.settings.hours, what_today_is(read))
    return {"kind": kind, "time": clock_text(clock) if clock else ""}


def what_today_is(read: Read) -> DaySettings:
    """Today by the office's calendar and the day's row."""
    manual = _by_hand(read.session.get(Day, read.today))
    if not read.settings.hours.enforced:
        return DaySettings(manual="closed" if manual == "closed" else None)
    return what_it_is(deadlines.calendar(read), read.today, manual)


def _by_hand(row: Day | None) -> Literal["open", "closed"] | None:
    if row is None or (row.state == "open" and row.opened_by is None):
        return None
    return "closed" if row.state == "closed" else "open"


def what_it_is(calendar: OfficeCalendar, day: date, manual: Literal["open", "closed"] | None = None) -> DaySettings:
    """Any day by the calendar."""
    found = calendar.holidays.get(day)
    name = found.name if isinstance(found, Holiday) else None
    own = isinstance(found, Holiday) and found.kind == "tutup"
    return DaySettings(
        working=calendar.serves(day), holiday=None if own else name, closure=name if own else None,
        ramadan=calendar.fasting(day), closes=calendar.overrides.get(day), manual=manual,
        next_day=next(calendar.serving_days(day + deadlines.ONE_DAY)),
    )  # fmt: skip


@verb("day.open", "supervisor", "system")
def open_day(work: Work) -> dict[str, Any]:
    """Open (or open again) the day by hand: also on a day off, and before the kiosk's hour."""
    row = work.session.get(Day, work.today) or Day(day=work.today, state="open", opened_at=work.now)
    row.state, row.closed_at, row.closed_by = "open", None, None
    row.opened_at, row.opened_by = work.now, work.actor.ref
    work.session.add(row)
    work.record("day_opened", subject=("day", work.today.isoformat()), desks=("loket", "supervisor"))
    return {"day": work.today.isoformat(), "state": "open"}


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


@verb("hall.quiet", "loket", "supervisor")
def quiet(work: Work, *, minutes: int = 10) -> dict[str, Any]:
    """ "Diam 10 menit": neither chime nor voice for so many minutes (a prayer, a speech); the screens go on showing."""
    row = begun(work)
    row.quiet_until = work.now + timedelta(minutes=max(1, min(minutes, LONGEST_QUIET)))
    until = work.iso(row.quiet_until)
    work.record("voice_quieted", subject=("hall", "voice"), desks=("loket", "supervisor"), until=until)
    return {"quiet_until": until}


@verb("hall.speak_again", "loket", "supervisor")
def speak_again(work: Work) -> dict[str, Any]:
    """The voice speaks again before the time is over."""
    row = work.session.get(Day, work.today)
    if row is not None and row.quiet_until is not None:
        row.quiet_until = None
        work.record("voice_resumed", subject=("hall", "voice"), desks=("loket", "supervisor"))
    return {"quiet_until": None}


def quiet_until(read: Read) -> str | None:
    """Until when the voice rests (ISO 8601), or None: it speaks."""
    row = read.session.get(Day, read.today)
    return read.iso(row.quiet_until) if row and row.quiet_until and row.quiet_until > read.now else None


def _queue(read: Read, row: Loket) -> LoketQueue:
    """The loket asked for; how long its visits take matters only where hours end the day."""
    shut = row.state == "closed"
    if not read.settings.hours.enforced:
        return LoketQueue(row.number, closed=shut)
    return LoketQueue(
        row.number, closed=shut, waiting=turns.waiting_count(read, row.number),
        officers=estimate.officers(read, row.number), minutes=estimate.minutes_per_visit(read, row.number),
    )  # fmt: skip
