"""Who signs instead of the Camat (A18): a dated record with its legal basis; it switches the signer visibly."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select

from office.errors import AlreadyDone, Invalid, Unknown
from office.office import verb
from office.people import staff
from office.records.tables import Delegation, Officer
from office.records.work import Read, Work


@verb("delegations.begin", "admin", "supervisor", "camat", "system")
def begin(work: Work, *, role: Literal["sekcam", "kasi"], style: Literal["a.n.", "Plt.", "Plh."], basis: str,
          officer: str | None = None, from_at: datetime | None = None, to_at: datetime | None = None,
          ) -> dict[str, Any]:  # fmt: skip
    """Let the holder of `role` (or the named officer at that desk) sign from `from_at` (now) to `to_at` (until ended).

    Refuses without a legal basis, with an end before the beginning, and for an officer who does not hold the desk.
    """
    starts = from_at or work.now
    if not basis.strip():
        raise Invalid("Isi dasar pelimpahan: nomor dan tanggal surat perintah.", fields={"basis": "wajib diisi"})
    if to_at is not None and to_at <= starts:
        raise Invalid("Isi akhir pelimpahan sesudah mulainya.", fields={"to_at": "terlalu awal"})
    row = Delegation(role=role, officer_id=_delegate(work, role, officer).id, style=style, basis=basis.strip(),
                     from_at=starts, to_at=to_at)  # fmt: skip
    work.session.add(row)
    work.session.flush()
    desks = ("kasi", "operator", "sekcam", "camat", "supervisor")
    work.record("delegation_begun", subject=("delegation", row.id), desks=desks, role=role, style=style)
    return {"id": row.id, "role": role, "officer": row.officer_id}


@verb("delegations.end", "admin", "supervisor", "camat", "system")
def end(work: Work, *, delegation_id: int) -> dict[str, Any]:
    """The Camat signs again from now on."""
    row = work.session.get(Delegation, delegation_id)
    if row is None:
        raise Unknown("Pelimpahan tidak ditemukan. Lihat daftar pelimpahan.")
    if row.to_at is not None and row.to_at <= work.now:
        raise AlreadyDone("Pelimpahan ini sudah berakhir. Muat ulang halaman untuk melihat penanda tangan sekarang.")
    row.to_at = work.now
    desks = ("kasi", "operator", "sekcam", "camat", "supervisor")
    work.record("delegation_ended", subject=("delegation", row.id), desks=desks, role=row.role)
    return {"id": row.id}


def in_force(read: Read) -> list[dict[str, Any]]:
    """Delegations that hold now or later, newest first."""
    rows = read.session.scalars(select(Delegation).order_by(Delegation.id.desc()))
    return [{"id": row.id, "role": row.role, "style": row.style, "basis": row.basis, "from": read.iso(row.from_at),
             "to": read.iso(row.to_at)} for row in rows if row.to_at is None or row.to_at > read.now]  # fmt: skip


def _delegate(work: Work, role: str, username: str | None) -> Officer:
    found = staff.holder_of(work, role)
    if username is not None:
        found = work.session.scalars(select(Officer).where(Officer.username == username, Officer.active)).one_or_none()
    if found is None or staff.actor_of(work, found.id).seat(role) is None:
        raise Unknown(f"Tidak ada petugas di meja {role} yang dapat menandatangani. Tambahkan petugasnya dahulu.")
    return found
