"""Screens that were let in: who holds which cookie, how each is heard, and shutting one out."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from office.errors import Unknown
from office.hall import zones
from office.office import verb
from office.records.tables import Device, Heartbeat, Officer, Token
from office.records.vault import hash_token
from office.records.work import Actor, Read, Seat, Work

#: a screen is missed after this many seconds without a sign of life
SILENT_AFTER = 90
TOLD = ("supervisor", "admin")


def url_of(role: str, loket: int | None) -> str:
    """The screen of a role."""
    return {"kiosk": "/kiosk/", "display": "/display/"}.get(role) or f"/counter/loket/{loket}"


def holder(read: Read, *, token: str) -> Actor | None:
    """The screen whose cookie this is, seated at its one desk; None when it was revoked or never was."""
    row = read.session.scalars(select(Device).where(Device.hash == hash_token(token))).one_or_none()
    if row is None or row.revoked_at is not None:
        return None
    owner = read.session.get(Officer, row.officer_id) if row.officer_id else None
    if owner is not None and not owner.active:
        return None
    return Actor("device", row.id, row.name, (Seat(row.role, row.loket),))


@verb("devices.revoke", "system", "admin")
def revoke(work: Work, *, device_id: int) -> dict[str, Any]:
    """A screen is shut out from now on; it shows a new code."""
    row = work.session.get(Device, device_id)
    if row is None:
        raise Unknown("Perangkat itu tidak ada. Lihat daftar perangkat.")
    row.revoked_at = row.revoked_at or work.now
    work.record("device_revoked", subject=("device", row.id), desks=TOLD)
    return {"id": row.id, "name": row.name}


@verb("devices.move", "system", "admin")
def move(work: Work, *, device_id: int, zone: str) -> dict[str, Any]:
    """A TV was carried to another zone; it shows and says what belongs there from its next board on.

    Refuses Unknown screens and zones, and screens of another role.
    """
    row = work.session.get(Device, device_id)
    if row is None or row.revoked_at is not None or row.role != "display":
        raise Unknown("Layar TV itu tidak ada. Lihat daftar perangkat.")
    row.zone = zones.named(work, zone)
    work.record("device_moved", subject=("device", row.id), desks=TOLD)
    return {"id": row.id, "zone": row.zone}


@verb("devices.watched_by")
def watched_by(work: Work, *, device_id: int, watch: str) -> dict[str, Any]:
    """This screen's computer asks with another watchdog key now (it was set up anew)."""
    work.session.get_one(Device, device_id).watch = hash_token(watch)
    return {}


def is_watched_by(read: Read, *, device_id: int, watch: str) -> bool:
    """Whether this is the key on record."""
    return read.session.get_one(Device, device_id).watch == hash_token(watch)


def silence(read: Read, *, watch: str) -> dict[str, Any]:
    """{age}: whole seconds since the screen with this watchdog key was heard; None before its first sign of life.

    Refuses Unknown for a key of no screen that is let in.
    """
    rule = (Device.watch == hash_token(watch), Device.revoked_at.is_(None))
    row = read.session.scalars(select(Device).where(*rule).order_by(Device.id.desc()).limit(1)).first()
    if row is None:
        raise Unknown("Kunci pengawas ini tidak dikenal. Hubungkan layar ini dahulu; tunggu kodenya disetujui.")
    beat = heard(read, row)
    return {"age": int((read.now - beat.seen_at).total_seconds()) if beat else None}


def heard(read: Read, row: Device) -> Heartbeat | None:
    """Its last sign of life."""
    return read.session.get(Heartbeat, (f"device:{row.id}", row.role))


def listed(read: Read) -> list[dict[str, Any]]:
    """Every screen that is let in: {id, name, role, loket, zone, printer, speaker, paired_at, seconds, said}.

    `seconds` since its last sign of life, None before the first; `said` what it told then.
    """
    rows = read.session.scalars(select(Device).where(Device.revoked_at.is_(None)).order_by(Device.id))
    return [_shown(read, row) for row in rows]


def _shown(read: Read, row: Device) -> dict[str, Any]:
    beat = heard(read, row)
    return {
        "id": row.id, "name": row.name, "role": row.role, "loket": row.loket, "zone": row.zone,
        "printer": row.printer_id, "speaker": row.speaker, "paired_at": row.paired_at,
        "fetched": row.hash is not None, "said": dict(beat.said) if beat else {},
        "seconds": max(0, int((read.now - beat.seen_at) / timedelta(seconds=1))) if beat else None,
    }  # fmt: skip


def speaks(read: Read, *, device_id: int) -> bool:
    """Whether this screen was let in as one with a loudspeaker."""
    return read.session.get_one(Device, device_id).speaker


def zone(read: Read, *, device_id: int) -> str:
    """Where the office says this screen stands."""
    return read.session.get_one(Device, device_id).zone


def shut_out(read: Read, *, refs: list[str]) -> list[str]:
    """Which of these listeners (`device:3`, `token:5`) may listen no longer."""
    gone = []
    for ref in refs:
        kind, _, number = ref.partition(":")
        table = Device if kind == "device" else Token
        still = select(table.id).where(table.id == int(number), table.revoked_at.is_(None))
        if read.session.scalar(still) is None:
            gone.append(ref)
    return gone
