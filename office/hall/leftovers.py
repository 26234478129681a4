"""Promises at the end of a day: who still waited goes first on the next one ("dahulukan besok").

A promise is a code on paper, good for one number until its last day. The office's own rule (the SOP is silent about
who was not served): nobody who took a number goes home without either service or a promise.
"""

from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import select, update

from office.errors import AlreadyDone, Unknown
from office.files import deadlines
from office.hall import calls, day, issuing
from office.hall.moves import swap
from office.office import verb
from office.paper import due_day, spool
from office.records.tables import Leftover, Loket, ServiceRow, Ticket
from office.records.vault import new_code, tidy_code
from office.records.work import Read, Work
from office.words.dates import date_text

#: who is promised when a day ends: here, and not yet served
LEFT = ("waiting", "held", "called")
NOTE = "dahulukan besok"


def promise(work: Work, ticket: Ticket) -> Leftover | None:
    """End the ticket with a promise and its slip; None when somebody served it at this very moment."""
    while not swap(work, ticket, LEFT, "ticket_cancelled", state="cancelled", holder=None, note=NOTE,
                   finished_at=work.now):  # fmt: skip
        work.session.refresh(ticket)
        if ticket.state not in LEFT:
            return None
    calls.withdraw(work, ticket)
    spool.drop(work, f"ticket:{ticket.id}", "hari ditutup", state="cancelled")
    days = valid_on(work, ticket.day)
    row = Leftover(code=new_code(), day=ticket.day, ticket_id=ticket.id, loket=ticket.loket, last_day=days[-1],
                   state="open", at=work.now)  # fmt: skip
    work.session.add(row)
    work.session.flush()
    work.record("leftover_promised", subject=("leftover", row.id), desks=("loket",), ticket=ticket.id,
                number=ticket.label, loket=ticket.loket, last_day=row.last_day.isoformat())  # fmt: skip
    due_day.leftover(work, row, ticket, days[0])
    return row


def valid_on(read: Read, day: date | None = None) -> list[date]:
    """The serving days on which a promise of `day` (None: today) holds: the next one, and the days of grace."""
    after = max((day or read.today) + timedelta(days=1), read.today)
    return list(islice(deadlines.calendar(read).serving_days(after), read.settings.hours.leftover_grace_days + 1))


@verb("leftovers.honour", "kiosk", "loket")
def honour(work: Work, *, code: str | None = None, leftover: int | None = None, lang: str = "id",
           print_at: str | None = None) -> dict[str, Any]:  # fmt: skip
    """A new number for a promise, called first in its line; past its last day an ordinary number.

    By the `code` on the slip, or (loket only) by the promise itself. Answers the ticket as issuing does, with
    `honoured` and `said`. Refuses an unknown code, one used before (AlreadyDone), and what issuing refuses.
    """
    row = _find(work, code, leftover)
    if row.state == "honoured":
        raise AlreadyDone(_used(work, row))
    day.require_open(work, row.loket)
    kept, ticket = row.last_day >= work.today, _again(work, row, lang)
    if kept:
        ticket.leftover_id = row.id
        _end(work, row, "honoured", ticket)
    elif row.state == "open":
        _end(work, row, "lapsed", None)
    work.session.flush()
    counter = work.session.get_one(Loket, ticket.loket)
    return {**issuing.answer(work, ticket, counter, print_at), "honoured": kept, "said": _said(row, ticket, kept)}


def _find(work: Work, code: str | None, leftover: int | None) -> Leftover:
    rule = Leftover.code == tidy_code(code or "")
    if code is None and "loket" in work.actor.desks:
        rule = Leftover.id == leftover
    row = work.session.scalars(select(Leftover).where(rule)).one_or_none()
    if row is None:
        raise Unknown("Kode slip tidak dikenal. Periksa huruf dan angkanya lalu ketik lagi, atau tanya petugas loket.")
    return row


