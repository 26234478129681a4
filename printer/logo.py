"""A picture file made into the office's emblem for slips: black and white, small, and harmless.

Many printers carry out real-time commands wherever they see their bytes, inside a picture too: one that holds `10 04`,
`10 05` or `10 14` would open a drawer or add an answer that nobody asked for. Such a raster is moved by a dot.
"""

import base64
import io
import re
import zlib

from PIL import Image, UnidentifiedImageError

from office.errors import Invalid
from office.paper.facts import LogoFacts

WIDEST, HIGHEST = 256, 120
BIGGEST_FILE = 4_000_000
BIGGEST_SIDE = 6000
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")
NUDGES = [(x, y) for y in range(3) for x in range(8)]


def from_file(data: bytes) -> LogoFacts:
    """The emblem, at most 256 by 120 dots. Refuses what is no picture, too big, empty, or cannot be made harmless."""
    picture = _open(data)
    picture.thumbnail((WIDEST - 8, HIGHEST - 2))
    for across, down in NUDGES:
        width = (picture.width + across + 7) // 8 * 8
        canvas = Image.new("1", (width, max(8, picture.height + down)), 1)
        canvas.paste(picture.convert("1"), (across, down))
        bits = bytes(255 - byte for byte in canvas.tobytes())
        if not any(bits):
            raise Invalid("Gambar itu kosong setelah dijadikan hitam putih. Pakai gambar dengan garis yang jelas.")
        if harmless(bits):
            packed = base64.b64encode(zlib.compress(bits, 9)).decode()
            return LogoFacts(width=width, height=canvas.height, bits=packed)
    raise Invalid("Gambar itu memuat pola yang mengganggu printer. Pakai gambar lain atau ukuran lain.")


def harmless(bits: bytes) -> bool:
    """Whether no printer could take a part of this raster for a real-time command."""
    return not REAL_TIME.search(bits)


def _open(data: bytes) -> Image.Image:
    """In shades of grey, on white. Refuses with Invalid."""
    if len(data) > BIGGEST_FILE:
        raise Invalid("Berkas gambar paling besar 4 MB. Kecilkan dahulu.")
    try:
        picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        if max(picture.size) > BIGGEST_SIDE:
            raise Invalid(f"Gambar paling lebar {BIGGEST_SIDE} titik. Kecilkan dahulu.")
        seen = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as bad:
        raise Invalid("Berkas itu bukan gambar PNG atau JPEG yang utuh. Pilih berkas lain.") from bad
    white = Image.new("RGBA", seen.size, "white")
    white.alpha_composite(seen)
    return white.convert("L")
