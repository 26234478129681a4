"""People and machines: officers, desks, delegations, sessions, tokens."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class Officer(Table):
    """A person of the office."""

    __tablename__ = "officers"
    id: Mapped[int] = column("key", primary_key=True)
    username: Mapped[str] = column("sign-in name", unique=True)
    name: Mapped[str] = column("name with titles, as on letters")
    title: Mapped[str] = column("jabatan", default="")
    nip: Mapped[str | None] = column("civil servant number, 18 digits", default=None)
    rank: Mapped[str | None] = column("pangkat: Pembina (IV/a)", default=None)
    password_hash: Mapped[str | None] = column("argon2id; none = cannot sign in with a password", default=None)
    active: Mapped[bool] = column("may act", default=True)
    created_at: Mapped[datetime] = column("when (UTC)")


class OfficerDesk(Table):
    """A desk that an officer holds; several are possible (A21)."""

    __tablename__ = "officer_desks"
    id: Mapped[int] = column("key", primary_key=True)
    officer_id: Mapped[int] = column("officers.id", index=True)
    desk: Mapped[str] = column("loket, kasi, operator, sekcam, camat, supervisor, admin, kiosk, display, agent")
    loket: Mapped[int | None] = column("which loket, for desk loket", default=None)
    section: Mapped[str | None] = column("which section, for desk kasi; none = all", default=None)
    deputy: Mapped[bool] = column("stands in at this desk and is not named as its holder", default=False)
    __table_args__ = (UniqueConstraint("officer_id", "desk", "loket", "section"),)


class Delegation(Table):
    """Who signs instead of the Camat, from when to when, on what basis (A18)."""

    __tablename__ = "delegations"
    id: Mapped[int] = column("key", primary_key=True)
    role: Mapped[str] = column("role that signs: sekcam | kasi")
    officer_id: Mapped[int] = column("officers.id of who signs")
    style: Mapped[str] = column("a.n. | Plt. | Plh.")
    basis: Mapped[str] = column("legal basis: letter of order and its number")
    from_at: Mapped[datetime] = column("begins (UTC)")
    to_at: Mapped[datetime | None] = column("ends (UTC); none = until ended", default=None)
    made_by: Mapped[str | None] = column("who recorded it", default=None)
    made_at: Mapped[datetime | None] = column("when it was recorded (UTC)", default=None)
    ended_by: Mapped[str | None] = column("who ended it before its time", default=None)
    told: Mapped[str | None] = column("which turn the office was told of: begun | ended; none = none yet", default=None)


class Session(Table):
    """A browser's session: server-side, so that signing out is real."""

    __tablename__ = "sessions"
    id_hash: Mapped[str] = column("SHA-256 of the cookie", primary_key=True)
    csrf: Mapped[str] = column("token every form of this session carries")
    created_at: Mapped[datetime] = column("when (UTC)")
    seen_at: Mapped[datetime] = column("last request, to the minute (UTC)")
    ends_at: Mapped[datetime] = column("not valid after (UTC)")


class SessionSeat(Table):
    """An officer signed in within a session. One session of the example office may hold several."""

    __tablename__ = "session_seats"
    session: Mapped[str] = column("sessions.id_hash", primary_key=True)
    officer_id: Mapped[int] = column("officers.id", primary_key=True)
    since: Mapped[datetime] = column("signed in (UTC)")
    confirmed_at: Mapped[datetime | None] = column("when the officer last confirmed who he is (UTC)", default=None)


class Token(Table):
    """A machine's bearer token: API client, kiosk, TV, print room. Only its hash is kept."""

    __tablename__ = "tokens"
    id: Mapped[int] = column("key", primary_key=True)
    hash: Mapped[str] = column("SHA-256 of the token", unique=True)
    role: Mapped[str] = column("desk it acts for")
    loket: Mapped[int | None] = column("for role loket", default=None)
    section: Mapped[str | None] = column("for role kasi; none = all", default=None)
    officer_id: Mapped[int | None] = column("officers.id whose acts these are", default=None)
    label: Mapped[str] = column("what it is for")
    created_at: Mapped[datetime] = column("when (UTC)")
    revoked_at: Mapped[datetime | None] = column("when it was revoked (UTC)", default=None)


class Heartbeat(Table):
    """The last sign of life of a kiosk, TV or print room."""

    __tablename__ = "heartbeats"
    who: Mapped[str] = column("token:5 or officer:7", primary_key=True)
    role: Mapped[str] = column("kiosk | display | agent", primary_key=True)
    seen_at: Mapped[datetime] = column("when (UTC)")
    said: Mapped[dict[str, Any]] = column("what it told: version, last call played")


class SignInTry(Table):
    """Failed sign-ins, to slow down guessing."""

    __tablename__ = "sign_in_tries"
    id: Mapped[int] = column("key", primary_key=True)
    who: Mapped[str] = column("HMAC of user name and address")
    at: Mapped[datetime] = column("when (UTC)")
    __table_args__ = (Index("ix_sign_in_tries_who", "who", "at"),)


class Draft(Table):
    """What an officer was typing, kept so that a refresh, Back or a power cut loses nothing."""

    __tablename__ = "drafts"
    holder: Mapped[str] = column("whose: officer:3", primary_key=True)
    form: Mapped[str] = column("which form", primary_key=True)
    sealed: Mapped[bytes] = column("the fields, encrypted", LargeBinary)
    at: Mapped[datetime] = column("when (UTC)")
