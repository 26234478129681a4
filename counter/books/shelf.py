"""One book at a time: a period, a page of its lines, the way to the pages beside it, and the book as a file.

What is looked for may be somebody's name: it is posted, and goes into addresses only sealed.
"""

from datetime import date
from typing import Any

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, send_file
from werkzeug.wrappers import Response as Answered

from counter.backoffice.who import Sitting, link, sitting
from counter.find import KEPT, LONGEST
from office.books import reading
from office.books.exported import READERS
from office.books.shape import Asked, Book
from office.errors import Invalid
from office.files import catalogue
from office.office import Office
from office.people.doors import door
from office.records.work import Read
from office.words.dates import date_range, parse_date
from printer.books.job import Kind
from printer.letters.desk import LetterDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The shelf, a book, looking in it, taking it away."""

    @blueprint.get("/books")
    @door(*READERS)
    def books() -> Answered:
        return redirect(link("book", sitting().desk, name="registration"), code=303)

    @blueprint.get("/books/<name>")
    @door(*READERS)
    def book(name: str) -> str:
        return page(office, name)

    _looking(blueprint, office, letters)


def _looking(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    @blueprint.post("/books/<name>/find")
    @door(*READERS)
    def book_find(name: str) -> Response:
        q = request.form.get("q", "").strip()[:LONGEST]
        kept = {key: value for key in ("from", "to", "service", "state") if (value := request.form.get(key, ""))}
        sealed = {"s": office.vault.seal(q)} if q else {}
        return make_response("", 303, {"Location": link("book", sitting().desk, name=name, **kept, **sealed)})

    @blueprint.get("/books/<name>.<any(pdf,xlsx):kind>")
    @door(*READERS)
    def book_file(name: str, kind: Kind) -> Response:
        who = sitting()
        made = letters.books.make(by=who.actor, book=name, kind=kind, asked=asked(office, who))
        answer = send_file(made.file, mimetype=made.media_type, as_attachment=True, download_name=made.name)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def asked(office: Office, who: Sitting) -> Asked:
    """What the address asks for; without a period, this year until today. Refuses with Invalid."""
    today = office.clock().astimezone(office.zone).date()
    given = request.args
    q = office.vault.unseal_recent(given.get("s", ""), seconds=KEPT) or ""
    return Asked(_day("from", today.replace(month=1, day=1)), _day("to", today), given.get("service", ""),
                 given.get("state", ""), q, who.section)  # fmt: skip


def _day(name: str, usual: date) -> date:
    typed = request.args.get(name, "").strip()
    try:
        return parse_date(typed) if typed else usual
    except ValueError:
        said = "Tulis tanggal seperti 23-11-2026."
        raise Invalid(said, fields={name: said}) from None


def page(office: Office, name: str) -> str:
    """A page of the book, with the shelf beside it."""
    who = sitting()
    found = reading.for_desks(name, who.actor.desks)
    wanted = asked(office, who)
    here = {key: request.args[key] for key in ("from", "to", "service", "state", "s") if request.args.get(key)}
    shown: dict[str, Any] = office.see(_shown, book=found, asked=wanted, before=request.args.get("before", ""),
                                       after=request.args.get("after", ""))  # fmt: skip
    shelf = [book for book in reading.BOOKS.values() if book.desks & who.actor.desks]
    return render_template("counter/books/page.html", book=found, asked=wanted, here=here, desk=who.desk, link=link,
                           shelf=shelf, period=date_range(wanted.first, wanted.last), may_insert=_inserts(),
                           said=request.args.get("said", ""), **shown)  # fmt: skip


def _shown(read: Read, *, book: Book, asked: Asked, before: str, after: str) -> dict[str, Any]:
    services = [(one.code, one.short_name) for one in catalogue.active(read)] if book.by_service else []
    shown = reading.page(read, book=book, asked=asked, before=before, after=after)
    return {"page": shown, "count": reading.count(read, book=book, asked=asked), "most": reading.COUNTED,
            "services": services}  # fmt: skip


def _inserts() -> bool:
    """Whether somebody who may insert numbers sits at this browser."""
    return any("admin" in actor.desks for actor in g.visitor.actors)
