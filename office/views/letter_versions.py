"""A file's letter versions with the paraf and signatures on each."""

from typing import Any

from sqlalchemy import select

from office.people import staff
from office.records.tables import File, LetterVersion, Mark
from office.records.work import Read
from office.views.journey import DESK_NAMES

_KINDS = {"paraf": "Paraf", "signature": "Tanda tangan"}


def of(read: Read, file: File) -> list[dict[str, Any]]:
    """Newest first: {id, n, state, in_force, sha256, fingerprint, skd, signer, made_by, made_at, filed_at, voided_at,
    marks}.

    A mark: {kind, desk, title, name, recorded_for, signed_by, recorded_by, at, valid, ended_why}. `signed_by` is not
    `recorded_by` where one officer recorded the wet signature of another.
    """
    rows = read.session.scalars(
        select(LetterVersion).where(LetterVersion.file_id == file.id).order_by(LetterVersion.n.desc())
    )
    marks = list(read.session.scalars(select(Mark).where(Mark.file_id == file.id).order_by(Mark.id)))
    return [_version(read, file, row, [_mark(read, m) for m in marks if m.version_id == row.id]) for row in rows]


def fingerprint(sha256: str) -> str:
    """A SHA-256 as people compare it: "7f3a 91c4 … c91e"."""
    return f"{sha256[:4]} {sha256[4:8]} … {sha256[-4:]}"


def _version(read: Read, file: File, row: LetterVersion, marks: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": row.id, "n": row.n, "state": row.state, "in_force": row.state == "filed" and row.n == file.letter_version,
        "sha256": row.sha256, "fingerprint": fingerprint(row.sha256), "skd": row.skd_sha is not None, "kind": row.kind,
        "signer": row.signer, "signer_title": DESK_NAMES.get(row.signer, row.signer), "signer_line": row.signer_line,
        "made_by": staff.name_of(read, row.made_by), "made_at": read.iso(row.made_at),
        "filed_at": read.iso(row.filed_at), "voided_at": read.iso(row.voided_at), "marks": marks,
    }  # fmt: skip


def _mark(read: Read, mark: Mark) -> dict[str, Any]:
    return {
        "kind": mark.kind, "desk": mark.desk, "title": f"{_KINDS[mark.kind]} {DESK_NAMES.get(mark.desk, mark.desk)}",
        "name": mark.name, "recorded_for": mark.recorded_for, "signed_by": mark.recorded_for or mark.name,
        "recorded_by": mark.name, "at": read.iso(mark.at), "valid": mark.ended_at is None,
        "ended_why": mark.ended_why,
    }  # fmt: skip
