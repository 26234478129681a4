"""Complaints: taken in by kiosk and loket, handled by the supervisor, asked about with number and code."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, jsonify

from office.feedback import complaints
from office.feedback.bodies import Complain, Decide, Grade, Note
from office.hall.bodies import Body
from office.office import Office
from office.people.doors import door
from office.views import complaints as view
from server.api.common import body, created, key, query, takes

#: act -> its verb and body
ACTS: dict[str, tuple[Any, type[Body]]] = {
    "notes": (complaints.note, Note), "settle": (complaints.settle, Decide),
    "withdraw": (complaints.withdraw, Decide), "grade": (complaints.grade, Grade),
}  # fmt: skip


class Listed(Body):
    """`GET /complaints`."""

    ended: bool = False


class Asked(Body):
    """`GET /complaints/track`: what stands on the receipt."""

    number: str = ""
    code: str = ""


def blueprint(office: Office) -> APIBlueprint:
    """`/complaints`."""
    api = APIBlueprint("api_complaints", __name__, url_prefix="/api/v1", tag="Pengaduan")
    _taking(api, office)
    _reading(api, office)
    for name, (verb, model) in ACTS.items():
        api.post(f"/complaints/<int:complaint_id>/{name}", endpoint=f"complaint_{name}")(
            _act(office, verb, model, name)
        )
    return api


def _taking(api: APIBlueprint, office: Office) -> None:
    @api.post("/complaints")
    @door("kiosk", "loket", "supervisor")
    @takes(Complain)
    def complain() -> tuple[Response, int]:
        given = body(Complain)
        return created(office.do(complaints.receive, by=g.actor, key=key(), body=given))

    @api.get("/complaints/track")
    @door()
    @takes(Asked, "query")
    def track_complaint() -> Any:
        asked = query(Asked)
        return office.see(view.track, number=asked.number, code=asked.code)


def _reading(api: APIBlueprint, office: Office) -> None:
    @api.get("/complaints")
    @door("supervisor")
    @takes(Listed, "query")
    def listed() -> Response:
        return jsonify([_plain(row) for row in office.see(view.listing, ended=query(Listed).ended)])

    @api.get("/complaints/<int:complaint_id>")
    @door("supervisor")
    def one_complaint(complaint_id: int) -> Any:
        return _plain(office.see(view.one, complaint_id=complaint_id))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "due": row["due"].isoformat()}


def _act(office: Office, verb: Any, model: type[Body], name: str) -> Any:
    @door("supervisor")
    @takes(model)
    def act(complaint_id: int) -> Any:
        given = body(model)
        return office.do(verb, by=g.actor, key=key(), complaint_id=complaint_id, body=given)

    act.__doc__ = verb.__doc__
    act.__name__ = f"complaint_{name}"
    return act
