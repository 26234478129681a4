"""Officers: who works here, at which desks, and how they sign in (argon2id)."""

import functools
from datetime import timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select

from office.errors import AlreadyDone, Invalid, NotSignedIn, TooMany, Unknown
from office.office import verb
from office.records import kept
from office.records.tables import Device, Officer, OfficerDesk, SessionSeat, SignInTry
from office.records.work import Actor, Read, Seat, Work

DESKS = ("kiosk", "display", "loket", "kasi", "operator", "sekcam", "camat", "supervisor", "admin", "agent")
LEAST_PASSWORD = 10
TRIES, TRY_MINUTES = 5, 5


@functools.cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


def hash_password(password: str) -> str:
    """argon2id with the library's defaults (64 MiB); slow on purpose, so never inside a transaction."""
    return _hasher().hash(password)


def check_password(hashed: str | None, password: str) -> bool:
    """Whether `password` fits; takes as long for an unknown officer as for a known one."""
    try:
        return _hasher().verify(hashed or _nobody(), password) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


@functools.cache
def _nobody() -> str:
    return hash_password("nobody has this password")


@verb("staff.add", "system", "admin")
def add(work: Work, *, username: str, name: str, desks: list[tuple[str, int | None, str | None]],
        password_hash: str | None = None, title: str = "", nip: str | None = None, rank: str | None = None,
        ) -> dict[str, Any]:  # fmt: skip
    """Take on an officer with desks [(desk, loket, section)]. Refuses a taken user name and unknown desks."""
    if work.session.scalar(select(Officer.id).where(Officer.username == username)):
        raise AlreadyDone(f"Nama masuk {username} sudah dipakai. Pilih nama lain.")
    if unknown := [desk for desk, _, _ in desks if desk not in DESKS]:
        raise Invalid(f"Meja {', '.join(unknown)} tidak dikenal. Pilih dari: {', '.join(DESKS)}.")
    kept.watch(work.session, "officer")
    officer = Officer(username=username, name=name, title=title, nip=nip, rank=rank, password_hash=password_hash,
                      active=True, created_at=work.now)  # fmt: skip
    work.session.add(officer)
    work.session.flush()
    work.session.add_all(OfficerDesk(officer_id=officer.id, desk=d, loket=n, section=s) for d, n, s in desks)
    work.record("officer_added", subject=("officer", officer.id), desks_held=sorted({d for d, _, _ in desks}))
    return {"id": officer.id, "username": username}


@verb("staff.reset", "system", "admin")
def reset(work: Work, *, username: str, password_hash: str) -> dict[str, Any]:
    """Give an officer a new password; whoever sits in the name signs in again."""
    officer = work.session.scalars(select(Officer).where(Officer.username == username)).one_or_none()
    if officer is None:
        raise Unknown(f"Petugas {username} tidak ada. Lihat `officer list`.")
    officer.password_hash = password_hash
    work.session.execute(delete(SessionSeat).where(SessionSeat.officer_id == officer.id))
    work.record("officer_changed", subject=("officer", officer.id), what="password")
    return {"id": officer.id, "username": username}


@verb("staff.sign_in_failed")
def note_failure(work: Work, *, who: str) -> dict[str, Any]:
    """Remember a failed sign-in of user name and address `who` (only its keyed hash is kept)."""
    work.session.execute(delete(SignInTry).where(SignInTry.at < work.now - timedelta(days=1)))
    work.session.add(SignInTry(who=work.vault.index("sign-in", who), at=work.now))
    work.record("sign_in_failed", subject=("sign-in", "failed"))
    return {}


def credentials(read: Read, *, username: str, who: str) -> tuple[int, str | None]:
    """(officer id or 0, password hash) to be checked outside the transaction. Refuses with TooMany after 5 tries."""
    since = read.now - timedelta(minutes=TRY_MINUTES)
    rule = (SignInTry.who == read.vault.index("sign-in", who), SignInTry.at > since)
    if (read.session.scalar(select(func.count()).select_from(SignInTry).where(*rule)) or 0) >= TRIES:
        raise TooMany(f"Terlalu banyak percobaan masuk. Tunggu {TRY_MINUTES} menit.", retry_after=TRY_MINUTES * 60)
    officer = read.session.scalars(select(Officer).where(Officer.username == username, Officer.active)).one_or_none()
    return (officer.id, officer.password_hash) if officer else (0, None)


def actor_of(read: Read, officer_id: int) -> Actor:
    """The officer as an actor with all the desks held. Refuses with NotSignedIn when no longer active."""
    officer = read.session.get(Officer, officer_id)
    if officer is None or not officer.active:
        raise NotSignedIn("Akun ini tidak aktif. Hubungi admin kantor.")
    desks = read.session.scalars(
        select(OfficerDesk).where(OfficerDesk.officer_id == officer_id).order_by(OfficerDesk.id)
    )
    return Actor("officer", officer.id, officer.name, tuple(Seat(d.desk, d.loket, d.section) for d in desks))


def roster(read: Read) -> list[dict[str, Any]]:
    """All officers with their desks, for `officer list` and the settings."""
    return [
        {"id": o.id, "username": o.username, "name": o.name, "title": o.title, "active": o.active,
         "desks": [seat.__dict__ for seat in actor_of(read, o.id).seats] if o.active else []}
        for o in read.session.scalars(select(Officer).order_by(Officer.id))
    ]  # fmt: skip


def holder_of(read: Read, desk: str, *, section: str | None = None) -> Officer | None:
    """The first active officer at `desk` (for kasi: of that section, else of all); a deputy where nobody else is."""
    rows = read.session.execute(
        select(Officer, OfficerDesk.section).join(OfficerDesk, OfficerDesk.officer_id == Officer.id)
        .where(OfficerDesk.desk == desk, Officer.active).order_by(OfficerDesk.deputy, Officer.id)
    ).all()  # fmt: skip
    fitting = [o for o, own in rows if own == section] or [o for o, own in rows if own is None or section is None]
    return fitting[0] if fitting else None


def name_of(read: Read, ref: str) -> str:
    """How an actor's reference reads on screen: the officer's name, or what kind of machine it is."""
    kind, _, number = ref.partition(":")
    if kind == "officer" and (officer := read.session.get(Officer, int(number))):
        return officer.name
    if kind == "device" and (device := read.session.get(Device, int(number))):
        return device.name
    return {"token": "Klien API", "system": "Sistem", "anyone": "Pengunjung"}.get(kind, ref)
