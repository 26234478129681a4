"""The lines of "Setelah padam": each is an act of its own, so a bad one loses nothing but itself."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, g, request

from counter.forms import attempt, key
from counter.outage import bodies, draw
from office.errors import Invalid
from office.files import late
from office.hall import pad
from office.office import Answer, Office
from office.people.doors import door

HOW = ("call", "served", "gone")
SETTLED = {"call": "dipanggil lagi", "served": "dicatat sudah dilayani", "gone": "dicatat tidak datang"}


def routes(blueprint: Blueprint, office: Office) -> None:
    """Numbers cut off, pad numbers, registrations, letters."""
    _numbers(blueprint, office)
    _files(blueprint, office)


def _numbers(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post(f"/outage/<int:outage_id>/cut/<int:ticket>/<any({','.join(map(repr, HOW))}):how>")
    @door("loket", "supervisor")
    def outage_settle(outage_id: int, ticket: int, how: str) -> Response:
        tried = attempt(_do(office, pad.settle, outage_id, lambda: {"ticket_id": ticket, "how": how}))
        return draw.after(office, outage_id, "cut", tried, f"{tried.answer.get('number')} {SETTLED[how]}.")

    @blueprint.post("/outage/<int:outage_id>/pad")
    @door("loket", "supervisor")
    def outage_pad(outage_id: int) -> Response:
        tried = attempt(_do(office, pad.enter, outage_id, lambda: {"body": bodies.pad_number(office.zone)}))
        return draw.after(office, outage_id, "pad", tried, f"{tried.answer.get('number')} dimasukkan.")

    @blueprint.post("/outage/<int:outage_id>/pad/<int:ticket>/back")
    @door("loket", "supervisor")
    def outage_pad_back(outage_id: int, ticket: int) -> Response:
        tried = attempt(_do(office, pad.take_back, outage_id, lambda: {"ticket_id": ticket}))
        return draw.after(office, outage_id, "pad", tried, f"{tried.answer.get('number')} ditarik kembali.")


def _files(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/outage/<int:outage_id>/late")
    @door("loket")
    def outage_late(outage_id: int) -> Response:
        tried = attempt(_do(office, late.register, outage_id, lambda: {"body": bodies.late_registration(office.zone)}))
        return draw.after(office, outage_id, "late", tried, f"{tried.answer.get('registration_number')} tercatat.")

    @blueprint.post("/outage/<int:outage_id>/letters/<int:file_id>")
    @door("kasi")
    def outage_letter(outage_id: int, file_id: int) -> Response:
        tried = attempt(_do(office, late.number, outage_id, lambda: {"file_id": file_id, **_numbered()}))
        return draw.after(office, outage_id, "letters", tried, f"Nomor {tried.answer.get('letter_number')} tercatat.")


def _do(office: Office, act: Any, outage: int, told: Callable[[], dict[str, Any]]) -> Callable[[], Answer]:
    return lambda: office.do(act, by=g.actor, key=key(), outage_id=outage, **told())


def _numbered() -> dict[str, Any]:
    try:
        return {"number": int(request.form.get("number", "")), "day": date.fromisoformat(request.form.get("day", ""))}
    except ValueError:
        raise Invalid("Pilih nomor dari lembar dan tanggal suratnya.") from None
