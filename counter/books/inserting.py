"""Sisipan: the form, the second look, and the list of those there are. For the admin alone."""

from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for
from sqlalchemy import select

from counter import forms
from office.files import catalogue, insertions
from office.files.insertions import Insert, Place
from office.office import Answer, Office
from office.people.doors import door
from office.records.tables import LetterNumber
from office.records.work import Read
from office.words.dates import parse_date, plain_date

FIELDS = ("reason", "file", "service", "subject", "recipient", "seen")
LISTED = 50


def routes(blueprint: Blueprint, office: Office) -> None:
    """The form; looking, and looking again; voiding one that is not needed."""

    @blueprint.get("/books/insertions")
    @door("admin")
    def insertions_page() -> Response:
        return page(office)

    @blueprint.post("/books/insertions")
    @door("admin")
    def insertion() -> Response:
        return insert(office)

    @blueprint.post("/books/insertions/<int:letter>/void")
    @door("admin")
    def insertion_void(letter: int) -> Response:
        return void(office, letter)


def insert(office: Office) -> Response:
    """Without `seen` only look: the page shows where the number would stand and asks again."""
    looked: list[Place] = []

    def attempt() -> Answer:
        body = _given()
        if request.form.get("edit"):
            return Answer()
        if not body.seen:
            looked.append(office.see(insertions.look, body=body))
            return Answer()
        return office.do(insertions.insert, by=g.actor, key=forms.key(), body=body)

    tried = forms.attempt(attempt)
    if tried.ok and "number" in tried.answer:
        return make_response("", 303, {"Location": url_for("counter.insertions_page", said=tried.answer["number"])})
    return page(office, tried, looked[0] if looked else None)


def _given() -> Insert:
    typed: dict[str, Any] = forms.typed(*FIELDS)
    day = request.form.get("letter_date", "").strip()
    try:
        typed["letter_date"] = parse_date(day)
    except ValueError:
        typed["letter_date"] = day
    return forms.read(Insert, {"reason": "", **typed})


def void(office: Office, letter: int) -> Response:
    """An inserted number that is not needed after all."""
    reason = request.form.get("reason", "")
    tried = forms.attempt(lambda: office.do(insertions.void, by=g.actor, key=forms.key(), letter=letter, reason=reason))
    if not tried.ok:
        return page(office, tried)
    return make_response("", 303, {"Location": url_for("counter.insertions_page", said=tried.answer["number"])})


def page(office: Office, tried: forms.Tried | None = None, place: Place | None = None) -> Response:
    """The form with what was typed, the second look when there is one, and the newest sisipan."""
    found: dict[str, Any] = office.see(_listed)
    refusal = tried.refusal if tried else None
    answer = make_response(render_template(
        "counter/books/insertions.html", **found, place=place, looked=_words(place), refusal=refusal,
        typed=request.form if tried else {}, problems=tried.problems if tried else {}, said=request.args.get("said"),
    ))  # fmt: skip
    answer.status_code = forms.CONFLICT if refusal else 200
    return answer


def _words(place: Place | None) -> dict[str, str]:
    """The dates of the number and of its neighbours in words."""
    if place is None:
        return {}
    after = place.after
    own = plain_date(parse_date(request.form.get("letter_date", "")))
    return {"before": plain_date(place.before.letter_date), "own": own,
            "after": plain_date(after.letter_date) if after else ""}  # fmt: skip


def _listed(read: Read) -> dict[str, Any]:
    rows = select(LetterNumber).where(LetterNumber.suffix != "").order_by(LetterNumber.id.desc()).limit(LISTED)
    states = {"used": "Terpakai", "void": "BATAL", "open": "Menunggu penomoran berkas"}
    listed = [{"id": row.id, "number": row.number, "date": plain_date(row.letter_date), "why": row.inserted_why,
               "state": states[row.state], "void": row.state == "void", "reason": row.reason,
               "may_void": row.state == "open" or (row.state == "used" and row.file_id is None)}
              for row in read.session.scalars(rows)]  # fmt: skip
    return {"listed": listed, "services": [(one.code, one.short_name) for one in catalogue.active(read)]}
