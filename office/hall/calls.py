"""Announcements: one FIFO. Each call is a row with its own sentence, played once, never after it expired.

The clock of expiry runs only while no speaker can be reached; then a call that waited too long is shown, not spoken.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from office.errors import Unknown
from office.office import verb
from office.records.tables import Call, Heartbeat, Ticket
from office.records.work import Read, Work
from office.words.numerals import call_sentence

SPEAKER_FRESH = timedelta(seconds=30)


def announce(work: Work, ticket: Ticket, *, turn: str | None = None) -> Call:
    """Queue the announcement of `ticket`; an older one of the same ticket still waiting is replaced.

    `turn` is the class whose turn it was; None: said again or called back, which is nobody's turn.
    """
    withdraw(work, ticket)
    call = Call(
        day=work.today, ticket_id=ticket.id, number=ticket.label, loket=ticket.loket, at=work.now, state="pending",
        again=turn is None, turn=turn, text=call_sentence(ticket.label, ticket.loket, priority=bool(ticket.priority)),
        expires_at=None if speaker_reached(work) else _deadline(work),
    )  # fmt: skip
    work.session.add(call)
    work.session.flush()
    return call


def withdraw(work: Work, ticket: Ticket) -> None:
    """The person came, left or was sent elsewhere: what was not yet spoken need not be."""
    work.session.execute(
        update(Call)
        .where(Call.ticket_id == ticket.id, Call.state == "pending")
        .values(state="withdrawn", ended_at=work.now)
    )


@verb("calls.played", "display", "supervisor")
def played(work: Work, *, call_id: int) -> dict[str, Any]:
    """A display has shown and spoken the call. Twice is harmless."""
    return _end(work, call_id, "played", "call_played")


@verb("calls.failed", "display", "supervisor")
def failed(work: Work, *, call_id: int) -> dict[str, Any]:
    """A display could not speak the call: the loket is told to call by mouth."""
    return _end(work, call_id, "failed", "call_failed")


@verb("calls.expire", "system")
def expire(work: Work) -> dict[str, Any]:
    """Timed work: start and stop the expiry clocks with the speakers, and expire what waited too long."""
    pending = list(work.session.scalars(select(Call).where(Call.day == work.today, Call.state == "pending")))
    reached = speaker_reached(work)
    for call in pending:
        _tick(work, call, reached)
    return {"pending": len(pending), "speaker": reached}


def speaker_reached(read: Read) -> bool:
    """Whether a display gave a sign of life lately."""
    rule = (Heartbeat.role == "display", Heartbeat.seen_at > read.now - SPEAKER_FRESH)
    return read.session.scalar(select(Heartbeat.who).where(*rule).limit(1)) is not None


def _tick(work: Work, call: Call, reached: bool) -> None:
    subject = ("call", call.id)
    if call.expires_at is not None and call.expires_at <= work.now:
        call.state, call.ended_at = "expired", work.now
        work.record("call_expired", subject=subject, desks=("loket",))
    elif reached and call.expires_at is not None:
        call.expires_at = None
        work.record("call_clock_stopped", subject=subject)
    elif not reached and call.expires_at is None:
        call.expires_at = _deadline(work)
        work.record("call_clock_started", subject=subject)


def _deadline(work: Work) -> Any:
    return work.now + timedelta(seconds=work.settings.queue.speaker_grace_seconds)


def _end(work: Work, call_id: int, state: str, event: str) -> dict[str, Any]:
    call = work.session.get(Call, call_id)
    if call is None:
        raise Unknown("Panggilan tidak ditemukan. Muat ulang daftar panggilan.")
    if call.state == "pending":
        call.state, call.ended_at = state, work.now
        work.record(event, subject=("call", call.id), desks=("loket",), loket=call.loket)
    return {"id": call.id, "state": call.state}
