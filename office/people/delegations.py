"""Who signs instead of the Camat (A18): a dated record with its legal basis; it switches the signer visibly.

It begins and ends by its dates; `tell_turns` (chore) tells the screens at the turn. Two never overlap: which of them
would sign?
"""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import or_, select

from office.errors import AlreadyDone, Invalid, Unknown
from office.office import verb
from office.people import staff
from office.records.tables import Delegation, HistoryHead, Officer
from office.records.work import Read, Work
from office.words import dates

DESKS = ("kasi", "operator", "sekcam", "camat", "supervisor")
#: who may record that somebody else signs
KEEPERS = ("admin", "supervisor", "sekcam", "camat")
Role = Literal["sekcam", "kasi"]
Style = Literal["a.n.", "Plt.", "Plh."]


@verb("delegations.begin", *KEEPERS, "system")
def begin(work: Work, *, role: Role, style: Style, basis: str, officer: str | None = None,
          from_at: datetime | None = None, to_at: datetime | None = None) -> dict[str, Any]:  # fmt: skip
    """Let the holder of `role` (or the named officer at that desk) sign from `from_at` (now) to `to_at` (until ended).

    Refuses without a legal basis, with an end before the beginning or before now, for an officer who does not hold
    the desk, and with AlreadyDone (`overlap`) where another one holds in that time.
    """
    starts = _aware(work, from_at) or work.now
    ends = _aware(work, to_at)
    _sensible(work, basis, starts, ends)
    signs = _delegate(work, role, officer)
    # one after the other, on either database: two of us may not both find the time free
    work.session.execute(select(HistoryHead.id).with_for_update())
    _no_overlap(work, starts, ends)
    row = Delegation(role=role, officer_id=signs.id, style=style, basis=basis.strip(), from_at=starts, to_at=ends,
                     made_by=work.actor.ref, made_at=work.now)  # fmt: skip
    work.session.add(row)
    work.session.flush()
    if starts > work.now:
        work.record("delegation_planned", subject=("delegation", row.id), desks=DESKS, role=role, style=style)
    else:
        _begun(work, row)
    return {"id": row.id, "role": role, "officer": row.officer_id}


@verb("delegations.end", *KEEPERS, "system")
def end(work: Work, *, delegation_id: int) -> dict[str, Any]:
    """The Camat signs again from now on; one that has not begun is called off."""
    row = work.session.get(Delegation, delegation_id)
    if row is None:
        raise Unknown("Pelimpahan tidak ditemukan. Lihat daftar pelimpahan.")
    if row.to_at is not None and row.to_at <= work.now:
        raise AlreadyDone("Pelimpahan ini sudah berakhir. Muat ulang halaman untuk melihat penanda tangan sekarang.")
    row.to_at, row.ended_by = work.now, work.actor.ref
    _ended(work, row)
    return {"id": row.id}


@verb("delegations.tell_turns", "system")
def tell_turns(work: Work) -> dict[str, Any]:
    """Tell the screens of those that began or ended by their dates since (chore). Answers {begun, ended}: ids."""
    rule = or_(Delegation.told.is_(None), Delegation.told == "begun")
    rows = list(work.session.scalars(select(Delegation).where(rule).order_by(Delegation.id)))
    begun = [row for row in rows if row.told is None and row.from_at <= work.now]
    ended = [row for row in rows if row.to_at is not None and row.to_at <= work.now]
    for row in begun:
        _begun(work, row)
    for row in ended:
        _ended(work, row)
    return {"begun": [row.id for row in begun], "ended": [row.id for row in ended]}


def in_force(read: Read) -> list[dict[str, Any]]:
    """Delegations that hold now or later, newest first."""
    rows = read.session.scalars(select(Delegation).order_by(Delegation.id.desc()))
    return [{"id": row.id, "role": row.role, "style": row.style, "basis": row.basis, "from": read.iso(row.from_at),
             "to": read.iso(row.to_at)} for row in rows if row.to_at is None or row.to_at > read.now]  # fmt: skip


def delegates(read: Read) -> list[dict[str, Any]]:
    """Who may sign instead of the Camat, Sekcam first: {role, username, name, title}."""
    found = []
    for person in staff.roster(read):
        held = {seat["desk"] for seat in person["desks"]}
        found += [{"role": role, **{name: person[name] for name in ("username", "name", "title")}}
                  for role in ("sekcam", "kasi") if role in held]  # fmt: skip
    return sorted(found, key=lambda one: one["role"] != "sekcam")


def heading(camat: str, style: str, title: str) -> tuple[str, ...]:
    """The lines above the room for the pen. `camat` "CAMAT AMBUNTEN", `title` the delegate's own office."""
    return (f"a.n. {camat}", f"{title},") if style == "a.n." else (f"{style} {camat},",)


def _begun(work: Work, row: Delegation) -> None:
    row.told = "begun"
    work.record("delegation_begun", subject=("delegation", row.id), desks=DESKS, role=row.role, style=row.style)


def _ended(work: Work, row: Delegation) -> None:
    row.told = "ended"
    work.record("delegation_ended", subject=("delegation", row.id), desks=DESKS, role=row.role)


def _sensible(work: Work, basis: str, starts: datetime, ends: datetime | None) -> None:
    if not basis.strip():
        raise Invalid("Isi dasar pelimpahan: nomor dan tanggal surat perintah.", fields={"basis": "wajib diisi"})
    if ends is not None and ends <= starts:
        raise Invalid("Isi akhir pelimpahan sesudah mulainya.", fields={"to_at": "terlalu awal"})
    if ends is not None and ends <= work.now:
        raise Invalid("Pelimpahan ini sudah lewat. Isi akhir yang belum lewat.", fields={"to_at": "sudah lewat"})


def _no_overlap(work: Work, starts: datetime, ends: datetime | None) -> None:
    later = [] if ends is None else [Delegation.from_at < ends]
    rule = (or_(Delegation.to_at.is_(None), Delegation.to_at > starts), *later)
    for row in work.session.scalars(select(Delegation).where(*rule).order_by(Delegation.from_at)):
        if row.to_at is not None and row.to_at <= row.from_at:
            continue  # called off before it began
        officer = work.session.get(Officer, row.officer_id)
        raise AlreadyDone(
            f"Pada waktu itu sudah ada pelimpahan {row.style} kepada {officer.name if officer else row.role}, "
            f"{span_words(work, row)}. Akhiri yang itu dahulu, atau pilih waktu lain.",
            code="overlap", delegation=row.id, fields={"from_at": "bertumpang tindih"},
        )  # fmt: skip


def span_words(read: Read, row: Delegation) -> str:
    """From when to when: "mulai Senin, 23 November 2026, 09.41 sampai diakhiri"."""
    starts = dates.moment_text(row.from_at.astimezone(read.zone))
    ends = dates.moment_text(row.to_at.astimezone(read.zone)) if row.to_at else "diakhiri"
    return f"mulai {starts} sampai {ends}"


def _aware(read: Read, moment: datetime | None) -> datetime | None:
    """A time without a zone is office time."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=read.zone)


def _delegate(work: Work, role: str, username: str | None) -> Officer:
    found = staff.holder_of(work, role)
    if username is not None:
        found = work.session.scalars(select(Officer).where(Officer.username == username, Officer.active)).one_or_none()
    if found is None or staff.actor_of(work, found.id).seat(role) is None:
        raise Unknown(f"Tidak ada petugas di meja {role} yang dapat menandatangani. Tambahkan petugasnya dahulu.")
    return found
