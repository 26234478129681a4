"""The office's settings: all of them, one part set, a change taken back. The same verbs as the sheets."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, jsonify
from pydantic import Field

from office.configuration import changes
from office.errors import Unknown
from office.hall.bodies import Body
from office.office import Office
from office.people.doors import door
from office.records import parts
from office.records.work import Read
from office.views import settings_history
from server.api.common import body, key, query, takes


class PutPart(Body):
    """`PUT /settings/{part}`: the whole part; `seen` is the one of the answer that it was made from."""

    seen: str | None = Field(None, max_length=64, description="empty only for a part that does not exist yet")
    document: dict[str, Any] | None = Field(description="the part as `GET /settings` shows it; null takes it out")


class History(Body):
    """`GET /settings/history`."""

    before: int | None = Field(None, ge=1, le=2**31)


def blueprint(office: Office) -> APIBlueprint:
    """`/settings`."""
    api = APIBlueprint("api_settings", __name__, url_prefix="/api/v1", tag="Pengaturan")

    @api.get("/settings")
    @door("supervisor", "admin")
    def all_settings() -> Response:
        return jsonify(office.see(everything))

    _writing(api, office)

    @api.get("/settings/history")
    @door("supervisor", "admin")
    @takes(History, "query")
    def settings_changes() -> Response:
        return jsonify(office.see(settings_history.changes_made, before=query(History).before))

    return api


def _writing(api: APIBlueprint, office: Office) -> None:
    @api.put("/settings/<part>")
    @door("supervisor", "admin")
    @takes(PutPart)
    def put_settings(part: str) -> Response:
        given_key = key()
        given = body(PutPart).model_dump()
        return jsonify(office.do(changes.change, by=g.actor, key=given_key, part=part, **given))

    @api.post("/settings/history/<int:version>/undo")
    @door("supervisor", "admin")
    def undo_settings(version: int) -> Response:
        if version > 2**31 - 1:
            raise Unknown("Perubahan itu tidak ada. Periksa nomornya di riwayat.")
        return jsonify(office.do(changes.undo, by=g.actor, key=key(), version=version))


def everything(read: Read) -> dict[str, Any]:
    """{part: {seen, document}}: every part of the settings."""
    return {parts.key(kind, name): {"seen": parts.fingerprint(doc), "document": doc}
            for kind, docs in parts.DOCS.items() for name, doc in docs(read.session).items()}  # fmt: skip
