"""How a day ends: everybody who is still here is accounted for, and the sheet for the archive is printed.

Closed by the supervisor, or by itself after the lokets' hours. What a night leaves open (a full hall at midnight, a
server that was off) is ended when the next day opens.
"""

from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import select

from office.errors import NotNow, Unknown
from office.hall import day, leftovers
from office.hall.moves import swap
from office.hall.opening import closing_time
from office.office import verb
from office.paper import due_day
from office.records.tables import Day, Officer, PrintJob, Ticket
from office.records.work import Read, Work

HERE = (*leftovers.LEFT, "serving")
#: days looked back at for what a night left open
LOOK_BACK = 14


@verb("day.close", "supervisor", "system")
def close_day(work: Work, *, serving: Literal["let", "finish"] = "let") -> dict[str, Any]:
    """Close the day: no more numbers, and a "dahulukan besok" promise to everybody who waits, is held or was called.

    Who is being served may be finished by their officer (`let`) or is finished now (`finish`).
    Answers {day, state, left: how many promises}. Closed already: nothing more happens.
    """
    row = work.session.get(Day, work.today) or Day(day=work.today, state="open", opened_at=work.now)
    work.session.add(row)
    left = _end(work, row, serving == "finish") if row.state == "open" else 0
    return {"day": work.today.isoformat(), "state": "closed", "left": left}


def _end(work: Work, row: Day, finish: bool) -> int:
    row.state, row.closed_at, row.closed_by, row.quiet_until = "closed", work.now, work.actor.ref, None
    promised = 0
    for ticket in _here(work, [row.day]):
        if ticket.state != "serving":
            promised += leftovers.promise(work, ticket) is not None
        elif finish:
            swap(work, ticket, ("serving",), "ticket_finished", state="done", finished_at=work.now)
    work.record("day_closed", subject=("day", row.day.isoformat()), desks=("loket", "supervisor"), left=promised)
    return promised


def _here(read: Read, days: list[date]) -> list[Ticket]:
    rule = (Ticket.day.in_(days), Ticket.state.in_(HERE))
    return list(read.session.scalars(select(Ticket).where(*rule).order_by(Ticket.issued_at, Ticket.id)))


@verb("day.tend", "system")
def tend(work: Work) -> dict[str, Any]:
    """Timed work: the day opens at the kiosk's hour and closes after the lokets'; what a night left is ended.

    Answers {closed: the days that ended now}; each wants its sheet.
    """
    row, rules = work.session.get(Day, work.today), work.settings.hours
    if row is None and rules.enforced and work.local.time() >= rules.kiosk_open and day.what_today_is(work).is_open:
        row = day.begun(work)
    closed = _end_earlier(work) if row is not None else []
    if row is not None and row.state == "open" and _is_over(work, row):
        _end(work, row, finish=True)
        closed.append(row.day)
    return {"closed": [ended.isoformat() for ended in closed]}


def _end_earlier(work: Work) -> list[date]:
    """Days before today that nobody closed, and whoever a closed one left behind; who is served there is finished."""
    lately = (Day.day < work.today, Day.day >= work.today - timedelta(days=LOOK_BACK))
    rows = {row.day: row for row in work.session.scalars(select(Day).where(*lately).order_by(Day.day))}
    behind = {ticket.day for ticket in _here(work, list(rows))}
    ended = [row for row in rows.values() if row.state == "open" or row.day in behind]
    for row in ended:
        _end(work, row, finish=True)
    return [row.day for row in ended]


def _is_over(read: Read, row: Day) -> bool:
    """Whether the day closes by itself now; one that was opened again after that hour stays open."""
    rules = read.settings.hours
    if not rules.enforced or rules.close_minutes_after is None:
        return False
    closes = datetime.combine(row.day, closing_time(rules, day.what_today_is(read)), read.zone)
    over = closes + timedelta(minutes=rules.close_minutes_after)
    return row.opened_at < over <= read.now


@verb("day.close_slip", "supervisor", "system")
def close_slip(work: Work, *, on: str, print_at: str | None = None) -> dict[str, Any]:
    """The sheet of a closed day (`on`: ISO date) at a printer (`kiosk`, `loket:1`; None: as the office has set).

    An act after the closing, so that the chain's newest row on it is behind the closing. Once a closing: asked
    again, it is the same sheet. Refuses a day that is not closed.
    """
    row = _day_of(work, on)
    if row is None or row.state != "closed":
        raise NotNow("Hari itu belum ditutup. Tutup hari dahulu, lalu cetak lembar penutupan.")
    known = slip(work, row)
    if known is not None:
        return {"job": known.id, "state": known.state}
    return due_day.day_close(work, row, print_at or work.settings.hours.close_slip_at)


def _day_of(read: Read, on: str) -> Day | None:
    try:
        return read.session.get(Day, date.fromisoformat(on))
    except ValueError:
        raise Unknown("Tanggal itu tidak terbaca. Buka lagi halaman Tutup hari, lalu cetak dari sana.") from None


def slip(read: Read, row: Day) -> PrintJob | None:
    """The sheet of this closing, when it was made."""
    rule = (PrintJob.kind == "day_close", PrintJob.subject == due_day.subject(read, row))
    return read.session.scalars(select(PrintJob).where(*rule).order_by(PrintJob.id).limit(1)).one_or_none()


def still_here(read: Read) -> list[dict[str, Any]]:
    """Who is still in the hall: {id, number, loket, state, officer}; without a resident's name."""
    names = {f"officer:{row.id}": row.name for row in read.session.scalars(select(Officer))}
    return [{"id": ticket.id, "number": ticket.label, "loket": ticket.loket, "state": ticket.state,
             "officer": names.get(ticket.holder or "", "")} for ticket in _here(read, [read.today])]  # fmt: skip
