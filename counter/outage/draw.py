"""Draws "Setelah padam": the outage's head and its four lists, each with the line that is being typed."""

from datetime import datetime
from typing import Any

from flask import Response, g, render_template, request
from werkzeug.datastructures import MultiDict

from counter import forms
from counter.forms import Tried, panels
from office.office import Office
from office.views import intake
from office.views import loket as lokets
from office.views import outages as views
from office.words.dates import clock_text

#: places of the page, in its order
LISTS = ("cut", "pad", "late", "letters")


def desks() -> frozenset[str]:
    """What who sits here may do."""
    return frozenset(desk for actor in g.visitor.actors for desk in actor.desks)


def facts(office: Office, outage: int) -> dict[str, Any]:
    """What the templates are given."""
    seats = [seat for actor in g.visitor.actors for seat in actor.seats]
    sections = [seat.section for seat in seats if seat.desk == "kasi"]
    loket = next((seat.loket for seat in seats if seat.desk == "loket"), None)
    seen = office.see(views.replay, outage_id=outage, sections=sections)
    return {
        "outage": seen, "may": desks(), "own": loket, "typed": MultiDict(), "problems": {}, "refusal": None, "done": "",
        "services": office.see(intake.offered, loket=loket) if loket else [], "service": None,
        "numbers": office.see(views.open_registrations, loket=loket), "clock_of": clock_of,
    }  # fmt: skip


def clock_of(moment: str | None) -> str:
    """A time as it is typed: 09.41."""
    return clock_text(datetime.fromisoformat(moment)) if moment else ""


def panel(name: str, seen: dict[str, Any], **more: Any) -> str:
    """One place of the page."""
    return render_template(f"counter/outage/{name}.html", **{**seen, **more})


def after(office: Office, outage: int, place: str, tried: Tried, done: str = "") -> Response:
    """The list that was typed into, the head with its counts, and what else the act may have changed.

    A refused line stays as it was typed, with what is wrong with it.
    """
    seen = facts(office, outage)
    if tried.ok:
        drawn = {"head": panel("head", seen), place: panel(place, seen, done=done, kept=_kept())}
        return panels(drawn, tried)
    code = request.form.get("service", "")
    more: dict[str, Any] = {"typed": request.form, "problems": problems(tried), "refusal": tried.refusal}
    if place == "late" and code:
        more["service"] = office.see(intake.service, code=code)
    return panels({place: panel(place, seen, **more)}, tried)


def _kept() -> MultiDict[str, str]:
    """What the next line most likely has in common with the one just typed."""
    return MultiDict({name: request.form.get(name, "") for name in ("loket", "purpose", "at", "day", "service")})


def problems(tried: Tried) -> dict[str, str]:
    """`applicant.nik` is the form's field `nik`, `proxy.name` its `proxy_name`."""
    found = tried.problems
    return {name.removeprefix("applicant.").replace("proxy.", "proxy_"): words for name, words in found.items()}


def page(office: Office, chosen: int | None, *, problem: str = "") -> Response:
    """The whole page; without an outage to work on, only the list and what may be entered by hand."""
    known = office.see(views.known)
    chosen = chosen if chosen is not None else next((row["id"] for row in known if row["state"] == "open"), None)
    more = facts(office, chosen) if chosen is not None else {"outage": None, "may": desks(), "typed": MultiDict()}
    html = render_template("counter/outage/page.html", **more, known=known, problem=problem,
                           lokets=office.see(lokets.lokets), now=office.clock().astimezone(office.zone))  # fmt: skip
    return Response(html, status=forms.CONFLICT if problem else 200)
