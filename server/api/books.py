"""The office's books: pages of lines, PDF and XLSX; letters that come in."""

from datetime import date
from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, jsonify, send_file
from pydantic import Field

from office.books import reading
from office.books.exported import READERS
from office.books.shape import Asked, Book, Line
from office.files import incoming
from office.files.incoming import DECIDERS, KEEPERS, Dispose, Receive
from office.hall.bodies import Body, Words
from office.office import Office
from office.people.doors import door
from office.records.work import Read
from printer.books.job import Kind
from printer.letters.desk import LetterDesk
from server.api.common import body, created, key, query, takes


class Period(Body):
    """`GET /books/{book}` and its files: `from` and `to` are days, inclusive; without them, this year until today."""

    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    service: str = ""
    state: str = ""
    q: str = Field("", max_length=80)


class Paged(Period):
    """A page: the newest lines first; `before` and `after` are `older` and `newer` of the page beside it."""

    before: str = Field("", max_length=300)
    after: str = Field("", max_length=300)
    limit: int = Field(reading.SHOWN, ge=1, le=500)


class Voided(Body):
    """`POST /incoming/{id}/void`."""

    reason: Words = Field(min_length=1, max_length=300)


def blueprint(office: Office, letters: LetterDesk) -> APIBlueprint:
    """`/books`, `/incoming`."""
    api = APIBlueprint("api_books", __name__, url_prefix="/api/v1", tag="Buku")
    _books(api, office, letters)
    _incoming(api, office)
    return api


def _books(api: APIBlueprint, office: Office, letters: LetterDesk) -> None:
    @api.get("/books")
    @door(*READERS)
    def book_list() -> Response:
        return jsonify([{"book": one.name, "title": one.title, "states": one.states}
                        for one in reading.BOOKS.values() if one.desks & g.actor.desks])  # fmt: skip

    @api.get("/books/<name>")
    @door(*READERS)
    @takes(Paged, "query")
    def book_page(name: str) -> Any:
        found, given = reading.for_desks(name, g.actor.desks), query(Paged)
        return office.see(_page, book=found, asked=_asked(office, given), given=given)

    @api.get("/books/<name>.<any(pdf,xlsx):kind>")
    @door(*READERS)
    @takes(Period, "query")
    @api.doc(responses={200: "The book as PDF (F4 landscape) or XLSX", 409: "Too many lines, or too many at once"})
    def book_file(name: str, kind: Kind) -> Response:
        made = letters.books.make(by=g.actor, book=name, kind=kind, asked=_asked(office, query(Period)))
        answer = send_file(made.file, mimetype=made.media_type, as_attachment=True, download_name=made.name)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _asked(office: Office, given: Period) -> Asked:
    today = office.clock().astimezone(office.zone).date()
    section = g.seat.section if g.seat.desk == "kasi" else None
    return Asked(given.first or today.replace(month=1, day=1), given.last or today, given.service, given.state,
                 given.q, section)  # fmt: skip


def _page(read: Read, *, book: Book, asked: Asked, given: Paged) -> dict[str, Any]:
    page = reading.page(read, book=book, asked=asked, before=given.before, after=given.after, limit=given.limit)
    return {"book": book.name, "title": book.title, "from": asked.first.isoformat(), "to": asked.last.isoformat(),
            "columns": [column.title for column in book.columns], "lines": [_line(line) for line in page.lines],
            "older": page.older or None, "newer": page.newer or None}  # fmt: skip


def _line(line: Line) -> dict[str, Any]:
    return {"cells": list(line.cells), "void": line.struck, "inserted": line.tag == "sisipan", "tag": line.tag or None,
            "file": line.about[1] if line.about and line.about[0] == "file" else None}  # fmt: skip


def _incoming(api: APIBlueprint, office: Office) -> None:
    @api.post("/incoming")
    @door(*KEEPERS)
    @takes(Receive)
    def incoming_receive() -> tuple[Response, int]:
        return created(office.do(incoming.receive, by=g.actor, key=key(), body=body(Receive)))

    @api.post("/incoming/<int:letter>/disposition")
    @door(*DECIDERS)
    @takes(Dispose)
    def incoming_dispose(letter: int) -> Any:
        return office.do(incoming.dispose, by=g.actor, key=key(), letter=letter, body=body(Dispose))

    @api.post("/incoming/<int:letter>/void")
    @door(*KEEPERS)
    @takes(Voided)
    def incoming_void(letter: int) -> Any:
        return office.do(incoming.void, by=g.actor, key=key(), letter=letter, reason=body(Voided).reason)
