"""What every page is given: helpers for templates, asset routes, and the headers that keep a page to itself."""

import functools
import hashlib
import secrets
from datetime import datetime
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, send_file, url_for
from markupsafe import Markup, escape

from office.office import Office
from office.people.doors import door
from office.words import dates, numerals, text
from server import assets

LOOK = Path(__file__).parent / "look"
YEAR = 31_536_000
CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
)


def install(app: Flask, office: Office) -> None:
    """Give `app` its template helpers, its assets and its headers."""
    app.register_blueprint(_look())
    app.register_blueprint(_assets())
    app.jinja_env.globals.update(
        look=lambda path: _stamped(url_for("look.static", filename=path), LOOK / "static" / path),
        static_url=functools.partial(_static_url, app), asset=assets.url_of, icon=icon, new_key=new_key,
        training=office.example, clock_text=dates.clock_text, date_text=dates.date_text, rupiah=numerals.rupiah,
        when=when, t=text, pages_version=assets.pages_version,
    )  # fmt: skip

    @app.context_processor
    def names() -> dict[str, str]:
        head = office.see(lambda read: read.settings.letterhead)
        return {"office_name": head.office, "regency_name": head.regency}

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return _kept_as_long_as_true(response)


def _kept_as_long_as_true(response: Response) -> Response:
    """A page for no time; a static file whose URL changes with it for a year, so that no page asks for it twice."""
    if not (request.endpoint or "").endswith("static"):
        response.headers.setdefault("Cache-Control", "no-store")
    elif "v" in request.args and response.status_code in (200, 304):
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def new_key() -> str:
    """A fresh idempotency key: minted when a screen is drawn."""
    return secrets.token_urlsafe(16)


def icon(name: str) -> Markup:
    """An icon of the sprite; decorative, so hidden from screen readers."""
    return Markup(
        f'<svg class="icon" aria-hidden="true" focusable="false">'
        f'<use href="{assets.url_of("icons")}#{escape(name)}"/></svg>'
    )


def when(moment: str | None, pattern: str = "moment") -> str:
    """An ISO time of an answer in words: `clock` "09.41", `date` "Senin, 23 November 2026", `moment` both."""
    if not moment:
        return ""
    parsed = datetime.fromisoformat(moment)
    words = {"clock": dates.clock_text, "moment": dates.moment_text}
    return dates.date_text(parsed) if pattern == "date" else words[pattern](parsed)


def _look() -> Blueprint:
    return Blueprint("look", __name__, template_folder=str(LOOK / "templates"), static_folder=str(LOOK / "static"),
                     static_url_path="/look")  # fmt: skip


def _assets() -> Blueprint:
    blueprint = Blueprint("assets", __name__)

    @blueprint.get("/assets/<path:path>")
    @door()
    def served(path: str) -> Response:
        found = assets.find(path)
        if found is None:
            abort(404)
        response = send_file(found.path, mimetype=found.media_type, max_age=YEAR if found.immutable else 86_400)
        if found.immutable:
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response

    return blueprint


def _static_url(app: Flask, blueprint: str, path: str) -> str:
    folder = app.blueprints[blueprint].static_folder
    return _stamped(url_for(f"{blueprint}.static", filename=path), Path(folder or "") / path)


def _stamped(url: str, file: Path) -> str:
    """The URL with the file's fingerprint, so that a browser may keep it until it changes."""
    return f"{url}?v={_fingerprint(file, file.stat().st_mtime_ns)}"


@functools.lru_cache(maxsize=512)
def _fingerprint(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]
