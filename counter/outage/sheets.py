"""Lembar nomor cadangan: numbers reserved for work on paper, their printed sheet, and the pad of paper tickets."""

from typing import Any

from flask import Blueprint, Response, abort, g, make_response, render_template, request, url_for

from counter import forms
from counter.forms import attempt, key
from counter.outage import draw
from office.errors import Invalid
from office.files import blocks, registers
from office.hall import pad
from office.office import Answer, Office
from office.people.doors import door
from office.views import loket as lokets
from office.views import outages as views


def routes(blueprint: Blueprint, office: Office) -> None:
    """The list, reserving, declaring unused, and the two printed forms."""
    _keeping(blueprint, office)
    _printing(blueprint, office)


def _keeping(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/sheets")
    @door("loket", "kasi", "supervisor", "admin")
    def sheets() -> Response:
        return page(office)

    @blueprint.post("/sheets")
    @door("loket", "kasi", "supervisor", "admin")
    def sheets_reserve() -> Response:
        return _back(office, lambda: _reserve(office))

    @blueprint.post("/sheets/<int:block>/unused")
    @door("loket", "kasi", "supervisor", "admin")
    def sheets_unused(block: int) -> Response:
        return _back(office, lambda: _unused(office, block))


def _printing(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/sheets/<int:block>")
    @door("loket", "kasi", "supervisor", "admin")
    def sheet(block: int) -> str:
        return render_template("counter/outage/sheet.html", sheet=office.see(views.sheet, block=block))

    @blueprint.get("/pad/<letter>")
    @door("loket", "supervisor", "admin")
    def paper_pad(letter: str) -> str:
        known = {row["series"]: row for row in office.see(views.pads)}
        if letter not in known:
            abort(404)
        return render_template("counter/outage/pad_sheet.html", pad=known[letter], first=pad.FIRST + 1, last=pad.LAST)


def page(office: Office, problem: str = "") -> Response:
    """The list with its form; `problem` is a refusal to be told."""
    html = render_template(
        "counter/outage/sheets.html", sheets=office.see(views.sheets), books=office.see(registers.books),
        lokets=office.see(lokets.lokets), pads=office.see(views.pads), may=draw.desks(), problem=problem,
    )  # fmt: skip
    return make_response(html, forms.CONFLICT if problem else 200)


def _reserve(office: Office) -> Answer:
    """`what`: registration:1 (the sheet of Loket 1) or letter:BOOK."""
    kind, _, name = request.form.get("what", "").partition(":")
    count = request.form.get("count", "")
    if not count.isdecimal():
        raise Invalid("Tulis berapa nomor yang dicadangkan, misalnya 20.")
    given: dict[str, Any] = {"series": f"letter:{name}"}
    if kind == blocks.REGISTRATION:
        given = {"series": blocks.REGISTRATION, "loket": int(name) if name.isdecimal() else None}
    return office.do(blocks.reserve, by=g.actor, key=key(), count=int(count), **given)


def _unused(office: Office, block: int) -> Answer:
    numbers = [int(number) for number in request.form.getlist("numbers") if number.isdecimal()]
    if not numbers:
        raise Invalid("Centang nomor yang tidak dipakai.")
    reason = request.form.get("reason", "")[:200]
    return office.do(blocks.declare_unused, by=g.actor, key=key(), block=block, numbers=numbers, reason=reason)


def _back(office: Office, act: Any) -> Response:
    tried = attempt(act)
    if tried.refusal is not None:
        return page(office, tried.refusal.detail)
    return make_response("", 303, {"Location": url_for("counter.sheets")})
