"""What a loket's screen shows of the hall: the queue, the number at hand, the voice, the printer and what it owes."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from office.hall import calls, day, helping, speakers, turns, zones
from office.hall import voice as speech
from office.paper import printers, rolls
from office.people import staff
from office.records.tables import Call, Loket, Printer, PrintJob, Ticket
from office.records.work import Read
from office.views import loket_queue

#: how a slip ends that nobody saw leaving the printer
UNPRINTED = ("failed", "expired", "needs_attention")
#: by the slip's end, in which states its ticket still needs it
LIVE = {
    "queued": ("waiting", "held"),
    "expired": ("waiting", "held"),
    "failed": ("waiting", "held", "called"),
    "needs_attention": ("waiting", "held", "called"),
}
#: a slip that waits for the kiosk's printer while that has no paper; its holder waits for nothing
STUCK = (PrintJob.state == "queued") & (Printer.purpose == "kiosk") & Printer.state.in_(printers.BLOCKED)
SHOWN_JOBS = 3
VOICE_FRESH = timedelta(minutes=10)


def screen(read: Read, *, loket: int, holder: str) -> dict[str, Any]:
    """`loket_queue.queue` with what the number at hand allows, voice, printer and its debts, who rings."""
    found = loket_queue.queue(read, loket=loket, holder=holder)
    return {**found, "current": _at_hand(read, found["current"]), "rings": helping.waiting(read),
            "voice": voice(read, loket), "printer": printer(read, loket), "debts": unprinted(read, loket),
            "quiet_until": day.quiet_until(read)}  # fmt: skip


def voice(read: Read, loket: int) -> dict[str, Any]:
    """{state, number, loket, waiting}: what the loudspeaker of its zone is doing, or why it is not.

    `deaf` no TV hears us · `silent` its browser lets nothing sound · `failed` our last call · `muted` by the office ·
    `voiceless` there are no clips · `speaking` · `quiet`.
    """
    zone = zones.of_loket(read, loket)
    rows = read.session.scalars(
        select(Call).where(Call.day == read.today, Call.zone == zone, Call.state.in_(calls.OPEN),
                           Call.ticket_id.is_not(None)).order_by(Call.id)
    )  # fmt: skip
    pending = list(rows)
    said = {"number": pending[0].number, "loket": pending[0].loket} if pending else {"number": None, "loket": None}
    about = {"waiting": max(len(pending) - 1, 0), **said}
    if not calls.speaker_reached(read, zone):
        return about | {"state": "deaf"}
    last = read.session.scalars(
        select(Call).where(Call.day == read.today, Call.loket == loket).order_by(Call.id.desc()).limit(1)
    ).one_or_none()  # fmt: skip
    if last is not None and last.state in ("failed", "expired") and last.at > read.now - VOICE_FRESH:
        return about | {"state": "failed", "number": last.number, "loket": loket}
    if (mute := _mute(read, zone)) or pending:
        return about | {"state": mute or "speaking"}
    return about | {"state": "quiet" if speech.clips(read) else "voiceless"}


def _mute(read: Read, zone: str) -> str | None:
    """Why nothing would be heard though a TV is there."""
    if speakers.is_silent(read, zone):
        return "silent"
    rules = read.settings.voice
    return "muted" if rules.muted or not rules.volume else None


def printer(read: Read, loket: int) -> dict[str, Any] | None:
    """{name, at, state, state_reason, works, waiting, roll}: where the loket's slips come out; None: no printer yet."""
    row = printers.printer_at(read, f"loket:{loket}")
    if row is None:
        return None
    queued = (PrintJob.printer_id == row.id, PrintJob.state.in_(("queued", "leased", "sending")))
    waiting = read.session.scalar(select(func.count()).select_from(PrintJob).where(*queued)) or 0
    works, paper = row.state not in printers.BLOCKED, rolls.left(read, row)
    return {**printers.view(read, row), "works": works, "waiting": waiting, "roll": paper}


