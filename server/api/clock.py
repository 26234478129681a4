"""The file clock: its hours with the effect of a change, the files that are late, time spent at each desk."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, jsonify
from pydantic import Field

from office.files import clock_setting
from office.files.clock_hours import FileClock
from office.hall.bodies import Body
from office.office import Office
from office.people.doors import door
from office.views import desk_times, worklists
from server.api.common import body, key, query, takes


class Period(Body):
    """`GET /desk-times`: days back from today."""

    days: int = Field(desk_times.USUAL, ge=1, le=366)


def blueprint(office: Office) -> APIBlueprint:
    """`/file-clock`, `/files/overdue`, `/desk-times`."""
    api = APIBlueprint("api_clock", __name__, url_prefix="/api/v1", tag="Tenggat")
    _hours(api, office)
    _times(api, office)
    return api


def _hours(api: APIBlueprint, office: Office) -> None:
    @api.get("/file-clock")
    @door("supervisor", "admin")
    def read_file_clock() -> Any:
        found: FileClock = office.see(lambda read: read.settings.clock)
        return found.model_dump(mode="json")

    @api.put("/file-clock")
    @door("supervisor", "admin")
    @takes(FileClock)
    def change_file_clock() -> Any:
        return office.do(clock_setting.change, by=g.actor, key=key(), clock=body(FileClock))

    @api.post("/file-clock/preview")
    @door("supervisor", "admin")
    @takes(FileClock)
    def preview_file_clock() -> Any:
        key()  # as every POST is asked for one; a look answers how things stand now
        return office.see(clock_setting.preview, given=body(FileClock))


def _times(api: APIBlueprint, office: Office) -> None:
    @api.get("/files/overdue")
    @door("supervisor", "admin")
    def overdue_files() -> Response:
        return jsonify(office.see(worklists.overdue))

    @api.get("/desk-times")
    @door("supervisor", "admin")
    @takes(Period, "query")
    def times_at_desks() -> Any:
        return office.see(desk_times.report, days=query(Period).days)
