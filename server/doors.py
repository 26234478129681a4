"""Who may enter: finds the actor of a request and holds every view to its mark. A view without a mark is not served."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, abort, g, redirect, request, url_for
from flask import Response as FlaskResponse
from werkzeug.sansio.utils import host_is_trusted
from werkzeug.wrappers import Response

from office.errors import KeyMissing, NotSignedIn, NotYourDesk, Refusal
from office.office import ANYONE, Actor, Office, Seat
from office.people import devices, paired, sessions
from office.people.doors import Door, door_of

COOKIE = "pendopo_session"
#: a paired screen's token; renewed whenever it draws a page
DEVICE_COOKIE = "pendopo_device"
TWO_YEARS = 2 * 365 * 86_400
SAFE = ("GET", "HEAD", "OPTIONS")


class BadCsrf(Refusal):
    """A session's mutating request without its token."""

    code = "csrf"
    detail = "Halaman ini sudah kedaluwarsa. Muat ulang lalu ulangi."


@dataclass(frozen=True)
class Visitor:
    """Who is asking: the actors of the session (or the one of the token), and the session's CSRF token."""

    actors: tuple[Actor, ...]
    csrf: str | None
    token: bool
    #: a paired screen is among the actors
    device: bool = False


class WrongHost(Refusal):
    """A request for a name that is not ours: another site's page may have led the browser here."""

    code = "wrong_host"
    detail = "Alamat ini tidak dilayani di sini. Buka alamat kantor yang benar."


def install(app: Flask, office: Office, names: Sequence[str] = ()) -> None:
    """Guard every view of `app`; it answers only to these host `names`, to any when there are none."""

    @app.before_request
    def guard() -> Response | None:
        if not request.path.isprintable():
            abort(404)  # no address of ours has a control character, and no database wants to look for one
        if names and not host_is_trusted(request.host, names):
            raise WrongHost
        view = app.view_functions.get(request.endpoint or "")
        if view is None:
            return None
        g.visitor = visitor(office)
        mark = door_of(view)
        if mark is None:
            if request.endpoint == "static" or (request.endpoint or "").endswith(".static"):
                return None
            raise NotYourDesk("Halaman ini tidak punya penjaga dan tidak dilayani. Laporkan kepada petugas TI.")
        return _enter(mark)

    app.after_request(_renew)
    app.jinja_env.globals["paired"] = lambda: "visitor" in g and g.visitor.device
    app.jinja_env.globals["csrf"] = lambda: g.visitor.csrf or "" if "visitor" in g else ""


def _renew(response: FlaskResponse) -> FlaskResponse:
    """A screen that draws a page keeps its cookie for two more years."""
    if "visitor" in g and g.visitor.device and response.mimetype == "text/html" and response.status_code == 200:
        with_device(response, request.cookies[DEVICE_COOKIE])
    return response


def visitor(office: Office) -> Visitor:
    """The visitor by bearer token, else by session cookie and the screen's own, else anybody."""
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return Visitor((office.see(devices.bearer, token=header[7:].strip()),), None, True)
    cookie = request.cookies.get(COOKIE)
    seated: dict[str, Any] | None = office.see(sessions.seated, cookie=cookie) if cookie else None
    actors = tuple(seated["actors"]) if seated else ()
    key = request.cookies.get(DEVICE_COOKIE)
    screen: Actor | None = office.see(paired.holder, token=key) if key else None
    if screen is None:
        return Visitor(actors, seated["csrf"] if seated else None, False)
    return Visitor((*actors, screen), seated["csrf"] if seated else _csrf_of(key or ""), False, device=True)


def _csrf_of(key: str) -> str:
    """The CSRF token of a screen: made of its cookie, which no page can read."""
    return hashlib.sha256(f"csrf:{key}".encode()).hexdigest()[:32]


def with_device(answer: Response, key: str) -> Response:
    """The same answer with a screen's cookie: for two years from now, for this site's own requests only."""
    answer.set_cookie(DEVICE_COOKIE, key, max_age=TWO_YEARS, httponly=True, samesite="Strict",
                      secure=request.is_secure)  # fmt: skip
    return answer


def idempotency_key() -> str:
    """The request's key, from the header or the form. Refuses with KeyMissing."""
    key = request.headers.get("Idempotency-Key") or request.form.get("key") or ""
    if not 1 <= len(key) <= 200:
        raise KeyMissing
    return key


def _enter(mark: Door) -> Response | None:
    found = choose(g.visitor.actors, mark, (request.view_args or {}).get("loket"))
    if found is None:
        return _turned_away()
    g.actor, g.seat = found
    if request.method not in SAFE and g.visitor.csrf and not g.visitor.token:
        given = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token") or ""
        if not hmac.compare_digest(given, g.visitor.csrf):
            raise BadCsrf
    return None


def choose(actors: tuple[Actor, ...], mark: Door, loket: int | None) -> tuple[Actor, Seat] | None:
    """The first of the visitor's actors whose seat opens the door; at an open door, whoever it is."""
    for desk in mark.desks:
        for actor in actors:
            seat = actor.seat(desk, loket=loket if desk == "loket" else None)
            if seat is not None:
                return actor, seat
    if mark.desks:
        return None
    return (actors[0] if actors else ANYONE), Seat("anyone")


def _turned_away() -> Response:
    if g.visitor.actors:
        raise NotYourDesk("Meja ini bukan meja Anda. Masuk sebagai petugas meja ini.")
    if request.path.startswith("/api/") or request.method not in SAFE:
        raise NotSignedIn
    if DEVICE_COOKIE in request.cookies:
        return redirect(url_for("pairing.page"), code=303)  # it was let in once: it shows a new code by itself
    return redirect(url_for("counter.sign_in", next=request.path), code=303)
