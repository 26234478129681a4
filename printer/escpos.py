"""Rows to ESC/POS bytes. python-escpos is used as an encoder only, one fresh `Dummy` for each job.

Only the print room imports this module: the encoder's import costs a tenth of a second and pulls in an image
library. Three habits of python-escpos 3.1 are worked around when it is imported: it unpickles a shared cache,
leaves a temporary folder behind at every start, and configures the root logger.
"""

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from printer.rows import PLAIN, Code, End, Line, Picture, Row, Style

CODEPAGE_NUMBERS = {"CP437": 0, "CP850": 2, "CP1252": 16, "CP858": 19}
CAPABILITIES: dict[str, Any] = {
    "profiles": {
        "default": {
            "name": "Pendopo",
            "vendor": "Pendopo",
            "notes": "",
            "codePages": {str(number): name for name, number in CODEPAGE_NUMBERS.items()},
            "colors": {"0": "black"},
            "features": {"qrCode": True, "paperFullCut": True, "paperPartCut": True},
            "fonts": {"0": {"columns": 48, "name": "Font A"}},
            "media": {"dpi": 203, "width": {"mm": 72, "pixels": 576}},
        }
    },
    "encodings": {name: {"name": name, "python_encode": name.lower()} for name in CODEPAGE_NUMBERS},
}

FEED_AND_CUT_FULL = b"\x1dVA\x00"
FEED_AND_CUT_PARTIAL = b"\x1dVB\x00"
FEED_TO_TEAR_BAR = b"\x1bd\x06"
CUTS = {"full": FEED_AND_CUT_FULL, "partial": FEED_AND_CUT_PARTIAL, "none": FEED_TO_TEAR_BAR}

NUL_FLOOD = 8192
"""More than any half-sent command of ours can still be waiting for."""


@contextmanager
def _private_house() -> Iterator[None]:
    """A folder of our own for the import: trimmed capabilities in, pickle and stray folders out with it."""
    house = tempfile.mkdtemp(prefix="pendopo-escpos-")
    capabilities = Path(house, "capabilities.json")
    capabilities.write_text(json.dumps(CAPABILITIES))
    ours = {"ESCPOS_CAPABILITIES_FILE": str(capabilities), "ESCPOS_CAPABILITIES_PICKLE_DIR": house}
    before = {name: os.environ.get(name) for name in ours}
    root, handlers, temporary = logging.getLogger(), list(logging.getLogger().handlers), tempfile.tempdir
    os.environ.update(ours)
    tempfile.tempdir = house
    try:
        yield
    finally:
        tempfile.tempdir = temporary
        root.handlers[:] = handlers
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
        shutil.rmtree(house, ignore_errors=True)


with _private_house():
    from escpos.constants import QR_ECLEVEL_M
    from escpos.printer import Dummy


def encode(rows: Iterable[Row], *, codepage: str = "CP437", cut: str = "partial") -> bytes:
    """The job's bytes: initialise, one code page, the rows. `cut` is full, partial or none (tear bar).

    Rows come from `printer.layout`, which has cleaned every character.
    """
    device = Dummy()
    device.hw("INIT")
    device.charcode(codepage if codepage in CODEPAGE_NUMBERS else "CP437")
    style = _set(device, PLAIN)
    for row in rows:
        if isinstance(row, Line):
            style = _line(device, row, style)
        elif isinstance(row, Code):
            _qr(device, row)
        elif isinstance(row, Picture):
            _picture(device, row)
        elif isinstance(row, End):
            device._raw(CUTS[cut])
    return bytes(device.output)


def _set(device: Any, style: Style) -> Style:
    """All properties each time: what python-escpos is not told stays as the line before left it."""
    device.set(bold=style.bold, invert=style.reverse, custom_size=True, width=style.width, height=style.height)
    return style


def _line(device: Any, row: Line, style: Style) -> Style:
    for run in row.runs or ():
        if run.style != style:
            style = _set(device, run.style)
        device.text(run.text)
    if not row.runs and style != PLAIN:
        style = _set(device, PLAIN)
    device.text("\n")
    return style


def _qr(device: Any, row: Code) -> None:
    device.set(align="center")
    device.qr(row.data, ec=QR_ECLEVEL_M, size=row.module, native=True)
    device.set(align="left")


def _picture(device: Any, row: Picture) -> None:
    """GS v 0, the whole raster in one command. `printer.logo` has seen to it that no real-time command hides in it."""
    device.set(align="center")
    device._raw(b"\x1dv0\x00" + (row.width // 8).to_bytes(2, "little") + row.height.to_bytes(2, "little") + row.bits)
    device.set(align="left")


def recovery() -> bytes:
    """What precedes a job after one whose end is not known: ends any half-sent command and cuts its paper
    off.
    """
    return b"\x00" * NUL_FLOOD + b"\x1b@" + b"\n" + FEED_AND_CUT_PARTIAL
