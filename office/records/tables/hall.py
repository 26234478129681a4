"""The hall: days, number series, tickets, lokets and calls."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column

#: the zone of a hall that has only one
FIRST_ZONE = "utama"


class Day(Table):
    """One day of the hall."""

    __tablename__ = "days"
    day: Mapped[date] = column("the office's calendar day", primary_key=True)
    state: Mapped[str] = column("open | closed")
    opened_at: Mapped[datetime] = column("when it was last opened: by the hour, the first number or an officer (UTC)")
    opened_by: Mapped[str | None] = column("officer:7 when opened by hand; none when by itself", default=None)
    closed_at: Mapped[datetime | None] = column("when it was closed (UTC)", default=None)
    closed_by: Mapped[str | None] = column("who closed it: officer:7, or system at the hour", default=None)
    quiet_until: Mapped[datetime | None] = column(
        "no voice and no chime until then: 'Diam 10 menit' (UTC)", default=None
    )


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
    kinds: Mapped[list[Any]] = column("which kinds of service: perizinan, non_perizinan (SOP S1)", default=list)
    zone: Mapped[str] = column("where its calls are heard: one loudspeaker, one queue of calls", default=FIRST_ZONE)


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
    held_until: Mapped[datetime | None] = column("when the one set aside should be looked at again (UTC)", default=None)
    leftover_id: Mapped[int | None] = column("leftovers.id: came back with a 'dahulukan besok' slip", default=None)
    outage_id: Mapped[int | None] = column("outages.id: served from the paper pad, entered afterwards", default=None)
    version: Mapped[int] = column("compare-and-swap: rises with every move", default=1)
    __table_args__ = (
        UniqueConstraint("day", "series", "number"),
        Index("ix_tickets_waiting", "day", "loket", "state", "id"),
        Index("ix_tickets_called", "day", "loket", "first_called_at"),
        Index("ix_tickets_served", "loket", "state", "purpose", "finished_at"),
        Index(
            "uq_tickets_one_at_hand",
            "holder",
            unique=True,
            sqlite_where=text("state IN ('called', 'serving')"),
            postgresql_where=text("state IN ('called', 'serving')"),
        ),
    )


#: one loudspeaker a zone, one call at a time
ONE_PLAYING = text("state = 'playing'")


class Call(Table):
    """One announcement: shown on the TV in order, played once, expired when it came too late."""

    __tablename__ = "calls"
    id: Mapped[int] = column("order of the announcements", primary_key=True)
    day: Mapped[date] = column("the office day")
    ticket_id: Mapped[int | None] = column("the ticket called; none = a test of the voice", index=True)
    number: Mapped[str] = column("A-007, as shown")
    loket: Mapped[int] = column("where to go; 0 for a test of the voice")
    zone: Mapped[str] = column("whose loudspeaker says it: lokets.zone when it was called", default=FIRST_ZONE)
    text: Mapped[str] = column("the sentence to be spoken")
    again: Mapped[bool] = column("said again for who did not come: no turn of its own", default=False)
    turn: Mapped[str | None] = column(
        "whose turn it was: priority | short | long; none when said again or called back", default=None
    )
    state: Mapped[str] = column("pending | playing | played | failed | expired | withdrawn", default="pending")
    at: Mapped[datetime] = column("when it was called (UTC)")
    expires_at: Mapped[datetime | None] = column("set while no speaker can be reached (UTC)", default=None)
    begun_at: Mapped[datetime | None] = column("when it had its turn at the loudspeaker (UTC)", default=None)
    ended_at: Mapped[datetime | None] = column("when it was played or given up (UTC)", default=None)
    __table_args__ = (
        Index("ix_calls_day", "day", "id"),
        Index("uq_calls_one_playing", "day", "zone", unique=True, sqlite_where=ONE_PLAYING,
              postgresql_where=ONE_PLAYING),
    )  # fmt: skip


class Leftover(Table):
    """A promise on paper: who still waited when the day was closed goes first on the next one."""

    __tablename__ = "leftovers"
    id: Mapped[int] = column("key; the order of the promises", primary_key=True)
    code: Mapped[str] = column("what the slip carries, typed or scanned at the kiosk or loket", unique=True)
    day: Mapped[date] = column("the office day that was closed", index=True)
    ticket_id: Mapped[int] = column("the ticket that was not served", unique=True)
    loket: Mapped[int] = column("where it waited")
    last_day: Mapped[date] = column("last day on which it is honoured")
    state: Mapped[str] = column("open | honoured | lapsed", default="open")
    honoured_by: Mapped[int | None] = column("tickets.id of the new number", default=None)
    at: Mapped[datetime] = column("when it was promised (UTC)")
    __table_args__ = (Index("ix_leftovers_open", "state", "last_day"),)


class Outage(Table):
    """A time without the system: noticed at start from the silence before, or entered by the supervisor."""

    __tablename__ = "outages"
    id: Mapped[int] = column("key", primary_key=True)
    from_at: Mapped[datetime] = column("last sign of life before it (UTC)")
    to_at: Mapped[datetime | None] = column(
        "when the system was back (UTC); none while on battery or still away", default=None
    )
    how: Mapped[str] = column("noticed | entered | battery")
    state: Mapped[str] = column(
        "open | replayed | dismissed: whether what happened meanwhile was entered", default="open"
    )
    by: Mapped[str | None] = column("who ended the work on it", default=None)
    note: Mapped[str | None] = column("what the office wrote about it", default=None)


class NumberBlock(Table):
    """Numbers set aside for work on paper. They leave their series at once, and each is accounted for later."""

    __tablename__ = "number_blocks"
    id: Mapped[int] = column("key", primary_key=True)
    series: Mapped[str] = column("registration, letter:BOOK")
    period: Mapped[str] = column("year of the series")
    first: Mapped[int] = column("first number of the block")
    last: Mapped[int] = column("last number of the block")
    loket: Mapped[int | None] = column("which loket's paper sheet carries them, for registrations", default=None)
    reserved_by: Mapped[str] = column("who")
    reserved_at: Mapped[datetime] = column("when (UTC)")


class BlockNumber(Table):
    """One number of a block: still on the sheet, used by a file or letter, or declared unused (BATAL)."""

    __tablename__ = "block_numbers"
    series: Mapped[str] = column("as number_blocks.series", primary_key=True)
    period: Mapped[str] = column("as number_blocks.period", primary_key=True)
    number: Mapped[int] = column("the number", primary_key=True, autoincrement=False)
    block_id: Mapped[int] = column("number_blocks.id", index=True)
    state: Mapped[str] = column("open | used | void", default="open")
    subject: Mapped[str | None] = column("what it was used for: file:12", default=None)
    reason: Mapped[str | None] = column("why it was declared unused", default=None)
    at: Mapped[datetime | None] = column("when it was used or declared unused (UTC)", default=None)
