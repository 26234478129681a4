""" "Hubungi": whom the loket has to tell, the words for it, and each attempt ticked. Nothing is sent from here."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

from counter import forms
from counter.backoffice.who import Sitting, link, sitting
from office.contacts import contacts as telling
from office.contacts import villages
from office.contacts.contacts import Attempt, GiveUp
from office.contacts.occasions import DESKS
from office.contacts.villages import VillageHead
from office.errors import Refusal
from office.office import Answer, Office
from office.people.doors import door
from office.views import contacts as view
from printer.letters.desk import LetterDesk

#: what is said after an act
DONE = {
    "told": "Dicatat: sudah diberi tahu.", "tried": "Percobaan dicatat. Orangnya tetap di daftar.",
    "given_up": "Dicatat: tidak dihubungi lagi.", "village": "Kontak kepala desa disimpan.",
}  # fmt: skip
EVERY = "all"


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The page, and what an officer ticks on it."""
    # for the badges of other pages: how many people there are to tell
    blueprint.app_context_processor(lambda: {"people_to_tell": lambda loket=None: office.see(view.count, loket=loket)})

    @blueprint.get("/contacts")
    @door(*DESKS)
    def contacts() -> Response:
        return page(office)

    _ticking(blueprint, office)


def _ticking(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/contacts/<int:contact_id>/tries")
    @door(*DESKS)
    def contact_tick(contact_id: int) -> Response:
        return tick(office, contact_id)

    @blueprint.post("/contacts/<int:contact_id>/give-up")
    @door(*DESKS)
    def contact_give_up(contact_id: int) -> Response:
        return give_up(office, contact_id)

    @blueprint.post("/contacts/<int:contact_id>/village")
    @door(*DESKS)
    def contact_village(contact_id: int) -> Response:
        return keep_village(office, contact_id)


def page(office: Office, tried: forms.Tried | None = None, opened: int | None = None) -> Response:
    """The list, and the one who is opened; `tried` is an act that was refused."""
    who = sitting()
    loket = _loket(who)
    listed: dict[str, Any] = office.see(view.listing, loket=loket)
    opened = opened or request.args.get("open", type=int) or next((row["id"] for row in listed["rows"]), None)
    refusal = tried.refusal if tried else None
    context = {
        "list": listed, "chosen": _chosen(office, opened), "loket": loket, "own": who.seat.loket, "desk": who.desk,
        "refusal": refusal, "typed": request.form if refusal else {}, "every": EVERY,
        "said": DONE.get(request.args.get("done", "")), "here": _link, "channels": view.CHANNELS,
        "results": view.RESULTS, "problems": tried.problems if tried else {},
    }  # fmt: skip
    answer = make_response(render_template("counter/contacts/page.html", **context))
    answer.status_code = forms.CONFLICT if refusal else 200
    return answer


def _chosen(office: Office, contact_id: int | None) -> dict[str, Any] | None:
    """The one who is opened; somebody told meanwhile is simply not there any more."""
    try:
        found: dict[str, Any] | None = office.see(view.one, contact_id=contact_id) if contact_id else None
    except Refusal:
        return None
    return found


def _loket(who: Sitting) -> int | None:
    """Whose files are listed: those of the own loket first, all of them on demand."""
    asked = request.args.get("loket", "")
    if asked.isdecimal():
        return int(asked)
    return None if asked == EVERY else who.seat.loket


def _link(**values: Any) -> str:
    """This page again, of the same desk and loket."""
    asked = request.args.get("loket")
    return link("contacts", sitting().desk, **{**({"loket": asked} if asked else {}), **values})


def tick(office: Office, contact_id: int) -> Response:
    """Record an attempt (`channel`, `result`, `note`)."""
    who, key = sitting(), forms.key()

    def act() -> Answer:
        body = forms.read(Attempt, forms.typed("channel", "result", "note"))
        return office.do(telling.tick, by=who.actor, key=key, contact_id=contact_id, body=body)

    tried = forms.attempt(act)
    stays = {"open": contact_id} if tried.answer.get("state") == "open" else {}
    return _back(office, tried, contact_id, "tried" if stays else "told", **stays)


def give_up(office: Office, contact_id: int) -> Response:
    """Nobody tries any longer (`reason`)."""
    who, key = sitting(), forms.key()

    def act() -> Answer:
        body = forms.read(GiveUp, forms.typed("reason"))
        return office.do(telling.give_up, by=who.actor, key=key, contact_id=contact_id, body=body)

    return _back(office, forms.attempt(act), contact_id, "given_up")


def keep_village(office: Office, contact_id: int) -> Response:
    """Who heads the village of the one who is opened (`name`, `head`, `phone`)."""
    who, key = sitting(), forms.key()

    def act() -> Answer:
        body = forms.read(VillageHead, forms.typed("name", "head", "phone"))
        return office.do(villages.keep, by=who.actor, key=key, body=body)

    return _back(office, forms.attempt(act), contact_id, "village", open=contact_id)


def _back(office: Office, tried: forms.Tried, contact_id: int, done: str, **values: Any) -> Response:
    if tried.refusal is not None:
        return page(office, tried, contact_id)
    return make_response("", 303, {"Location": _link(done=done, **values)})
