"""What a slip is made of. An element says what stands there, never how many dots: `printer.layout` decides
that once.
"""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Text:
    """A paragraph, wrapped by words. `width` and `height` are multiples of a character cell, 1 to 8.

    `fit` shrinks the size until it stands on one line (numbers and codes are never broken).
    """

    text: str
    align: Align = "left"
    bold: bool = False
    width: int = 1
    height: int = 1
    reverse: bool = False
    fit: bool = False


@dataclass(frozen=True)
class Pair:
    """`label : value`, values aligned under each other."""

    label: str
    value: str
    bold: bool = False


@dataclass(frozen=True)
class Item:
    """A list line with its sign in front and the rest hanging under the text."""

    sign: str
    text: str
    bold: bool = False


@dataclass(frozen=True)
class Rule:
    """A line across the paper, drawn with this character."""

    char: str = "-"


@dataclass(frozen=True)
class Mark:
    """A loket's mark: `(1)` for Loket 1, a reversed block for the others; told apart without colour.

    Big it stands alone, three cells wide and four high; otherwise the words "Loket n" follow it.
    """

    loket: int
    big: bool = False


@dataclass(frozen=True)
class QR:
    """A QR code, centred. `size` is the wished dots per module; a narrow paper gets fewer.

    Where the printer draws none, or the data do not fit, the data stand there as text.
    """

    data: str
    size: int = 6


@dataclass(frozen=True)
class Logo:
    """The office's emblem, centred: `width` (a multiple of 8) by `height` dots, `bits` as a raster, one bit a dot."""

    width: int
    height: int
    bits: bytes


@dataclass(frozen=True)
class Feed:
    """Empty lines."""

    lines: int = 1


@dataclass(frozen=True)
class Sign:
    """Two signatures side by side: who signs, room for the ink, dotted lines."""

    left: str
    right: str


@dataclass(frozen=True)
class Box:
    """An empty frame for a thumbprint (cap jempol), its caption beside it."""

    caption: str
    lines: int = 4


@dataclass(frozen=True)
class Cut:
    """The end of the slip; every slip has exactly one, at its end."""


Element = Text | Pair | Item | Rule | Mark | QR | Logo | Feed | Sign | Box | Cut


@dataclass(frozen=True)
class Slip:
    """One piece of paper."""

    kind: str
    elements: tuple[Element, ...]
