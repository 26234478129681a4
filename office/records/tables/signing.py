"""The folder of sheets that goes to the signer (map tanda tangan), counted out and back."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column

_OUT = text("state = 'out'")


class Folder(Table):
    """One round of the folder: out to the signer, and back."""

    __tablename__ = "folders"
    id: Mapped[int] = column("key, and the folder's number on paper", primary_key=True)
    bearer: Mapped[str | None] = column("who carries it, when that is not who counted it out", default=None)
    out_by: Mapped[str] = column("who counted it out")
    out_at: Mapped[datetime] = column("when (UTC)")
    back_by: Mapped[str | None] = column("who counted it back in", default=None)
    back_at: Mapped[datetime | None] = column("when (UTC); none = still out", default=None, index=True)
    note: Mapped[str | None] = column("what was found when it came back", default=None)


class FolderSheet(Table):
    """One letter version in a folder. A version lies in one open folder at most."""

    __tablename__ = "folder_sheets"
    folder_id: Mapped[int] = column("folders.id", primary_key=True, autoincrement=False)
    version_id: Mapped[int] = column("letter_versions.id", primary_key=True, autoincrement=False)
    file_id: Mapped[int] = column("files.id", index=True)
    sheets: Mapped[int] = column("sheets counted out")
    state: Mapped[str] = column("out | signed | unsigned | missing", default="out")
    sheets_back: Mapped[int | None] = column("sheets counted back; none = still out", default=None)
    __table_args__ = (
        Index("uq_folder_sheets_out", "version_id", unique=True, sqlite_where=_OUT, postgresql_where=_OUT),
    )
