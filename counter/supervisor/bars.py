"""The bars of the table of desks: widths in whole px, so that SVG needs no style."""

from dataclasses import dataclass
from typing import Any

WIDEST = 280
#: a segment never gets narrower than its number
NARROWEST = 26
TONES = {"late": "lewat tenggat", "today": "tenggat hari ini", "later": "masih longgar"}


@dataclass(frozen=True)
class Segment:
    """One colour of a bar: `x` and `width` in px, `count` inside it."""

    tone: str
    count: int
    x: int
    width: int


@dataclass(frozen=True)
class Bar:
    """A desk's bar; `words` say it to who cannot see it."""

    segments: tuple[Segment, ...]
    words: str

    @property
    def width(self) -> int:
        """Of the whole bar, px."""
        return sum(segment.width for segment in self.segments)


def bar(row: dict[str, Any], longest: int) -> Bar:
    """The bar of one desk; `longest` is the count of the fullest desk."""
    segments: list[Segment] = []
    for tone in TONES:
        if row[tone]:
            width = max(NARROWEST, WIDEST * row[tone] // max(longest, 7))
            segments.append(Segment(tone, row[tone], sum(s.width for s in segments), width))
    words = ", ".join(f"{segment.count} {TONES[segment.tone]}" for segment in segments)
    return Bar(tuple(segments), words or "tidak ada berkas")
