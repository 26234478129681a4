"""The supervisor's page: the office today, its lokets, desks, screens and printers."""

from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from counter import forms
from counter.supervisor import closing as ending
from counter.supervisor import file_clock, hours, times, year
from counter.supervisor.bars import bar
from office.errors import Invalid
from office.hall import day
from office.office import Answer, Office
from office.people.doors import door
from office.views import supervisor as view
from printer.letters.desk import LetterDesk

STATES = ("open", "break", "closed")


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The page, what may be done from it, and the rooms behind it: calendar, hours, the end of the day."""
    for room in (year, hours, file_clock, times, ending):
        room.routes(blueprint, office)

    @blueprint.get("/supervisor")
    @door("supervisor", "admin")
    def supervisor() -> Response:
        return page(office)

    @blueprint.post("/supervisor/day")
    @door("supervisor")
    def supervisor_day() -> Response:
        return reopen(office)

    @blueprint.post("/supervisor/lokets/<int:number>")
    @door("supervisor")
    def supervisor_loket(number: int) -> Response:
        return set_loket(office, number)


def page(office: Office, problem: str = "") -> Response:
    """The page as the office is now; `problem` is a refusal to be told."""
    found: dict[str, Any] = office.see(view.overview)
    longest = max([row["count"] for row in found["desks"]] + [1])
    now = office.clock().astimezone(office.zone)
    bars = {row["desk"]: bar(row, longest) for row in found["desks"]}
    said = {"problem": problem, "left": request.args.get("left", type=int), "sheet": "sheet" in request.args}
    answer = make_response(render_template("counter/supervisor/page.html", office=found, bars=bars, today=now, **said))
    answer.status_code = forms.CONFLICT if problem else 200
    return answer


def reopen(office: Office) -> Response:
    """Open the day by hand (also on a day off, and before the kiosk's hour)."""
    return _back(office, forms.attempt(lambda: office.do(day.open_day, by=g.actor, key=forms.key())))


def set_loket(office: Office, number: int) -> Response:
    """Open, pause or close a loket from here (`state`, `reason`)."""
    state, reason = request.form.get("state", ""), request.form.get("reason", "").strip()[:200] or None

    def act() -> Answer:
        if state not in STATES:
            raise Invalid("Pilih buka, istirahat, atau tutup.")
        return office.do(day.set_loket, by=g.actor, key=forms.key(), loket=number, state=state, reason=reason)

    return _back(office, forms.attempt(act))


def _back(office: Office, tried: forms.Tried, **values: Any) -> Response:
    if tried.refusal is not None:
        return page(office, tried.refusal.detail)
    return make_response("", 303, {"Location": url_for("counter.supervisor", **values)})
