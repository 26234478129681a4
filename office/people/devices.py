"""Machines: bearer tokens for API clients, kiosks, TVs and print rooms; their signs of life."""

from typing import Any

from sqlalchemy import bindparam, select

from office.errors import Invalid, NotSignedIn, Unknown
from office.office import verb
from office.people.staff import DESKS
from office.records.tables import Heartbeat, Loket, Officer, Section, Token
from office.records.vault import hash_token, new_token
from office.records.work import Actor, Read, Seat, Work

#: a token and whether who answers for it is still there; asked at every request, so made once
_BEARER = (
    select(Token.id, Token.role, Token.loket, Token.section, Token.label, Token.revoked_at, Officer.active)
    .outerjoin(Officer, Officer.id == Token.officer_id).where(Token.hash == bindparam("hash"))
)  # fmt: skip


@verb("devices.issue_token", "system", "admin")
def issue_token(work: Work, *, role: str, loket: int | None = None, section: str | None = None,
                officer: str | None = None, label: str = "API") -> dict[str, Any]:  # fmt: skip
    """A bearer token for `role`. Only the example office gives one without an officer (who answers for its acts).

    Refuses unknown roles, lokets, sections and officers.
    """
    if role not in DESKS:
        raise Invalid(f"Peran {role} tidak dikenal. Pilih dari: {', '.join(DESKS)}.")
    if role == "loket" and (loket is None or work.session.get(Loket, loket) is None):
        raise Invalid("Sebutkan loket yang ada, misalnya --loket 1.")
    if section is not None and work.session.get(Section, section) is None:
        raise Invalid(f"Seksi {section} tidak dikenal. Pilih kode seksi dari katalog layanan.")
    if officer is None and not work.example and role not in ("kiosk", "display", "agent"):
        raise Invalid("Tulis --officer: siapa yang bertanggung jawab atas token ini.")
    owner = work.session.scalar(select(Officer.id).where(Officer.username == officer)) if officer else None
    if officer and owner is None:
        raise Unknown(f"Petugas {officer} tidak ada. Lihat `officer list`.")
    token = new_token() + new_token()
    row = Token(hash=hash_token(token), role=role, loket=loket, section=section, officer_id=owner, label=label,
                created_at=work.now)  # fmt: skip
    work.session.add(row)
    work.session.flush()
    work.record("token_issued", subject=("token", row.id), role=role, loket=loket)
    return {"id": row.id, "token": token}


@verb("devices.revoke_token", "system", "admin")
def revoke_token(work: Work, *, token_id: int) -> dict[str, Any]:
    """A token is worth nothing from now on."""
    row = work.session.get(Token, token_id)
    if row is None:
        raise Unknown("Token tidak ditemukan. Lihat `token list`.")
    row.revoked_at = row.revoked_at or work.now
    work.record("token_revoked", subject=("token", row.id))
    return {"id": row.id}


@verb("devices.heartbeat", "kiosk", "display", "loket", "agent", "supervisor")
def heartbeat(work: Work, *, role: str, said: dict[str, Any] | None = None) -> dict[str, Any]:
    """A sign of life; not history."""
    _note(work, work.actor.ref, role, said or {})
    return {}


@verb("devices.heard", "system")
def heard(work: Work, *, role: str, whom: list[str]) -> dict[str, Any]:
    """Several machines (`device:3`, `token:1`) gave a sign of life together, without a word."""
    for who in whom:
        _note(work, who, role, {})
    return {}


def _note(work: Work, who: str, role: str, said: dict[str, Any]) -> None:
    row = work.session.get(Heartbeat, (who, role))
    if row is None:
        work.session.add(Heartbeat(who=who, role=role, seen_at=work.now, said=said))
    else:
        row.seen_at, row.said = work.now, {**row.said, **said}


def bearer(read: Read, *, token: str) -> Actor:
    """Whose token this is. Refuses with NotSignedIn. A token of an office of its own can neither paraf nor sign."""
    row = read.session.execute(_BEARER, {"hash": hash_token(token)}).one_or_none()
    if row is None or row.revoked_at is not None:
        raise NotSignedIn("Token tidak dikenal atau sudah dicabut. Minta token baru kepada admin.")
    if row.active is False:
        raise NotSignedIn(
            "Petugas yang bertanggung jawab atas token ini tidak aktif lagi. Minta token baru kepada admin."
        )
    seat = Seat(row.role, row.loket, row.section)
    return Actor("token", row.id, row.label, (seat,))


def signs_of_life(read: Read) -> list[dict[str, Any]]:
    """Every screen and print room with how long ago it was heard of, for the supervisor."""
    rows = read.session.scalars(select(Heartbeat).order_by(Heartbeat.role, Heartbeat.who))
    return [{"who": row.who, "role": row.role, "seconds": int((read.now - row.seen_at).total_seconds()),
             "said": row.said} for row in rows]  # fmt: skip


def token_list(read: Read) -> list[dict[str, Any]]:
    """All tokens (never their text)."""
    return [{"id": t.id, "role": t.role, "loket": t.loket, "label": t.label, "revoked": t.revoked_at is not None}
            for t in read.session.scalars(select(Token).order_by(Token.id))]  # fmt: skip
