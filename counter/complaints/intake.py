"""Taking a complaint in at the loket: what was said, in the complainant's words; a number, a code, a slip."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

from counter import forms
from counter.backoffice.who import sitting
from office.feedback import complaints
from office.feedback.bodies import Complain
from office.office import Answer, Office
from office.paper.due_complaint import SUBJECTS
from office.people.doors import door
from office.views import complaints as view

DESKS = ("loket", "supervisor")
FIELDS = ("about", "words", "name", "phone", "channel", "file")
#: how a complaint comes to an officer
CHANNELS = {name: title for name, title in view.CHANNELS.items() if name != "kiosk"}


def routes(blueprint: Blueprint, office: Office) -> None:
    """The form, and what becomes of it: the answer is the page with number and code, which no address holds."""

    @blueprint.get("/complaints/new")
    @door(*DESKS)
    def complaint_new() -> Response:
        return page()

    @blueprint.post("/complaints/new")
    @door(*DESKS)
    def complaint_receive() -> Response:
        tried = forms.attempt(lambda: _receive(office))
        return page(tried)


def page(tried: forms.Tried | None = None) -> Response:
    """The empty form; after a refusal with all that was typed; after the act what was given out."""
    who = sitting()
    refusal = tried.refusal if tried else None
    context: dict[str, Any] = {
        "desk": who.desk, "own": who.seat.loket, "subjects": SUBJECTS, "channels": CHANNELS, "refusal": refusal,
        "typed": request.form if refusal else {}, "problems": tried.problems if tried else {},
        "made": tried.answer if tried and tried.ok else None,
    }  # fmt: skip
    answer = make_response(render_template("counter/complaints/new.html", **context))
    answer.status_code = forms.CONFLICT if refusal else 200
    return answer


def _receive(office: Office) -> Answer:
    who, key = sitting(), forms.key()
    given = {**forms.typed(*FIELDS), "confidential": "confidential" in request.form}
    return office.do(complaints.receive, by=who.actor, key=key, body=forms.read(Complain, given))
