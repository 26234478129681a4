"""The satisfaction survey: on the kiosk by typed code, on a phone by the code on the handover slip."""

from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template
from pydantic import BaseModel, ConfigDict, Field

from kiosk import requests
from kiosk.visit import go
from office.feedback import survey as rules
from office.feedback.questionnaire import questionnaire
from office.office import Office
from office.people.doors import door
from office.records.vault import tidy_code
from office.views import kiosk


class Questionnaire(BaseModel):
    """The filled form; what the answers may be, the office decides."""

    model_config = ConfigDict(extra="forbid")
    token: str = Field(min_length=1, max_length=40)
    answers: dict[str, int]
    profile: dict[str, Any] = {}
    comment: str | None = Field(None, max_length=1000)


class Code(BaseModel):
    """A code as it is typed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    code: str = Field(min_length=1, max_length=20)


def add(blueprint: Blueprint, office: Office) -> None:
    """Code entry, the nine questions, the answer."""
    _entry(blueprint, office)
    _questions(blueprint, office)


def _entry(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/survey")
    @door()
    def survey_code() -> str:
        return render_template("kiosk/survey_code.html")

    @blueprint.post("/survey/code")
    @door()
    def check_code() -> Response:
        """Where the typed code leads."""
        code = tidy_code(requests.body(Code).code)
        return jsonify(right=office.see(kiosk.survey_right, token=code), go=go("survey", token=code))


def _questions(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/survey/<token>")
    @door()
    def survey(token: str) -> str:
        right = office.see(kiosk.survey_right, token=token)
        if right != "open":
            return render_template("kiosk/survey_over.html", right=right)
        return render_template("kiosk/survey.html", token=token, form=questionnaire())

    @blueprint.post("/survey")
    @door()
    def send_survey() -> Response:
        """One questionnaire for one code."""
        filled = requests.body(Questionnaire)
        given = office.do(rules.answer, by=requests.actor(), key=requests.key(), **filled.model_dump())
        return make_response(jsonify(thanks=True), 200 if given.repeated else 201)
