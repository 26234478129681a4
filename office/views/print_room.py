"""The print room's page: printers in words, what waits, what a person must look at, and the last slips as facts."""

from typing import Any

from sqlalchemy import select

from office.paper import leases, print_room
from office.paper.slips import KINDS
from office.records.tables import PrintJob
from office.records.work import Read

LATEST = 8
WAITING = ("queued", "leased", "sending")
#: states in which a slip may be asked for again
ENDED = ("printed", "sent", "failed", "expired", "cancelled")


def room(read: Read, *, latest: int = LATEST, printer: int | None = None) -> dict[str, Any]:
    """{printers, attention, waiting, latest}; `printer` narrows the slips to one printer.

    A slip of `latest` carries what it takes to draw it: `facts`, `laid_out` (null before the print room had it),
    `paper` and the head of the office. Secrets that were printed are no longer in it.
    """
    shown = print_room.overview(read)
    newest = select(PrintJob.id).order_by(PrintJob.id.desc()).limit(latest)
    newest = newest.where(PrintJob.printer_id == printer) if printer else newest
    return {
        "printers": shown["printers"], "attention": shown["attention"],
        "waiting": [job for state in WAITING for job in print_room.list_jobs(read, state=state)],
        "latest": [slip(read, job=job) for job in read.session.scalars(newest)],
    }  # fmt: skip


def slip(read: Read, *, job: int) -> dict[str, Any]:
    """One slip with everything that draws it: the job's view, facts, laid_out, paper, office. Refuses with Unknown."""
    row = read.session.get(PrintJob, job)
    found = print_room.one_job(read, job=job)
    facts = KINDS[found["kind"]].model_validate(row.facts if row else {})
    return {**found, "facts": facts.model_dump(mode="json"), "office": leases.office_facts(read).model_dump(),
            "again": found["state"] in ENDED}  # fmt: skip
