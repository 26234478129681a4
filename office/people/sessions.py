"""Sessions: server-side rows, so that signing out and losing a desk take effect at once."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from office.office import verb
from office.people import staff
from office.records.tables import Officer, Session, SessionSeat
from office.records.vault import hash_token, new_token
from office.records.work import Actor, Read, Work

HOURS = 12
#: how long a request of another room may take that was sent before this room was opened
UNDER_WAY = timedelta(seconds=10)


@verb("sessions.enter")
def enter(work: Work, *, officer_id: int, cookie: str | None = None, keep_seats: bool = False) -> dict[str, Any]:
    """Sit an officer down and answer the new cookie (the id changes at every sign-in, so none can be fixed beforehand).

    `keep_seats` (the example office's floor plan) takes the seats of the session before along; what its rooms have
    under way with the old cookie is still answered.
    """
    old = hash_token(cookie) if cookie else ""
    seats, csrf = {officer_id}, new_token()
    if keep_seats and (before := work.session.get(Session, old)):
        # the rooms already open in other tabs carry this token in their forms
        csrf = before.csrf
        seats |= set(work.session.scalars(select(SessionSeat.officer_id).where(SessionSeat.session == old)))
        before.ends_at = min(before.ends_at, work.now + UNDER_WAY)
    else:
        for table, key in ((SessionSeat, SessionSeat.session), (Session, Session.id_hash)):
            work.session.execute(delete(table).where(key == old))
    fresh = new_token()
    work.session.add(Session(id_hash=hash_token(fresh), csrf=csrf, created_at=work.now, seen_at=work.now,
                             ends_at=work.now + timedelta(hours=HOURS)))  # fmt: skip
    work.session.add_all(SessionSeat(session=hash_token(fresh), officer_id=seat, since=work.now) for seat in seats)
    work.record("signed_in", subject=("officer", officer_id))
    return {"cookie": fresh}


@verb("sessions.leave")
def leave(work: Work, *, cookie: str, officer_id: int | None = None) -> dict[str, Any]:
    """Sign out: the whole session, or one seat of it."""
    key = hash_token(cookie)
    rule = (SessionSeat.session == key,) if officer_id is None else (SessionSeat.session == key,
                                                                    SessionSeat.officer_id == officer_id)  # fmt: skip
    gone = work.session.scalars(delete(SessionSeat).where(*rule).returning(SessionSeat.officer_id)).all()
    if not work.session.scalar(select(SessionSeat.officer_id).where(SessionSeat.session == key).limit(1)):
        work.session.execute(delete(Session).where(Session.id_hash == key))
    for officer in gone:
        work.record("signed_out", subject=("officer", officer))
    return {"left": len(gone)}


@verb("sessions.forget", "system")
def forget(work: Work) -> dict[str, Any]:
    """Drop sessions past their end (chore)."""
    ended = select(Session.id_hash).where(Session.ends_at < work.now)
    work.session.execute(delete(SessionSeat).where(SessionSeat.session.in_(ended)))
    work.session.execute(delete(Session).where(Session.ends_at < work.now))
    return {}


def seated(read: Read, *, cookie: str) -> dict[str, Any] | None:
    """{csrf, actors: [Actor]} of a live session, or None."""
    row = read.session.get(Session, hash_token(cookie))
    if row is None or row.ends_at < read.now:
        return None
    seats = read.session.scalars(
        select(SessionSeat.officer_id).join(Officer, Officer.id == SessionSeat.officer_id)
        .where(SessionSeat.session == row.id_hash, Officer.active).order_by(SessionSeat.since)
    )  # fmt: skip
    actors: list[Actor] = [staff.actor_of(read, officer) for officer in seats]
    return {"csrf": row.csrf, "actors": actors}
