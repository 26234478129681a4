"""Rows to an HTML fragment: the slip as it leaves the printer, in monospace cells, searchable and readable
aloud.

Classes only, no inline style (the pages' content security policy allows none); `paper.css` beside this file
gives the classes their look. A page includes it once.
"""

from collections.abc import Iterable
from html import escape
from pathlib import Path

import segno

from printer.layout import Paper, layout, paper_width, qr_version
from printer.rows import PLAIN, Code, End, Line, Row, Run, Style
from printer.slips.elements import Slip

STYLESHEET = Path(__file__).with_name("paper.css")


def fragment(rows: Iterable[Row], paper: Paper) -> str:
    """`<article class="paper …">` with one element for each row. All text is escaped."""
    inside = "".join(_row(row, paper) for row in rows)
    return f'<article class="paper paper-{paper.columns}">{inside}</article>'


def preview(slip: Slip, paper: Paper) -> str:
    """The slip as this paper would show it."""
    return fragment(layout(slip, paper), paper)


def _row(row: Row, paper: Paper) -> str:
    if isinstance(row, Line):
        return f'<div class="paper-line">{"".join(_run(run) for run in row.runs)}</div>'
    if isinstance(row, Code):
        return f'<div class="paper-code">{_qr(row, paper)}</div>'
    return '<div class="paper-cut"></div>' if isinstance(row, End) else ""


def _run(run: Run) -> str:
    words = escape(run.text)
    return words if run.style == PLAIN else f'<span class="{_classes(run.style)}">{words}</span>'


def _classes(style: Style) -> str:
    names = ["paper-run", f"paper-w{style.width}", f"paper-h{style.height}"]
    return " ".join([*names, *["paper-bold"] * style.bold, *["paper-reverse"] * style.reverse])


def _qr(row: Code, paper: Paper) -> str:
    """As wide on the screen's paper as on the printer's, in percent of its width."""
    version = qr_version(row.data)
    code = segno.make_qr(row.data, error="m", mode="byte", version=version, boost_error=False)
    svg = code.svg_inline(border=0, omitsize=True, svgclass="paper-qr", lineclass=None)
    percent = 100 * code.symbol_size(border=0)[0] * row.module / paper_width(paper)
    return svg.replace("<svg ", f'<svg width="{percent:.1f}%" role="img" aria-label="Kode QR" ', 1)
