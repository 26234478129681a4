"""Where a file stands on the SOP's ring, and its due time in words."""

from datetime import datetime
from typing import Any

from kiosk.visit import Visit
from office.procedure import Stage
from office.views.ring import STATIONS, arcs, stations
from office.words.dates import clock_text


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
