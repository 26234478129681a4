"""Tickets, lokets, the board, the day."""

from typing import Any, Literal

from apiflask import APIBlueprint
from flask import Response, g, jsonify
from pydantic import Field

from office.errors import Invalid, NotYourDesk
from office.hall import acts, calls, day, hands, speakers, tickets
from office.hall.bodies import Body, IssueTicket, LoketState
from office.office import Office
from office.people import devices
from office.people.doors import door
from office.views import tickets as views
from server.api.common import body, created, key, nothing, takes
from server.tell import Teller

STATES: dict[str, str] = {"break": "break", "close": "closed"}


class Heartbeat(Body):
    """A sign of life of a kiosk, TV or agent. A TV's `screen` asks to speak: may it sound, which call is it saying."""

    version: str = ""
    last_call: int | None = None
    screen: str = Field("", max_length=40)
    sound: bool = False
    playing: int | None = None
    socket: str = Field("", max_length=40)
    resolution: str = Field("", max_length=40)


def blueprint(office: Office, teller: Teller) -> APIBlueprint:
    """`/tickets`, `/lokets`, `/board`, `/display/calls`, `/devices/heartbeat`."""
    api = APIBlueprint("api_hall", __name__, url_prefix="/api/v1", tag="Antrean")
    _tickets(api, office)
    _moves(api, office)
    _board(api, office, teller)
    _lokets(api, office)
    return api


def _tickets(api: APIBlueprint, office: Office) -> None:
    @api.post("/tickets")
    @door("kiosk", "loket")
    @takes(IssueTicket)
    def issue() -> tuple[Response, int]:
        given, idempotency = body(IssueTicket), key()
        if not (given.service or given.loket or given.purpose == "help"):
            raise Invalid("Sebutkan layanan (service) atau loket yang dituju.", fields={"loket": "wajib diisi"})
        return created(office.do(tickets.issue, by=g.actor, key=idempotency, **given.model_dump()))

    @api.get("/tickets/<string:token>")
    @door()
    def ticket(token: str) -> dict[str, Any]:
        found: dict[str, Any] = office.see(views.by_token, token=token)
        found.pop("room")
        return found


def _moves(api: APIBlueprint, office: Office) -> None:
    for name in acts.ACTS:
        api.post(f"/tickets/<int:ticket_id>/{name}", endpoint=f"ticket_{name}")(_move(office, name))


def _move(office: Office, name: str) -> Any:
    verb, told = acts.ACTS[name]

    @door("loket")
    def move(ticket_id: int) -> Any:
        idempotency = key()
        return acts.do(office, name, ticket_id, body(told) if told else None, by=g.actor, key=idempotency)

    move.__doc__ = verb.__doc__
    move.__name__ = f"ticket_{name.replace('-', '_')}"
    return takes(told)(move) if told else move


def _board(api: APIBlueprint, office: Office, teller: Teller) -> None:
    @api.get("/board")
    @door("display", "kiosk", "loket", "kasi", "operator", "sekcam", "camat", "supervisor", "admin")
    def board() -> Any:
        return teller.board()

    @api.post("/display/calls/<int:call_id>/<any(played, failed):outcome>")
    @door("display", "supervisor")
    def call_ended(call_id: int, outcome: Literal["played", "failed"]) -> tuple[str, int]:
        verb = {"played": calls.played, "failed": calls.failed}[outcome]
        office.do(verb, by=g.actor, key=key(), call_id=call_id)
        return nothing()

    @api.post("/devices/heartbeat")
    @door("display", "kiosk", "agent")
    @takes(Heartbeat)
    def heartbeat() -> tuple[str, int]:
        key()  # asked of every mutating request; a heartbeat itself may be repeated
        said = body(Heartbeat)
        office.do(devices.heartbeat, by=g.actor, role=g.seat.desk, said=said.model_dump())
        if said.screen and g.seat.desk == "display":
            office.do(speakers.beat, by=g.actor, **said.model_dump(include={"screen", "sound", "playing", "socket"}))
        return nothing()


def _lokets(api: APIBlueprint, office: Office) -> None:
    @api.post("/lokets/<int:loket>/call-next")
    @door("loket")
    def call_next(loket: int) -> Any:
        answer = office.do(tickets.call_next, by=g.actor, key=key(), loket=loket)
        return jsonify(answer) if answer else nothing()

    @api.post("/lokets/<int:loket>/<any(open, break, close):act>")
    @door("loket", "supervisor")
    @takes(LoketState)
    def set_loket(loket: int, act: str) -> Any:
        if g.seat.desk == "loket" and g.seat.loket not in (None, loket):
            raise NotYourDesk(f"Loket {loket} bukan loket Anda. Minta petugas loket itu.")
        said = body(LoketState)
        if act == "open":
            return office.do(day.set_loket, by=g.actor, key=key(), loket=loket, state="open", reason=said.reason)
        return office.do(hands.leave, by=g.actor, key=key(), loket=loket, state=STATES[act], **said.model_dump())
