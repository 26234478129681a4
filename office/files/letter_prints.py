"""How often a letter was printed, by whom and where: history rows, and what becomes of them on screen."""

import json
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import select

from office.errors import Unknown
from office.hall.bodies import Body
from office.office import verb
from office.people import staff
from office.records.letter_rules import BROWSER
from office.records.tables import HistoryRow, LetterVersion
from office.records.work import Read, Work

DESKS = ("operator", "kasi")
Piece = Literal["surat", "skd", "nomor"]
PIECES: dict[str, str] = {"surat": "surat", "skd": "SKD", "nomor": "nomor dan tanggal"}


class PrintBody(Body):
    """Print `copies` of a version's letter, of its SKD, or number and date onto the signed sheet.

    `printer`: a laser printer's CUPS name, or `peramban`: the PDF is opened to be printed from there.
    """

    piece: Piece = "surat"
    copies: int = Field(1, ge=1, le=20)
    printer: str = Field(BROWSER, max_length=120)


@verb("letter_prints.note", *DESKS)
def note(work: Work, *, version_id: int, body: PrintBody) -> dict[str, Any]:
    """A version goes to a printer: who, which, how many, where. Answers {id, version, piece, copies, printer}."""
    version = _version(work, version_id)
    told = {"version": version.n, "file": version.file_id, **body.model_dump()}
    work.record("letter_printed", subject=("letter", version.id), **told)
    return {"id": version.id, **told}


@verb("letter_prints.fail", *DESKS)
def fail(work: Work, *, version_id: int, body: PrintBody) -> dict[str, Any]:
    """The printer did not take it: these copies do not count."""
    version = _version(work, version_id)
    work.record("letter_not_printed", subject=("letter", version.id), version=version.n, file=version.file_id,
                **body.model_dump())  # fmt: skip
    return {"id": version.id}


def of_version(read: Read, *, version_id: int) -> list[dict[str, Any]]:
    """What was printed of a version, newest first: {piece, copies, printer, by, at, failed}."""
    rule = (HistoryRow.subject == f"letter:{version_id}",
            HistoryRow.event.in_(("letter_printed", "letter_not_printed")))  # fmt: skip
    found: list[dict[str, Any]] = []
    failed: list[dict[str, Any]] = []
    for row in read.session.scalars(select(HistoryRow).where(*rule).order_by(HistoryRow.seq.desc())):
        facts = json.loads(row.facts)
        told = {name: facts[name] for name in ("piece", "copies", "printer")}
        if row.event == "letter_not_printed":
            failed.append({**told, "actor": row.actor})
            continue
        missed = next((one for one in failed if one == {**told, "actor": row.actor}), None)
        if missed:
            failed.remove(missed)
        found.append({**told, "words": PIECES[told["piece"]], "by": staff.name_of(read, row.actor),
                      "at": read.iso(row.at), "failed": missed is not None})  # fmt: skip
    return found


def _version(read: Read, version_id: int) -> LetterVersion:
    version = read.session.get(LetterVersion, version_id)
    if version is None:
        raise Unknown("Surat tidak ditemukan. Buka lagi dari halaman berkasnya.")
    return version
