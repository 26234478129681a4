"""The pages on a visitor's own phone: plain HTTP, by socket or by asking every ten seconds.

A number behind its QR; a file behind its number and code. Nothing of a person stands on either.
"""

from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from kiosk import requests, ring
from kiosk.status import Question
from kiosk.visit import current, on_phone
from office.errors import Unknown
from office.hall import leftovers, own_ticket
from office.office import Office
from office.people.doors import door
from office.views import kiosk, tracking


def add(blueprint: Blueprint, office: Office) -> None:
    """`/kiosk/t/<token>`, for which the token is the only right needed, and `/kiosk/file`."""
    _number(blueprint, office)
    _file(blueprint, office)


def _number(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/t/<token>")
    @door()
    def phone(token: str) -> str:
        """The whole page, or with `?part=1` only what moves."""
        mine = office.see(kiosk.ticket, token=token)
        on_phone(mine["lang"])
        page = "kiosk/_phone.html" if request.args.get("part") else "kiosk/phone.html"
        promise = office.see(leftovers.of_token, token=token)
        return render_template(page, ticket=mine, token=token, now=office.see(kiosk.now), promise=promise)

    @blueprint.post("/t/<token>/cancel")
    @door()
    def give_up(token: str) -> Response:
        """The holder gives the number up; a called one is refused."""
        left = office.do(own_ticket.give_up, by=requests.actor(), key=requests.key(), token=token)
        return jsonify(state=left["state"])


def _file(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/file")
    @door()
    def file() -> str:
        on_phone()
        return render_template("kiosk/file.html", asked=None, found=None, trouble=None)

    @blueprint.post("/file")
    @door()
    def look_file() -> Response:
        """The answer to number and code; both stay out of addresses and logs."""
        on_phone()
        number, code = request.form.get("number", "").strip()[:40], request.form.get("code", "").strip()[:20]
        page, status = _seen(office, number, code)
        answer = make_response(page, status)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _seen(office: Office, number: str, code: str) -> tuple[str, int]:
    asked = Question(number=number or "-", code=code or "-")
    try:
        found: dict[str, Any] = office.see(tracking.track, number=asked.number, code=asked.code)
    except Unknown as refusal:
        said = current().refusal(refusal.code, refusal.detail)
        return render_template("kiosk/file.html", asked=number, found=None, trouble=said), 404
    shown = ring.shown(found, current())
    return render_template("kiosk/file.html", asked=number, found=found, trouble=None, file=found, **shown), 200
