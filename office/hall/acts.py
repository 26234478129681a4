"""Every act on a number by its name in addresses, and the body it takes (None: none). One table for API and screens."""

from typing import Any

from office.hall import tickets
from office.hall.bodies import Body, Correction, Hold, PutDown, Reason, Transfer
from office.office import Act, Answer, Office
from office.records.work import Actor

ACTS: dict[str, tuple[Act, type[Body] | None]] = {
    "recall": (tickets.recall, None),
    "serve": (tickets.serve, None),
    "finish": (tickets.finish, None),
    "no-show": (tickets.no_show, None),
    "restore": (tickets.restore, None),
    "resume": (tickets.resume, None),
    "give-back": (tickets.give_back, None),
    "take-over": (tickets.take_over, None),
    "call-back": (tickets.call_back, PutDown),
    "hold": (tickets.hold, Hold),
    "cancel": (tickets.cancel, Reason),
    "transfer": (tickets.transfer, Transfer),
    "correct": (tickets.correct, Correction),
}


def do(office: Office, act: str, ticket_id: int, said: Body | None, *, by: Actor, key: str) -> Answer:
    """Do `act` on a number."""
    told: dict[str, Any] = said.model_dump() if said else {}
    return office.do(ACTS[act][0], by=by, key=key, ticket_id=ticket_id, **told)
