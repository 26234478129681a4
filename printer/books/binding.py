"""Parts of a book, set one after the other so that memory stays small, bound into one PDF.

Knows only what Typst writes: objects one after the other, a plain cross-reference table, one flat list of pages.
Anything else is refused, never guessed at.
"""

import re
from collections.abc import Iterable
from typing import BinaryIO

_OBJECT = re.compile(rb"(\d+) 0 obj\n")
_REFERENCE = re.compile(rb"(?<![\w.])(\d+) 0 R\b")
_KIDS = re.compile(rb"/Kids\[([^\]]*)\]")
_PARENT = re.compile(rb"/Parent \d+ 0 R")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_PAGES = re.compile(rb"/Type\s*/Pages\b")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


class Unbindable(Exception):
    """A part that is not written as we know it."""


def bind(parts: Iterable[bytes], title: str, out: BinaryIO) -> int:
    """Write one PDF of all `parts` to `out`; how many pages. One part is held in memory at a time."""
    out.write(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
    places: list[int] = [0, 0]  # objects 1 and 2, the catalog and the pages, are written last
    pages: list[int] = []
    for part in parts:
        shift = len(places)
        objects, kids = _read(part)
        numbers = {old: shift + n + 1 for n, old in enumerate(objects)}
        for body in objects.values():
            places.append(out.tell())
            out.write(b"%d 0 obj\n%s\nendobj\n" % (len(places), _moved(body, numbers)))
        pages += [numbers[kid] for kid in kids]
    _finish(out, places, pages, title)
    return len(pages)


def _read(part: bytes) -> tuple[dict[int, bytes], list[int]]:
    """(object number -> body, without catalog and page tree; numbers of its pages in order)."""
    found = {number: part[start:end] for number, start, end in _extents(part)}
    tree = next((n for n, body in found.items() if _PAGES.search(body[:200]) and _KIDS.search(body)), None)
    root = _ROOT.search(part, part.rfind(b"trailer"))
    if tree is None or root is None:
        raise Unbindable("no page tree")
    listed = _KIDS.search(found[tree])
    kids = [int(number) for number in _REFERENCE.findall(listed[1])] if listed else []
    del found[tree]
    found.pop(int(root[1]), None)
    if not kids or any(b"/Kids" in found[kid] for kid in kids):
        raise Unbindable("pages are not one flat list")
    return found, kids


def _extents(part: bytes) -> Iterable[tuple[int, int, int]]:
    """(number, begin, end) of every object's body, by the cross-reference table."""
    start = _START.search(part)
    if start is None or not part.startswith(b"xref", int(start[1])):
        raise Unbindable("no plain cross-reference table")
    table = part[int(start[1]) : part.rfind(b"trailer")].split(b"\n")[2:]
    offsets = sorted(int(row[:10]) for row in table if row[17:18] == b"n")
    ends = [*offsets[1:], int(start[1])]
    for at, upto in zip(offsets, ends, strict=True):
        begun, ended = _OBJECT.match(part, at), part.rfind(b"endobj", at, upto)
        if begun is None or ended < 0:
            raise Unbindable(f"no object at {at}")
        yield int(begun[1]), begun.end(), ended


def _moved(body: bytes, numbers: dict[int, int]) -> bytes:
    """The body with its references moved; what lies in its stream is left alone."""
    head, mark, stream = body.rstrip(b"\r\n").partition(b"\nstream\n")
    head = _PARENT.sub(b"/Parent 2 0 Q", head)
    head = _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], head)
    return head.replace(b"/Parent 2 0 Q", b"/Parent 2 0 R") + mark + stream


def _finish(out: BinaryIO, places: list[int], pages: list[int], title: str) -> None:
    """Catalog, pages, what the book is called, the table and the trailer."""
    named = b"<" + ("\ufeff" + title).encode("utf-16-be").hex().encode() + b">"
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    ends = {1: b"<</Type/Catalog/Pages 2 0 R/Lang(id)/ViewerPreferences<</DisplayDocTitle true>>>>",
            2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids)}  # fmt: skip
    for number, body in ends.items():
        places[number - 1] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    places.append(out.tell())
    out.write(b"%d 0 obj\n<</Title%s/Producer(Pendopo)>>\nendobj\n" % (len(places), named))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n\r\n" % place for place in places))
    out.write(b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
              % (len(places) + 1, len(places), table))  # fmt: skip
