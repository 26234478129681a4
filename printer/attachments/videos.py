"""A video for the TV: an MP4 with H.264 pictures and, if any sound, AAC. The file is looked at, never decoded here.

Only the container's own tables are read: which tracks there are and how they are coded (ISO/IEC 14496-12 boxes).
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from printer.attachments.limits import MIB

BRANDS = {b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V "}
PICTURES, SOUNDS = {b"avc1", b"avc3"}, {b"mp4a"}
MOST_BOXES, MOST_TABLE = 4000, 32 * MIB
WIDEST, HIGHEST = 1920, 1088


class BadVideo(Exception):
    """Not a video that is taken. The message is `kind`, `broken`, `codec` or `large`."""


def check(file: BinaryIO, size: int) -> None:
    """Raises BadVideo unless the file is a whole MP4 that the TV's browser can play."""
    found: dict[bytes, tuple[int, int]] = {}
    for name, start, end in _boxes_of(file, size):
        if not found and name != b"ftyp":
            raise BadVideo("kind")
        found.setdefault(name, (start, end))
    if not {b"ftyp", b"moov", b"mdat"} <= found.keys():
        raise BadVideo("broken")
    brands = _part(file, *found[b"ftyp"])
    if not BRANDS & {brands[n : n + 4] for n in range(0, min(len(brands), 200), 4)}:
        raise BadVideo("kind")
    _check_tracks(_part(file, *found[b"moov"]))


def _part(file: BinaryIO, start: int, end: int) -> bytes:
    if end - start > MOST_TABLE:
        raise BadVideo("broken")
    file.seek(start)
    return file.read(end - start)


def _boxes_of(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    """(name, first byte inside, end) of the outermost boxes."""
    at = 0
    for _ in range(MOST_BOXES):
        if at >= size:
            return
        file.seek(at)
        name, inside, end = _head(file.read(16), at, size)
        yield name, inside, end
        at = end
    raise BadVideo("broken")


def _head(head: bytes, at: int, limit: int) -> tuple[bytes, int, int]:
    if len(head) < 8:
        raise BadVideo("broken")
    length, name, skip = struct.unpack(">I", head[:4])[0], head[4:8], 8
    if length == 1 and len(head) == 16:
        length, skip = struct.unpack(">Q", head[8:])[0], 16
    end = limit if length == 0 else at + length
    if (length != 0 and length < skip) or end > limit:
        raise BadVideo("broken")
    return name, at + skip, end


def _inside(data: bytes, *path: bytes) -> Iterator[bytes]:
    """The contents of every box at this path."""
    at, boxes = 0, 0
    while path and at + 8 <= len(data) and boxes < MOST_BOXES:
        name, start, end = _head(data[at : at + 16], at, len(data))
        if name == path[0]:
            yield from _inside(data[start:end], *path[1:]) if len(path) > 1 else (data[start:end],)
        at, boxes = end, boxes + 1


def _check_tracks(moov: bytes) -> None:
    pictures = 0
    for media in _inside(moov, b"trak", b"mdia"):
        handler = next(_inside(media, b"hdlr"), b"")[8:12]
        entry = next(_inside(media, b"minf", b"stbl", b"stsd"), b"")[8:]
        if handler == b"vide":
            _check_pictures(entry)
            pictures += 1
        elif handler == b"soun" and entry[4:8] not in SOUNDS:
            raise BadVideo("codec")
    if not pictures:
        raise BadVideo("codec")


def _check_pictures(entry: bytes) -> None:
    if entry[4:8] not in PICTURES or len(entry) < 36:
        raise BadVideo("codec")
    width, height = struct.unpack(">HH", entry[32:36])
    if not (0 < width <= WIDEST and 0 < height <= HIGHEST):
        raise BadVideo("large")
