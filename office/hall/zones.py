"""Zones of the hall: lokets that are heard together, by one loudspeaker with one queue of calls.

A zone is a name that lokets carry. An office whose lokets all carry the same has one zone and sees nothing of this.
"""

from sqlalchemy import select

from office.errors import Unknown
from office.records.tables import Device, Loket
from office.records.tables.hall import FIRST_ZONE
from office.records.work import Read


def names(read: Read) -> list[str]:
    """The zones, in the order of their first lokets; never empty."""
    found = read.session.scalars(select(Loket.zone).order_by(Loket.number))
    return list(dict.fromkeys(found)) or [FIRST_ZONE]


def known(read: Read, name: str) -> str:
    """The zone of this name however it is written; of a screen that names none of ours: the first."""
    return among(names(read), name)


def among(zones: list[str], name: str) -> str:
    """The same, of `zones` that are at hand."""
    return match(zones, name) or zones[0]


def match(zones: list[str], name: str) -> str | None:
    """The one that is called so, capitals or not; None: none is."""
    return next((zone for zone in zones if zone.casefold() == name.strip().casefold()), None)


def named(read: Read, name: str) -> str:
    """The zone of this name. Refuses Unknown ones."""
    there = names(read)
    found = match(there, name)
    if found is None:
        raise Unknown(f"Zona {name} tidak ada. Pilih zona kantor ini: {', '.join(there)}.")
    return found


def of_loket(read: Read, number: int) -> str:
    """Where this loket's calls are heard."""
    loket = read.session.get(Loket, number)
    return loket.zone if loket else names(read)[0]


def screens(read: Read) -> dict[str, list[int]]:
    """Zone -> ids of the paired TVs that stand in it."""
    found: dict[str, list[int]] = {zone: [] for zone in names(read)}
    rule = (Device.role == "display", Device.revoked_at.is_(None))
    for key, zone in read.session.execute(select(Device.id, Device.zone).where(*rule).order_by(Device.id)):
        found[among(list(found), zone)].append(key)
    return found
