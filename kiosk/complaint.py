"""A complaint at the kiosk: what it is about, own words if one likes, a name if one likes; a receipt comes out."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, make_response, render_template

from kiosk import requests
from kiosk.visit import current
from office.feedback import complaints
from office.feedback.bodies import Complain
from office.office import Office
from office.people.doors import door
from office.views import kiosk

#: what one may choose, each with its picture
SUBJECTS = {"pelayanan": "user-round", "waktu": "clock", "biaya": "receipt-text", "sikap": "users",
            "lainnya": "circle-question-mark"}  # fmt: skip
#: the keyboard's letters and signs; figures stand above them
KEYS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL.", "ZXCVBNM,?")


def add(blueprint: Blueprint, office: Office) -> None:
    """The three questions, and `POST /kiosk/complaint`."""

    @blueprint.get("/complaint")
    @door("kiosk")
    def complaint() -> str:
        return render_template("kiosk/complaint.html", subjects=SUBJECTS, keys=KEYS)

    @blueprint.post("/complaint")
    @door("kiosk")
    def complain() -> Response:
        """Number and code as a piece of page, so that neither stands in an address."""
        told = requests.body(Complain)
        made = office.do(complaints.receive, by=requests.actor(), key=requests.key(), body=told)
        paper = office.see(kiosk.paper)["ok"]
        until = _day(made["reply_by"])
        answer = make_response(render_template("kiosk/_complaint_done.html", made=made, until=until, paper=paper))
        answer.status_code = 200 if made.repeated else 201
        answer.headers["Cache-Control"] = "no-store"
        return answer


def shown(found: dict[str, Any]) -> dict[str, Any]:
    """What the piece of page about a complaint's state needs: `office.views.complaints.track`, its days in words."""
    due = found["reply_by" if found["state"] == "open" else "decide_by"]
    answers = [{**answer, "day": _day(answer["at"])} for answer in found["answers"]]
    return {"found": found, "now": datetime.fromisoformat(found["now"]), "received": _day(found["received_at"]),
            "until": _day(due), "answers": answers}  # fmt: skip


def _day(iso: str) -> str:
    return current().day_text(datetime.fromisoformat(iso))
