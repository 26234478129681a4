"""Officers and their desks, kept by the office's admin."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from sqlalchemy import delete, select

from office.configuration.tidy import read, wrong
from office.errors import NotNow, Unknown
from office.people import staff
from office.records import kept, parts
from office.records.parts import Doc
from office.records.tables import Loket, Officer, OfficerDesk, Section, SessionSeat
from office.records.work import Work

LAST_ADMIN = "Ini admin terakhir yang aktif. Beri meja admin kepada petugas lain dahulu, lalu ulangi."
Desk = Literal["kiosk", "display", "loket", "kasi", "operator", "sekcam", "camat", "supervisor", "admin", "agent"]


class DeskDoc(BaseModel):
    """A desk held; `deputy`: stands in and is not named as its holder on letters."""

    model_config = ConfigDict(extra="forbid")
    desk: Desk
    loket: int | None = None
    section: str | None = None
    deputy: bool = False

    @model_validator(mode="after")
    def _placed(self) -> "DeskDoc":
        if self.desk == "loket" and self.loket is None:
            raise ValueError("Pilih loket yang mana.")
        self.loket = self.loket if self.desk == "loket" else None
        self.section = (self.section or None) if self.desk == "kasi" else None
        return self


class OfficerDoc(BaseModel):
    """A person of the office. The sign-in name is given once and stays."""

    model_config = ConfigDict(extra="forbid")
    username: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{1,29}$")]
    name: Annotated[str, Field(min_length=2, max_length=120)]
    title: Annotated[str, Field(max_length=120)] = ""
    nip: Annotated[str | None, Field(pattern=r"^[0-9]{18}$")] = None
    rank: Annotated[str | None, Field(max_length=80)] = None
    active: bool = True
    desks: Annotated[list[DeskDoc], Field(max_length=12)] = []

    @field_validator("nip", mode="before")
    @classmethod
    def _digits(cls, nip: object) -> object:
        return (nip.replace(" ", "").replace(".", "") or None) if isinstance(nip, str) else nip


def write(work: Work, name: str, doc: Doc | None) -> str:
    """Take on (`name` new) or change an officer; no document: the officer leaves and is kept as no longer active.

    Who is no longer active is signed out at once. Refuses a taken sign-in name, desks at places that do not exist,
    and leaving the office without an admin.
    """
    kept.watch(work.session, "officer")
    row = work.session.get(Officer, int(name)) if name.isdecimal() else None
    if doc is None and row is not None:
        return _leave(work, row)
    given = read(OfficerDoc, doc)
    _check_desks(work, given)
    if row is None:
        return _take_on(work, name, given)
    if row.username != given.username:
        raise wrong("username", f"Nama masuk tetap {row.username}; untuk nama lain, tambahkan petugas baru.")
    _change(work, row, given)
    return str(row.id)


def _take_on(work: Work, name: str, given: OfficerDoc) -> str:
    if name.isdecimal():
        raise Unknown("Petugas itu tidak ada. Muat ulang daftar petugas.")
    desks = [(seat.desk, seat.loket, seat.section) for seat in given.desks]
    about = {"username": given.username, "name": given.name, "title": given.title, "nip": given.nip, "rank": given.rank}
    made = staff.add(work, desks=list(dict.fromkeys(desks)), **about)
    officer = work.session.get_one(Officer, made["id"])
    officer.active = given.active
    _seat(work, officer, given)
    return str(officer.id)


def _change(work: Work, row: Officer, given: OfficerDoc) -> None:
    admins = _admins(work)
    was = parts.read(work.session, f"officer:{row.id}") or {}
    row.name, row.title, row.nip, row.rank, row.active = given.name, given.title, given.nip, given.rank, given.active
    _seat(work, row, given)
    if admins and not _admins(work):
        raise NotNow(LAST_ADMIN, code="last_admin")
    if not row.active:
        work.session.execute(delete(SessionSeat).where(SessionSeat.officer_id == row.id))
    now = parts.read(work.session, f"officer:{row.id}") or {}
    changed = sorted(key for key in now if now[key] != was.get(key))
    if changed:
        work.record("officer_changed", subject=("officer", row.id), what="data", fields=changed)


def _leave(work: Work, row: Officer) -> str:
    doc = parts.read(work.session, f"officer:{row.id}") or {}
    _change(work, row, OfficerDoc.model_validate({**doc, "active": False}))
    return str(row.id)


def _seat(work: Work, officer: Officer, given: OfficerDoc) -> None:
    work.session.flush()
    work.session.execute(delete(OfficerDesk).where(OfficerDesk.officer_id == officer.id))
    seats = {(seat.desk, seat.loket, seat.section): seat for seat in given.desks}
    work.session.add_all(OfficerDesk(officer_id=officer.id, **seat.model_dump()) for seat in seats.values())
    work.session.flush()


def _admins(work: Work) -> int:
    rule = (OfficerDesk.desk == "admin", Officer.active)
    found = select(Officer.id).join(OfficerDesk, OfficerDesk.officer_id == Officer.id).where(*rule).distinct()
    return len(work.session.scalars(found).all())


def _check_desks(work: Work, given: OfficerDoc) -> None:
    for n, seat in enumerate(given.desks):
        if seat.loket is not None and work.session.get(Loket, seat.loket) is None:
            raise wrong(f"desks.{n}", f"Loket {seat.loket} tidak ada.")
        if seat.section is not None and work.session.get(Section, seat.section) is None:
            raise wrong(f"desks.{n}", f"Seksi {seat.section} tidak ada.")
