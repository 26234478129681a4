"""The hall: days, number series, tickets, lokets and calls."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class Day(Table):
    """One day of the hall."""

    __tablename__ = "days"
    day: Mapped[date] = column("the office's calendar day", primary_key=True)
    state: Mapped[str] = column("open | closed")
    opened_at: Mapped[datetime] = column("when the first number or an officer opened it (UTC)")
    closed_at: Mapped[datetime | None] = column("when it was closed (UTC)", default=None)


class NumberSeries(Table):
    """The last number given of each gapless series; raised inside the transaction that uses the number."""

    __tablename__ = "number_series"
    name: Mapped[str] = column("series: ticket:A, registration, letter:BOOK, handover", primary_key=True)
    period: Mapped[str] = column("what the series restarts with: a day or a year", primary_key=True)
    last: Mapped[int] = column("the last number given")


class Loket(Table):
    """A service counter."""

    __tablename__ = "lokets"
    number: Mapped[int] = column("1, 2, …: what is painted above it", primary_key=True, autoincrement=False)
    name: Mapped[str] = column("what it serves, on screen: Perizinan")
    series: Mapped[str] = column("letter of its regular tickets: A")
    state: Mapped[str] = column("open | break | closed", default="open")
    reason: Mapped[str | None] = column("why it pauses, on the officers' screens only", default=None)
    since: Mapped[datetime] = column("since when it has this state (UTC)")


class Ticket(Table):
    """A visit's number. Everything after the number is durable is a move from state to state."""

    __tablename__ = "tickets"
    id: Mapped[int] = column("key", primary_key=True)
    day: Mapped[date] = column("the office day of issue")
    series: Mapped[str] = column("A, B or P (priority)")
    number: Mapped[int] = column("1…n without gap in (day, series)")
    label: Mapped[str] = column("A-001: shown on the TV; guessable, never a key")
    token: Mapped[str] = column("128 random bits: opens the resident's phone page", unique=True)
    loket: Mapped[int] = column("where it waits now")
    purpose: Mapped[str] = column("new | complete | collect | help")
    service_code: Mapped[str | None] = column("chosen service, if any", default=None)
    priority: Mapped[str | None] = column("lansia | disabilitas | hamil | balita | yes", default=None)
    lang: Mapped[str] = column("language of the slip and the phone page", default="id")
    state: Mapped[str] = column("waiting | called | serving | done | held | no_show | cancelled")
    holder: Mapped[str | None] = column("who called or serves it: officer:3, token:5", default=None)
    calls: Mapped[int] = column("how often it was called", default=0)
    note: Mapped[str | None] = column("reason of hold, transfer or cancel", default=None)
    issued_by: Mapped[str] = column("kiosk, loket or API client that issued it")
    issued_at: Mapped[datetime] = column("since when it waits; keeps its place through transfer and restore (UTC)")
    first_called_at: Mapped[datetime | None] = column("first call (UTC): how long the person waited", default=None)
    served_at: Mapped[datetime | None] = column("start of service (UTC)", default=None)
    finished_at: Mapped[datetime | None] = column("end of the visit (UTC)", default=None)
    version: Mapped[int] = column("compare-and-swap: rises with every move", default=1)
    __table_args__ = (
        UniqueConstraint("day", "series", "number"),
        Index("ix_tickets_waiting", "day", "loket", "state", "id"),
        Index("ix_tickets_called", "day", "loket", "first_called_at"),
        Index(
            "uq_tickets_one_at_hand",
            "holder",
            unique=True,
            sqlite_where=text("state IN ('called', 'serving')"),
            postgresql_where=text("state IN ('called', 'serving')"),
        ),
    )


class Call(Table):
    """One announcement: shown on the TV in order, played once, expired when it came too late."""

    __tablename__ = "calls"
    id: Mapped[int] = column("order of the announcements", primary_key=True)
    day: Mapped[date] = column("the office day")
    ticket_id: Mapped[int] = column("the ticket called", index=True)
    number: Mapped[str] = column("A-007, as shown")
    loket: Mapped[int] = column("where to go")
    text: Mapped[str] = column("the sentence to be spoken")
    again: Mapped[bool] = column("said again for who did not come: no turn of its own", default=False)
    state: Mapped[str] = column("pending | played | failed | expired | withdrawn", default="pending")
    at: Mapped[datetime] = column("when it was called (UTC)")
    expires_at: Mapped[datetime | None] = column("set while no speaker can be reached (UTC)", default=None)
    ended_at: Mapped[datetime | None] = column("when it was played or given up (UTC)", default=None)
    __table_args__ = (Index("ix_calls_day", "day", "id"),)
