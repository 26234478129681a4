"""Outages and what was done on paper meanwhile; numbers set aside for paper: the verbs of "Setelah padam"."""

from datetime import date
from typing import Any, Literal

from apiflask import APIBlueprint
from flask import Response, g, jsonify
from pydantic import Field

from office.files import blocks, late
from office.files.bodies import Moment
from office.files.late import LateRegister
from office.hall import outages, pad
from office.hall.bodies import Body, Words
from office.hall.pad import PadNumber
from office.office import Office
from office.people.doors import door
from office.views import outages as views
from server.api.common import body, created, key, takes

READERS = ("loket", "kasi", "supervisor")
BLOCKS = ("loket", "kasi", "supervisor", "admin")


class Enter(Body):
    """`POST /outages`: an outage that nobody noticed; without `to_at` it goes on."""

    from_at: Moment
    to_at: Moment | None = None
    note: Words = Field("", max_length=200)


class End(Body):
    """`POST /outages/{id}/end`: since when the system is back; none: now."""

    at: Moment | None = None


class Dismiss(Body):
    """`POST /outages/{id}/dismiss`: why there is nothing to enter."""

    note: Words = Field("", max_length=200)


class Settle(Body):
    """`POST /outages/{id}/cut/{ticket}`: what became of a number that the power cut off."""

    how: Literal["call", "served", "gone"]


class NumberLate(Body):
    """`POST /outages/{id}/letters/{file}`: the block's number and the day on the sheet."""

    number: int = Field(ge=1)
    day: date


class Reserve(Body):
    """`POST /number-blocks`: `series` registration (with its `loket`) or letter:BOOK."""

    series: Words = Field(min_length=1, max_length=80)
    count: int
    loket: int | None = Field(None, ge=1, le=99)


class Unused(Body):
    """`POST /number-blocks/{id}/unused`: numbers that stay in the register as BATAL."""

    numbers: list[int] = Field(min_length=1, max_length=500)
    reason: Words = Field("", max_length=200)


def blueprint(office: Office) -> APIBlueprint:
    """`/outages…`, `/number-blocks…`."""
    api = APIBlueprint("api_outages", __name__, url_prefix="/api/v1", tag="Setelah padam")
    _reading(api, office)
    _whole(api, office)
    _dismissing(api, office)
    _numbers(api, office)
    _files(api, office)
    _blocks(api, office)
    return api


def _reading(api: APIBlueprint, office: Office) -> None:
    @api.get("/outages")
    @door(*READERS)
    def outages_known() -> Response:
        return jsonify(office.see(views.known))

    @api.get("/outages/<int:outage_id>")
    @door(*READERS)
    def one_outage(outage_id: int) -> Any:
        sections = [seat.section for seat in g.actor.seats if seat.desk == "kasi"]
        found = office.see(views.replay, outage_id=outage_id, sections=sections)
        return {**found, "lokets": [row.number for row in found["lokets"]]}


def _whole(api: APIBlueprint, office: Office) -> None:
    @api.post("/outages")
    @door("supervisor")
    @takes(Enter)
    def enter_outage() -> tuple[Response, int]:
        given, asked = key(), body(Enter)
        times = {"from_at": _office_time(office, asked.from_at), "to_at": _office_time(office, asked.to_at)}
        return created(office.do(outages.enter, by=g.actor, key=given, note=asked.note, **times))

    @api.post("/outages/<int:outage_id>/end")
    @door("supervisor")
    @takes(End)
    def end_outage(outage_id: int) -> Any:
        given, at = key(), _office_time(office, body(End).at)
        return office.do(outages.end, by=g.actor, key=given, outage_id=outage_id, at=at)

    @api.post("/outages/<int:outage_id>/finish")
    @door("loket", "supervisor")
    def finish_outage(outage_id: int) -> Any:
        return office.do(outages.finish, by=g.actor, key=key(), outage_id=outage_id)


def _dismissing(api: APIBlueprint, office: Office) -> None:
    @api.post("/outages/<int:outage_id>/dismiss")
    @door("supervisor")
    @takes(Dismiss)
    def dismiss_outage(outage_id: int) -> Any:
        return office.do(outages.dismiss, by=g.actor, key=key(), outage_id=outage_id, note=body(Dismiss).note)

    @api.post("/outages/<int:outage_id>/reopen")
    @door("supervisor")
    def reopen_outage(outage_id: int) -> Any:
        return office.do(outages.reopen, by=g.actor, key=key(), outage_id=outage_id)


def _office_time(office: Office, at: Any) -> Any:
    """A time without a zone is office time."""
    return at.replace(tzinfo=office.zone) if at is not None and at.tzinfo is None else at


def _numbers(api: APIBlueprint, office: Office) -> None:
    @api.post("/outages/<int:outage_id>/cut/<int:ticket_id>")
    @door("loket", "supervisor")
    @takes(Settle)
    def settle_cut(outage_id: int, ticket_id: int) -> Any:
        asked: dict[str, Any] = {"key": key(), "outage_id": outage_id, "ticket_id": ticket_id, "how": body(Settle).how}
        return office.do(pad.settle, by=g.actor, **asked)

    @api.post("/outages/<int:outage_id>/pad")
    @door("loket", "supervisor")
    @takes(PadNumber)
    def enter_pad(outage_id: int) -> tuple[Response, int]:
        asked: dict[str, Any] = {"key": key(), "outage_id": outage_id}
        return created(office.do(pad.enter, by=g.actor, **asked, body=body(PadNumber)))

    @api.post("/outages/<int:outage_id>/pad/<int:ticket_id>/back")
    @door("loket", "supervisor")
    def take_back_pad(outage_id: int, ticket_id: int) -> Any:
        return office.do(pad.take_back, by=g.actor, key=key(), outage_id=outage_id, ticket_id=ticket_id)


def _files(api: APIBlueprint, office: Office) -> None:
    @api.post("/outages/<int:outage_id>/registrations")
    @door("loket")
    @takes(LateRegister)
    def register_late(outage_id: int) -> tuple[Response, int]:
        asked: dict[str, Any] = {"key": key(), "outage_id": outage_id}
        return created(office.do(late.register, by=g.actor, **asked, body=body(LateRegister)))

    @api.post("/outages/<int:outage_id>/letters/<int:file_id>")
    @door("kasi")
    @takes(NumberLate)
    def number_late(outage_id: int, file_id: int) -> Any:
        asked: dict[str, Any] = {"key": key(), "outage_id": outage_id, "file_id": file_id}
        return office.do(late.number, by=g.actor, **asked, **body(NumberLate).model_dump())


def _blocks(api: APIBlueprint, office: Office) -> None:
    @api.get("/number-blocks")
    @door(*BLOCKS)
    def number_blocks() -> Response:
        return jsonify(office.see(views.sheets))

    @api.get("/number-blocks/<int:block>")
    @door(*BLOCKS)
    def number_block(block: int) -> Any:
        return office.see(views.sheet, block=block)

    @api.post("/number-blocks")
    @door(*BLOCKS)
    @takes(Reserve)
    def reserve_block() -> tuple[Response, int]:
        return created(office.do(blocks.reserve, by=g.actor, key=key(), **body(Reserve).model_dump()))

    @api.post("/number-blocks/<int:block>/unused")
    @door(*BLOCKS)
    @takes(Unused)
    def declare_unused(block: int) -> Any:
        return office.do(blocks.declare_unused, by=g.actor, key=key(), block=block, **body(Unused).model_dump())
