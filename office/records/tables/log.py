"""The office's memory: history with its chain, remembered requests, settings, calendar, the installation."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, text
from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class HistoryRow(Table):
    """One thing that happened. Append-only (triggers refuse change); `seq` orders the world."""

    __tablename__ = "history"
    seq: Mapped[int] = column("1, 2, … without gap", primary_key=True, autoincrement=False)
    at: Mapped[datetime] = column("when, by the server's clock (UTC)")
    day: Mapped[date] = column("the office day")
    event: Mapped[str] = column("what happened: office.records.history.EVENTS")
    actor: Mapped[str] = column("who: officer:3, token:5, system")
    subject: Mapped[str] = column("what it happened to: file:12")
    facts: Mapped[str] = column("canonical JSON: references and facts, never personal data")
    on_board: Mapped[bool] = column("changes what the hall's board shows")
    prev_hash: Mapped[str] = column("hash of the row before")
    hash: Mapped[str] = column("SHA-256 over all columns, length-prefixed, and prev_hash")
    __table_args__ = (
        Index("ix_history_subject", "subject", "seq"),
        Index(
            "ix_history_board",
            "seq",
            sqlite_where=text("on_board"),
            postgresql_where=text("on_board"),
        ),
    )


class HistoryHead(Table):
    """The chain's end; taking it orders the writers."""

    __tablename__ = "history_head"
    id: Mapped[int] = column("always 1", primary_key=True)
    seq: Mapped[int] = column("newest row")
    hash: Mapped[str] = column("its hash")
    board_seq: Mapped[int] = column("newest row that changed the board: the board's revision")


class Request(Table):
    """The first answer to a key: a repeated request gets it again."""

    __tablename__ = "requests"
    key: Mapped[str] = column("idempotency key, within its actor", primary_key=True)
    actor: Mapped[str] = column("who asked", primary_key=True)
    fingerprint: Mapped[str] = column("SHA-256 of the act and its body")
    answer: Mapped[bytes] = column("the first answer, encrypted", LargeBinary)
    at: Mapped[datetime] = column("when (UTC); forgotten after a day", index=True)


class SettingsRow(Table):
    """The office's own settings, one document."""

    __tablename__ = "settings"
    id: Mapped[int] = column("always 1", primary_key=True)
    version: Mapped[int] = column("rises with every change")
    document: Mapped[dict[str, Any]] = column("office.records.settings.Settings")


class CalendarDay(Table):
    """A day that is not an ordinary working day, or that is one again (override)."""

    __tablename__ = "calendar_days"
    day: Mapped[date] = column("the day", primary_key=True)
    kind: Mapped[str] = column("libur_nasional | cuti_bersama | tutup | buka | tutup_awal")
    name: Mapped[str] = column("name on screens")
    closes: Mapped[str | None] = column("HH:MM, for tutup_awal and buka", default=None)
    source: Mapped[str] = column("where it comes from")
    estimated: Mapped[bool] = column("the date is an estimate", default=False)
    replaced: Mapped[dict[str, Any] | None] = column(
        "the listed day that the office's own entry stands over, come back when that is removed", default=None
    )


class CalendarSpan(Table):
    """A stretch of days with hours of its own, as the office has entered it: Ramadan."""

    __tablename__ = "calendar_spans"
    id: Mapped[int] = column("key", primary_key=True)
    kind: Mapped[str] = column("ramadan")
    first: Mapped[date] = column("first day")
    last: Mapped[date] = column("last day")
    source: Mapped[str] = column("where it comes from")
    estimated: Mapped[bool] = column("the dates are an estimate", default=False)


class Installation(Table):
    """This office's database."""

    __tablename__ = "installation"
    id: Mapped[int] = column("always 1", primary_key=True)
    boot: Mapped[str] = column("changes at creation and restore; tells screens to forget what they had")
    example: Mapped[bool] = column("the example office (MODE LATIHAN)")
    created_at: Mapped[datetime] = column("when (UTC)")


class ChoreLease(Table):
    """Who does timed work now, so that it is done once."""

    __tablename__ = "chore_leases"
    name: Mapped[str] = column("which chore", primary_key=True)
    holder: Mapped[str] = column("which process")
    until: Mapped[datetime] = column("until when (UTC)")
