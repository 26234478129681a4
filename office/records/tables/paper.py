"""Paper: printers and the spool."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, text
from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class Printer(Table):
    """A thermal printer, or a preview in its place."""

    __tablename__ = "printers"
    id: Mapped[int] = column("key", primary_key=True)
    name: Mapped[str] = column("what people call it", unique=True)
    at: Mapped[str] = column("tcp://host:port, usb://…, file:///dev/usb/lp0 or preview:")
    purpose: Mapped[str] = column("kiosk | loket:N")
    columns: Mapped[int] = column("characters in a line: 48, 42 or 32", default=48)
    dots: Mapped[int] = column("dots in a line", default=576)
    codepage: Mapped[str] = column("code page", default="CP437")
    cut: Mapped[str] = column("full | partial | none", default="partial")
    native_qr: Mapped[bool] = column("draws QR codes by itself", default=True)
    completion_class: Mapped[str] = column("A process id, B fence, C real-time status, D blind", default="D")
    room: Mapped[str] = column("name of the print room or agent that serves it", default="print-room",
                               server_default="print-room")  # fmt: skip
    probe: Mapped[dict[str, Any] | None] = column("what the installer's probe heard, raw", default=None)
    probed_at: Mapped[datetime | None] = column("when it was probed (UTC)", default=None)
    roll_m: Mapped[int] = column("metres of a new roll", default=50, server_default="50")
    roll_since: Mapped[datetime | None] = column("when the roll was changed (UTC)", default=None)
    roll_used_mm: Mapped[int] = column("millimetres printed since", default=0, server_default="0")
    enabled: Mapped[bool] = column("takes jobs", default=True)
    state: Mapped[str] = column("ready | near_end | paper_out | cover_open | offline | error | absent | unknown",
                                default="unknown")  # fmt: skip
    state_reason: Mapped[str | None] = column("the state in words", default=None)
    state_at: Mapped[datetime | None] = column("when it was last told (UTC)", default=None)
    created_at: Mapped[datetime] = column("when (UTC)")


class PrintJob(Table):
    """One slip on its way to paper. Once a byte left, software sends nothing again."""

    __tablename__ = "print_jobs"
    id: Mapped[int] = column("order of printing", primary_key=True)
    idem_key: Mapped[str] = column("kind:subject:copy, one slip per key", unique=True)
    content_hash: Mapped[str] = column("SHA-256 of the facts: same key with other content is an error")
    printer_id: Mapped[int] = column("printers.id")
    kind: Mapped[str] = column("ticket, receipt, deficiency, visit, handover, …")
    subject: Mapped[str] = column("what it is about: ticket:12, file:3")
    facts: Mapped[dict[str, Any]] = column("what the slip says (office.paper.slips)")
    laid_out: Mapped[list[Any] | None] = column("the lines as they were laid out", default=None)
    payload: Mapped[bytes | None] = column("the bytes as they left", LargeBinary, default=None)
    sha256: Mapped[str | None] = column("of the bytes", default=None)
    millimetres: Mapped[int | None] = column("paper that it takes", default=None)
    copy_no: Mapped[int] = column("1; higher copies carry SALINAN", default=1)
    reprint_of: Mapped[int | None] = column("print_jobs.id of the first", default=None)
    state: Mapped[str] = column("queued | leased | sending | printed | sent | needs_attention | cancelled | expired"
                                " | failed")  # fmt: skip
    reason: Mapped[str | None] = column("why it waits or failed, in words", default=None)
    worker: Mapped[str | None] = column("which print room holds it", default=None)
    lease_until: Mapped[datetime | None] = column("until when (UTC)", default=None)
    not_after: Mapped[datetime | None] = column("a queue ticket's slip is worthless after this (UTC)", default=None)
    created_at: Mapped[datetime] = column("queued (UTC)")
    sent_at: Mapped[datetime | None] = column("first byte about to leave (UTC)", default=None)
    ended_at: Mapped[datetime | None] = column("printed, given up or decided (UTC)", default=None)
    __table_args__ = (
        Index("ix_print_jobs_lane", "printer_id", "state", "id"),
        Index("ix_print_jobs_subject", "subject"),
        Index("ix_print_jobs_state", "state", "id"),
        Index("ix_print_jobs_created", "created_at"),
        Index(
            "uq_print_jobs_one_sending",
            "printer_id",
            unique=True,
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
    )
