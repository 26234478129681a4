"""The page "Setelah padam", and what the supervisor does with an outage as a whole."""

from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from counter.forms import attempt, key, panels, typed
from counter.outage import bodies, draw
from office.errors import Invalid, Unknown
from office.hall import outages
from office.office import Answer, Office
from office.people.doors import door
from office.views import intake

#: what may be done with an outage as a whole; finishing it is everybody's
VERBS = {"end": outages.end, "dismiss": outages.dismiss, "reopen": outages.reopen}


def routes(blueprint: Blueprint, office: Office) -> None:
    """Looking, and the outage itself: entered by hand, ended, dismissed, opened again, finished."""
    _looking(blueprint, office)
    _outage(blueprint, office)


def _looking(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/outage")
    @door("loket", "kasi", "supervisor")
    def outage() -> Response:
        return draw.page(office, request.args.get("id", type=int))

    @blueprint.get("/outage/<int:outage_id>/papers")
    @door("loket")
    def outage_papers(outage_id: int) -> Response:
        """The chosen service's letter fields and checklist."""
        service = office.see(intake.service, code=request.args.get("service", ""))
        drawn = render_template("counter/outage/papers.html", service=service, typed={}, problems={})
        return panels({"late-papers": drawn})


def _outage(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/outage")
    @door("supervisor")
    def outage_enter() -> Response:
        return _back(office, None, lambda: _entered(office))

    @blueprint.post(f"/outage/<int:outage_id>/<any({','.join(map(repr, VERBS))}):act>")
    @door("supervisor")
    def outage_act(outage_id: int, act: str) -> Response:
        more: dict[str, Any] = {"note": request.form.get("note", "")[:200]} if act == "dismiss" else {}
        return _back(
            office, outage_id, lambda: office.do(VERBS[act], by=g.actor, key=key(), outage_id=outage_id, **more)
        )

    @blueprint.post("/outage/<int:outage_id>/finish")
    @door("supervisor", "loket")
    def outage_finish(outage_id: int) -> Response:
        return _back(office, outage_id, lambda: office.do(outages.finish, by=g.actor, key=key(), outage_id=outage_id))


def _entered(office: Office) -> Answer:
    told: dict[str, Any] = {**bodies.period(office.zone), **typed("note")}
    if "from_at" not in told:
        raise Invalid("Isi jam mulai gangguan.", fields={"from_at": "Isi jamnya."})
    return office.do(outages.enter, by=g.actor, key=key(), **told)


def _back(office: Office, outage: int | None, act: Any) -> Response:
    """The page anew; a refusal stands on top of it."""
    tried = attempt(act)
    if tried.refusal is not None:
        if isinstance(tried.refusal, Unknown):
            outage = None
        return draw.page(office, outage, problem=tried.refusal.detail)
    return make_response("", 303, {"Location": url_for("counter.outage", id=tried.answer["id"])})
