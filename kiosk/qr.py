"""QR codes as inline SVG, drawn here: no script, no other host."""

from urllib.parse import urljoin

import segno
from flask import request
from markupsafe import Markup


def address(url: str) -> str:
    """The whole address of a page: as the office gives it, else as this request came."""
    return urljoin(request.host_url, url)


def svg(text: str) -> Markup:
    """The code of `text` (error level M) that fills its box."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(border=0, omitsize=True, svgclass="qr-code", lineclass=None, dark="#201815", unit=None)
    return Markup(drawn.replace("<svg ", '<svg role="img" aria-label="QR" ', 1))
