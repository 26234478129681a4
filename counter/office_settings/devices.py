"""The sheet of devices: letting a screen in by its code, how each one is, shutting one out; machines with tokens."""

from typing import Any

from flask import Blueprint, Response, g, request
from sqlalchemy import select

from counter import forms
from counter.office_settings.people import DESK_TITLES
from counter.office_settings.sheet import page, to
from office.hall import zones
from office.office import Office
from office.paper import printers
from office.people import devices, paired, pairing, staff
from office.people.doors import door
from office.people.pairing import Approval
from office.records import parts
from office.records.tables import Token
from office.records.work import Read
from office.views import screens
from office.words.dates import moment_text
from printer.letters.desk import LetterDesk

BOXES = ("code", "name", "role", "zone", "loket", "officer", "printer")


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The lists; one more screen; what is done with those there are."""

    @blueprint.get("/settings/devices")
    @door("supervisor", "admin")
    def settings_devices() -> Response:
        return _page(office)

    @blueprint.post("/settings/devices")
    @door("admin")
    def settings_device_add() -> Response:
        tried = forms.attempt(lambda: pairing.let_in(office, _approval(), by=g.actor, key=forms.key()))
        return to("settings_devices", "paired") if tried.ok else _page(office, tried)

    _one(blueprint, office)


def _one(blueprint: Blueprint, office: Office) -> None:
    """A screen shut out or carried elsewhere; a token taken back."""

    @blueprint.post("/settings/devices/<int:device>/revoke")
    @door("admin")
    def settings_device_revoke(device: int) -> Response:
        return _done(office, lambda: office.do(paired.revoke, by=g.actor, key=forms.key(), device_id=device))

    @blueprint.post("/settings/devices/<int:device>/zone")
    @door("admin")
    def settings_device_move(device: int) -> Response:
        zone = request.form.get("zone", "")
        moved: dict[str, Any] = {"device_id": device, "zone": zone}
        return _done(office, lambda: office.do(paired.move, by=g.actor, key=forms.key(), **moved), "moved")

    @blueprint.post("/settings/tokens/<int:token>/revoke")
    @door("admin")
    def settings_token_revoke(token: int) -> Response:
        return _done(office, lambda: office.do(devices.revoke_token, by=g.actor, key=forms.key(), token_id=token))


def _done(office: Office, act: Any, said: str = "revoked") -> Response:
    tried = forms.attempt(act)
    return to("settings_devices", said) if tried.ok else _page(office, tried)


def _approval() -> Approval:
    """The form; what belongs to another role is left out."""
    typed = forms.typed(*BOXES)
    fitting = {"kiosk": ("printer",), "loket": ("loket", "officer")}.get(typed.get("role", ""), ())
    left_out = {"printer", "loket", "officer"} - set(fitting)
    given: dict[str, Any] = {name: value for name, value in typed.items() if name not in left_out}
    return forms.read(Approval, given | {"speaker": "speaker" in request.form})


def _page(office: Office, tried: forms.Tried | None = None) -> Response:
    typed = request.form.to_dict() if tried is not None and not tried.ok else {"role": "display", "speaker": "1"}
    return page("devices", "settings_devices", tried, typed=typed, **office.see(listed))


def listed(read: Read) -> dict[str, Any]:
    """{screens, tokens, printers, lokets, officers, zones}: what is there, and what a new screen may be given."""
    heard = {row["who"]: row["seconds"] for row in devices.signs_of_life(read)}
    rows = read.session.scalars(select(Token).where(Token.revoked_at.is_(None)).order_by(Token.id))
    return {
        "screens": screens.screens(read),
        "tokens": [{"id": t.id, "label": t.label, "role": DESK_TITLES.get(t.role, t.role), "loket": t.loket,
                    "since": moment_text(t.created_at.astimezone(read.zone)), "seconds": heard.get(f"token:{t.id}")}
                   for t in rows],
        "printers": [(one["id"], one["name"]) for one in printers.list_printers(read) if one["enabled"]],
        "lokets": [(number, f"Loket {number}") for number in parts.DOCS["loket"](read.session)],
        "officers": [(one["username"], one["name"]) for one in staff.roster(read)
                     if any(seat["desk"] == "loket" for seat in one["desks"])],
        "zones": zones.names(read),
    }  # fmt: skip
