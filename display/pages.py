"""The TV's page and the sound of its calls. Everything that changes on it arrives as a board."""

from flask import Blueprint, Response, g, make_response, render_template, request, send_file

from display.voice.shelf import Shelf
from office.errors import Unknown
from office.hall import calls, zones
from office.office import Office
from office.people.doors import door
from office.records.work import Read
from office.views import rest_sheets, ring
from printer.attachments.screen_media import TYPES, ScreenMedia
from printer.letters.desk import LetterDesk

YEAR = 31_536_000


def pages(office: Office, letters: LetterDesk, shelf: Shelf) -> Blueprint:
    """The TV in the hall at `/display/`, which asks the office nothing: the board comes through the feed.

    And each call as a WAV, joined of the clips on the `shelf` when it is asked for (a millisecond).
    """
    blueprint = Blueprint(
        "display", __name__, url_prefix="/display", template_folder="templates", static_folder="static"
    )

    @blueprint.get("/")
    @door("display", "supervisor")
    def board() -> Response:
        """A paired TV's zone is what the office says of it; any other's is `?zone=`, or the first."""
        device = next((actor.id for actor in g.visitor.actors if actor.kind == "device"), None)
        zone = office.see(_zone, name=request.args.get("zone", ""))
        answer = make_response(render_template("display/board.html", device=device, zone=zone))
        answer.headers["Cache-Control"] = "no-store"  # the page carries a CSRF token of this session
        return answer

    _sheets(blueprint, office)
    _media(blueprint, ScreenMedia(letters))
    _sound(blueprint, office, shelf)
    return blueprint


def _zone(read: Read, *, name: str) -> str:
    """The zone of this name, none named the first. Refuses one that is not there."""
    return zones.named(read, name) if name else zones.names(read)[0]


def _sheets(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/sheets")
    @door("display", "supervisor")
    def sheets() -> str:
        """What is shown while nobody is called: drawn here, placed by the page."""
        return render_template("display/sheets.html", **office.see(rest_sheets.contents), arcs=ring.arcs(),
                               stations=ring.stations(0), disc=ring.DISC)  # fmt: skip


def _media(blueprint: Blueprint, kept: ScreenMedia) -> None:
    @blueprint.get("/media/<string:name>")
    @door("display", "supervisor", "admin")
    def media(name: str) -> Response:
        """A picture or video of the list, in parts where the browser asks for parts. Its name is its content."""
        path = kept.path(name)
        answer = send_file(path, mimetype=TYPES[path.suffix[1:]], conditional=True, etag=path.stem)
        answer.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable"
        return answer


def _sound(blueprint: Blueprint, office: Office, shelf: Shelf) -> None:
    @blueprint.get("/calls/<int:call_id>.wav")
    @door("display", "loket", "supervisor", "admin")
    def call_audio(call_id: int) -> Response:
        sentence: str = office.see(calls.sentence_of, call_id=call_id)
        sound = shelf.call(sentence, office.see(lambda read: read.settings.voice.in_use))
        if sound is None:
            raise Unknown("Suara untuk panggilan ini belum ada. Panggil dengan lisan.")
        answer = Response(sound, mimetype="audio/wav")
        answer.add_etag()
        answer.headers["Cache-Control"] = "private, no-cache"
        answer.make_conditional(request)
        return answer
