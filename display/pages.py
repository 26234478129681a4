"""The TV's page. Everything that changes on it arrives as a board; the page itself holds no number."""

from flask import Blueprint, Response, make_response, render_template

from office.office import Office
from office.people.doors import door


def pages(office: Office) -> Blueprint:
    """The TV in the hall at `/display/`.

    The office is taken like every surface takes it, though this page asks it nothing: the board comes through the feed.
    """
    blueprint = Blueprint(
        "display", __name__, url_prefix="/display", template_folder="templates", static_folder="static"
    )

    @blueprint.get("/")
    @door("display", "supervisor")
    def board() -> Response:
        answer = make_response(render_template("display/board.html"))
        answer.headers["Cache-Control"] = "no-store"  # the page carries a CSRF token of this session
        return answer

    return blueprint
