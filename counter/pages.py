"""The counter's blueprint: loket, back office, supervisor, print room, and the way in."""

from flask import Blueprint

from counter import (
    backoffice,
    books,
    complaints,
    contacts,
    drafts,
    find,
    loket,
    office_settings,
    outage,
    print_room,
    signin,
    supervisor,
)
from counter.office_settings.voice_shelf import Shelf
from office.office import Office
from printer.letters.desk import LetterDesk


def pages(office: Office, letters: LetterDesk, shelf: Shelf) -> Blueprint:
    """All pages and acts below `/counter`; the server guards their doors."""
    blueprint = Blueprint("counter", __name__, url_prefix="/counter", template_folder="templates",
                          static_folder="static")  # fmt: skip
    for room in (
        signin,
        loket,
        backoffice,
        supervisor,
        print_room,
        contacts,
        complaints,
        outage,
        find,
        books,
        office_settings,
    ):
        room.routes(blueprint, office, letters)
    drafts.routes(blueprint, office)
    office_settings.voice.routes(blueprint, office, shelf)
    return blueprint
