"""A scanned PDF is kept as it came, if it is one and does nothing: no script, no launch, no file inside, no lock.

A look, not a proof: it is also never shown by the server, only handed out as a download.
"""

import re
import zlib
from collections.abc import Iterator

from printer.attachments.limits import MIB

#: what a scanner never writes and a reader might run or open; each action of a PDF names one of them
ACTIVE = {b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/EmbeddedFiles", b"/RichMedia", b"/SubmitForm",
          b"/ImportData", b"/GoToR", b"/GoToE", b"/XFA"}  # fmt: skip
_NAME = re.compile(rb"/[^\x00\t\n\x0c\r ()<>\[\]{}/%]+")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n")
#: unpacked in all while looking; an object stream is a few kilobytes
_MOST_UNPACKED = 48 * MIB


class BadScan(Exception):
    """Not a scan that is taken. The message is `broken`, `locked` or `active`."""


def check(data: bytes) -> None:
    """Raises BadScan unless `data` is a whole, open, passive PDF."""
    if not re.match(rb"%PDF-[12]\.\d", data) or b"%%EOF" not in data[-2048:]:
        raise BadScan("broken")
    names = _names(data)
    for inside in _unpacked(data):
        names |= _names(inside)
    if not {b"/Page", b"/Pages"} & names:
        raise BadScan("broken")
    if b"/Encrypt" in names:
        raise BadScan("locked")
    if names & ACTIVE:
        raise BadScan("active")


def _names(data: bytes) -> set[bytes]:
    """All names, with their escapes undone: /J#61vaScript is /JavaScript."""
    found = set(_NAME.findall(data))
    return {_HEX.sub(lambda code: bytes([int(code[1], 16)]), name) for name in found}


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The packed streams, opened: objects may stand in them. Pictures are left alone."""
    left = _MOST_UNPACKED
    for start in _STREAM.finditer(data):
        about = data[max(0, start.start() - 400) : start.start()].rpartition(b" obj")[2]
        if b"/FlateDecode" not in about or b"/Image" in about:
            continue
        try:
            inside = zlib.decompressobj().decompress(data[start.end() :], left)
        except zlib.error:
            continue
        left -= len(inside)
        if left <= 0:
            raise BadScan("active")  # nothing that a scanner makes
        yield inside
