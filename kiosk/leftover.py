"""A "dahulukan besok" slip at the kiosk: its code becomes a number that is called first."""

from flask import Blueprint, Response, jsonify, make_response, render_template
from pydantic import BaseModel, ConfigDict, Field

from kiosk import requests
from kiosk.visit import current, go
from office.hall import leftovers
from office.office import Office
from office.people.doors import door


class Slip(BaseModel):
    """What stands on the slip, typed or scanned."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    code: str = Field(min_length=1, max_length=20)


def add(blueprint: Blueprint, office: Office) -> None:
    """The keypad, and `POST /kiosk/leftover`."""

    @blueprint.get("/leftover")
    @door("kiosk")
    def leftover() -> str:
        return render_template("kiosk/leftover.html")

    @blueprint.post("/leftover")
    @door("kiosk")
    def honour_leftover() -> Response:
        """One number per key: `{"number", "go"}`, and `said` where the slip gives only an ordinary one."""
        code = requests.body(Slip).code
        given = office.do(leftovers.honour, by=requests.actor(), key=requests.key(), code=code, lang=current().lang)
        shown = {"number": given["number"], "go": go("done", token=given["token"], change={"priority": None})}
        answer = jsonify(**shown, said=None if given["honoured"] else given["said"])
        return make_response(answer, 200 if given.repeated else 201)
