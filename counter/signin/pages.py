"""Sign in, sign out, and the officer's own desk.

A password is checked outside any transaction (argon2 is slow on purpose), a failure is remembered, and a session's id
is new at every sign-in.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for

from counter.forms import attempt
from office.errors import NotSignedIn
from office.office import ANYONE, Answer, Office, Seat
from office.people import sessions, staff
from office.people.doors import door
from office.views import loket as views
from office.words import text
from printer.letters.desk import LetterDesk

COOKIE = "pendopo_session"
HOURS = 12
WRONG = "Nama masuk atau kata sandi salah. Periksa lalu coba lagi."
#: desks with a screen of their own here, in the order in which they are offered
ICONS = {"loket": "megaphone", "kasi": "pen-line", "operator": "printer", "sekcam": "stamp", "camat": "file-pen-line",
         "supervisor": "gauge", "admin": "gauge"}  # fmt: skip


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """`/counter/`, `/counter/sign-in`, `/counter/sign-out`."""
    _way_in(blueprint, office)
    _way_out(blueprint, office)


def _way_in(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/")
    @door()
    def home() -> Response:
        desks = _desks(office)
        if not desks:
            return _to(url_for("counter.sign_in"))
        if len(desks) == 1:
            return _to(desks[0].url)
        return make_response(render_template("counter/signin/desks.html", desks=desks))

    @blueprint.get("/sign-in")
    @door()
    def sign_in() -> str:
        return _form(request.args.get("next", ""))

    @blueprint.post("/sign-in")
    @door()
    def signing_in() -> Response:
        tried = attempt(lambda: _enter(office))
        onward = request.form.get("next", "")
        if tried.refusal:
            return make_response(_form(onward, tried.refusal.detail), 403)
        return with_session(_to(_onward(onward)), tried.answer["cookie"])


def _way_out(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/sign-out")
    @door()
    def sign_out() -> Response:
        """Leave one seat of the session (the example office may hold several), or all of it."""
        officer = request.form.get("officer", type=int)
        office.do(sessions.leave, by=g.actor, cookie=request.cookies.get(COOKIE, ""), officer_id=officer)
        return _to("/")


def _enter(office: Office) -> Answer:
    """Refuses with NotSignedIn (the same words for both mistakes) and TooMany."""
    username, password = request.form.get("username", "").strip().lower(), request.form.get("password", "")
    who = f"{username}|{request.remote_addr}"
    officer, hashed = office.see(staff.credentials, username=username, who=who)
    if not staff.check_password(hashed, password):
        office.do(staff.note_failure, by=ANYONE, who=who)
        raise NotSignedIn(WRONG)
    return office.do(sessions.enter, by=ANYONE, officer_id=officer, cookie=request.cookies.get(COOKIE))


def _form(onward: str, refusal: str = "") -> str:
    username = request.form.get("username", "")
    return render_template("counter/signin/form.html", next=onward, refusal=refusal, username=username)


def _onward(wanted: str) -> str:
    """Where the officer was going: only a path of this hall."""
    ours = wanted.startswith("/counter/") and "\\" not in wanted and "//" not in wanted
    return wanted if ours else url_for("counter.home")


def _to(url: str) -> Response:
    """See other: the browser fetches the page it is sent to."""
    return make_response(redirect(url, code=303))


def with_session(response: Response, cookie: str) -> Response:
    """The answer with the session's cookie: unreadable for scripts, never sent from another site."""
    response.set_cookie(COOKIE, cookie, max_age=HOURS * 3600, path="/", httponly=True, samesite="Strict",
                        secure=request.is_secure)  # fmt: skip
    return response


@dataclass(frozen=True)
class DeskDoor:
    """A desk that this session may sit at."""

    title: str
    url: str
    icon: str
    loket: int | None = None


def _desks(office: Office) -> list[DeskDoor]:
    cookie = request.cookies.get(COOKIE)
    seated: dict[str, Any] | None = office.see(sessions.seated, cookie=cookie) if cookie else None
    seats = [seat for actor in (seated or {"actors": ()})["actors"] for seat in actor.seats]
    found = {door.url: door for seat in seats if seat.desk in ICONS for door in _doors(office, seat)}
    order = list(ICONS)
    return sorted(found.values(), key=lambda door: (order.index(_desk_of(door)), door.loket or 0))


def _desk_of(door: DeskDoor) -> str:
    return next(desk for desk in ICONS if f"/{desk}" in door.url)


def _doors(office: Office, seat: Seat) -> list[DeskDoor]:
    """A seat without a number is at every loket."""
    if seat.desk == "loket":
        numbers = [seat.loket] if seat.loket else [row["loket"] for row in office.see(views.lokets)]
        return [DeskDoor(f"Loket {n}", url_for("counter.loket_screen", loket=n), "megaphone", n) for n in numbers]
    desk = "supervisor" if seat.desk == "admin" else seat.desk
    return [DeskDoor(text(f"desk.{desk}"), url_for(f"counter.{desk}"), ICONS[desk])]
