"""How the print room takes slips and says what became of them.

`queued → leased → sending → printed | sent | needs_attention`; back to `queued` only while no byte has left.
A print room calls itself `name:boot`; another boot of the same name means that the earlier one is gone.
"""

import base64
import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from office.errors import Invalid, NotNow
from office.office import verb
from office.paper import printers, spool
from office.paper.facts import LogoFacts, OfficeFacts
from office.records.tables import Printer, PrintJob
from office.records.work import Read, Work

PASSED_ON = "Pekerjaan ini milik ruang cetak lain, atau lembarnya kedaluwarsa. Ambil pekerjaan berikutnya."
LEASE = timedelta(seconds=30)
SECRETS_LIVE = timedelta(days=1)
UNCLEAR = "ruang cetak berhenti saat mencetak; periksa apakah lembar keluar"
#: earlier slips without a known end that may still owe an answer
MOST_STALE = 8
STALE = "sudah lewat waktunya"
RESULTS = ("printed", "sent", "needs_attention", "queued", "failed")
WAITING = ("slip_queued", "slip_ended", "printer_added", "printer_changed", "printer_state")
"""Events after which a held lease request looks again."""


#: asked at every press, so made once. Slips whose room went away, and waiting ones that are worth nothing any more
_EARLIER_BOOT = and_(func.substr(PrintJob.worker, 1, bindparam("letters")) == bindparam("before"),
                     PrintJob.worker != bindparam("worker"))  # fmt: skip
LAPSED = select(PrintJob).where(or_(
    and_(PrintJob.state.in_(("leased", "sending")), or_(PrintJob.lease_until < bindparam("now"), _EARLIER_BOOT)),
    and_(PrintJob.state == "queued", PrintJob.not_after < bindparam("now")),
))  # fmt: skip
#: the printers of a room
PRINTERS = select(Printer).where(Printer.enabled, Printer.room == bindparam("room")).order_by(Printer.id)
_BUSY = select(PrintJob.printer_id).where(PrintJob.state.in_(("leased", "sending")))
NEXT = (
    select(PrintJob, Printer).join(Printer, Printer.id == PrintJob.printer_id)
    .where(PrintJob.state == "queued", Printer.enabled, Printer.room == bindparam("room"))
    .where(Printer.state.not_in(printers.BLOCKED), Printer.id.not_in(_BUSY))
    .where(or_(PrintJob.not_after.is_(None), PrintJob.not_after >= bindparam("now")))
    .order_by(PrintJob.id)
)  # fmt: skip

_OTHER = aliased(PrintJob)
#: permission for a first byte: still held, still worth printing, and nothing else on its way to that printer
_BEGIN = (
    update(PrintJob)
    .where(PrintJob.id == bindparam("job"), PrintJob.worker == bindparam("room"), PrintJob.state == "leased")
    .where(PrintJob.lease_until > bindparam("now"))
    .where(or_(PrintJob.not_after.is_(None), PrintJob.not_after >= bindparam("now")))
    .where(~exists().where(_OTHER.printer_id == PrintJob.printer_id, _OTHER.state == "sending"))
    .values(state="sending", payload=bindparam("bytes"), laid_out=bindparam("lines"), sha256=bindparam("sum"),
            sent_at=bindparam("now"), lease_until=bindparam("until"), millimetres=bindparam("length"))
    .execution_options(synchronize_session=False)
)  # fmt: skip
_LAST = (
    select(PrintJob.state, PrintJob.reason)
    .where(PrintJob.printer_id == bindparam("printer"), PrintJob.sent_at.is_not(None))
    .order_by(PrintJob.sent_at.desc(), PrintJob.id.desc()).limit(MOST_STALE)
)  # fmt: skip


def something_to_do(read: Read, *, worker: str) -> bool:
    """Whether `lease_jobs` would give or change anything: asked before a transaction is opened for it."""
    return read.session.scalar(LAPSED, _gone(read, worker)) is not None or bool(_next_jobs(read, worker))


@verb("print.lease", "agent", "system")
def lease_jobs(work: Work, *, worker: str) -> dict[str, Any]:
    """One job for each printer that is free, for 30 seconds; and all printers, so that the room knows its
    lanes.
    """
    _lapse(work, worker)
    jobs = _next_jobs(work, worker)
    for job, _ in jobs:
        job.state, job.worker, job.lease_until = "leased", worker, work.now + LEASE
    rows = work.session.scalars(PRINTERS, {"room": _room(worker)})
    return {
        "jobs": [_for_room(work, job, printer) for job, printer in jobs],
        "printers": [printers.view(work, row) for row in rows],
    }


def _room(worker: str) -> str:
    """The room of a worker: an agent on another computer prints only at its own printers, and nobody else does."""
    return worker.rpartition(":")[0] or worker


def _gone(read: Read, worker: str) -> dict[str, Any]:
    """What `LAPSED` is asked with: the worker, its room's earlier boots by the beginning of their names, the time."""
    name = worker.rpartition(":")[0]
    before = f"{name}:" if name else worker
    return {"worker": worker, "before": before, "letters": len(before), "now": read.now}


def _lapse(work: Work, worker: str) -> None:
    """A room that went away: what had not begun waits again, what had begun is for a person to look at. Slips whose
    time is over end.
    """
    for job in work.session.scalars(LAPSED, _gone(work, worker)):
        if job.state == "sending":
            spool.end(work, job, "needs_attention", UNCLEAR)
        elif job.not_after is not None and job.not_after < work.now:
            spool.end(work, job, "expired", STALE)
        else:
            _requeue(job, None)
    work.session.flush()


