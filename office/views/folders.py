"""Folders of sheets on screen and paper: what may go out, what is out, what came back."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from office.errors import Unknown
from office.files import letters
from office.people import staff
from office.procedure import Act, stages_of
from office.records.tables import File, Folder, FolderSheet, LetterVersion
from office.records.work import Read
from office.views import file_rows
from office.views.letter_versions import fingerprint

STATES = {"out": "di luar", "signed": "ditandatangani", "unsigned": "belum ditandatangani", "missing": "tidak ada"}
SHOWN, MOST = 20, 200


def waiting(read: Read) -> list[dict[str, Any]]:
    """Letters that wait for the signature, lie in no folder and did not come back signed, the oldest first.

    Each: {file, version, number, service_name, loket, fingerprint, sheets}.
    """
    rule = (File.stage.in_([stage.value for stage in stages_of(Act.SIGN)]), File.letter_version.is_not(None))
    files = list(read.session.scalars(select(File).where(*rule).order_by(File.accepted_at, File.id).limit(MOST)))
    names = file_rows.service_names(read, files)
    out = set(read.session.scalars(select(FolderSheet.version_id).where(FolderSheet.state.in_(("out", "signed")))))
    pairs = ((file, letters.in_force(read, file)) for file in files)
    return [{"file": file.id, "version": version.n, "number": file.registration_number, "loket": file.loket,
             "service_name": names[file.service_code], "fingerprint": fingerprint(version.sha256),
             "sheets": 2 if version.skd_sha else 1}
            for file, version in pairs if version and version.id not in out]  # fmt: skip


def listing(read: Read) -> list[dict[str, Any]]:
    """Folders, those still out first, then the newest; see `one`."""
    rows = read.session.scalars(select(Folder).order_by(Folder.back_at.is_not(None), Folder.id.desc()).limit(SHOWN))
    return [_told(read, row) for row in rows]


def one(read: Read, *, folder_id: int) -> dict[str, Any]:
    """{id, out_at, out_by, bearer, back_at, back_by, note, letters, sheets, sheets_back, rows, difference, signed}.

    A row: {file, version, number, service_name, loket, fingerprint, sheets, state, state_words, sheets_back}.
    `difference`: in words what did not come back, empty when all did or nothing was counted yet. `signed`: the files
    whose sheet came back signed while the signature is not on record yet. Refuses with Unknown.
    """
    row = read.session.get(Folder, folder_id)
    if row is None:
        raise Unknown("Map tidak ditemukan. Periksa nomornya pada daftar map.")
    return _told(read, row)


def where_is(read: Read, *, file_id: int) -> dict[str, Any] | None:
    """The open folder that a file's sheet is in, {folder, sheets, at, by}; None when it lies in none."""
    rule = (FolderSheet.file_id == file_id, FolderSheet.state == "out")
    found = read.session.execute(
        select(FolderSheet, Folder).join(Folder, Folder.id == FolderSheet.folder_id).where(*rule)
    )
    return next(
        ({"folder": folder.id, "sheets": sheet.sheets, "at": read.iso(folder.out_at),
          "by": staff.name_of(read, folder.out_by)} for sheet, folder in found), None,
    )  # fmt: skip


def _told(read: Read, row: Folder) -> dict[str, Any]:
    found = read.session.execute(
        select(FolderSheet, File, LetterVersion).join(File, File.id == FolderSheet.file_id)
        .join(LetterVersion, LetterVersion.id == FolderSheet.version_id)
        .where(FolderSheet.folder_id == row.id).order_by(File.id)
    ).all()  # fmt: skip
    names = file_rows.service_names(read, [file for _, file, _ in found])
    rows = [_row(sheet, file, version, names) for sheet, file, version in found]
    return {
        "id": row.id, "out_at": read.iso(row.out_at), "out_by": staff.name_of(read, row.out_by), "bearer": row.bearer,
        "back_at": read.iso(row.back_at), "back_by": staff.name_of(read, row.back_by) if row.back_by else None,
        "note": row.note, "letters": len(rows), "sheets": sum(one["sheets"] for one in rows),
        "sheets_back": sum(one["sheets_back"] or 0 for one in rows) if row.back_at else None, "rows": rows,
        "difference": _difference(rows) if row.back_at else "",
        "signed": [one["file"] for one in rows if one["state"] == "signed" and one["unrecorded"]],
    }  # fmt: skip


def _row(sheet: FolderSheet, file: File, version: LetterVersion, names: dict[str, str]) -> dict[str, Any]:
    signable = file.stage in stages_of(Act.SIGN) and file.letter_version == version.n
    return {
        "file": file.id, "version": version.n, "number": file.registration_number, "loket": file.loket,
        "service_name": names[file.service_code], "fingerprint": fingerprint(version.sha256), "sheets": sheet.sheets,
        "state": sheet.state, "state_words": STATES[sheet.state], "sheets_back": sheet.sheets_back,
        "unrecorded": signable,
    }  # fmt: skip


def _difference(rows: Sequence[dict[str, Any]]) -> str:
    """Plainly: how many sheets are short or too many, and of which letters."""
    odd = [row for row in rows if row["sheets_back"] != row["sheets"]]
    if not odd:
        return ""
    out, back = sum(row["sheets"] for row in rows), sum(row["sheets_back"] for row in rows)
    which = ", ".join(f"{row['number']} ({row['sheets_back']} dari {row['sheets']})" for row in odd)
    short = f"kurang {out - back} lembar" if out > back else f"lebih {back - out} lembar" if back > out else "tertukar"
    return f"Keluar {out} lembar, kembali {back}: {short}. Periksa {which}."
