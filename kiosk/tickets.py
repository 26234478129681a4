"""Taking a number, and the page that shows it."""

from flask import Blueprint, Response, jsonify, make_response, render_template

from kiosk import qr, requests
from kiosk.visit import current, go
from office.hall import tickets
from office.hall.bodies import IssueTicket
from office.office import Office
from office.people.doors import door
from office.views import kiosk


def add(blueprint: Blueprint, office: Office) -> None:
    """`POST /kiosk/tickets` and the done page."""

    @blueprint.post("/tickets")
    @door("kiosk")
    def take_ticket() -> Response:
        """One number per key; answers where to go: `{"number", "go"}`."""
        wanted = requests.body(IssueTicket).model_dump(exclude_defaults=True, exclude={"count"})
        issued = office.do(tickets.issue, by=requests.actor(), key=requests.key(), **wanted, lang=current().lang)
        answer = jsonify(number=issued["number"], go=go("done", token=issued["token"], change={"priority": None}))
        return make_response(answer, 200 if issued.repeated else 201)

    @blueprint.get("/done/<token>")
    @door("kiosk")
    def done(token: str) -> str:
        """The number as paper: on its way out, or to be remembered when the paper does not come."""
        mine = office.see(kiosk.ticket, token=token)
        page = "kiosk/no_paper.html" if mine["paper"] == "not_out" else "kiosk/done.html"
        return render_template(page, ticket=mine, code=qr.svg(qr.address(mine["url"])))

    @blueprint.get("/done/<token>/paper")
    @door("kiosk")
    def paper(token: str) -> Response:
        """`{"paper": "coming" | "out" | "not_out"}`."""
        return jsonify(paper=office.see(kiosk.slip_state, token=token))
