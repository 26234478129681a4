"""The one layout step: a slip's elements become rows of character cells for a paper of 48, 42 or 32 columns.

Wrapping, alignment, truncation and the cleaning of text happen here and nowhere else; the bytes for the
printer and the preview on the screen are two spellings of the same rows.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from printer.clean import clean
from printer.rows import CELL_WIDTH, Code, End, Line, Picture, Row, Run, Style, line
from printer.slips import elements as el

# Bytes that a QR code of version 1, 2, … holds at error correction M (ISO/IEC 18004, byte mode).
QR_CAPACITY = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412)
QR_QUIET = 8
LONGEST_LABEL = 16
QR_SMALLEST = 3


@dataclass(frozen=True)
class Paper:
    """What one printer's paper and head can do. `columns` of 12 dots; `dots` across; `native_qr`: it draws QR
    itself.
    """

    columns: int = 48
    dots: int = 576
    codepage: str = "CP437"
    native_qr: bool = True


def layout(slip: el.Slip, paper: Paper) -> list[Row]:
    """All rows of the slip, ending with its cut."""
    return [row for element in slip.elements for row in _rows(element, paper)]


def _rows(element: el.Element, paper: Paper) -> Iterator[Row]:
    match element:
        case el.Text():
            yield from _text(element, paper)
        case el.Pair():
            yield from _pair(element, paper)
        case el.Item():
            yield from _item(element, paper)
        case el.Rule():
            yield _plain((clean(element.char) or "-")[0] * paper.columns)
        case el.Mark():
            yield _mark(element, paper)
        case el.Logo():
            yield Picture(element.width, element.height, element.bits)
        case el.QR():
            yield from _qr(element, paper)
        case el.Feed():
            yield from [Line()] * element.lines
        case el.Sign():
            yield from _sign(element, paper)
        case el.Box():
            yield from _box(element, paper)
        case el.Cut():
            yield End()


def _plain(text: str, style: Style | None = None) -> Line:
    return line(Run(text.rstrip(), style or Style()))


def _wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, broken between words where words allow it."""
    if len(text) <= width:
        return [text.strip()]
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]


def _balanced(text: str, width: int) -> list[str]:
    """As few lines as `_wrap` makes, but about equally long: no single word left alone under a centred line."""
    lines = _wrap(text, width)
    narrowest = max(width // 2, *map(len, text.split()), 1) if text.split() else width
    for narrower in range(width - 1, narrowest - 1, -1):
        tried = _wrap(text, narrower)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _indent(align: el.Align, cells: int, columns: int) -> Run:
    gap = {"left": 0, "center": (columns - cells) // 2, "right": columns - cells}[align]
    return Run(" " * gap)


def _text(element: el.Text, paper: Paper) -> Iterator[Row]:
    text = clean(element.text, paper.codepage)
    width, height = element.width, element.height
    while width > 1 and _too_wide(element, text, paper.columns // width):
        width, height = width - 1, max(1, height - 1 if element.fit else height)
    style = Style(element.bold, width, height, element.reverse)
    frame = " " if element.reverse else ""
    wrap = _balanced if element.align == "center" else _wrap
    for words in wrap(text, paper.columns // width - 2 * len(frame)):
        run = Run(f"{frame}{words}{frame}", style)
        yield line(_indent(element.align, run.cells, paper.columns), run) if words else Line()


def _label_width(columns: int) -> int:
    return 13 if columns >= 42 else 11


def _too_wide(element: el.Text, text: str, room: int) -> bool:
    """Numbers stand on one line; of other words no one is ever torn in two: narrower letters, as high as before."""
    longest = len(text) if element.fit else max(map(len, text.split()), default=0)
    return longest > room - 2 * element.reverse


def _pair(element: el.Pair, paper: Paper) -> Iterator[Row]:
    """A value whose words do not fit beside the label stands below it, so that numbers are not torn apart."""
    style = Style(bold=element.bold)
    label = clean(element.label, paper.codepage, LONGEST_LABEL)
    head = label.ljust(_label_width(paper.columns)) + ": "
    value = clean(element.value, paper.codepage)
    room = paper.columns - len(head)
    if all(len(word) <= room for word in value.split()):
        first, *rest = _wrap(value, room)
        yield _plain(head + first, style)
        yield from (_plain(" " * len(head) + words, style) for words in rest)
    else:
        yield _plain(head, style)
        yield from (_plain("  " + words, style) for words in _wrap(value, paper.columns - 2))


def _item(element: el.Item, paper: Paper) -> Iterator[Row]:
    style = Style(bold=element.bold)
    sign = clean(element.sign, paper.codepage) + " "
    sign = sign[: paper.columns // 2]  # a mark never takes the words' room
    first, *rest = _wrap(clean(element.text, paper.codepage), paper.columns - len(sign))
    yield _plain(sign + first, style)
    yield from (_plain(" " * len(sign) + words, style) for words in rest)


def _mark(element: el.Mark, paper: Paper) -> Row:
    """`(1)` or a reversed block: plain text in both cases, so every printer can draw it."""
    text, reverse = (f"({element.loket})", False) if element.loket == 1 else (f" {element.loket} ", True)
    width, height = (3, 4) if element.big else (2, 2)
    mark = Run(text, Style(True, width, height, reverse))
    words = Run("" if element.big else f" Loket {element.loket}", Style(True, width, height))
    return line(_indent("center", mark.cells + words.cells, paper.columns), mark, words)


def qr_version(data: str) -> int | None:
    """The smallest QR version (1 to 15) that holds these data, or None."""
    size = len(data.encode())
    return next((version for version, room in enumerate(QR_CAPACITY, 1) if size <= room), None)


def _qr(element: el.QR, paper: Paper) -> Iterator[Row]:
    """A blank line around it is the quiet zone that readers need."""
    data = clean(element.data, "ASCII")
    version = qr_version(data)
    module = min(element.size, paper.dots // (17 + 4 * version + QR_QUIET)) if version else 0
    if not paper.native_qr or not data or module < QR_SMALLEST:
        yield from _text(el.Text(data, align="center"), paper)
        return
    yield Line()
    yield Code(data, module)
    yield Line()


def _sign(element: el.Sign, paper: Paper) -> Iterator[Row]:
    half = min(20, (paper.columns - 2) // 2)
    right = clean(element.right, paper.codepage, 18)
    left = clean(element.left, paper.codepage, paper.columns - len(right) - 1)
    dots = "(" + "." * (half - 2) + ")"
    yield _plain(left + right.rjust(paper.columns - len(left)))
    yield from [Line()] * 3
    yield _plain(dots + dots.rjust(paper.columns - len(dots)))


def _box(element: el.Box, paper: Paper) -> Iterator[Row]:
    edge = "+" + "-" * 14 + "+"
    side = "|" + " " * 14 + "|"
    caption = _wrap(clean(element.caption, paper.codepage), paper.columns - len(edge) - 1)
    yield _plain(edge)
    for row in range(max(element.lines, len(caption))):
        yield _plain(side + " " + (caption[row] if row < len(caption) else ""))
    yield _plain(edge)


def paper_width(paper: Paper) -> int:
    """Dots that the columns take: what a picture of the slip is wide."""
    return max(paper.dots, paper.columns * CELL_WIDTH)