def unprinted(read: Read, loket: int) -> list[dict[str, Any]]:
    """Slips of people still here that may not be on paper, newest first: {job, label, kind, state, at_kiosk}."""
    since = read.local.replace(hour=0, minute=0, second=0, microsecond=0)
    today = select(PrintJob.id).where(PrintJob.created_at >= since)
    first = today.order_by(PrintJob.created_at, PrintJob.id).limit(1).scalar_subquery()
    rows = read.session.execute(
        select(PrintJob, Printer.purpose).join(Printer, Printer.id == PrintJob.printer_id)
        .where(PrintJob.state.in_(UNPRINTED) | STUCK, PrintJob.id >= first)
        .where(PrintJob.kind.in_(("ticket",)) | (Printer.purpose == f"loket:{loket}"))
        .order_by(PrintJob.id.desc()).limit(200)
    )  # fmt: skip
    owed = [_debt(read, job, purpose, loket) for job, purpose in rows]
    return [debt for debt in owed if debt][:SHOWN_JOBS]


def _debt(read: Read, job: PrintJob, purpose: str, loket: int) -> dict[str, Any] | None:
    """A ticket matters while its holder waits for this loket; other slips until they were printed again."""
    label = None
    if job.kind == "ticket":
        ticket = read.session.get(Ticket, int(job.subject.partition(":")[2]))
        if ticket is None or ticket.loket != loket or ticket.state not in LIVE[job.state]:
            return None
        label = ticket.label
    elif job.state == "expired":
        return None
    again = read.session.scalar(select(PrintJob.id).where(PrintJob.reprint_of == (job.reprint_of or job.id)).limit(1))
    if again is not None:
        return None
    return {"job": job.id, "label": label, "kind": job.kind, "state": job.state, "at_kiosk": purpose == "kiosk"}


def _at_hand(read: Read, row: dict[str, Any] | None) -> dict[str, Any] | None:
    """The current ticket with `waited` (minutes until it was first called) and `may`: which acts its state allows."""
    if row is None:
        return None
    ticket = read.session.get_one(Ticket, row["id"])
    waited = max(0, int(((ticket.first_called_at or read.now) - ticket.issued_at).total_seconds() // 60))
    called = ticket.state == "called"
    may = {"recall": called, "serve": called, "no_show": called, "finish": True, "hold": True, "transfer": True}
    return {**row, "waited": waited, "may": may, "called": called}


def ticket_row(read: Read, *, ticket_id: int) -> dict[str, Any] | None:
    """One ticket of today for a question about it, or None.

    {id, number, state, loket, service, purpose, priority, holder, by (the holder's name), slip}.
    """
    ticket = read.session.get(Ticket, ticket_id)
    if ticket is None or ticket.day != read.today:
        return None
    slip = read.session.scalar(
        select(PrintJob.id).where(PrintJob.subject == f"ticket:{ticket.id}").order_by(PrintJob.id.desc()).limit(1)
    )
    return {"id": ticket.id, "number": ticket.label, "state": ticket.state, "loket": ticket.loket,
            "service": ticket.service_code, "purpose": ticket.purpose, "priority": ticket.priority, "slip": slip,
            "holder": ticket.holder, "by": staff.name_of(read, ticket.holder) if ticket.holder else ""}  # fmt: skip


def at_hand(read: Read, *, holder: str) -> dict[str, Any] | None:
    """The number that this officer has called or serves: {id, number, state, loket, purpose, service}, or None."""
    ticket = turns.at_hand(read, holder)
    if ticket is None:
        return None
    return {"id": ticket.id, "number": ticket.label, "state": ticket.state, "loket": ticket.loket,
            "purpose": ticket.purpose, "service": ticket.service_code}  # fmt: skip


def lokets(read: Read) -> list[dict[str, Any]]:
    """All lokets: {loket, name, state}."""
    rows = read.session.scalars(select(Loket).order_by(Loket.number))
    return [{"loket": row.number, "name": row.name, "state": row.state} for row in rows]
