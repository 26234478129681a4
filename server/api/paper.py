"""Print jobs and printers: the print room's side (lease, sending, result) and people's (list, reprint, resolve)."""

import time
from typing import Any, Literal

from apiflask import APIBlueprint
from flask import Response, g, jsonify
from pydantic import Field

from office.hall.bodies import Body, Words
from office.office import Answer, Office
from office.paper import leases, print_room, printers, spool
from office.people import devices
from office.people.doors import door
from server.api.common import body, created, key, query, takes
from server.tell import Teller

LONGEST_WAIT = 25.0
#: a room's sign of life is written down this often at most
BEAT_SECONDS = 10.0


class Lease(Body):
    """A print room asks for work; the answer is held open for up to `wait` seconds."""

    worker: str = Field(min_length=3, max_length=80)
    wait: float = Field(0, ge=0, le=60)


class Sending(Body):
    """The bytes about to leave, and the lines they were laid out from."""

    worker: str
    payload_b64: str
    laid_out: list[Any] = Field(default_factory=list)
    millimetres: int | None = Field(None, ge=0, le=5000, description="paper that it takes")


class Result(Body):
    """What became of a job."""

    worker: str
    state: Literal["printed", "sent", "needs_attention", "queued", "failed"]
    reason: Words | None = None


class PrinterState(Body):
    """How a printer is; `completion_class` (A-D) once the room has found it out."""

    state: str
    reason: Words | None = None
    completion_class: str | None = None


class Reprint(Body):
    """Print again, marked SALINAN."""

    reason: Words = Field(min_length=3, max_length=200)
    purpose: str | None = Field(None, description="kiosk or loket:N: print it there instead")


class Cancel(Body):
    """Take a waiting slip out of the queue."""

    reason: Words = Field(min_length=3, max_length=200)


class Resolve(Body):
    """Did the sheet come out?"""

    came_out: bool
    purpose: str | None = Field(None, description="kiosk or loket:N: where a copy is to be printed")


class Jobs(Body):
    """`GET /print-jobs`."""

    state: str | None = None
    subject: str | None = None
    limit: int = Field(50, ge=1, le=200)


def blueprint(office: Office, teller: Teller) -> APIBlueprint:
    """`/print-jobs`, `/printers`."""
    api = APIBlueprint("api_paper", __name__, url_prefix="/api/v1", tag="Kertas")
    _room(api, office, teller)
    _people(api, office)
    _decisions(api, office)
    _printers(api, office)
    return api


def _room(api: APIBlueprint, office: Office, teller: Teller) -> None:
    heard: dict[str, float] = {}

    @api.post("/print-jobs/lease")
    @door("agent")
    @takes(Lease)
    def lease() -> Any:
        given = body(Lease)
        key()  # a repeated lease may give other jobs: nothing to remember
        if time.monotonic() - heard.get(g.actor.ref, -BEAT_SECONDS) >= BEAT_SECONDS:
            heard[g.actor.ref] = time.monotonic()
            office.do(devices.heartbeat, by=g.actor, role="agent", said={"worker": given.worker})
        return _leased(office, teller, given)

    @api.post("/print-jobs/<int:job>/sending")
    @door("agent")
    @takes(Sending)
    def sending(job: int) -> Any:
        return office.do(leases.mark_sending, by=g.actor, key=key(), job=job, **body(Sending).model_dump())

    @api.post("/print-jobs/<int:job>/result")
    @door("agent")
    @takes(Result)
    def result(job: int) -> Any:
        return office.do(leases.report_result, by=g.actor, key=key(), job=job, **body(Result).model_dump())


def _leased(office: Office, teller: Teller, given: Lease) -> Answer:
    """What there is to print; held until there is something. A job of another process is seen within a second."""
    ends = time.monotonic() + min(given.wait, LONGEST_WAIT)
    due = office.see(leases.something_to_do, worker=given.worker)
    while True:
        left = ends - time.monotonic()
        if due or left <= 0 or teller.closing:
            answer = office.do(leases.lease_jobs, by=g.actor, worker=given.worker)
            if answer["jobs"] or left <= 0 or teller.closing:
                return answer
        with teller.paper:
            due = teller.paper.wait(min(left, 1.0))
        due = due or office.see(leases.something_to_do, worker=given.worker)


def _people(api: APIBlueprint, office: Office) -> None:
    @api.get("/print-jobs")
    @door("loket", "supervisor", "admin")
    @takes(Jobs, "query")
    def jobs() -> Response:
        return jsonify(office.see(print_room.list_jobs, **query(Jobs).model_dump()))

    @api.get("/print-jobs/<int:job>")
    @door("loket", "kiosk", "supervisor", "admin")
    def one_job(job: int) -> Any:
        return office.see(print_room.one_job, job=job)


def _decisions(api: APIBlueprint, office: Office) -> None:
    @api.post("/print-jobs/<int:job>/reprint")
    @door("loket", "supervisor", "admin")
    @takes(Reprint)
    def reprint(job: int) -> tuple[Response, int]:
        return created(office.do(spool.reprint, by=g.actor, key=key(), job=job, **body(Reprint).model_dump()))

    @api.post("/print-jobs/<int:job>/resolve")
    @door("loket", "kiosk", "supervisor", "admin")
    @takes(Resolve)
    def resolve(job: int) -> Any:
        return office.do(spool.resolve, by=g.actor, key=key(), job=job, **body(Resolve).model_dump())

    @api.post("/print-jobs/<int:job>/cancel")
    @door("loket", "supervisor", "admin")
    @takes(Cancel)
    def cancel(job: int) -> Any:
        return office.do(spool.cancel, by=g.actor, key=key(), job=job, reason=body(Cancel).reason)


def _printers(api: APIBlueprint, office: Office) -> None:
    @api.get("/printers")
    @door("loket", "supervisor", "admin")
    def all_printers() -> Response:
        return jsonify(office.see(printers.list_printers))

    @api.post("/printers/<int:printer>/test")
    @door("supervisor", "admin")
    def test_slip(printer: int) -> tuple[Response, int]:
        return created(office.do(spool.print_test, by=g.actor, key=key(), printer=printer))

    @api.post("/printers/<int:printer>/state")
    @door("agent")
    @takes(PrinterState)
    def state(printer: int) -> Any:
        given = body(PrinterState)
        return office.do(printers.report_state, by=g.actor, key=key(), printer=printer, **given.model_dump())
