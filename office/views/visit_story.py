"""The story of one queue number: given, called, served or not, and the files that were worked on in the visit."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select

from office.errors import Unknown
from office.files import deadlines
from office.people import staff
from office.records.tables import File, HistoryRow, Loket, PrintJob, Ticket
from office.records.work import Read
from office.views import file_rows
from office.words import dates, text

#: event -> what it says in the story, and in the sentence that is read out
SAID: dict[str, tuple[str, str]] = {
    "ticket_issued": ("Nomor diambil", "diambil"),
    "ticket_called": ("Dipanggil ke Loket {loket}", "dipanggil ke Loket {loket}"),
    "ticket_called_again": ("Dipanggil lagi ke Loket {loket}", "dipanggil lagi"),
    "ticket_called_back": ("Dipanggil kembali ke Loket {loket}", "dipanggil kembali"),
    "ticket_serving": ("Mulai dilayani di Loket {loket}", "mulai dilayani"),
    "ticket_finished": ("Selesai dilayani", "selesai"),
    "ticket_absent": ("Tidak hadir", "dicatat tidak hadir"),
    "ticket_restored": ("Datang juga, kembali ke antrean", "kembali ke antrean"),
    "ticket_held": ("Ditunda", "ditunda"),
    "ticket_resumed": ("Kembali dari penundaan", "kembali ke antrean"),
    "ticket_given_back": ("Dikembalikan ke antrean", "kembali ke antrean"),
    "ticket_taken_over": ("Diteruskan petugas lain", ""),
    "ticket_transferred": ("Dialihkan ke Loket {loket}", "dialihkan ke Loket {loket}"),
    "ticket_corrected": ("Keperluan dibetulkan", ""),
    "ticket_cancelled": ("Dibatalkan", "dibatalkan"),
    "ticket_entered": ("Karcis kertas dimasukkan", "dicatat dari karcis kertas"),
}
BACK = ("ticket_absent", "ticket_cancelled")
SLIPS = {"printed": "karcis tercetak", "sent": "karcis dikirim ke pencetak", "failed": "karcis gagal dicetak",
         "expired": "karcis tidak sempat dicetak", "needs_attention": "karcis perlu diperiksa"}  # fmt: skip


def ticket(read: Read, *, ticket_id: int, section: str | None = None) -> dict[str, Any]:
    """{id, number, day_words, loket, loket_name, state, state_words, about, note, slip, spoken, entries, files}.

    An entry: {clock, title, by, tone (done | back)}. `files`: rows of a list, for a Kasi the own section's.
    Refuses with Unknown.
    """
    row = read.session.get(Ticket, ticket_id)
    if row is None:
        raise Unknown("Nomor antrean ini tidak ada. Periksa nomor dan tanggalnya.")
    told = list(read.session.scalars(
        select(HistoryRow).where(HistoryRow.subject == f"ticket:{row.id}").order_by(HistoryRow.seq)
    ))  # fmt: skip
    loket = read.session.get(Loket, row.loket)
    return {
        "id": row.id, "number": row.label, "loket": row.loket, "loket_name": loket.name if loket else "",
        "priority": row.priority, "state": row.state, "state_words": text(f"ticket_state.{row.state}"),
        "day_words": file_rows.day_words(read, row.day), "day": dates.date_text(row.day), "note": row.note,
        "about": file_rows.about(read, row), "slip": _slip(read, row), "spoken": _spoken(read, row, told),
        "entries": [_entry(read, one) for one in told], "files": _files(read, row, section),
    }  # fmt: skip


def _entry(read: Read, one: HistoryRow) -> dict[str, Any]:
    title, _ = SAID.get(one.event, (one.event, ""))
    who = staff.name_of(read, one.actor)
    return {"clock": _clock(read, one.at), "title": title.format(loket=_loket(one)), "by": who,
            "tone": "back" if one.event in BACK else "done"}  # fmt: skip


def _spoken(read: Read, row: Ticket, told: list[HistoryRow]) -> str:
    """ "Nomor A-012: diambil pukul 08.12, dipanggil ke Loket 1 pukul 08.40, dicatat tidak hadir pukul 08.44." """
    steps = []
    for one in told:
        words = SAID.get(one.event, ("", ""))[1]
        if words:
            steps.append(f"{words.format(loket=_loket(one))} pukul {_clock(read, one.at)}")
    waits = f" Sekarang masih menunggu di Loket {row.loket}." if row.state == "waiting" else ""
    return f"Nomor {row.label}, {file_rows.day_words(read, row.day)}: {', '.join(steps)}.{waits}"


def _loket(one: HistoryRow) -> str:
    return str(json.loads(one.facts).get("loket", ""))


def _clock(read: Read, at: datetime) -> str:
    return dates.clock_text(at.astimezone(read.zone))


def _slip(read: Read, row: Ticket) -> str:
    """How its newest slip ended, in words."""
    rule = PrintJob.subject == f"ticket:{row.id}"
    state = read.session.scalar(select(PrintJob.state).where(rule).order_by(PrintJob.id.desc()).limit(1))
    return SLIPS.get(state or "", "karcis menunggu pencetak" if state else "")


def _files(read: Read, row: Ticket, section: str | None) -> list[dict[str, Any]]:
    rules = [File.id.in_(file_rows.of_visit(read, row.id)), *([File.section == section] if section else [])]
    days = deadlines.calendar(read)
    return file_rows.of(read, file_rows.timed(read, list(read.session.scalars(select(File).where(*rules))), days), days)
