"""Several files as a loket sees them: what was found, what belongs to the visit, what one bearer may take along."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from office.files import catalogue, deadlines, needs, persons
from office.files.clock import OfficeCalendar
from office.procedure import ENDED, STAGE_TITLES, Act, Stage
from office.records.tables import File, LetterNumber, TicketFile
from office.records.work import Read
from office.views import clocks, search, worklists
from office.words.numerals import rupiah

LISTED = 30
#: where the loket itself does the next step
MINE = {Stage.REGISTERED: Act.ACCEPT, Stage.RETURNED: Act.RESUBMIT, Stage.READY: Act.HAND_OVER}
#: what a visit did for a file, most telling last
_DID = {
    "register": "Didaftarkan", Act.RETURN_INCOMPLETE: "Dikembalikan", Act.RESUBMIT: "Dilengkapi",
    Act.ACCEPT: "Diterima lengkap", Act.CORRECT_DATA: "Dibetulkan", Act.CONFIRM_ARRIVAL: "Surat diterima loket",
    Act.WITHDRAW: "Dibatalkan", Act.HAND_OVER: "Diserahkan",
}  # fmt: skip
_DESKS = {"kasi": "Kasi", "operator": "Operator", "sekcam": "Sekcam", "camat": "Camat"}


def found(read: Read, *, q: str) -> list[dict[str, Any]]:
    """The files that fit what was typed (`office.views.search`); first those with which the loket itself goes on."""
    ids = search.file_ids(read, q, [], LISTED) if q.strip() else []
    return sorted(of_ids(read, ids=ids), key=lambda row: row["may"] is None)


def waiting(read: Read, *, stage: str) -> list[dict[str, Any]]:
    """The files that wait at `stage`, the most urgent first."""
    return of_ids(read, ids=[row["id"] for row in worklists.worklist(read, desk=None, stage=stage, limit=LISTED)])


def of_ids(read: Read, *, ids: Sequence[int]) -> list[dict[str, Any]]:
    """These files in this order; unknown ones are left out. Each row: see `_row`."""
    known = {file.id: file for file in read.session.scalars(select(File).where(File.id.in_(ids)))}
    days = deadlines.calendar(read)
    return [_row(read, known[one], days) for one in dict.fromkeys(ids) if one in known]


def of_visit(read: Read, *, ticket_id: int) -> list[dict[str, Any]]:
    """The files of this visit in the order they came to the desk, each with `did`: what was done for it last."""
    told = read.session.scalars(select(TicketFile).where(TicketFile.ticket_id == ticket_id).order_by(TicketFile.id))
    did = {}
    for one in told:
        did[one.file_id] = _DID.get(one.act, "")
    return [{**row, "did": did[row["id"]]} for row in of_ids(read, ids=list(did))]


def together(read: Read, *, file_id: int) -> list[dict[str, Any]]:
    """Letters that lie ready for the same applicant or the same bearer as this file's, itself among them."""
    file = read.session.get_one(File, file_id)
    people = [one for one in (file.applicant_id, file.proxy_id) if one is not None]
    rule = (File.stage == Stage.READY, or_(File.applicant_id.in_(people), File.proxy_id.in_(people)))
    ids = read.session.scalars(select(File.id).where(*rule).order_by(File.id).limit(LISTED))
    return of_ids(read, ids=[file_id, *ids])


def of_person(read: Read, *, nik: str) -> list[dict[str, Any]]:
    """The files under way of the applicant with this NIK, newest first: whoever comes again may want to go on."""
    people = persons.ids_by_nik(read, nik=nik)
    rule = (File.applicant_id.in_(people), File.stage.not_in(ENDED))
    return of_ids(read, ids=list(read.session.scalars(select(File.id).where(*rule).order_by(File.id.desc()).limit(5))))


def _row(read: Read, file: File, days: OfficeCalendar) -> dict[str, Any]:
    """One file in a list: who, what, where it stands, what it waits for and what the loket may do (`may`, or null)."""
    clock, stage = clocks.of(read, file, days), Stage(file.stage)
    kind = catalogue.service(read, file.service_code)
    levy = sum(line["amount"] for line in file.levy) if file.outcome == "granted" else 0
    return {
        "id": file.id, "registration_number": file.registration_number, "service_name": kind.short_name,
        "applicant": persons.name(read, file.applicant_id), "loket": file.loket, "stage": file.stage,
        "bearer": persons.name(read, file.proxy_id) if file.proxy_id else "", "stage_title": STAGE_TITLES[stage],
        "tone": clock["tone"], "may": MINE.get(stage), "levy": levy, "letter_number": _letter_number(read, file),
        "rejected": file.outcome == "rejected", "words": _words(read, file, clock, levy),
    }  # fmt: skip


def _words(read: Read, file: File, clock: dict[str, Any], levy: int) -> str:
    """What is missing, where it lies, what comes next."""
    stage, moved = Stage(file.stage), file.moved_at.astimezone(read.zone)
    if stage == Stage.RETURNED:
        return f"Kurang: {_missing(read, file)}{_until(read, file.deadline)}"
    if stage == Stage.READY:
        return f"Siap diserahkan{f'; retribusi {rupiah(levy)} harus lunas' if levy else ''}"
    if stage == Stage.REGISTERED:
        return "Syarat belum diperiksa"
    if stage in ENDED:
        return f"{STAGE_TITLES[stage]} {clocks.near_moment(moved, read.local)}"
    since = clock["due_words"] or f"sejak {clocks.near_moment(moved, read.local)}"
    return f"Di meja {_DESKS.get(file.desk or '', file.desk)}, {since}"


def _missing(read: Read, file: File) -> str:
    labels = catalogue.service(read, file.service_code).labels
    return ", ".join(labels.get(name, name) for name, there in needs.ticked(read, file.id).items() if not there)


def _until(read: Read, deadline: date | None) -> str:
    return f" (sampai {clocks.near_day(deadline, read.today)})" if deadline else ""


def _letter_number(read: Read, file: File) -> str | None:
    rule = (LetterNumber.file_id == file.id, LetterNumber.state == "used")
    return read.session.scalar(select(LetterNumber.number).where(*rule).limit(1))
