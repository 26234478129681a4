"""Home, services of a loket, what a service asks for, the other reasons to come."""

from typing import Any

from flask import Blueprint, abort, g, render_template, request

from kiosk.visit import current
from office.hall import leftovers
from office.office import Office
from office.people.doors import door
from office.views import kiosk

#: services on one screen: six rows, four in large text
ROWS, ROWS_LARGE = 6, 4
#: the keyboard of the search: letters as on a telephone
LETTERS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
PURPOSES = ("complete", "collect")


def add(blueprint: Blueprint, office: Office) -> None:
    """The reading pages."""
    _home(blueprint, office)
    _services(blueprint, office)
    _reasons(blueprint, office)


def _home(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/")
    @door("kiosk")
    def home() -> str:
        hall, promises = office.see(kiosk.home, by=g.actor), bool(office.see(leftovers.open_ones))
        return render_template(_home_screen(hall), hall=hall, now=office.see(kiosk.now), promises=promises)

    @blueprint.get("/now")
    @door("kiosk")
    def now() -> str:
        """The moving part of home: called numbers, hours, clock."""
        return render_template("kiosk/_now.html", hall=office.see(kiosk.home, by=g.actor), now=office.see(kiosk.now))


def _services(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/loket/<int:loket>")
    @door("kiosk")
    def loket(loket: int) -> str:
        place = office.see(kiosk.loket, number=loket, by=g.actor)
        page = max(request.args.get("page", 1, type=int), 1)
        rows = paged(place["services"], page, ROWS_LARGE if current().large else ROWS)
        screen = "kiosk/loket.html" if place["open"] else "kiosk/loket_closed.html"
        return render_template(screen, place=place, page=page, now=office.see(kiosk.now), **rows)

    @blueprint.get("/services")
    @door("kiosk")
    def search() -> str:
        return render_template("kiosk/search.html", services=office.see(kiosk.offered), keys=LETTERS)

    @blueprint.get("/services/<code>")
    @door("kiosk")
    def requirements(code: str) -> str:
        return render_template("kiosk/requirements.html", service=office.see(kiosk.service, code=code))


def _reasons(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/purpose/<purpose>")
    @door("kiosk")
    def purpose(purpose: str) -> str:
        if purpose not in PURPOSES:
            abort(404)
        return render_template("kiosk/purpose.html", purpose=purpose, hall=office.see(kiosk.home, by=g.actor))

    @blueprint.get("/help")
    @door("kiosk")
    def helping() -> str:
        return render_template("kiosk/help.html", hall=office.see(kiosk.home, by=g.actor))


def paged(services: list[dict[str, Any]], page: int, rows: int) -> dict[str, Any]:
    """The services of one screen, and how many come after it."""
    first = (page - 1) * rows
    return {"shown": services[first : first + rows], "left": max(len(services) - first - rows, 0)}


def _home_screen(hall: dict[str, Any]) -> str:
    if not hall["open"]:
        return "kiosk/closed.html"
    return "kiosk/no_printer.html" if hall["paper"]["give_up"] else "kiosk/home.html"
