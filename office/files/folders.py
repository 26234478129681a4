"""The folder of sheets (map tanda tangan): counted out to whoever signs, and counted back in.

The paper is the master, so the office knows at any time which sheets are out of its hands. Counting moves no file:
that a sheet was signed is recorded by `sign`, for which the folder's page offers one press.
"""

from typing import Any, Literal

from pydantic import Field
from sqlalchemy import select, update

from office.errors import AlreadyDone, Invalid, NoSuchStep, Unknown, VersionVoid
from office.files import letters
from office.hall.bodies import Body, Words
from office.office import verb
from office.procedure import Act, Stage, stages_of
from office.records.tables import File, Folder, FolderSheet, LetterVersion
from office.records.work import Work

DESKS = ("kasi", "operator", "sekcam", "camat")
KEEPERS = ("kasi", "operator", "sekcam")


class SheetOut(Body):
    """One letter: `version` is the one in force as the screen showed it, `sheets` its sheets of paper with the SKD."""

    file: int
    version: int
    sheets: int = Field(1, ge=1, le=99)


class CountOut(Body):
    """`POST /folders`."""

    sheets: list[SheetOut] = Field(min_length=1, max_length=200)
    bearer: Words | None = Field(None, max_length=120, description="who carries it, when that is somebody else")


class SheetBack(Body):
    """One letter: what became of it, and how many of its sheets came back (all, unless said; none when missing)."""

    file: int
    state: Literal["signed", "unsigned", "missing"]
    sheets: int | None = Field(None, ge=0, le=99)


class CountIn(Body):
    """`POST /folders/{id}/return`: every letter of the folder is told of."""

    sheets: list[SheetBack] = Field(max_length=200)
    note: Words | None = Field(None, max_length=400)


@verb("folders.count_out", *KEEPERS)
def count_out(work: Work, *, body: CountOut) -> dict[str, Any]:
    """Sheets go out to whoever signs (SOP S7). Answers {id, letters, sheets}.

    Refuses with NoSuchStep and VersionVoid what does not wait for a signature in this version, with AlreadyDone what
    lies in another folder; always naming the file.
    """
    folder = Folder(bearer=body.bearer or None, out_by=work.actor.ref, out_at=work.now)
    work.session.add(folder)
    work.session.flush()
    wanted = {sheet.file: sheet for sheet in body.sheets}
    for sheet in wanted.values():
        _put(work, folder, sheet)
    total = sum(sheet.sheets for sheet in wanted.values())
    work.record("folder_counted_out", subject=("folder", folder.id), desks=DESKS, letters=len(wanted), sheets=total)
    return {"id": folder.id, "letters": len(wanted), "sheets": total}


@verb("folders.count_in", *KEEPERS)
def count_in(work: Work, *, folder_id: int, body: CountIn) -> dict[str, Any]:
    """The folder is back: what became of each sheet. Answers {id, signed, unsigned, missing, sheets, short}.

    `short`: sheets that went out and did not come back (negative: more came back). Refuses with Unknown, AlreadyDone,
    and with Invalid where a letter of the folder is not told of.
    """
    folder = _claim(work, folder_id)
    told = {sheet.file: sheet for sheet in body.sheets}
    rows = list(work.session.scalars(select(FolderSheet).where(FolderSheet.folder_id == folder.id)))
    if untold := [_number(work, row.file_id) for row in rows if row.file_id not in told]:
        words = f"Belum disebut: {', '.join(untold)}. Pilih: ditandatangani, belum, atau tidak ada."
        raise Invalid(words, fields={"sheets": "belum lengkap"})
    for row in rows:
        _take(work, row, told[row.file_id])
    folder.note = body.note or None
    counts = {state: sum(row.state == state for row in rows) for state in ("signed", "unsigned", "missing")}
    back = sum(row.sheets_back or 0 for row in rows)
    counts |= {"sheets": back, "short": sum(row.sheets for row in rows) - back}
    work.record("folder_counted_in", subject=("folder", folder.id), desks=DESKS, **counts)
    return {"id": folder.id, **counts}


def _put(work: Work, folder: Folder, sheet: SheetOut) -> None:
    file = work.session.get(File, sheet.file)
    if file is None:
        raise Unknown(f"Berkas {sheet.file} tidak ditemukan. Muat ulang daftar, lalu hitung lagi.")
    if Stage(file.stage) not in stages_of(Act.SIGN):
        raise NoSuchStep(f"{file.registration_number} tidak sedang menunggu tanda tangan. Keluarkan dari map.")
    version = letters.in_force(work, file)
    if version is None or version.n != sheet.version:
        raise VersionVoid(f"{file.registration_number}: versi {sheet.version} sudah tidak berlaku. Ambil cetakan baru.")
    _not_out(work, file, version)
    work.session.add(FolderSheet(folder_id=folder.id, version_id=version.id, file_id=file.id, sheets=sheet.sheets))
    work.record("sheet_out", subject=("file", file.id), folder=folder.id, letter_version=version.n, sheets=sheet.sheets)


def _not_out(work: Work, file: File, version: LetterVersion) -> None:
    rule = (FolderSheet.version_id == version.id, FolderSheet.state == "out")
    if other := work.session.scalar(select(FolderSheet.folder_id).where(*rule)):
        raise AlreadyDone(
            f"{file.registration_number} masih di map {other}. Hitung kembali map itu dahulu.", folder=other
        )


def _claim(work: Work, folder_id: int) -> Folder:
    """The folder, ours to count in: compare and swap."""
    rule = (Folder.id == folder_id, Folder.back_at.is_(None))
    told = {"back_at": work.now, "back_by": work.actor.ref}
    done = work.session.execute(update(Folder).where(*rule).values(**told).returning(Folder.id)).one_or_none()
    folder = work.session.get(Folder, folder_id)
    if folder is None:
        raise Unknown("Map tidak ditemukan. Periksa nomornya pada daftar map.")
    if done is None:
        raise AlreadyDone(f"Map {folder_id} sudah dihitung kembali oleh petugas lain. Muat ulang untuk melihatnya.")
    return folder


def _take(work: Work, row: FolderSheet, told: SheetBack) -> None:
    back = 0 if told.state == "missing" else row.sheets
    row.state, row.sheets_back = told.state, back if told.sheets is None else told.sheets
    work.record("sheet_back", subject=("file", row.file_id), folder=row.folder_id, state=row.state,
                sheets=row.sheets_back)  # fmt: skip


def _number(work: Work, file_id: int) -> str:
    return str(work.session.scalar(select(File.registration_number).where(File.id == file_id)))
