"""The TV's page. Everything that changes on it arrives as a board; the page itself holds no number."""

from flask import Blueprint, Response, make_response, render_template, send_file

from office.office import Office
from office.people.doors import door
from printer.attachments.screen_media import TYPES, ScreenMedia
from printer.letters.desk import LetterDesk

YEAR = 31_536_000


def pages(office: Office, letters: LetterDesk) -> Blueprint:
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

    _media(blueprint, ScreenMedia(letters))
    return blueprint


def _media(blueprint: Blueprint, kept: ScreenMedia) -> None:
    @blueprint.get("/media/<string:name>")
    @door("display", "supervisor", "admin")
    def media(name: str) -> Response:
        """A picture or video of the list, in parts where the browser asks for parts. Its name is its content."""
        path = kept.path(name)
        answer = send_file(path, mimetype=TYPES[path.suffix[1:]], conditional=True, etag=path.stem)
        answer.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable"
        return answer
