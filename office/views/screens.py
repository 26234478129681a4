"""Screens in plain words, for the settings and the supervisor: what each is, and how long ago it was heard."""

from typing import Any

from office.hall import day, zones
from office.people import paired
from office.people.paired import SILENT_AFTER
from office.records.tables import Printer
from office.records.work import Read
from office.words.dates import plain_date

TITLES = {"kiosk": "Kios", "display": "Layar TV", "loket": "Tablet loket"}
#: what to do about a silent screen
CHECK = "Periksa listrik dan kabel jaringannya."


def screens(read: Read) -> list[dict[str, Any]]:
    """{id, name, role, title, where, since, version, resolution, tone, words, seconds} of every paired screen."""
    serving = bool(day.state(read)["open"])
    return [_screen(read, row, serving=serving) for row in paired.listed(read)]


def _screen(read: Read, row: dict[str, Any], *, serving: bool) -> dict[str, Any]:
    words, tone = life(row["seconds"], serving=serving, fetched=row["fetched"])
    said = row["said"]
    return {
        "id": row["id"], "name": row["name"], "role": row["role"], "seconds": row["seconds"], "words": words,
        "tone": tone, "title": f"{TITLES[row['role']]} {row['loket'] or ''}".strip(),
        "zone": (zone := _zone(read, row)), "where": ", ".join(filter(None, (zone, _beside(read, row)))),
        "since": plain_date(row["paired_at"].astimezone(read.zone).date()),
        "version": said.get("version", ""), "resolution": str(said.get("resolution", "")).replace("x", " × "),
        "path": said.get("path", ""),
    }  # fmt: skip


def _zone(read: Read, row: dict[str, Any]) -> str:
    """Its place in the office's words; where there are several zones, a TV's is the one it shows."""
    there = zones.names(read)
    return zones.among(there, row["zone"]) if row["role"] == "display" and len(there) > 1 else str(row["zone"])


def _beside(read: Read, row: dict[str, Any]) -> str:
    if row["role"] == "display":
        return "bersuara" if row["speaker"] else "tanpa suara"
    printer = read.session.get(Printer, row["printer"]) if row["printer"] else None
    return f"printer {printer.name}" if printer else ""


def life(seconds: int | None, *, serving: bool, fetched: bool = True) -> tuple[str, str]:
    """(words, tone) of a sign of life: ready | soon | check. Silence matters while the hall is open."""
    if seconds is None:
        return ("menunggu layarnya menyambung" if not fetched else "belum pernah terdengar"), "soon"
    if seconds <= SILENT_AFTER:
        return f"detak {seconds} detik lalu", "ready"
    silent = f"tidak terdengar {_span(seconds)}"
    return (silent, "check") if serving else (f"{silent}, kantor sedang tutup", "soon")


def _span(seconds: int) -> str:
    minutes = max(1, seconds // 60)
    if minutes < 120:
        return f"{minutes} menit"
    return f"{minutes // 60} jam" if minutes < 2 * 1440 else f"{minutes // 1440} hari"


def missed(read: Read) -> list[str]:
    """What the supervisor must hear of: one sentence a silent screen, while the hall is open."""
    return [f"{one['name']} {one['words']}. {CHECK}" for one in screens(read) if one["tone"] == "check"]