def _requeue(job: PrintJob, reason: str | None) -> None:
    job.state, job.reason, job.worker, job.lease_until = "queued", reason, None, None
    job.payload, job.laid_out, job.sha256, job.sent_at = None, None, None, None


def expire_stale(work: Work) -> int:
    """Queued slips that are worth nothing any more, and secrets older than a day; how many slips expired."""
    stale = select(PrintJob).where(PrintJob.state == "queued", PrintJob.not_after < work.now)
    jobs = work.session.scalars(stale).all()
    for job in jobs:
        spool.end(work, job, "expired", STALE)
    old = select(PrintJob).where(
        PrintJob.kind == "handover",
        PrintJob.payload.is_not(None),
        PrintJob.ended_at < work.now - SECRETS_LIVE,
    )
    for job in work.session.scalars(old):
        spool.forget_secret(job)
    work.session.flush()
    return len(jobs)


@verb("print.expire", "system")
def expire(work: Work) -> dict[str, Any]:
    """`expire_stale` as a chore."""
    return {"expired": expire_stale(work)}


def _next_jobs(read: Read, worker: str) -> list[tuple[PrintJob, Printer]]:
    """The oldest waiting job of each printer that is enabled, not in trouble and not busy."""
    first: dict[int, tuple[PrintJob, Printer]] = {}
    for job, printer in read.session.execute(NEXT, {"room": _room(worker), "now": read.now}):
        first.setdefault(printer.id, (job, printer))
    return list(first.values())


def _for_room(work: Work, job: PrintJob, printer: Printer) -> dict[str, Any]:
    return {
        **{field: getattr(job, field) for field in ("id", "kind", "facts", "copy_no", "reprint_of")},
        "not_after": work.iso(job.not_after),
        "printer": _lane(work, printer),
        "office": office_facts(work).model_dump(),
    }


def _lane(work: Work, row: Printer) -> dict[str, Any]:
    """A printer as its lane needs it. `recover`: the last thing sent there has no known end; `stale`: how many
    slips since the last that the printer itself confirmed; each may still owe an answer.
    """
    last = work.session.execute(_LAST, {"printer": row.id}).all()
    sure = [state == "sent" or (state == "printed" and reason is None) for state, reason in last]
    recover = bool(last) and last[0].state in ("needs_attention", "failed")
    return {**printers.view(work, row), "recover": recover, "stale": [*sure, True].index(True)}


def office_facts(read: Read) -> OfficeFacts:
    """Head and foot of every slip, from the office's settings."""
    head = read.settings.letterhead
    return OfficeFacts(
        name=head.office, regency=head.regency, phone=head.phone or None, footer=read.settings.slip_footer,
        header=read.settings.slip_header, training=read.example, logo=_logo(read),
    )  # fmt: skip


def _logo(read: Read) -> LogoFacts | None:
    logo = read.settings.slip_logo
    return LogoFacts(**logo.model_dump()) if logo else None


@verb("print.sending", "agent", "system")
def mark_sending(
    work: Work, *, job: int, worker: str, payload_b64: str, laid_out: list[Any], millimetres: int | None = None
) -> dict[str, Any]:
    """Permission for the first byte. Refused with `lease_lost` when the lease ended, passed on, or the slip
    is stale.
    """
    payload = _bytes(payload_b64)
    swap = {
        "job": job, "room": worker, "now": work.now, "until": work.now + LEASE, "bytes": payload, "lines": laid_out,
        "sum": hashlib.sha256(payload).hexdigest(), "length": millimetres,
    }  # fmt: skip
    if work.session.execute(_BEGIN, swap).rowcount != 1:  # type: ignore[attr-defined]
        spool.get(work, job)
        raise NotNow(PASSED_ON, code="lease_lost")
    work.record("slip_sending", subject=("print_job", job), desks=("supervisor",))
    return {"job": job, "state": "sending"}


def _bytes(payload_b64: str) -> bytes:
    try:
        return base64.b64decode(payload_b64, validate=True)
    except ValueError as bad:
        raise Invalid("payload_b64 bukan base64. Kirim isi cetak sebagai base64.") from bad


@verb("print.result", "agent", "system")
def report_result(work: Work, *, job: int, worker: str, state: str, reason: str | None = None) -> dict[str, Any]:
    """What became of a job. `queued`: no byte left, it waits again. `printed` or `sent` may come late, after
    the lease lapsed into `needs_attention`, as long as no person has decided. Said twice it is said once; what an
    agent's journal remembers of a job that was leased again is believed.
    """
    if state not in RESULTS:
        raise Invalid(f"Pilih hasil cetak dari: {', '.join(RESULTS)}.")
    row, reason = spool.get(work, job), reason or None
    if row.worker != worker or row.state not in _may_become(state):
        if row.state == state:
            return {"job": job, "state": state}
        raise NotNow("Pekerjaan cetak ini sudah diputuskan. Ambil pekerjaan berikutnya.", code="lease_lost")
    if state == "queued":
        _requeue(row, reason)
        about = {"kind": row.kind, "about": row.subject, "reason": reason}
        work.record("slip_queued", subject=("print_job", job), desks=spool.TOLD, **about)
        return {"job": job, "state": row.state}
    if state != "failed":
        row.sent_at = row.sent_at or work.now  # told from an agent's journal: it left, whatever the office remembers
    spool.end(work, row, state, reason)
    return {"job": job, "state": row.state}


def _may_become(state: str) -> tuple[str, ...]:
    return ("leased", "sending", "needs_attention") if state in ("printed", "sent") else ("leased", "sending")
