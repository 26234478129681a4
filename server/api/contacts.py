""" "Hubungi": whom to tell and each attempt, as on the screen. Nothing is sent from here."""

from typing import Any

from apiflask import APIBlueprint
from flask import g
from pydantic import Field

from office.contacts import contacts, villages
from office.contacts.contacts import Attempt, GiveUp
from office.contacts.occasions import DESKS
from office.contacts.villages import VillageHead
from office.hall.bodies import Body
from office.office import Office
from office.people.doors import door
from office.views import contacts as view
from server.api.common import body, key, query, takes


class Listed(Body):
    """`GET /contacts`: of one loket's files; none: of all."""

    loket: int | None = Field(None, ge=1, le=99)


def blueprint(office: Office) -> APIBlueprint:
    """`/contacts…`, `/villages`."""
    api = APIBlueprint("api_contacts", __name__, url_prefix="/api/v1", tag="Hubungi")
    _reading(api, office)
    _ticking(api, office)
    return api


def _reading(api: APIBlueprint, office: Office) -> None:
    @api.get("/contacts")
    @door(*DESKS)
    @takes(Listed, "query")
    def people_to_tell() -> Any:
        found = office.see(view.listing, loket=query(Listed).loket)
        counts = [{"loket": loket, "count": count} for loket, count in found["counts"].items()]
        return {**found, "counts": counts}

    @api.get("/contacts/<int:contact_id>")
    @door(*DESKS)
    def one_to_tell(contact_id: int) -> Any:
        return office.see(view.one, contact_id=contact_id)


def _ticking(api: APIBlueprint, office: Office) -> None:
    @api.post("/contacts/<int:contact_id>/tries")
    @door(*DESKS)
    @takes(Attempt)
    def tick_contact(contact_id: int) -> Any:
        return office.do(contacts.tick, by=g.actor, key=key(), contact_id=contact_id, body=body(Attempt))

    @api.post("/contacts/<int:contact_id>/give-up")
    @door(*DESKS)
    @takes(GiveUp)
    def give_up_contact(contact_id: int) -> Any:
        return office.do(contacts.give_up, by=g.actor, key=key(), contact_id=contact_id, body=body(GiveUp))

    @api.put("/villages")
    @door(*DESKS)
    @takes(VillageHead)
    def keep_village() -> Any:
        return office.do(villages.keep, by=g.actor, key=key(), body=body(VillageHead))
