"""Which screen speaks: one a zone, by a lease that its signs of life renew. The others show and are silent.

A screen is a page, not a person or a token: two TVs may have signed in as one.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from office.hall import calls, zones
from office.office import verb
from office.records.tables import Call, Heartbeat
from office.records.work import Read, Work

#: the lease of a zone stands among the signs of life as `zone:NAME`
ROLE = "speaker"
LEASE = timedelta(seconds=15)


@verb("speakers.beat", "display", "supervisor")
def beat(
    work: Work, *, screen: str, sound: bool, playing: int | None = None, socket: str = "", zone: str = ""
) -> dict[str, Any]:
    """A screen lives: may it sound, which call is it announcing, by which socket does it listen. Does it speak?

    The first one of its zone speaks, until it hangs up or is silent for 15 s; one that may sound goes before one that
    may not.
    """
    zone = zones.known(work, zone)
    _leave_others(work, screen, zone)
    row = _lease(work, zone)
    if row is None or row.said["screen"] != screen:
        if row is not None and row.seen_at > work.now - LEASE and (row.said["sound"] or not sound):
            return {"speaks": False}
        _hand_over(work, screen, zone)
    if row is not None and row.said["sound"] != sound:
        work.record("speaker_sound_changed", subject=("hall", "speaker"), desks=("loket",), sound=sound, zone=zone)
    begun = row is None or row.said["playing"] != playing
    said = {"screen": screen, "sound": sound, "playing": playing, "socket": socket}
    work.session.merge(Heartbeat(who=calls.lease_of(zone), role=ROLE, seen_at=work.now, said=said))
    if playing is not None and begun:
        _begun(work, playing)
    work.session.flush()
    calls.tend(work)
    return {"speaks": True}


@verb("speakers.hang_up", "system")
def hang_up(work: Work, *, socket: str) -> dict[str, Any]:
    """The screen that speaks and listened by this socket has hung up: whoever asks next may speak."""
    for row in _leases(work):
        if row.said["socket"] == socket:
            _give_up(work, row)
    return {}


def listens_by(read: Read, *, socket: str) -> bool:
    """Whether this socket is that of a screen that speaks."""
    return any(row.said["socket"] == socket for row in _leases(read))


def speaker(read: Read, zone: str) -> str | None:
    """The screen that speaks in a zone, or None: none has ever asked to."""
    row = _lease(read, zone)
    return str(row.said["screen"]) if row else None


def is_there(read: Read, zone: str) -> bool:
    """Whether the screen that speaks in a zone has been heard lately."""
    row = _lease(read, zone)
    return row is not None and row.seen_at > read.now - LEASE


def is_silent(read: Read, zone: str) -> bool:
    """Whether the screen that speaks is there, and its browser lets nothing sound."""
    row = _lease(read, zone)
    return row is not None and row.seen_at > read.now - LEASE and not row.said["sound"]


def _lease(read: Read, zone: str) -> Heartbeat | None:
    return read.session.get(Heartbeat, (calls.lease_of(zone), ROLE))


def _leases(read: Read) -> Sequence[Heartbeat]:
    return read.session.scalars(select(Heartbeat).where(Heartbeat.role == ROLE)).all()


def _leave_others(work: Work, screen: str, zone: str) -> None:
    """A screen that was carried to another zone speaks no longer where it stood."""
    for row in _leases(work):
        if row.said["screen"] == screen and row.who != calls.lease_of(zone):
            _give_up(work, row)


def _give_up(work: Work, row: Heartbeat) -> None:
    """Its last sign of life counts no more: neither for the lease nor as somebody who hears."""
    row.seen_at = min(row.seen_at, work.now - calls.SPEAKER_FRESH)


def _hand_over(work: Work, screen: str, zone: str) -> None:
    """Another screen speaks: a call under way begins anew with it."""
    work.record("speaker_changed", subject=("hall", "speaker"), desks=("loket",), screen=screen, zone=zone)
    call = calls.playing(work, zone)
    if call is not None:
        call.begun_at = work.now


def _begun(work: Work, call_id: int) -> None:
    """The screen has only now begun: its time runs from here (it may have been cut off when the turn was given)."""
    call = work.session.get(Call, call_id)
    if call is not None and call.state == "playing":
        call.begun_at = work.now
