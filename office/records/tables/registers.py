"""Registers: the numbers of letters, and the agenda of letters that come in."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class LetterNumber(Table):
    """A number of the letter register: used, or kept as BATAL; never given twice (SOP S8a).

    Inserted ones (sisipan) stand behind a number of the series with a letter of their own: 145.a.
    """

    __tablename__ = "letter_numbers"
    id: Mapped[int] = column("key", primary_key=True)
    book: Mapped[str] = column("the register's book")
    year: Mapped[int] = column("year of the letter date")
    seq: Mapped[int] = column("1…n without gap in (book, year); of a sisipan, the number it stands behind")
    suffix: Mapped[str] = column("a, b, … of a sisipan; empty for a number of the series", default="",
                                 server_default="")  # fmt: skip
    number: Mapped[str] = column("500.16.7.4/0001/435.999/2026", unique=True)
    letter_date: Mapped[date] = column("date of the letter = day of numbering, but for a sisipan")
    file_id: Mapped[int | None] = column("files.id; none for a sisipan of a letter outside the files", index=True,
                                         default=None)  # fmt: skip
    version_id: Mapped[int | None] = column("letter_versions.id; none while open or outside the files", default=None)
    state: Mapped[str] = column("used | void (BATAL) | open: a sisipan that waits for its file's numbering",
                                default="used")  # fmt: skip
    reason: Mapped[str | None] = column("why it was voided", default=None)
    subject: Mapped[str | None] = column("what a letter outside the files is about", default=None)
    recipient: Mapped[str | None] = column("to whom a letter outside the files went", default=None)
    inserted_why: Mapped[str | None] = column("why it had to be inserted; may name people", default=None)
    given_by: Mapped[str] = column("who")
    given_at: Mapped[datetime] = column("when (UTC)")
    __table_args__ = (
        UniqueConstraint("year", "book", "seq", "suffix"),
        Index("ix_letter_numbers_seq", "seq"),
    )


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
