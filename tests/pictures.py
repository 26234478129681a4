"""Pictures and scans as people upload them, and as they should not: made here, byte by byte."""

import io
import struct
import zlib

from PIL import Image

PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 609 935]>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""
WITH_PLACE = "GPS -6.889 113.742"


def jpeg(colour: str = "#a33", size: tuple[int, int] = (1200, 900), *, turned: bool = False) -> bytes:
    """A photo with EXIF: where it was taken, and (`turned`) that the telephone was held upright."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010E] = WITH_PLACE
    exif[0x0112] = 6 if turned else 1
    exif.get_ifd(0x8825)[1] = "S"
    Image.new("RGB", size, colour).save(out, "JPEG", exif=exif, comment=b"rahasia kamera")
    return out.getvalue()


def png(size: tuple[int, int] = (300, 200)) -> bytes:
    """See-through in part."""
    out = io.BytesIO()
    Image.new("RGBA", size, (200, 30, 30, 90)).save(out, "PNG")
    return out.getvalue()


def png_that_claims(width: int, height: int, data: bytes = b"") -> bytes:
    """A small file that would fill the memory."""

    def chunk(kind: bytes, inside: bytes) -> bytes:
        return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(data or b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def other(kind: str, size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture of a kind that is not taken."""
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, kind)
    return out.getvalue()


def pdf_with(inside: bytes, *, packed: bool = False) -> bytes:
    """A PDF that says more than it should; `packed`: within a compressed object stream."""
    if packed:
        stream = zlib.compress(b"7 0 8 40 " + inside)
        more = b"5 0 obj <</Type /ObjStm /N 2 /First 9 /Filter /FlateDecode /Length %d>>\nstream\n" % len(stream)
        inside = more + stream + b"\nendstream endobj\n"
    return PDF.replace(b"trailer", inside + b"\ntrailer")
