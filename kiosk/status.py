"""Where a file is: number and code typed on the screen, the SOP's ring as the answer. Complaints are asked here too."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template
from pydantic import BaseModel, ConfigDict, Field

from kiosk import complaint, requests, ring
from kiosk.visit import current
from office.office import Office
from office.people.doors import door
from office.views import complaints, tracking


class Question(BaseModel):
    """What stands on the receipt."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    number: str = Field(min_length=1, max_length=40)
    code: str = Field(min_length=1, max_length=20)


def add(blueprint: Blueprint, office: Office) -> None:
    """The keypad and the answer."""

    @blueprint.get("/status")
    @door("kiosk")
    def status() -> str:
        return render_template("kiosk/status.html")

    @blueprint.post("/status")
    @door("kiosk")
    def look() -> Response:
        """The ring as a piece of page. A POST, so that number and code stay out of addresses and logs."""
        answer = make_response(_seen(office, requests.body(Question)))
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _seen(office: Office, asked: Question) -> str:
    """A file's ring, or how a complaint stands: its number says which."""
    view = complaints.track if complaints.is_number(asked.number) else tracking.track
    seen: dict[str, Any] = office.see(view, number=asked.number, code=asked.code)
    if complaints.is_number(asked.number):
        return render_template("kiosk/_complaint_state.html", **complaint.shown(seen))
    return render_template("kiosk/_ring.html", file=seen, **ring.shown(seen, current()))
