"""Visits: which files a ticket carried."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class TicketFile(Table):
    """What was done for a file during a visit: one ticket may carry several files, one file several visits."""

    __tablename__ = "ticket_files"
    id: Mapped[int] = column("key", primary_key=True)
    ticket_id: Mapped[int] = column("tickets.id: the visit", index=True)
    file_id: Mapped[int] = column("files.id", index=True)
    act: Mapped[str] = column("register, or the act of the procedure: resubmit, hand_over, ...")
    at: Mapped[datetime] = column("when (UTC)")
