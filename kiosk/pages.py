"""The kiosk's blueprint: `pages(office)`."""

from flask import Blueprint

from kiosk import aloud, complaint, hall, help_call, leftover, phone, refusals, status, survey, tickets, visit
from office.office import Office


def pages(office: Office) -> Blueprint:
    """All pages and acts below `/kiosk`; the server guards their doors."""
    blueprint = Blueprint("kiosk", __name__, url_prefix="/kiosk", template_folder="templates", static_folder="static")
    blueprint.context_processor(visit.template_words)
    blueprint.context_processor(lambda: {"can_read": aloud.offered(visit.current()), "spoken_screens": aloud.SCREENS})
    blueprint.after_request(lambda answer: refusals.for_visitors(answer, office))
    for room in (hall, tickets, leftover, help_call, complaint, status, survey, phone, aloud):
        room.add(blueprint, office)
    return blueprint
