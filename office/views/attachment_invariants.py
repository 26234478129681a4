"""Attachments hold what their hash says: a check of `verify`."""

from collections.abc import Callable, Iterator

from sqlalchemy import select

from office.errors import Refusal
from office.files.media import SUFFIXES
from office.records.tables import Attachment
from office.records.work import Read


def kept(read: Read, *, stored: Callable[..., object]) -> Iterator[str]:
    """Every attachment's bytes are in the store and are those that were put there."""
    for row in read.session.scalars(select(Attachment).order_by(Attachment.id)):
        try:
            stored(row.sha256, SUFFIXES.get(row.media_type, ""))
        except Refusal as refusal:
            yield f"berkas {row.file_id} lampiran {row.id}: {refusal.code}"
