"""Speaking with residents: whom to tell ("Hubungi"), and what they complain about (pengaduan)."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class Contact(Table):
    """Somebody to tell. The office's people do it; the program only remembers."""

    __tablename__ = "contacts"
    id: Mapped[int] = column("key", primary_key=True)
    file_id: Mapped[int] = column("files.id", index=True)
    why: Mapped[str] = column("ready | returned | visit_planned | visit_moved | uncollected | rejected")
    since: Mapped[datetime] = column("since when there is something to tell (UTC)")
    state: Mapped[str] = column("open | told | given_up | moot: moot when the matter ended by itself", default="open")
    ended_at: Mapped[datetime | None] = column("when it left the list (UTC)", default=None)
    ended_by: Mapped[str | None] = column("who ended it", default=None)
    end_note: Mapped[str | None] = column("why it was given up; may name people", default=None)
    __table_args__ = (
        Index("ix_contacts_open", "state", "since"),
        # a file has one thing to be told at a time: the newest
        Index(
            "uq_contacts_one_open",
            "file_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )


class ContactTry(Table):
    """One attempt to tell somebody."""

    __tablename__ = "contact_tries"
    id: Mapped[int] = column("key", primary_key=True)
    contact_id: Mapped[int] = column("contacts.id", index=True)
    channel: Mapped[str] = column("phone | whatsapp | kades | in_person")
    result: Mapped[str] = column("told | no_answer | wrong_number | message_left")
    note: Mapped[str | None] = column("what was said; may name people", default=None)
    by: Mapped[str] = column("who")
    at: Mapped[datetime] = column("when (UTC)")


class Complaint(Table):
    """A complaint about the service (UU 25/2009). Who complains may stay unnamed towards everyone but the handler."""

    __tablename__ = "complaints"
    id: Mapped[int] = column("key", primary_key=True)
    number: Mapped[str] = column("ADU-0007/2026; yearly gapless series", unique=True)
    year: Mapped[int] = column("year of the series")
    seq: Mapped[int] = column("number in the year's series")
    track_index: Mapped[str] = column("HMAC of the code on the receipt")
    track_sealed: Mapped[str] = column("the code, encrypted, for a copy of the receipt")
    channel: Mapped[str] = column("kiosk | loket | phone | letter")
    person_id: Mapped[int | None] = column("persons.id; none = unnamed", default=None)
    confidential: Mapped[bool] = column("the name is shown to the handler only", default=False)
    file_id: Mapped[int | None] = column("files.id when it is about a file", default=None)
    service_code: Mapped[str | None] = column("the service it is about", default=None)
    about: Mapped[str] = column("pelayanan | waktu | biaya | sikap | lainnya")
    words: Mapped[str] = column("what happened, in the resident's words; empty when only the subject was chosen")
    severity: Mapped[str] = column("ringan | sedang | berat", default="sedang")
    reply_by: Mapped[date] = column("last day for the first reply")
    decide_by: Mapped[date] = column("last day for the decision")
    state: Mapped[str] = column("open | replied | settled | withdrawn", default="open")
    received_by: Mapped[str] = column("who took it in")
    received_at: Mapped[datetime] = column("when (UTC)")
    replied_at: Mapped[datetime | None] = column("first reply (UTC)", default=None)
    ended_at: Mapped[datetime | None] = column("settled or withdrawn (UTC)", default=None)
    __table_args__ = (UniqueConstraint("year", "seq"), Index("ix_complaints_state", "state", "reply_by"))


class ComplaintNote(Table):
    """What the office answered or did about a complaint."""

    __tablename__ = "complaint_notes"
    id: Mapped[int] = column("key", primary_key=True)
    complaint_id: Mapped[int] = column("complaints.id", index=True)
    kind: Mapped[str] = column("reply | decision | step: a step is for the office only")
    words: Mapped[str] = column("what was answered or done")
    by: Mapped[str] = column("who")
    at: Mapped[datetime] = column("when (UTC)")
