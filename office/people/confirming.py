"""Who is it really? Before a paraf or a signature is recorded, the officer at the screen confirms who he is.

The password again, good for some minutes of this session (`files.minutes_confirmed`). In the example office, whose
officers have no passwords, the press of the button is the confirmation. Machines with a token are not asked: they
confirm with every request.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from office.errors import NotSignedIn, Refusal
from office.office import ANYONE, Office, verb
from office.people import staff
from office.procedure import Act
from office.records.tables import File, Officer, SessionSeat
from office.records.vault import hash_token
from office.records.work import Actor, Read, Work

WRONG = "Kata sandi salah. Ketik sekali lagi; belum ada yang dicatat."


class ConfirmFirst(Refusal):
    """A paraf or signature from a session whose officer has not confirmed lately who he is."""

    code = "confirm_first"
    detail = "Pastikan dahulu bahwa ini Anda: ketik kata sandi, lalu tekan sekali lagi."


@dataclass(frozen=True)
class Standing:
    """How it stands with an officer in a session. `until`: confirmed until then. `press`: has no password to type."""

    officer: int
    username: str
    until: datetime | None
    press: bool

    @property
    def password_asked(self) -> bool:
        """Whether the form has to ask for the password."""
        return self.until is None and not self.press


def asked(acts: Iterable[str], desk: str, *, many: bool = False) -> bool:
    """Whether these acts of `desk` want it confirmed: a signature always, a paraf of Sekcam's or of several."""
    named = set(acts)
    return Act.SIGN in named or (Act.PARAF in named and (many or desk in ("sekcam", "camat")))


@verb("confirming.confirm")
def confirm(work: Work, *, cookie: str, officer_id: int) -> dict[str, Any]:
    """The officer has just confirmed who he is (checked outside). Refuses with NotSignedIn who sits elsewhere."""
    seat = work.session.get(SessionSeat, (hash_token(cookie), officer_id))
    if seat is None:
        raise NotSignedIn
    seat.confirmed_at = work.now
    work.record("identity_confirmed", subject=("officer", officer_id))
    return {"until": work.iso(work.now + _lasts(work))}


def standing(read: Read, *, cookie: str, officer_id: int) -> Standing:
    """See `Standing`. Refuses with NotSignedIn who does not sit in this session."""
    seat = read.session.get(SessionSeat, (hash_token(cookie), officer_id))
    officer = read.session.get(Officer, officer_id)
    if seat is None or officer is None:
        raise NotSignedIn
    ends = seat.confirmed_at + _lasts(read) if seat.confirmed_at else None
    fresh = ends is not None and seat.confirmed_at is not None and seat.confirmed_at <= read.now < ends
    press = read.example and officer.password_hash is None
    return Standing(officer.id, officer.username, ends if fresh else None, press)


def make_sure(office: Office, actor: Actor, *, cookie: str, password: str, address: str) -> None:
    """Let through an officer who has confirmed who he is, or does so now with `password`.

    Slow (argon2), so outside any transaction. Refuses with ConfirmFirst, also for a wrong password (which counts
    against guessing, as at the sign-in), and with TooMany.
    """
    if actor.kind != "officer":
        return
    how: Standing = office.see(standing, cookie=cookie, officer_id=actor.id)
    if how.until is None:
        if not how.press:
            _check(office, how, password, address)
        office.do(confirm, by=actor, cookie=cookie, officer_id=actor.id)


def _check(office: Office, how: Standing, password: str, address: str) -> None:
    if not password:
        raise ConfirmFirst(fields={"password": "ketik kata sandi Anda"})
    who = f"{how.username}|{address}"
    officer, hashed = office.see(staff.credentials, username=how.username, who=who)
    if officer != how.officer or not staff.check_password(hashed, password):
        office.do(staff.note_failure, by=ANYONE, who=who)
        raise ConfirmFirst(WRONG, fields={"password": "kata sandi salah"})


def _lasts(read: Read) -> timedelta:
    return timedelta(minutes=read.settings.files.minutes_confirmed)


def desk_of(read: Read, *, file_id: int) -> str:
    """The desk where a file waits; empty for an unknown file or one that waits nowhere."""
    return read.session.scalar(select(File.desk).where(File.id == file_id)) or ""
