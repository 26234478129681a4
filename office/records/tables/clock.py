"""Where files lay, and how long: written when an act takes a file from a desk."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class FileStay(Table):
    """A file's wait from one act to the next. Moments only: working time is computed from the calendar."""

    __tablename__ = "file_stays"
    id: Mapped[int] = column("key", primary_key=True)
    file_id: Mapped[int] = column("files.id", index=True)
    stage: Mapped[str] = column("where it waited: office.procedure.Stage")
    desk: Mapped[str | None] = column("whose turn it was; none: the applicant's", default=None)
    section: Mapped[str] = column("the file's section")
    service_code: Mapped[str] = column("the file's service")
    since: Mapped[datetime] = column("the act before (UTC)")
    until: Mapped[datetime] = column("the act that ended the wait (UTC)")
    __table_args__ = (Index("ix_file_stays_until", "until"),)
