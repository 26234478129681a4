"""The kiosk's blueprint: `pages(office)`."""

from flask import Blueprint, Response, json

from kiosk import aloud, complaint, hall, help_call, leftover, phone, status, survey, tickets, visit
from office.office import Office


def pages(office: Office) -> Blueprint:
    """All pages and acts below `/kiosk`; the server guards their doors."""
    blueprint = Blueprint("kiosk", __name__, url_prefix="/kiosk", template_folder="templates", static_folder="static")
    blueprint.context_processor(visit.template_words)
    blueprint.context_processor(lambda: {"can_read": aloud.offered(visit.current()), "spoken_screens": aloud.SCREENS})
    blueprint.after_request(_in_their_language)
    for room in (hall, tickets, leftover, help_call, complaint, status, survey, phone, aloud):
        room.add(blueprint, office)
    return blueprint


def _in_their_language(answer: Response) -> Response:
    """A refusal that a script shows, for who reads no Indonesian."""
    if answer.mimetype == "application/problem+json":
        problem = answer.get_json()
        problem["detail"] = visit.current().refusal(problem["code"], problem["detail"])
        answer.set_data(json.dumps(problem))
    return answer
