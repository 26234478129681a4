"""Announcements: one FIFO a zone. Each call is a row with its own sentence, played once, never after it expired.

The server gives the turn: one call of a zone is `playing`, its others wait. The clock of expiry runs only while no
speaker can be reached; then a call that waited too long is shown, not spoken. A test of the voice is a call of no
ticket: it waits for its turn like any other, and not for a speaker.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from office.errors import TooMany, Unknown
from office.hall import voice, zones
from office.office import verb
from office.records.tables import Call, Heartbeat, Ticket
from office.records.work import Read, Work
from office.words.numerals import call_sentence

SPEAKER_FRESH = timedelta(seconds=30)
#: a speaker that lives and says nothing this long after the call should have ended is dead to it
WATCHDOG = timedelta(seconds=5)
OPEN = ("pending", "playing")


def announce(work: Work, ticket: Ticket, *, turn: str | None = None) -> Call:
    """Queue the announcement of `ticket`; an older one of the same ticket still waiting is replaced.

    `turn` is the class whose turn it was; None: said again or called back, which is nobody's turn.
    """
    withdraw(work, ticket)
    zone = zones.of_loket(work, ticket.loket)
    call = Call(
        day=work.today, ticket_id=ticket.id, number=ticket.label, loket=ticket.loket, zone=zone, at=work.now,
        state="pending", again=turn is None, turn=turn, text=_sentence(work, ticket),
        expires_at=None if speaker_reached(work, zone) else _deadline(work),
    )  # fmt: skip
    work.session.add(call)
    work.session.flush()
    tend(work)
    return call


def say_again(work: Work, ticket: Ticket) -> Call:
    """Announce `ticket` once more; a call of it that still waits keeps its turn instead.

    Refuses with TooMany within the office's `voice.recall_seconds` of the call before. A machine in the example office
    is let through, as with every other limit there.
    """
    rows = select(Call).where(Call.ticket_id == ticket.id).order_by(Call.id.desc()).limit(1)
    before = work.session.scalars(rows).one()
    left = before.at + timedelta(seconds=work.settings.voice.recall_seconds) - work.now
    if left > timedelta() and not (work.example and work.actor.kind == "token"):
        seconds = -(-left // timedelta(seconds=1))
        raise TooMany(f"{ticket.label} baru saja dipanggil. Tunggu {seconds} detik, lalu panggil ulang bila perlu.",
                      retry_after=seconds)  # fmt: skip
    return before if before.state == "pending" else announce(work, ticket)


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
    """Timed work: start and stop the expiry clocks with the speakers, expire what waited too long, wake the queue."""
    return tend(work)


def tend(work: Work) -> dict[str, Any]:
    """Bring the queue to what it should be now: clocks, the watchdog, and the turn of the oldest call."""
    calls = _open(work)
    reached = {zone: speaker_reached(work, zone) for zone in {call.zone for call in calls}}
    for zone, heard in reached.items():
        _tend_zone(work, [call for call in calls if call.zone == zone], reached=heard)
    waiting = sum(call.state in OPEN for call in calls)
    return {"pending": waiting, "speaker": all(reached.values())}


def _tend_zone(work: Work, calls: list[Call], *, reached: bool) -> None:
    for call in calls:
        if call.state == "playing":
            _watch(work, call, reached)
        if call.state == "pending":
            _tick(work, call, reached)
    waiting = [call for call in calls if call.state in OPEN]
    if waiting and reached and all(call.state == "pending" for call in waiting):
        waiting[0].state, waiting[0].begun_at = "playing", work.now
        work.record("call_begun", subject=("call", waiting[0].id), desks=("loket",))
        # a second process that gave a turn meanwhile is met here, at the constraint, and the act looks again
        work.session.flush()


def playing(read: Read, zone: str) -> Call | None:
    """The call that is being announced in a zone, or None."""
    rule = (Call.day == read.today, Call.zone == zone, Call.state == "playing")
    return read.session.scalar(select(Call).where(*rule))


def sentence_of(read: Read, *, call_id: int) -> str:
    """What is said at this call. Refuses Unknown ones."""
    call = read.session.get(Call, call_id)
    if call is None:
        raise Unknown("Panggilan tidak ditemukan. Muat ulang daftar panggilan.")
    return call.text


def lease_of(zone: str) -> str:
    """Under which name the signs of life keep who speaks in a zone."""
    return f"zone:{zone}"


def speaker_reached(read: Read, zone: str) -> bool:
    """Whether a display of the zone gave a sign of life lately."""
    return _last_heard(read, zone) is not None


def _last_heard(read: Read, zone: str) -> datetime | None:
    """The newest sign of life of a display of the zone, or of the page that speaks there; None: all are too old."""
    rule = (Heartbeat.role == "display") | ((Heartbeat.role == "speaker") & (Heartbeat.who == lease_of(zone)))
    rows = read.session.scalars(select(Heartbeat).where(rule, Heartbeat.seen_at > read.now - SPEAKER_FRESH))
    there = zones.names(read)
    heard = (row.seen_at for row in rows
             if row.role == "speaker" or zones.among(there, row.said.get("zone", "")) == zone)  # fmt: skip
    return max(heard, default=None)


def _open(read: Read) -> list[Call]:
    rows = select(Call).where(Call.day == read.today, Call.state.in_(OPEN)).order_by(Call.id)
    return list(read.session.scalars(rows))


def _sentence(work: Work, ticket: Ticket) -> str:
    rules = work.settings.voice
    return call_sentence(ticket.label, ticket.loket, priority=bool(ticket.priority),
                         cardinal=rules.reading == "cardinal", zero=rules.zero, line=rules.line)  # fmt: skip


def _watch(work: Work, call: Call, reached: bool) -> None:
    """The call being announced: given up when its speaker lives and is long over its time; kept while none is there."""
    if not reached:
        if call.ticket_id is None:
            _close(work, call, "expired", "call_expired")
            return
        call.state, call.begun_at, call.zone = "pending", None, zones.of_loket(work, call.loket)
        work.record("call_turn_lost", subject=("call", call.id), desks=("loket",))
        return
    until = (call.begun_at or call.at) + timedelta(seconds=voice.seconds(work, call.text)) + WATCHDOG
    heard = _last_heard(work, call.zone)
    if until < work.now and heard is not None and until < heard:
        _close(work, call, "failed", "call_failed")


def _tick(work: Work, call: Call, reached: bool) -> None:
    subject = ("call", call.id)
    late = call.expires_at is not None and call.expires_at <= work.now
    if late or (call.ticket_id is None and not reached):
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
    if call.state in OPEN:
        _close(work, call, state, event)
        work.session.flush()
        tend(work)
    return {"id": call.id, "state": call.state}


def _close(work: Work, call: Call, state: str, event: str) -> None:
    call.state, call.ended_at = state, work.now
    work.record(event, subject=("call", call.id), desks=("loket",), loket=call.loket)
