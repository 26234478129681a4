"""Photos and scans of files; their bytes stand in the store under their own hash."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class Attachment(Table):
    """A stored photo or scan of a file."""

    __tablename__ = "attachments"
    id: Mapped[int] = column("key", primary_key=True)
    file_id: Mapped[int] = column("files.id", index=True)
    visit_id: Mapped[int | None] = column("visits.id when it belongs to a visit", default=None)
    sha256: Mapped[str] = column("content address in the store")
    media_type: Mapped[str] = column("image/jpeg, image/png or application/pdf")
    name: Mapped[str] = column("the name it was uploaded with")
    size: Mapped[int] = column("bytes")
    added_by: Mapped[str] = column("who")
    added_at: Mapped[datetime] = column("when (UTC)")
    kind: Mapped[str] = column("visit_photo | archive_scan | document", default="document")
    original_sha: Mapped[str | None] = column("SHA-256 of what was uploaded, before re-encoding", default=None)
    caption: Mapped[str | None] = column("what a photo shows, in the officer's words", default=None)
    removed_at: Mapped[datetime | None] = column("taken off the file (UTC)", default=None)
    removed_by: Mapped[str | None] = column("who took it off", default=None)
    removed_reason: Mapped[str | None] = column("why it was taken off", default=None)
