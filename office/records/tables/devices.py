"""Screens that the office approved: kiosks, TVs, loket tablets; and codes that wait for an approval."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class Device(Table):
    """A paired screen. Its browser holds a token in a cookie; only the hash is kept here."""

    __tablename__ = "devices"
    id: Mapped[int] = column("key", primary_key=True)
    name: Mapped[str] = column("what people call it: TV ruang tunggu")
    role: Mapped[str] = column("desk whose pages it opens: kiosk | display | loket")
    loket: Mapped[int | None] = column("for role loket", default=None)
    officer_id: Mapped[int | None] = column("officers.id who answers for a loket tablet's acts", default=None)
    zone: Mapped[str] = column("where it stands and is heard", default="")
    printer_id: Mapped[int | None] = column("printers.id of a kiosk; none = the kiosks' common one", default=None)
    speaker: Mapped[bool] = column("may speak the calls of its zone", default=False)
    hash: Mapped[str | None] = column("SHA-256 of its token; none = approved, not yet fetched", unique=True)
    watch: Mapped[str | None] = column("SHA-256 of its computer's watchdog key", index=True, default=None)
    paired_at: Mapped[datetime] = column("when it was approved (UTC)")
    paired_by: Mapped[str] = column("who approved it: officer:3")
    revoked_at: Mapped[datetime | None] = column("when it was revoked (UTC)", default=None)


class Pairing(Table):
    """A code on an unknown screen; forgotten a day after it ran out."""

    __tablename__ = "pairings"
    id: Mapped[int] = column("key", primary_key=True)
    code: Mapped[str] = column("six letters that the screen shows", unique=True)
    secret_hash: Mapped[str] = column("SHA-256 of what the screen's page keeps", unique=True)
    watch: Mapped[str | None] = column("SHA-256 of its computer's watchdog key", default=None)
    expires_at: Mapped[datetime] = column("not valid after (UTC)")
    device_id: Mapped[int | None] = column("devices.id it was approved as", default=None)
