""" "Panggil petugas": somebody at the kiosk needs a person."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from office.errors import Unknown
from office.office import verb
from office.records.tables import HelpRing
from office.records.work import Read, Work

#: a second ring within this time is the same call for help
SAME_RING = timedelta(seconds=30)


@verb("help.ring", "kiosk")
def ring(work: Work, *, place: str = "Kios") -> dict[str, Any]:
    """Ring the lokets. Pressed again at once, it is the same ring."""
    rule = (HelpRing.ended_at.is_(None), HelpRing.place == place, HelpRing.at > work.now - SAME_RING)
    known = work.session.scalars(select(HelpRing).where(*rule).order_by(HelpRing.id.desc()).limit(1)).one_or_none()
    if known is not None:
        return {"ring": known.id}
    row = HelpRing(at=work.now, place=place)
    work.session.add(row)
    work.session.flush()
    work.record("help_rung", subject=("help", row.id), desks=("loket", "supervisor"))
    return {"ring": row.id}


@verb("help.answer", "loket", "supervisor")
def answer(work: Work, *, ring_id: int) -> dict[str, Any]:
    """Somebody goes."""
    row = work.session.get(HelpRing, ring_id)
    if row is None:
        raise Unknown("Panggilan bantuan tidak ditemukan. Muat ulang halaman.")
    if row.ended_at is None:
        row.ended_at = work.now
        work.record("help_answered", subject=("help", row.id), desks=("loket", "supervisor"))
    return {"ring": row.id}


def waiting(read: Read) -> list[dict[str, Any]]:
    """Rings of today that nobody has answered, oldest first."""
    rule = (HelpRing.ended_at.is_(None), HelpRing.at > read.now - timedelta(hours=2))
    return [{"ring": row.id, "place": row.place, "at": read.iso(row.at)}
            for row in read.session.scalars(select(HelpRing).where(*rule).order_by(HelpRing.id))]  # fmt: skip
