"""Registers of the office that no file stands behind: letters that come in."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class IncomingLetter(Table):
    """A letter that came in (buku agenda surat masuk), with a number of a yearly gapless series of its own."""

    __tablename__ = "incoming_letters"
    id: Mapped[int] = column("key", primary_key=True)
    year: Mapped[int] = column("year of the agenda")
    seq: Mapped[int] = column("agenda number: 1…n without gap in the year")
    received_on: Mapped[date] = column("the day it came in")
    letter_number: Mapped[str] = column("its own number, as its sender wrote it; empty when it has none")
    letter_date: Mapped[date | None] = column("its own date", default=None)
    sender: Mapped[str] = column("who wrote it")
    subject: Mapped[str] = column("what it is about")
    disposition: Mapped[str | None] = column("what is to be done, and by whom", default=None)
    disposed_by: Mapped[str | None] = column("who entered the disposition", default=None)
    disposed_at: Mapped[datetime | None] = column("when it was entered (UTC)", default=None)
    state: Mapped[str] = column("used | void (BATAL)", default="used")
    reason: Mapped[str | None] = column("why it was voided", default=None)
    by: Mapped[str] = column("who entered it")
    at: Mapped[datetime] = column("when (UTC)")
    __table_args__ = (UniqueConstraint("year", "seq"), Index("ix_incoming_letters_received", "received_on"))
