"""The public ring of the SOP (page 2, "alur singkat"): seven stations, one marker."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.visit import Visit
from office.procedure import Stage
from office.words.dates import clock_text

STATIONS = 7
ICONS = ("user-round", "scroll-text", "eye", "pen-line", "stamp", "hash", "package-check")
#: the drawing's box is 952 wide; stations stand on this circle, the first at the top
CENTRE, RADIUS, DISC = (476.0, 368.0), 262.0, 62.0


@dataclass(frozen=True)
class Station:
    """One station of the ring as it is drawn."""

    n: int
    icon: str
    state: str


def stations(place: int) -> list[Station]:
    """The seven stations: done before `place`, here at it, ahead after it (8: all done, 0: none)."""
    return [Station(n, ICONS[n - 1], "done" if n < place else "here" if n == place else "ahead")
            for n in range(1, STATIONS + 1)]  # fmt: skip


def arcs() -> list[str]:
    """The seven pieces of the circle between the discs, as SVG paths, the first from station 1 to 2."""
    gap = math.asin(DISC / RADIUS / 2) * 2
    return [_arc(n * _STEP + gap, (n + 1) * _STEP - gap) for n in range(STATIONS)]


_STEP = 2 * math.pi / STATIONS


def _arc(start: float, end: float) -> str:
    (x1, y1), (x2, y2) = _at(start), _at(end)
    return f"M{x1:.1f} {y1:.1f}A{RADIUS:g} {RADIUS:g} 0 0 1 {x2:.1f} {y2:.1f}"


def _at(angle: float) -> tuple[float, float]:
    return CENTRE[0] + RADIUS * math.sin(angle), CENTRE[1] - RADIUS * math.cos(angle)


def shown(file: dict[str, Any], visit: Visit) -> dict[str, Any]:
    """What the ring's template needs beside the file: where it stands, and its due time in words."""
    place = {Stage.HANDED_OVER: STATIONS + 1, Stage.WITHDRAWN: 0, Stage.EXPIRED: 0}.get(file["stage"])
    now = datetime.fromisoformat(file["now"])
    return {"stations": stations(file["ring_position"] if place is None else place), "arcs": arcs(), "now": now,
            "due": _due(file, now, visit), "deadline": _day(file["deadline"], visit)}  # fmt: skip


def _due(file: dict[str, Any], now: datetime, visit: Visit) -> dict[str, Any] | None:
    """The running clock in words: `when` "hari ini, 16.00", `left` what remains, `late`."""
    if file["due_at"] is None or file["clock"] != "running":
        return None
    at, minutes = datetime.fromisoformat(file["due_at"]), int(file["remaining_minutes"])
    hours, rest = divmod(minutes, 60)
    left = visit.t("status.hours_left", n=hours) if hours else visit.t("status.minutes_left", n=rest)
    near = {0: visit.t("status.today"), 1: visit.t("status.tomorrow")}.get((at.date() - now.date()).days)
    return {"when": f"{near or visit.day_text(at)}, {clock_text(at)}", "late": minutes < 0,
            "left": f"{visit.day_text(at)} · {left}" if near else left}  # fmt: skip


def _day(iso: str | None, visit: Visit) -> str | None:
    return visit.day_text(datetime.fromisoformat(iso)) if iso else None
