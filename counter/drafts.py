"""Drafts at the counter: keeps what a page's script sends, gives it back, and ends a draft whose form was sent.

A form takes part by `data-draft="name"`; the rest is counter/static/drafts.js. Kiosk and public screens have no drafts.
"""

import logging

from flask import Blueprint, Response, g, jsonify, request

from office.errors import Refusal
from office.office import Actor, Office
from office.people import drafts
from office.people.doors import door

MOST_ASKED = 60
log = logging.getLogger("pendopo.drafts")


class SomebodyElse(Refusal):
    """Another officer signed in at this browser since the page was drawn."""

    code = "somebody_else"
    detail = "Isian ini milik petugas lain. Masuk dengan nama petugas itu, atau salin isiannya."


class Sent(drafts.Typed):
    """A form half typed, and which officer the page was drawn for."""

    officer: int


def routes(blueprint: Blueprint, office: Office) -> None:
    """`/counter/drafts`: look (GET, `of` once or more) and keep (POST); `officer` names who the page was drawn for."""

    @blueprint.get("/drafts")
    @door(*drafts.DESKS)
    def drafts_kept() -> Response:
        holder = _officer(request.args.get("officer", type=int))
        of = request.args.getlist("of")[:MOST_ASKED]
        return jsonify(drafts=office.see(drafts.kept, holder=holder.ref, of=of))

    @blueprint.post("/drafts")
    @door(*drafts.DESKS)
    def draft_keep() -> Response:
        typed = Sent.model_validate(request.get_json())
        return jsonify(office.do(drafts.keep, by=_officer(typed.officer), typed=typed))

    @blueprint.after_request
    def sent(response: Response) -> Response:
        form = request.headers.get("X-Draft") or request.form.get("draft") if request.method == "POST" else None
        if form and response.status_code < 400:
            _end(office, form)
        return response


def _officer(wanted: int | None) -> Actor:
    """The officer the page was drawn for: nobody else is given what is typed there. Refuses with SomebodyElse."""
    found = (actor for actor in g.visitor.actors if actor.kind == "officer" and actor.id == wanted)
    officer: Actor | None = next(found, None)
    if officer is None:
        raise SomebodyElse
    return officer


def _end(office: Office, form: str) -> None:
    drawn = request.headers.get("Idempotency-Key") or request.form.get("key") or "-"
    try:
        office.do(drafts.forget, by=g.actor, form=form, drawn=drawn)
    except Refusal as refusal:
        # what was asked for is done and must be answered; a draft too many is offered once more, or forgotten by itself
        log.warning("a draft did not end: %s", refusal.code)
