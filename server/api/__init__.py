"""The JSON API under `/api/v1`: one file per group of resources; the same verbs as the screens."""

from typing import Any

from apiflask import APIFlask
from flask import Blueprint

from office.office import Office
from office.people.doors import door
from printer.letters.desk import LetterDesk
from server.api import (
    attachments,
    books,
    clock,
    complaints,
    contacts,
    day,
    devices,
    files,
    hall,
    health,
    letter_texts,
    office_settings,
    outages,
    paper,
    signing,
)
from server.tell import Teller


def blueprints(office: Office, letters: LetterDesk, teller: Teller) -> list[Blueprint]:
    """All of the API, and the health pages beside it."""
    return [
        hall.blueprint(office, teller), files.blueprint(office, letters), letter_texts.blueprint(office, letters),
        attachments.blueprint(office, letters), signing.blueprint(office, letters), paper.blueprint(office, teller),
        complaints.blueprint(office), day.blueprint(office), books.blueprint(office, letters),
        outages.blueprint(office), contacts.blueprint(office), clock.blueprint(office),
        office_settings.blueprint(office), devices.blueprint(office), health.blueprint(office),
    ]  # fmt: skip


def describe(app: APIFlask) -> None:
    """Complete the OpenAPI document: who may call, and how refusals look."""
    app.config["HTTP_ERROR_SCHEMA"] = PROBLEM
    app.config["VALIDATION_ERROR_SCHEMA"] = PROBLEM
    door()(app.view_functions["openapi.spec"])
    app.security_schemes = {
        "Token": {"type": "http", "scheme": "bearer", "description": "`python -m server token issue --as ROLE`"},
        "Session": {"type": "apiKey", "in": "cookie", "name": "pendopo_session"},
    }

    @app.spec_processor
    def finish(spec: dict[Any, Any] | str) -> dict[Any, Any] | str:
        if isinstance(spec, str):
            return spec
        spec["security"] = [{"Token": []}, {"Session": []}]
        spec["paths"] = {path: item for path, item in spec["paths"].items() if path.startswith("/api/")}
        return spec


PROBLEM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
        "code": {"type": "string"}, "detail": {"type": "string"},
    },
}  # fmt: skip
