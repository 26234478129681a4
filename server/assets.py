"""Which file of which npm package may be served, and under which name; the rest of node_modules is invisible.

The versions are those that `package-lock.json` pins and set-up installed. This module needs only the standard
library: set-up uses it before anything is installed.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
#: one line per icon, a lucide name each; set-up puts the sprite together from it
ICON_LIST = ROOT / "server" / "look" / "icons.txt"
SPRITE = ROOT / ".build" / "sprite.svg"

_PLUS_JAKARTA = "@fontsource-variable/plus-jakarta-sans"
_ATKINSON = "@fontsource-variable/atkinson-hyperlegible-next"
_SPRITE = "icons"


@dataclass(frozen=True)
class Asset:
    """One served file: its npm package, its path inside the package, its media type."""

    package: str
    file: str
    media_type: str


def _script(package: str, file: str) -> Asset:
    return Asset(package, file, "text/javascript")


def _font(package: str, file: str) -> Asset:
    return Asset(package, f"files/{file}-wght-normal.woff2", "font/woff2")


SERVED: dict[str, Asset] = {
    "socket.io": _script("socket.io-client", "dist/socket.io.esm.min.js"),
    "htmx": _script("htmx.org", "dist/htmx.min.js"),
    "ui": _font(_PLUS_JAKARTA, "plus-jakarta-sans-latin"),
    "ui-ext": _font(_PLUS_JAKARTA, "plus-jakarta-sans-latin-ext"),
    "text": _font(_ATKINSON, "atkinson-hyperlegible-next-latin"),
    "text-ext": _font(_ATKINSON, "atkinson-hyperlegible-next-latin-ext"),
}
#: URLs without a version, for style sheets, which cannot ask for one: /assets/font/ui.woff2
FONTS = {f"font/{name}.woff2": name for name, asset in SERVED.items() if asset.media_type == "font/woff2"}


@dataclass(frozen=True)
class Answer:
    """What a request below /assets/ gets. `immutable`: the URL names the version, so keep it for a year."""

    path: Path
    media_type: str
    immutable: bool


def path_of(name: str) -> Path:
    """The file on disk. KeyError: nothing of that name is served. The file is there once set-up has run."""
    if name == _SPRITE:
        return SPRITE
    asset = SERVED[name]
    return MODULES / asset.package / asset.file


@cache
def version_of(name: str) -> str:
    """The installed package's version; of the icon sprite, the first eight hex digits of its SHA-256."""
    if name == _SPRITE:
        return hashlib.sha256(SPRITE.read_bytes()).hexdigest()[:8]
    package = json.loads((MODULES / SERVED[name].package / "package.json").read_text(encoding="utf-8"))
    return str(package["version"])


def url_of(name: str) -> str:
    """`/assets/<name>/<version>/<file>`: it changes with the version, so a browser may keep it for ever."""
    return f"/assets/{name}/{version_of(name)}/{path_of(name).name}"


def sprite_url() -> str:
    """The icon sprite; one icon is `<use href="{sprite_url()}#printer">`."""
    return url_of(_SPRITE)


def find(below: str) -> Answer | None:
    """The answer to a request for `/assets/{below}`; None (not found) for all that is not in the map."""
    name = FONTS.get(below) or below.partition("/")[0]
    if name not in SERVED and name != _SPRITE:
        return None
    immutable = f"/assets/{below}" == url_of(name)
    if not immutable and below not in FONTS:
        return None
    media_type = "image/svg+xml" if name == _SPRITE else SERVED[name].media_type
    return Answer(path_of(name), media_type, immutable)


@cache
def pages_version() -> str:
    """A fingerprint of the rooms' pages, styles and scripts: a screen that was drawn with another draws itself anew."""
    digest = hashlib.sha256()
    for room in ("kiosk", "display", "server"):
        for path in sorted((ROOT / room).rglob("*.*")):
            if path.suffix in (".css", ".html", ".js", ".svg"):
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:8]
