"""Alive, ready, and a few figures; for this machine only."""

from apiflask import APIBlueprint
from flask import Blueprint, Response, jsonify, request

from office.errors import NotYourDesk
from office.office import Office
from office.people import devices
from office.people.doors import door
from office.records import schema
from office.records.database import ping

LOCAL = ("127.0.0.1", "::1")
#: a print room that was heard of within this time is there
FRESH_SECONDS = 60


def blueprint(office: Office) -> Blueprint:
    """`/healthz`, `/readyz`, `/metrics` (outside the API)."""
    health = APIBlueprint("health", __name__, enable_openapi=False)

    @health.before_request
    def only_here() -> None:
        if request.remote_addr not in LOCAL:
            raise NotYourDesk("Hanya untuk komputer server. Buka dari sana.")

    @health.get("/healthz")
    @door()
    def alive() -> tuple[str, int]:
        return "ok\n", 200

    _figures(health, office)
    return health


def _figures(health: Blueprint, office: Office) -> None:
    @health.get("/readyz")
    @door()
    def ready() -> tuple[Response, int]:
        ping(office.database)
        rooms = [sign["seconds"] for sign in office.see(devices.signs_of_life) if sign["role"] == "agent"]
        current = schema.is_current(office.database)
        found = {"database": True, "migrations": current, "print_room": min(rooms, default=999) < FRESH_SECONDS}
        return jsonify(found), 200 if current else 503

    @health.get("/metrics")
    @door()
    def metrics() -> Response:
        signs = office.see(devices.signs_of_life)
        lines = [
            f'pendopo_seconds_since_heartbeat{{who="{s["who"]}",role="{s["role"]}"}} {s["seconds"]}' for s in signs
        ]
        return Response("\n".join(lines) + "\n", mimetype="text/plain")
