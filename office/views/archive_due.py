"""The archive's to-do (SOP S8c): released files whose place or scan is not on record yet."""

from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select

from office.records.tables import Archive, Attachment, File
from office.records.work import Read
from office.views import file_rows
from office.views.visits import PLACE, SCAN

#: how far back it looks, in files: about a year and a half of a busy office
REACH = 5000


def count(read: Read, *, section: str | None = None) -> int:
    """How many there are among the newest 5000 files."""
    return read.session.scalar(select(func.count()).select_from(_due(read, section).subquery())) or 0


def rows(read: Read, *, section: str | None = None, limit: int = 20) -> list[dict[str, Any]]:
    """The oldest first: {id, registration_number, service_name, lacks: ["tempat arsip", "scan surat"], since}."""
    query = _due(read, section).order_by(File.ready_at, File.id).limit(limit)
    found = [(row.File, row.placed, row.scanned) for row in read.session.execute(query)]
    files = [file for file, _, _ in found]
    scans = read.settings.visits.scan_archived
    names = file_rows.service_names(read, files)
    return [
        {"id": file.id, "registration_number": file.registration_number, "service_name": names[file.service_code],
         "loket": file.loket, "since": file_rows.seen(read, file.ready_at),
         "lacks": [*([] if placed else [PLACE]), *([SCAN] if scans and not scanned else [])]}
        for file, placed, scanned in found
    ]  # fmt: skip


def _due(read: Read, section: str | None) -> Any:
    newest = select(func.coalesce(func.max(File.id), 0)).scalar_subquery()
    placed: ColumnElement[bool] = exists().where(Archive.file_id == File.id)
    scanned: ColumnElement[bool] = exists().where(
        Attachment.file_id == File.id, Attachment.kind == "archive_scan", Attachment.removed_at.is_(None)
    )
    lacking = or_(~placed, ~scanned) if read.settings.visits.scan_archived else ~placed
    rule = [File.id > newest - REACH, File.ready_at.is_not(None), lacking]
    if section is not None:
        rule.append(File.section == section)
    return select(File, placed.label("placed"), scanned.label("scanned")).where(*rule)
