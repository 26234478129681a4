"""Screens: pairing by a code, signs of life, and what a watchdog asks."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, jsonify
from pydantic import Field

from office.hall import speakers
from office.hall.bodies import Body, Words
from office.office import Actor, Office
from office.people import devices, paired, pairing
from office.people.doors import door
from office.people.pairing import Approval
from server.api.common import body, created, key, nothing, takes
from server.doors import with_device


class Heartbeat(Body):
    """A sign of life of a kiosk, TV or agent. `version`: the pages it was drawn with; `path`: where it is.

    A TV's `screen` asks to speak: may it sound, which call is it saying, by which socket does it listen, in which zone
    does it stand (a paired one stands where the office says).
    """

    version: Words = Field("", max_length=40)
    last_call: int | None = None
    resolution: Words = Field("", max_length=40)
    path: Words = Field("", max_length=200)
    screen: Words = Field("", max_length=40)
    sound: bool = False
    playing: int | None = None
    socket: Words = Field("", max_length=40)
    zone: Words = Field("", max_length=60)


class NewPairing(Body):
    """`POST /devices/pairing`. `watch`: the key this computer's watchdog will ask with."""

    watch: str | None = Field(None, min_length=16, max_length=100)


class DeviceCode(Body):
    """The secret that the screen's page keeps."""

    device_code: str = Field(min_length=16, max_length=100)


def blueprint(office: Office) -> APIBlueprint:
    """`/devices/…`."""
    api = APIBlueprint("api_devices", __name__, url_prefix="/api/v1/devices", tag="Perangkat")
    _pairing(api, office)
    _life(api, office)
    return api


def _pairing(api: APIBlueprint, office: Office) -> None:
    @api.post("/pairing")
    @door()
    @takes(NewPairing)
    def begin_pairing() -> tuple[Response, int]:
        given = body(NewPairing)
        return created(office.do(pairing.begin, by=g.actor, key=key(), watch=given.watch))

    @api.post("/pairing/poll")
    @door()
    @takes(DeviceCode)
    def poll_pairing() -> Response:
        """waiting, expired, or approved with the screen's cookie and where to go."""
        key()
        return _polled(office, body(DeviceCode).device_code)

    @api.post("/pairing/approve")
    @door("admin")
    @takes(Approval)
    def approve_pairing() -> tuple[Response, int]:
        return jsonify(pairing.let_in(office, body(Approval), by=g.actor, key=key())), 201


def _polled(office: Office, secret: str) -> Response:
    state: str = office.see(pairing.stands, device_code=secret)
    if state != "approved":
        return jsonify(state=state)
    made = office.do(pairing.collect, by=g.actor, device_code=secret)
    return with_device(jsonify(state=state, name=made["name"], url=made["url"]), made["token"])  # type: ignore[return-value]


def _life(api: APIBlueprint, office: Office) -> None:
    @api.post("/heartbeat")
    @door("display", "kiosk", "loket", "agent", "supervisor")
    @takes(Heartbeat)
    def heartbeat() -> tuple[str, int]:
        key()  # asked of every mutating request; a heartbeat itself may be repeated
        said = body(Heartbeat)
        by, role = _living(said)
        if by.kind == "device":
            said.zone = office.see(paired.zone, device_id=by.id)
        office.do(devices.heartbeat, by=by, role=role, said=said.model_dump())
        may_speak = by.kind != "device" or office.see(paired.speaks, device_id=by.id)
        if said.screen and role == "display" and may_speak:
            turn = said.model_dump(include={"screen", "sound", "playing", "socket", "zone"})
            office.do(speakers.beat, by=by, **turn)
        return nothing()

    @api.get("/watch/<string:watch>")
    @door()
    def silence(watch: str) -> dict[str, Any]:
        """How long the screen of this watchdog's computer has been silent: {age}, in seconds."""
        found: dict[str, Any] = office.see(paired.silence, watch=watch)
        return found


def _living(said: Heartbeat) -> tuple[Actor, str]:
    """Who gives this sign of life, and as what: a paired screen as itself, whoever sits at it.

    A TV's page is a TV also where a supervisor opened it, in a browser that may hold other seats beside.
    """
    actors = g.visitor.actors
    screen = next((actor for actor in actors if actor.kind == "device"), None)
    if screen is not None:
        return screen, screen.seats[0].desk
    watching = (actor for desk in ("display", "supervisor") for actor in actors if desk in actor.desks)
    if said.screen and (watcher := next(watching, None)):
        return watcher, "display"
    return g.actor, g.seat.desk
