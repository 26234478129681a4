"""The print room as people see it: jobs and printers in words."""

from typing import Any

from sqlalchemy import select

from office.paper import printers, rolls, spool
from office.paper.probes import CLASSES
from office.paper.slips import TITLES
from office.records.tables import Printer, PrintJob
from office.records.work import Read

JOB_WORDS = {
    "queued": "menunggu",
    "leased": "segera dicetak",
    "sending": "sedang dicetak",
    "printed": "tercetak",
    "sent": "terkirim (tidak dapat dipastikan)",
    "needs_attention": "perlu diperiksa: apakah lembar keluar?",
    "cancelled": "dibatalkan",
    "expired": "kedaluwarsa, tidak dicetak",
    "failed": "gagal",
}
PRINTER_WORDS = {
    "ready": "siap",
    "near_end": "kertas hampir habis",
    "paper_out": "kertas habis",
    "cover_open": "penutup terbuka",
    "offline": "tidak menjawab",
    "error": "rusak atau macet",
    "absent": "tidak terhubung",
    "unknown": "belum diketahui",
}


def list_jobs(
    read: Read,
    *,
    state: str | None = None,
    subject: str | None = None,
    printer: int | None = None,
    limit: int = 50,
) -> list[dict[str, Any]]:
    """The newest jobs first, at most `limit` (200), narrowed by state, subject (`ticket:12`) or printer."""
    found = select(PrintJob, Printer).join(Printer, Printer.id == PrintJob.printer_id)
    for column, value in (
        (PrintJob.state, state),
        (PrintJob.subject, subject),
        (PrintJob.printer_id, printer),
    ):
        found = found if value is None else found.where(column == value)
    newest = found.order_by(PrintJob.id.desc()).limit(min(max(limit, 1), 200))
    return [_view(read, job, row) for job, row in read.session.execute(newest)]


def one_job(read: Read, *, job: int) -> dict[str, Any]:
    """A job with its lines as laid out (null before the print room had it) and its paper's measures."""
    row = spool.get(read, job)
    printer = printers.get(read, row.printer_id)
    paper = {name: getattr(printer, name) for name in ("columns", "dots", "codepage", "native_qr")}
    return {**_view(read, row, printer), "laid_out": row.laid_out, "paper": paper}


def overview(read: Read) -> dict[str, Any]:
    """Every printer with its state and how many slips wait there; and the slips a person must look at."""
    rows = printers.list_printers(read)
    waiting = list_jobs(read, state="queued", limit=200)
    return {
        "printers": [
            {**row, **in_words(read, row), "waiting": sum(job["printer"]["id"] == row["id"] for job in waiting)}
            for row in rows
        ],
        "attention": list_jobs(read, state="needs_attention"),
    }


def in_words(read: Read, row: dict[str, Any]) -> dict[str, Any]:
    """{words, blocked, rank, roll, completion}: how it is, can it print, who is shown first, its paper, its proof."""
    roll = rolls.left(read, printers.get(read, row["id"]))
    low = roll["low"] and row["state"] == "ready"
    ends = f"siap, tetapi kertas tinggal untuk sekitar {roll['tickets']} karcis; siapkan rol baru"
    words = ends if low else row["state_reason"] or PRINTER_WORDS[row["state"]]
    return {
        "words": words if row["enabled"] else "dihentikan; lembarnya menunggu",
        "blocked": row["state"] in printers.BLOCKED, "rank": _rank(row), "roll": roll,
        "completion": CLASSES[row["completion_class"]],
    }  # fmt: skip


def _rank(row: dict[str, Any]) -> int:
    """Where people look first: a printer in trouble, then real printers, previews last."""
    return 0 if row["enabled"] and row["state"] in printers.BLOCKED else 2 if row["at"] == "preview:" else 1


def _view(read: Read, job: PrintJob, printer: Printer) -> dict[str, Any]:
    told = job.reason if job.state == "sent" and job.reason else None
    return {
        "id": job.id, "kind": job.kind, "title": TITLES.get(job.kind, job.kind), "subject": job.subject,
        "label": job.facts.get("number") or job.facts.get("registration_number"),
        "printer": {"id": printer.id, "name": printer.name, "purpose": printer.purpose}, "state": job.state,
        "words": told or JOB_WORDS[job.state], "reason": job.reason, "copy_no": job.copy_no,
        "reprint_of": job.reprint_of, "created_at": read.iso(job.created_at), "ended_at": read.iso(job.ended_at),
    }  # fmt: skip
