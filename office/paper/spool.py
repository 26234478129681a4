"""The spool: slips on their way to paper, written in the same transaction as what they are about.

Once a byte left, software sends nothing again: an unclear end is `needs_attention` until a late answer of the
printer or a person decides. Whatever is printed twice says SALINAN.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from office.errors import AlreadyDone, NotNow, Unknown
from office.office import verb
from office.paper import printers, rolls
from office.paper.slips import KINDS, Copied, SlipFacts, TestFacts
from office.records.history import canonical
from office.records.tables import Printer, PrintJob
from office.records.work import Read, Work

TOLD = ("agent", "kiosk", "loket", "supervisor")
STATES = ("queued", "leased", "sending", "printed", "sent", "needs_attention", "cancelled", "expired", "failed")
LEFT = ("printed", "sent", "needs_attention")
_KNOWN = select(PrintJob).where(PrintJob.idem_key == bindparam("key"))
NEVER_LEFT = ("queued", "cancelled", "expired", "failed")


def queue(
    work: Work,
    kind: str,
    subject: str,
    purpose: str,
    facts: SlipFacts,
    copy_no: int = 1,
    not_after: datetime | None = None,
) -> dict[str, Any]:
    """Put a slip on its way to the printer for `purpose`, inside the act that it is about.

    `subject` names what it is about, and which time (`file:3-r1`): kind, subject and copy make one slip,
    ever. The same slip with the same facts is the job there already is; with other facts it is refused. After
    `not_after` (UTC) a slip that has not left is worthless. Answers `{"job", "state"}` of the first sheet.
    """
    printer = printers.printer_for(work, purpose)
    jobs = []
    for number, sheet in enumerate(facts.sheets(), 1):
        suffix = f"/{number}" if number > 1 else ""
        jobs.append(_queue(work, Slip(kind, subject, copy_no, suffix), printer, sheet, not_after=not_after))
    return brief(jobs[0])


@dataclass(frozen=True)
class Slip:
    """Which slip: one of its kind about one subject, its copy, and its sheet ("" or "/2")."""

    kind: str
    subject: str
    copy_no: int
    suffix: str = ""
    reprint_of: int | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.subject}:{self.copy_no}{self.suffix}"


def brief(job: PrintJob) -> dict[str, Any]:
    """A job as other answers mention it."""
    return {"job": job.id, "state": job.state}


def _queue(
    work: Work, slip: Slip, printer: Printer, facts: SlipFacts, *, not_after: datetime | None = None
) -> PrintJob:
    digest = content_hash(facts)
    known = work.session.scalars(_KNOWN, {"key": slip.key}).one_or_none()
    if known is not None:
        if known.content_hash != digest:
            detail = "Lembar ini sudah dicetak dengan isi lain. Cetak ulang dari ruang cetak."
            raise AlreadyDone(detail, code="slip_differs")
        return known
    job = PrintJob(
        idem_key=slip.key, content_hash=digest, printer_id=printer.id, kind=slip.kind, subject=slip.subject,
        copy_no=slip.copy_no, facts=facts.model_dump(mode="json"), reprint_of=slip.reprint_of, state="queued",
        not_after=not_after, created_at=work.now,
    )  # fmt: skip
    work.session.add(job)
    work.session.flush()
    _record(work, "slip_queued", job, kind=slip.kind, about=slip.subject, copy=slip.copy_no)
    return job


def _record(work: Work, event: str, job: PrintJob, **facts: Any) -> None:
    work.record(event, subject=("print_job", job.id), desks=TOLD, **facts)


def content_hash(facts: SlipFacts) -> str:
    """SHA-256 of what the slip says; when and by whom a copy was made is not part of it."""
    return hashlib.sha256(canonical(facts.model_dump(mode="json", exclude={"copied"})).encode()).hexdigest()


def get(read: Read, job: int) -> PrintJob:
    """The job with this id. Refuses with Unknown."""
    row = read.session.get(PrintJob, job)
    if row is None:
        raise Unknown("Pekerjaan cetak itu tidak ada. Muat ulang daftar ruang cetak.")
    return row


def drop(work: Work, subject: str, reason: str, *, state: str = "expired") -> int:
    """Waiting slips about `subject` become worthless (its ticket was called or cancelled); how many."""
    waiting = select(PrintJob).where(PrintJob.subject == subject, PrintJob.state == "queued")
    jobs = work.session.scalars(waiting).all()
    for job in jobs:
        end(work, job, state, reason)
    return len(jobs)


def end(work: Work, job: PrintJob, state: str, reason: str | None) -> None:
    """The job's last state, in history; a secret on a slip that is on paper is forgotten, its paper is off the roll."""
    if job.state in ("leased", "sending") and state in LEFT:
        rolls.count(work, job)
    job.state, job.reason, job.ended_at, job.lease_until = state, reason, work.now, None
    if state in ("printed", "sent") and printers.get(work, job.printer_id).at != "preview:":
        forget_secret(job)
    _record(work, "slip_ended", job, state=state)


def forget_secret(job: PrintJob) -> None:
    """Blank what must not outlive the paper (a survey code) in facts, bytes and stored lines."""
    facts = KINDS[job.kind].model_validate(job.facts)
    bare = facts.without_secret()
    if bare == facts:
        return
    secrets = {value for value in _strings(facts) if value not in _strings(bare)}
    job.facts, job.payload = bare.model_dump(mode="json"), None
    job.laid_out = [_without(row, secrets) for row in job.laid_out] if job.laid_out else None


