"""The receipt of a complaint: that it is on record and how to ask about it, never what it says."""

from typing import Any

from office.paper import slips, spool
from office.records.tables import Complaint
from office.records.work import Work

#: what a complaint may be about, as slips, screens and the book call it
SUBJECTS = {
    "pelayanan": "Mutu pelayanan", "waktu": "Waktu pelayanan", "biaya": "Biaya atau pungutan",
    "sikap": "Sikap petugas", "lainnya": "Lainnya",
}  # fmt: skip


def receipt(work: Work, row: Complaint, code: str) -> dict[str, Any]:
    """Tanda terima pengaduan, at the kiosk or the loket where it was taken in."""
    facts = slips.ComplaintFacts(
        complaint_number=row.number, at=work.iso(row.received_at) or "", about=SUBJECTS[row.about],
        code=f"{code[:4]}-{code[4:]}", answer_by=row.reply_by.isoformat(), training=work.example,
    )  # fmt: skip
    return spool.queue(work, "complaint", f"complaint:{row.id}", _place(work), facts)


def _place(work: Work) -> str:
    """The printer of the officer's loket; of Loket 1 for who sits at none."""
    if "loket" in work.actor.desks or "supervisor" in work.actor.desks:
        seat = work.actor.seat("loket")
        return f"loket:{seat.loket if seat and seat.loket else 1}"
    return "kiosk"
