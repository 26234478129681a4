"""The page behind a ticket's QR: works on plain HTTP, by socket or by asking every ten seconds."""

from flask import Blueprint, render_template, request

from office.hall import leftovers
from office.office import Office
from office.people.doors import door
from office.views import kiosk


def add(blueprint: Blueprint, office: Office) -> None:
    """`/kiosk/t/<token>`; the token is the only right needed."""

    @blueprint.get("/t/<token>")
    @door()
    def phone(token: str) -> str:
        """The whole page, or with `?part=1` only what moves."""
        mine = office.see(kiosk.ticket, token=token)
        page = "kiosk/_phone.html" if request.args.get("part") else "kiosk/phone.html"
        promise = office.see(leftovers.of_token, token=token)
        return render_template(page, ticket=mine, token=token, now=office.see(kiosk.now), promise=promise)