def _strings(facts: SlipFacts) -> set[str]:
    return {value for value in facts.model_dump().values() if isinstance(value, str)}


def _without(row: dict[str, Any], secrets: set[str]) -> dict[str, Any]:
    if "qr" in row:
        return {**row, "qr": "-"} if row["qr"] in secrets else row
    if any(secret in "".join(run[0] for run in row.get("runs", ())) for secret in secrets):
        return {"runs": [["(kode sudah dicetak)", False, 1, 1, False]]}
    return row


@verb("print.reprint", "loket", "supervisor", "admin")
def reprint(work: Work, *, job: int, reason: str, purpose: str | None = None) -> dict[str, Any]:
    """Print a slip again: a new job marked SALINAN. One that never left us is simply sent on, without the
    mark.

    `purpose` prints it elsewhere ("cetak di sini"). Refused while the slip is being printed.
    """
    first = get(work, job)
    printer = _printer(work, first, purpose)
    if first.state in ("leased", "sending"):
        raise NotNow("Lembar ini sedang dicetak. Tunggu sampai selesai, lalu periksa.")
    if first.sent_at is None and first.state in NEVER_LEFT:
        return _send_on(work, first, printer, reason)
    again = _copy(work, first, printer)
    _record(work, "slip_reprinted", again, copy=again.copy_no, reason=reason)
    return {**brief(again), "copy_no": again.copy_no}


def _printer(work: Work, job: PrintJob, purpose: str | None) -> Printer:
    known = printers.get(work, job.printer_id)
    return known if known.enabled and purpose is None else printers.printer_for(work, purpose or known.purpose)


def _send_on(work: Work, job: PrintJob, printer: Printer, reason: str) -> dict[str, Any]:
    job.printer_id, job.state, job.not_after, job.reason, job.ended_at = (
        printer.id,
        "queued",
        None,
        None,
        None,
    )
    _record(work, "slip_queued", job, kind=job.kind, about=job.subject, copy=job.copy_no, reason=reason)
    return {**brief(job), "copy_no": job.copy_no}


def _copy(work: Work, job: PrintJob, printer: Printer) -> PrintJob:
    first = get(work, job.reprint_of) if job.reprint_of else job
    last = work.session.scalars(
        select(PrintJob.copy_no).where(PrintJob.reprint_of == first.id).order_by(PrintJob.copy_no.desc())
    ).first()
    copied = Copied(at=work.iso(work.now) or "", by=_who(work))
    facts = KINDS[first.kind].model_validate(first.facts).model_copy(update={"copied": copied})
    number = (last or first.copy_no) + 1
    suffix = first.idem_key.removeprefix(Slip(first.kind, first.subject, first.copy_no).key)
    return _queue(work, Slip(first.kind, first.subject, number, suffix, first.id), printer, facts)


def _who(work: Work) -> str:
    """The desk that asks for a copy, as it stands on the paper; no person's name."""
    seats = work.actor.seats
    loket = next((seat.loket for seat in seats if seat.loket), None)
    titles = {"kiosk": "kios", "supervisor": "Supervisor", "admin": "Admin"}
    return f"Petugas Loket {loket}" if loket else next((titles[s.desk] for s in seats if s.desk in titles), "petugas")


@verb("print.resolve", "kiosk", "loket", "supervisor", "admin")
def resolve(work: Work, *, job: int, came_out: bool, purpose: str | None = None) -> dict[str, Any]:
    """A person has looked: the slip came out, or it did not and is printed again as SALINAN."""
    row = get(work, job)
    if row.state != "needs_attention":
        raise NotNow("Lembar ini tidak menunggu pemeriksaan. Muat ulang daftar ruang cetak.")
    if came_out:
        end(work, row, "printed", f"dipastikan keluar oleh {_who(work)}")
        return {**brief(row), "reprint": None}
    again = _copy(work, row, _printer(work, row, purpose))
    end(work, row, "failed", f"tidak keluar menurut {_who(work)}, dicetak ulang")
    return {**brief(row), "reprint": {**brief(again), "copy_no": again.copy_no}}


@verb("print.test", "supervisor", "admin", "system")
def print_test(work: Work, *, printer: int) -> dict[str, Any]:
    """A test slip on this printer, each time a new one."""
    row = printers.get(work, printer)
    facts = TestFacts(printer_name=row.name, at=row.at, printed_at=work.iso(work.now) or "")
    last = work.session.scalar(select(func.max(PrintJob.id))) or 0
    return brief(_queue(work, Slip("test", f"printer:{row.id}-{last + 1}", 1), row, facts))


@verb("print.cancel", "loket", "supervisor", "admin")
def cancel(work: Work, *, job: int, reason: str) -> dict[str, Any]:
    """Take a slip out of the queue; refused once the print room has begun with it."""
    changed = (
        update(PrintJob).where(PrintJob.id == get(work, job).id, PrintJob.state == "queued").values(state="cancelled")
    )
    if work.session.execute(changed).rowcount != 1:  # type: ignore[attr-defined]
        raise NotNow("Lembar ini sudah dikerjakan ruang cetak, jadi tidak dapat dibatalkan. Tunggu hasilnya.")
    row = get(work, job)
    work.session.refresh(row)
    end(work, row, "cancelled", reason)
    return brief(row)
