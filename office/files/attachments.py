"""Photos and scans on a file: what may be added by whom, and what may be taken off again.

The bytes are checked, re-encoded and stored before the act; the act itself only writes the row (SOP S3a, S8c).
"""

from typing import Any, Literal

from pydantic import Field
from sqlalchemy import func, select

from office.errors import AlreadyDone, NotNow, NotYourDesk, Refusal, Unknown
from office.files import catalogue
from office.hall.bodies import Body, Words
from office.office import verb
from office.records.tables import Attachment, File, LetterNumber, Visit
from office.records.work import Read, Work

Kind = Literal["visit_photo", "archive_scan", "document"]
#: most photos and scans on one file
MOST = 40
#: kinds that only the file's Kasi adds and takes off
OF_THE_KASI = ("visit_photo", "archive_scan")
DESKS = ("loket", "kasi", "operator", "sekcam", "camat")


class TooLarge(Refusal):
    """More bytes or pixels than are taken."""

    code = "too_large"


class WrongType(Refusal):
    """Not a picture or scan that is taken, or a broken one."""

    code = "wrong_type"


class DiskFull(Refusal):
    """The disk is nearly full; everything else goes on."""

    code = "disk_full"
    detail = "Ruang simpan hampir penuh, jadi unggahan ditolak dulu. Pelayanan lain tetap jalan; beri tahu admin."


class About(Body):
    """What an upload is. `name`: the file's own name, for people only."""

    kind: Kind = "document"
    name: Words = Field("", max_length=200)
    caption: Words = Field("", max_length=200)


class Reason(Body):
    """Why something is taken off a file."""

    reason: Words = Field(min_length=3, max_length=200)


@verb("files.attach", *DESKS)
def attach(work: Work, *, file_id: int, about: About, original_sha: str, stored: dict[str, Any]) -> dict[str, Any]:
    """Put a stored picture or scan on a file. `stored`: {sha256, media_type, size} of what is kept.

    Refuses with Unknown, NotYourDesk, NotNow (wrong moment, too many), AlreadyDone (the same one is there).
    """
    file = _file(work, file_id)
    _may(work, file, about.kind)
    visit = _visit(work, file) if about.kind == "visit_photo" else None
    _fits(work, file, about, original_sha)
    row = Attachment(
        file_id=file.id, visit_id=visit.id if visit else None, kind=about.kind, name=about.name or "tanpa nama",
        caption=about.caption or None, original_sha=original_sha, added_by=work.actor.ref, added_at=work.now, **stored,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    work.record("file_attached", subject=("file", file.id), desks=_told(file), attachment=row.id, kind=row.kind,
                sha256=row.sha256)  # fmt: skip
    return {"id": row.id, "file": file.id, **shown(row)}


@verb("files.detach", *DESKS)
def detach(work: Work, *, attachment_id: int, reason: str) -> dict[str, Any]:
    """Take one off its file, with the reason kept. Refuses with Unknown, NotYourDesk, NotNow (part of a record)."""
    row = work.session.get(Attachment, attachment_id)
    if row is None or row.removed_at is not None:
        raise Unknown("Lampiran tidak ditemukan. Muat ulang halaman berkasnya.")
    file = _file(work, row.file_id)
    _may(work, file, row.kind)
    visit = work.session.get(Visit, row.visit_id) if row.visit_id else None
    if visit is not None and visit.state == "recorded":
        raise NotNow("Foto ini bagian dari berita acara yang sudah dicatat. Biarkan, dan unggah foto lain bila perlu.")
    row.removed_at, row.removed_by, row.removed_reason = work.now, work.actor.ref, reason
    work.record("file_detached", subject=("file", file.id), desks=_told(file), attachment=row.id, kind=row.kind)
    return {"id": row.id, "file": file.id, "removed": True}


def _told(file: File) -> tuple[str, ...]:
    return ("kasi", file.desk) if file.desk and file.desk != "kasi" else ("kasi",)


def _file(work: Work, file_id: int) -> File:
    file = work.session.get(File, file_id)
    if file is None:
        raise Unknown("Berkas tidak ditemukan. Periksa nomor pendaftarannya.")
    return file


def _may(work: Work, file: File, kind: str) -> None:
    """Visit photos and the archive's scan are the Kasi's; a Kasi of another section touches nothing here."""
    mine = [seat.desk for seat in work.actor.seats if seat.desk != "kasi" or seat.section in (None, file.section)]
    if not mine:
        raise NotYourDesk(f"Berkas ini milik Kasi {catalogue.section_name(work, file.section)}. Minta Kasi itu.")
    if kind in OF_THE_KASI and "kasi" not in mine:
        raise NotYourDesk("Foto verifikasi dan scan arsip milik meja Kasi. Minta Kasi berkas ini.")


def _visit(work: Work, file: File) -> Visit:
    rule = (Visit.file_id == file.id, Visit.state == "planned")
    visit = work.session.scalars(select(Visit).where(*rule).order_by(Visit.id.desc()).limit(1)).one_or_none()
    if visit is None:
        raise NotNow("Berkas ini tidak menunggu verifikasi lapangan. Unggah fotonya sebagai dokumen.")
    return visit


def _fits(work: Work, file: File, about: About, original_sha: str) -> None:
    """The right moment for this kind, not the same one twice, not without end."""
    if about.kind == "archive_scan" and not numbered(work, file.id):
        raise NotNow("Scan arsip diunggah setelah surat diberi nomor. Beri nomor dahulu.")
    if about.kind == "document" and file.ended_at is not None:
        raise NotNow("Berkas ini sudah selesai. Unggah hanya scan arsipnya.")
    here = (Attachment.file_id == file.id, Attachment.removed_at.is_(None))
    same = (*here, Attachment.kind == about.kind, Attachment.original_sha == original_sha)
    if work.session.scalar(select(Attachment.id).where(*same).limit(1)) is not None:
        raise AlreadyDone("Lampiran yang sama persis sudah ada pada berkas ini. Pilih gambar lain.")
    if (work.session.scalar(select(func.count()).where(*here)) or 0) >= MOST:
        raise NotNow(f"Satu berkas memuat paling banyak {MOST} lampiran. Hapus yang tidak perlu dahulu.")


def numbered(read: Read, file_id: int) -> bool:
    """Whether the file has a letter number in force."""
    rule = (LetterNumber.file_id == file_id, LetterNumber.state == "used")
    return read.session.scalar(select(LetterNumber.id).where(*rule).limit(1)) is not None


def of_file(read: Read, file_id: int, *, kind: str | None = None) -> list[Attachment]:
    """What is on a file now, oldest first."""
    rule = [Attachment.file_id == file_id, Attachment.removed_at.is_(None)]
    if kind is not None:
        rule.append(Attachment.kind == kind)
    return list(read.session.scalars(select(Attachment).where(*rule).order_by(Attachment.id)))


def one(read: Read, *, attachment_id: int) -> dict[str, Any]:
    """{file_id, sha256, media_type, name} of one that is on a file. Refuses with Unknown."""
    row = read.session.get(Attachment, attachment_id)
    if row is None or row.removed_at is not None:
        raise Unknown("Lampiran tidak ditemukan. Muat ulang halaman berkasnya.")
    return {name: getattr(row, name) for name in ("file_id", "sha256", "media_type", "name")}


def shown(row: Attachment) -> dict[str, Any]:
    """An attachment in an answer."""
    return {"kind": row.kind, "name": row.name, "caption": row.caption, "media_type": row.media_type,
            "size": row.size, "sha256": row.sha256}  # fmt: skip
