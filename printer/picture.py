"""Bytes drawn as the paper they would become, dot by dot: for looking at slips without a printer."""

from functools import lru_cache
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFont

from printer import decode
from printer.layout import qr_version
from printer.rows import CELL_HEIGHT, CELL_WIDTH, LINE_FEED, Code, End, Line, Picture, Row, Style

MARGIN = 32
FONTS = Path("/usr/share/fonts/truetype/dejavu")
FILES = {False: "DejaVuSansMono.ttf", True: "DejaVuSansMono-Bold.ttf"}

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def draw(payload: bytes, dots: int = 576) -> Image.Image:
    """The slip as a black-and-white picture, `dots` across plus a margin."""
    rows = decode.rows(payload)
    paper = Image.new("L", (dots + 2 * MARGIN, sum(map(_height, rows)) + 2 * MARGIN), 255)
    at = MARGIN
    for row in rows:
        if isinstance(row, Line):
            _draw_line(paper, row, at)
        elif isinstance(row, Code):
            code = _code(row)
            paper.paste(code, (MARGIN + (dots - code.width) // 2, at))
        elif isinstance(row, Picture):
            logo = Image.frombytes("1", (row.width, row.height), bytes(255 - byte for byte in row.bits))
            paper.paste(logo, (MARGIN + (dots - row.width) // 2, at))
        elif isinstance(row, End):
            ImageDraw.Draw(paper).line((0, at + MARGIN // 2, paper.width, at + MARGIN // 2), fill=150, width=2)
        at += _height(row)
    return paper


def _height(row: Row) -> int:
    if isinstance(row, Code):
        return _code(row).height
    if isinstance(row, Picture):
        return row.height
    if isinstance(row, End):
        return MARGIN
    return max([LINE_FEED, *(CELL_HEIGHT * run.style.height for run in row.runs)])


def _draw_line(paper: Image.Image, row: Line, top: int) -> None:
    """Characters of one line stand on a common base line, whatever their size."""
    left, bottom = MARGIN, top + max([CELL_HEIGHT, *(CELL_HEIGHT * run.style.height for run in row.runs)])
    for run in row.runs:
        for char in run.text:
            cell = _cell(char, run.style)
            paper.paste(cell, (left, bottom - cell.height))
            left += cell.width


@lru_cache(maxsize=1024)
def _cell(char: str, style: Style) -> Image.Image:
    scale = max(style.width, style.height)
    cell = Image.new("L", (CELL_WIDTH * scale, CELL_HEIGHT * scale), 255)
    ImageDraw.Draw(cell).text((CELL_WIDTH * scale / 2, 19 * scale), char, 0, _font(style.bold, 20 * scale), anchor="ms")
    cell = cell.resize((CELL_WIDTH * style.width, CELL_HEIGHT * style.height))
    return Image.eval(cell, lambda value: 255 - value) if style.reverse else cell


@lru_cache(maxsize=32)
def _font(bold: bool, size: int) -> Font:
    file = FONTS / FILES[bold]
    return ImageFont.truetype(str(file), size) if file.exists() else ImageFont.load_default(size)


def _code(row: Code) -> Image.Image:
    code = segno.make_qr(row.data, error="m", mode="byte", version=qr_version(row.data), boost_error=False)
    side = len(code.matrix) * row.module
    picture = Image.new("L", (len(code.matrix), len(code.matrix)), 255)
    picture.putdata([0 if dark else 255 for line_ in code.matrix for dark in line_])
    return picture.resize((side, side), Image.Resampling.NEAREST)
