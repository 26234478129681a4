"""Which screen speaks: one a hall, by a lease that its signs of life renew. The others show and are silent.

A screen is a page, not a person or a token: two TVs may have signed in as one.
"""

from datetime import timedelta
from typing import Any

from office.hall import calls
from office.office import verb
from office.records.tables import Call, Heartbeat
from office.records.work import Read, Work

#: the lease stands among the signs of life, under this name
WHO, ROLE = "hall", "speaker"
LEASE = timedelta(seconds=15)


@verb("speakers.beat", "display", "supervisor")
def beat(work: Work, *, screen: str, sound: bool, playing: int | None = None, socket: str = "") -> dict[str, Any]:
    """A screen lives: may it sound, which call is it announcing, by which socket does it listen. Does it speak?

    The first one speaks, until it hangs up or is silent for 15 s; one that may sound goes before one that may not.
    """
    row = work.session.get(Heartbeat, (WHO, ROLE))
    if row is None or row.said["screen"] != screen:
        if row is not None and row.seen_at > work.now - LEASE and (row.said["sound"] or not sound):
            return {"speaks": False}
        _hand_over(work, screen)
    if row is not None and row.said["sound"] != sound:
        work.record("speaker_sound_changed", subject=("hall", "speaker"), desks=("loket",), sound=sound)
    said = {"screen": screen, "sound": sound, "playing": playing, "socket": socket}
    work.session.merge(Heartbeat(who=WHO, role=ROLE, seen_at=work.now, said=said))
    if playing is not None and (row is None or row.said["playing"] != playing):
        _begun(work, playing)
    work.session.flush()
    calls.tend(work)
    return {"speaks": True}


@verb("speakers.hang_up", "system")
def hang_up(work: Work) -> dict[str, Any]:
    """The screen that speaks has hung up: whoever asks next may speak."""
    row = work.session.get_one(Heartbeat, (WHO, ROLE))
    row.seen_at = min(row.seen_at, work.now - LEASE)
    return {}


def listens_by(read: Read, *, socket: str) -> bool:
    """Whether this socket is that of the screen that speaks."""
    row = read.session.get(Heartbeat, (WHO, ROLE))
    return row is not None and row.said["socket"] == socket


def speaker(read: Read) -> str | None:
    """The screen that speaks, or None: none has ever asked to."""
    row = read.session.get(Heartbeat, (WHO, ROLE))
    return str(row.said["screen"]) if row else None


def is_silent(read: Read) -> bool:
    """Whether the screen that speaks is there, and its browser lets nothing sound."""
    row = read.session.get(Heartbeat, (WHO, ROLE))
    return row is not None and row.seen_at > read.now - LEASE and not row.said["sound"]


def _hand_over(work: Work, screen: str) -> None:
    """Another screen speaks: a call under way begins anew with it."""
    work.record("speaker_changed", subject=("hall", "speaker"), desks=("loket",), screen=screen)
    call = calls.playing(work)
    if call is not None:
        call.begun_at = work.now


def _begun(work: Work, call_id: int) -> None:
    """The screen has only now begun: its time runs from here (it may have been cut off when the turn was given)."""
    call = work.session.get(Call, call_id)
    if call is not None and call.state == "playing":
        call.begun_at = work.now
