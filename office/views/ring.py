"""The public ring of the SOP (page 2, "alur singkat"): seven stations on a circle, the first at the top."""

import math
from dataclasses import dataclass

STATIONS = 7
ICONS = ("user-round", "scroll-text", "eye", "pen-line", "stamp", "hash", "package-check")
#: the drawing's box is 952 wide; stations stand on this circle
CENTRE, RADIUS, DISC = (476.0, 368.0), 262.0, 62.0
_STEP = 2 * math.pi / STATIONS


@dataclass(frozen=True)
class Station:
    """One station of the ring as it is drawn."""

    n: int
    icon: str
    state: str

    @property
    def centre(self) -> tuple[float, float]:
        """Where its disc stands in the drawing."""
        return _at((self.n - 1) * _STEP)


def stations(place: int) -> list[Station]:
    """The seven stations: done before `place`, here at it, ahead after it (8: all done, 0: none)."""
    return [Station(n, ICONS[n - 1], "done" if n < place else "here" if n == place else "ahead")
            for n in range(1, STATIONS + 1)]  # fmt: skip


def arcs() -> list[str]:
    """The seven pieces of the circle between the discs, as SVG paths, the first from station 1 to 2."""
    gap = math.asin(DISC / RADIUS / 2) * 2
    return [_arc(n * _STEP + gap, (n + 1) * _STEP - gap) for n in range(STATIONS)]


def _arc(start: float, end: float) -> str:
    (x1, y1), (x2, y2) = _at(start), _at(end)
    return f"M{x1:.1f} {y1:.1f}A{RADIUS:g} {RADIUS:g} 0 0 1 {x2:.1f} {y2:.1f}"


def _at(angle: float) -> tuple[float, float]:
    return CENTRE[0] + RADIUS * math.sin(angle), CENTRE[1] - RADIUS * math.cos(angle)
