"""A photo becomes a plain JPEG: turned upright, no larger than needed, without EXIF, place or anything else."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from printer.attachments.limits import KEPT_QUALITY, KEPT_SIDE, MOST_PIXELS, MOST_SIDE

FORMATS = ("JPEG", "PNG")


class BadPicture(Exception):
    """Not a picture that is taken. The message is `large` or `broken`."""


def plain_jpeg(data: bytes) -> bytes:
    """`data` (JPEG or PNG) encoded anew. The same bytes give the same bytes. Raises BadPicture."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
                raise BadPicture("large")
            if picture.format == "JPEG":
                picture.draft("RGB", (KEPT_SIDE, KEPT_SIDE))
            return _encoded(_on_white(ImageOps.exif_transpose(_small(picture))))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise BadPicture("large") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError) as error:
        raise BadPicture("broken") from error


def _small(picture: Image.Image) -> Image.Image:
    picture.load()
    picture.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency: what was see-through is paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        above = picture.convert("RGBA")
        ground = Image.new("RGBA", above.size, "white")
        return Image.alpha_composite(ground, above).convert("RGB")
    return picture.convert("RGB")


def _encoded(picture: Image.Image) -> bytes:
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture)
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=KEPT_QUALITY, optimize=True)
    return out.getvalue()
