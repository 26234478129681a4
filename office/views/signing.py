"""Who signs now and why: the Camat or a delegate, for lists, forms and the page of delegations."""

from typing import Any

from sqlalchemy import select

from office.files import letters
from office.people import delegations, staff
from office.records.tables import Delegation, Officer
from office.records.work import Read
from office.views import file_rows
from office.words.dates import moment_text

STATES = {"planned": "akan datang", "running": "berlaku", "ended": "berakhir", "called_off": "dibatalkan"}
TITLES = {"sekcam": "Sekcam", "kasi": "Kasi"}
SHOWN = 50


def now(read: Read) -> dict[str, Any]:
    """{words, name, role, delegated, until, next}: who signs at this moment.

    `words`: "Camat · Drs. H. Achmad Fauzi" or "a.n. Camat · Drs. Moh. Ilyas (Sekretaris Kecamatan)"; `until` in words
    or empty; `next`: the next turn that is planned, in words or empty.
    """
    signer = letters.signer_now(read, "")
    row = _running(read)
    title = f"{row.style} Camat" if row else "Camat"
    own = read.session.get(Officer, signer.officer_id) if row and signer.officer_id else None
    words = f"{title} · {signer.name or 'belum ada petugasnya'}" + (f" ({own.title})" if own and own.title else "")
    return {
        "words": words, "name": signer.name or "", "role": signer.role, "delegated": row is not None,
        "until": file_rows.seen(read, row.to_at) if row else "", "next": _next(read), "basis": row.basis if row else "",
    }  # fmt: skip


def listing(read: Read) -> list[dict[str, Any]]:
    """Delegations, the newest first.

    Each: {id, role, style, name, title, basis, from, to, from_words, to_words, state, state_words, made_by, ended_by}.
    """
    rows = read.session.scalars(
        select(Delegation).order_by(Delegation.from_at.desc(), Delegation.id.desc()).limit(SHOWN)
    )
    return [_row(read, row) for row in rows]


def block(read: Read, *, role: str, username: str | None, style: str) -> dict[str, Any]:
    """The signature block as a delegate's letters will have it: {heading: [lines], name, rank, nip}."""
    rule = (Officer.username == username, Officer.active)
    found = read.session.scalars(select(Officer).where(*rule)).one_or_none() if username else None
    officer = found or staff.holder_of(read, role)
    title = officer.title if officer and officer.title else TITLES.get(role, role.title())
    heading = delegations.heading(letters.camat_of(read), style, title)
    return {"heading": list(heading), "name": officer.name if officer else "", "rank": officer.rank if officer else "",
            "nip": officer.nip if officer else ""}  # fmt: skip


def _running(read: Read) -> Delegation | None:
    rule = (Delegation.from_at <= read.now, (Delegation.to_at.is_(None)) | (Delegation.to_at > read.now))
    return read.session.scalars(select(Delegation).where(*rule).order_by(Delegation.id.desc()).limit(1)).one_or_none()


def _next(read: Read) -> str:
    rule = (Delegation.from_at > read.now, (Delegation.to_at.is_(None)) | (Delegation.to_at > Delegation.from_at))
    row = read.session.scalars(select(Delegation).where(*rule).order_by(Delegation.from_at).limit(1)).one_or_none()
    if row is None:
        return ""
    officer = read.session.get(Officer, row.officer_id)
    return f"mulai {file_rows.seen(read, row.from_at)}: {row.style} Camat · {officer.name if officer else ''}"


def _row(read: Read, row: Delegation) -> dict[str, Any]:
    officer = read.session.get(Officer, row.officer_id)
    state = _state(read, row)
    return {
        "id": row.id, "role": row.role, "style": row.style, "name": officer.name if officer else "",
        "title": officer.title if officer else "", "basis": row.basis, "from": read.iso(row.from_at),
        "to": read.iso(row.to_at), "from_words": moment_text(row.from_at.astimezone(read.zone)),
        "to_words": moment_text(row.to_at.astimezone(read.zone)) if row.to_at else "sampai diakhiri", "state": state,
        "state_words": STATES[state], "made_by": staff.name_of(read, row.made_by) if row.made_by else "",
        "ended_by": staff.name_of(read, row.ended_by) if row.ended_by else "",
    }  # fmt: skip


def _state(read: Read, row: Delegation) -> str:
    if row.to_at is not None and row.to_at <= row.from_at:
        return "called_off"
    if row.to_at is not None and row.to_at <= read.now:
        return "ended"
    return "running" if row.from_at <= read.now else "planned"
