"""The satisfaction survey: on the kiosk by typed code, on a phone by the code on the handover slip, and at the loket.

At the loket an officer helps: the right comes sealed from the handover, or later as the code on the bearer's slip;
no record leads from a file to it. The answers are marked as assisted.
"""

from typing import Any

from cryptography.fernet import InvalidToken
from flask import Blueprint, Response, g, jsonify, make_response, render_template, request, url_for
from pydantic import BaseModel, ConfigDict, Field

from kiosk import requests
from kiosk.visit import go
from office.errors import Unknown
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
    _assisted(blueprint, office)


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
        return render_template("kiosk/survey.html", token=token, form=questionnaire(), send_to=go("send_survey"))

    @blueprint.post("/survey")
    @door()
    def send_survey() -> Response:
        """One questionnaire for one code."""
        return _answered(office)


def _answered(office: Office, *, assisted: bool = False) -> Response:
    filled = requests.body(Questionnaire)
    given = office.do(rules.answer, by=requests.actor(), key=requests.key(), assisted=assisted,
                      **filled.model_dump())  # fmt: skip
    return make_response(jsonify(thanks=True), 200 if given.repeated else 201)


def _assisted(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/survey/assist")
    @door("loket")
    def assist_survey() -> str:
        """The same questions on the loket's own screen, for who was handed a letter just now, or has the slip."""
        token = tidy_code(request.form.get("code", "")) or _unsealed(office, request.form.get("right", ""))
        right = office.see(kiosk.survey_right, token=token)
        back = url_for("counter.loket_screen", loket=g.seat.loket or request.form.get("loket", 1, type=int))
        if right != "open":
            return render_template("kiosk/survey_over.html", right=right, back=back)
        return render_template("kiosk/survey.html", token=token, form=questionnaire(), back=back,
                               send_to=go("send_assisted"))  # fmt: skip

    @blueprint.post("/survey/assisted")
    @door("loket")
    def send_assisted() -> Response:
        """The answers, marked as given with an officer's help; nothing says which officer or which file."""
        return _answered(office, assisted=True)


def _unsealed(office: Office, right: str) -> str:
    try:
        return office.vault.unseal(right)
    except InvalidToken:
        raise Unknown("Survei ini tidak dapat dibuka dari layar ini. Isi dengan kode pada bukti penyerahan.") from None