def _again(work: Work, row: Leftover, lang: str) -> Ticket:
    """The same wish as the day before, at the same loket."""
    before = work.session.get_one(Ticket, row.ticket_id)
    counter = work.session.get_one(Loket, row.loket)
    service = work.session.get(ServiceRow, before.service_code) if before.service_code else None
    fitting = service if service is not None and service.active and service.loket == row.loket else None
    return issuing.one(work, counter, fitting, before.purpose, before.priority, lang)


def _end(work: Work, row: Leftover, state: str, ticket: Ticket | None) -> None:
    """Kept or lapsed, once. Refuses who comes second with the same slip at the same moment."""
    changes = {"state": state, "honoured_by": ticket.id if ticket else None}
    once = update(Leftover).where(Leftover.id == row.id, Leftover.state == "open").values(**changes)
    done = work.session.execute(once.returning(Leftover.id).execution_options(synchronize_session=False)).all()
    if not done:
        raise AlreadyDone("Slip dahulukan ini baru saja dipakai. Silakan tanya petugas loket.")
    work.session.refresh(row)
    facts = {"ticket": ticket.id, "number": ticket.label} if ticket else {}
    event = {"honoured": "leftover_honoured", "lapsed": "leftover_lapsed"}[state]
    work.record(event, subject=("leftover", row.id), desks=("loket",), **facts)


def _used(read: Read, row: Leftover) -> str:
    given = read.session.get(Ticket, row.honoured_by) if row.honoured_by else None
    if given is None:
        return "Slip dahulukan ini sudah dipakai. Silakan ambil nomor biasa."
    when = "hari ini" if given.day == read.today else date_text(given.day)
    return (f"Slip dahulukan ini sudah dipakai {when}: nomor {given.label}. "
            f"{'Tunggu nomor itu dipanggil' if given.day == read.today else 'Silakan ambil nomor biasa'}.")  # fmt: skip


def _said(row: Leftover, ticket: Ticket, kept: bool) -> str:
    if kept:
        return f"Nomor {ticket.label} dipanggil lebih dahulu di Loket {ticket.loket}."
    return (f"Slip dahulukan ini berlaku sampai {date_text(row.last_day)}, jadi tidak dapat didahulukan lagi. "
            f"Anda mendapat nomor biasa: {ticket.label}.")  # fmt: skip


@verb("leftovers.lapse", "system")
def lapse(work: Work) -> dict[str, Any]:
    """Timed work: promises whose last day is over have lapsed."""
    over = list(work.session.scalars(select(Leftover).where(Leftover.state == "open", Leftover.last_day < work.today)))
    for row in over:
        _end(work, row, "lapsed", None)
    return {"lapsed": len(over)}


def of_token(read: Read, *, token: str) -> dict[str, Any] | None:
    """The promise that ended the ticket with this token, while it holds, for its holder: {code, first, last}."""
    found = select(Leftover).join(Ticket, Ticket.id == Leftover.ticket_id).where(Ticket.token == token)
    row = read.session.scalars(found).one_or_none()
    if row is None or row.state != "open" or row.last_day < read.today:
        return None
    return {"code": f"{row.code[:4]}-{row.code[4:]}", "first": valid_on(read, row.day)[0], "last": row.last_day}


def open_ones(read: Read, *, loket: int | None = None) -> list[dict[str, Any]]:
    """Promises that hold today, in their order: {id, number, loket, day, last_day}; nothing of whom they are for."""
    rule = [Leftover.state == "open", Leftover.last_day >= read.today, *([Leftover.loket == loket] if loket else [])]
    rows = read.session.execute(select(Leftover, Ticket.label).join(Ticket, Ticket.id == Leftover.ticket_id)
                                .where(*rule).order_by(Leftover.id))  # fmt: skip
    return [{"id": row.id, "number": label, "loket": row.loket, "day": row.day, "last_day": row.last_day}
            for row, label in rows]  # fmt: skip
