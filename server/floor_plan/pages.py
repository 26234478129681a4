"""`/`: the plan, and a door for each room."""

from typing import Any

from flask import Blueprint, abort, make_response, redirect, render_template, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from counter.signin.pages import COOKIE, with_session
from office.office import ANYONE, Office
from office.people import sessions
from office.people.doors import door
from office.records.tables import Officer
from office.records.work import Read
from server.floor_plan.rooms import BY_KEY, ROOMS


def pages(office: Office) -> Blueprint:
    """The plan at `/`; an office of its own is sent to its counter, and its doors do not exist."""
    blueprint = Blueprint("floor_plan", __name__, template_folder="templates", static_folder="static",
                          static_url_path="/floor-plan/static")  # fmt: skip

    @blueprint.get("/")
    @door()
    def plan() -> Response:
        if not office.example:
            return redirect("/counter/", code=303)
        names = office.see(_names)
        return make_response(render_template("floor_plan/plan.html", rooms=ROOMS, names=names))

    @blueprint.post("/floor-plan/<key>")
    @door()
    def open_room(key: str) -> Response:
        room = BY_KEY.get(key)
        if not office.example or room is None:
            abort(404)
        cookie = request.cookies.get(COOKIE)
        officer = office.see(_officer, username=room.username)
        entered = office.do(sessions.enter, by=ANYONE, officer_id=officer, cookie=cookie, keep_seats=True)
        return with_session(make_response(redirect(room.url, code=303)), entered["cookie"])

    return blueprint


def _officer(read: Read, *, username: str) -> int:
    """The example officer's id."""
    return read.session.scalars(select(Officer.id).where(Officer.username == username)).one()


def _names(read: Read) -> dict[str, Any]:
    """User name -> name of every officer."""
    return {officer.username: officer.name for officer in read.session.scalars(select(Officer))}
