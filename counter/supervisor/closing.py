"""Ending the day: who is still here, what becomes of them, and the sheet for the archive. And the voice at rest."""

from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from counter import forms
from counter.loket import draw
from office.errors import Invalid
from office.hall import closing, day, leftovers
from office.office import Answer, Office
from office.people.doors import door
from office.views import supervisor as views

LETS = ("let", "finish")
#: a sheet that nobody wants on paper now
NOWHERE = "none"


def routes(blueprint: Blueprint, office: Office) -> None:
    """The question before closing, the closing, its sheet, the quiet of the voice, promises at the loket."""
    _close(blueprint, office)
    _quiet(blueprint, office)
    _promises(blueprint, office)


def _close(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/supervisor/close")
    @door("supervisor")
    def close_question() -> Response:
        return _question(office)

    @blueprint.post("/supervisor/close")
    @door("supervisor")
    def close() -> Response:
        tried = forms.attempt(lambda: _end(office))
        if tried.refusal is not None:
            return _question(office, tried.refusal.detail)
        return _to_office(left=tried.answer["left"])

    @blueprint.post("/supervisor/close/slip")
    @door("supervisor")
    def close_slip() -> Response:
        where: dict[str, Any] = {"on": request.form.get("on", ""), "print_at": request.form.get("print_at") or None}
        tried = forms.attempt(lambda: office.do(closing.close_slip, by=g.actor, key=forms.key(), **where))
        if tried.refusal is not None:
            return _question(office, tried.refusal.detail)
        return _to_office(sheet=1)


def _end(office: Office) -> Answer:
    serving, place = request.form.get("serving", "let"), request.form.get("print_at", "")
    if serving not in LETS:
        raise Invalid("Pilih apa yang terjadi dengan nomor yang sedang dilayani.")
    answer = office.do(closing.close_day, by=g.actor, key=forms.key(), serving=serving)
    if place != NOWHERE:
        office.do(closing.close_slip, by=g.actor, key=f"{forms.key()}-slip", on=answer["day"], print_at=place or None)
    return answer


def _question(office: Office, problem: str = "") -> Response:
    found = office.see(views.closing)
    answer = make_response(render_template("counter/supervisor/close.html", close=found, problem=problem))
    answer.status_code = forms.CONFLICT if problem else 200
    return answer


def _to_office(**values: Any) -> Response:
    return make_response("", 303, {"Location": url_for("counter.supervisor", **values)})


def _quiet(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/supervisor/quiet")
    @door("supervisor")
    def supervisor_quiet() -> Response:
        tried = forms.attempt(lambda: _hush(office))
        return _to_office() if tried.ok else _question(office, tried.refusal.detail if tried.refusal else "")

    @blueprint.post("/loket/<int:loket>/quiet")
    @door("loket")
    def loket_quiet(loket: int) -> Response:
        return draw.after_hall_act(office, loket, forms.attempt(lambda: _hush(office)))


def _hush(office: Office) -> Answer:
    """Quiet for `minutes`; 0: the voice speaks again."""
    minutes = request.form.get("minutes", 10, type=int)
    if minutes:
        return office.do(day.quiet, by=g.actor, key=forms.key(), minutes=minutes)
    return office.do(day.speak_again, by=g.actor, key=forms.key())


def _promises(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/loket/<int:loket>/promises")
    @door("loket")
    def loket_promises(loket: int) -> str:
        rows = office.see(leftovers.open_ones)
        return render_template("counter/loket/promises.html", loket=loket, promises=rows)

    @blueprint.post("/loket/<int:loket>/promises")
    @door("loket")
    def loket_honour(loket: int) -> Response:
        asked: dict[str, Any] = {"code": request.form.get("code", "").strip() or None,
                                 "leftover": request.form.get("leftover", type=int)}  # fmt: skip
        tried = forms.attempt(lambda: office.do(leftovers.honour, by=g.actor, key=forms.key(),
                                                print_at=f"loket:{loket}", **asked))  # fmt: skip
        return draw.after_hall_act(office, loket, tried, tried.answer.get("said", ""))
