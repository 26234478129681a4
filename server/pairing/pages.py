"""`/perangkat`: where every kiosk and TV begins. A screen that is let in goes on to its own room."""

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Onward

from office.office import Actor, Office
from office.people import paired
from office.people.doors import door

SHORTEST_KEY = 16


def pages(office: Office) -> Blueprint:
    """The one page. `?jaga=KEY` is the key that the computer's watchdog asks with."""
    blueprint = Blueprint("pairing", __name__, template_folder="templates", static_folder="static",
                          static_url_path="/perangkat/static")  # fmt: skip

    @blueprint.get("/perangkat")
    @door()
    def page() -> Onward:
        watch = request.args.get("jaga", "")[:100]
        screen = next((actor for actor in g.visitor.actors if actor.kind == "device"), None)
        if screen is not None:
            return _to_its_room(office, screen, watch)
        return _code(watch)

    return blueprint


def _to_its_room(office: Office, screen: Actor, watch: str) -> Onward:
    known = not watch or office.see(paired.is_watched_by, device_id=screen.id, watch=watch)
    if not known and len(watch) >= SHORTEST_KEY:
        office.do(paired.watched_by, by=screen, device_id=screen.id, watch=watch)
    seat = screen.seats[0]
    return redirect(paired.url_of(seat.desk, seat.loket), code=303)


def _code(watch: str) -> Response:
    return make_response(render_template("pairing/pair.html", watch=watch if len(watch) >= SHORTEST_KEY else ""))
