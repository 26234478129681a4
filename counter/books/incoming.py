"""Letters that come in: entered, looked at, disposed of, voided."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

from counter import forms
from counter.backoffice.who import link, sitting
from office.errors import Unknown
from office.files import incoming
from office.files.incoming import DECIDERS, KEEPERS, Dispose, Receive
from office.office import Answer, Office
from office.people import staff
from office.people.doors import door
from office.records.tables import IncomingLetter
from office.records.work import Read
from office.words.dates import parse_date, plain_date

FIELDS = ("sender", "subject", "letter_number", "disposition")
DAYS = ("letter_date", "received_on")


def routes(blueprint: Blueprint, office: Office) -> None:
    """The form, one letter, and what is done to it."""

    @blueprint.get("/books/incoming/new")
    @door(*KEEPERS)
    def incoming_new() -> Response:
        return form(office)

    @blueprint.post("/books/incoming/new")
    @door(*KEEPERS)
    def incoming_receive() -> Response:
        return receive(office)

    _one_letter(blueprint, office)


def _one_letter(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/books/incoming/<int:letter>")
    @door(*DECIDERS)
    def incoming_letter(letter: int) -> Response:
        return one(office, letter)

    @blueprint.post("/books/incoming/<int:letter>/disposition")
    @door(*DECIDERS)
    def incoming_dispose(letter: int) -> Response:
        return act(office, letter, "dispose")

    @blueprint.post("/books/incoming/<int:letter>/void")
    @door(*KEEPERS)
    def incoming_void(letter: int) -> Response:
        return act(office, letter, "void")


def form(office: Office, tried: forms.Tried | None = None) -> Response:
    """The empty form, with what was entered last; after a refusal with all that was typed."""
    answer = make_response(render_template(
        "counter/books/incoming_new.html", desk=sitting().desk, link=link, tried=tried,
        refusal=tried.refusal if tried else None, typed=request.form if tried else {},
        problems=tried.problems if tried else {}, said=request.args.get("said", ""), today=office.see(_today),
    ))  # fmt: skip
    answer.status_code = forms.CONFLICT if tried else 200
    return answer


def receive(office: Office) -> Response:
    """Enter a letter; the next one may follow at once."""
    who = sitting()

    def attempt() -> Answer:
        body = forms.read(Receive, {**forms.typed(*FIELDS), **_days()})
        return office.do(incoming.receive, by=who.actor, key=forms.key(), body=body)

    tried = forms.attempt(attempt)
    if not tried.ok:
        return form(office, tried)
    return _see_other(link("incoming_new", who.desk, said=tried.answer["agenda_number"]))


def _days() -> dict[str, Any]:
    """Dates as people type them; what is no date is left for the body to refuse."""
    found: dict[str, Any] = {}
    for name, typed in forms.typed(*DAYS).items():
        try:
            found[name] = parse_date(typed)
        except ValueError:
            found[name] = typed
    return found


def one(office: Office, letter: int, tried: forms.Tried | None = None, act: str = "") -> Response:
    """One letter with its disposition."""
    found = office.see(_one, letter=letter)
    answer = make_response(render_template(
        "counter/books/incoming_one.html", one=found, desk=sitting().desk, link=link, tried=act,
        refusal=tried.refusal if tried else None, typed=request.form if tried else {},
        said=request.args.get("said", ""), keeps=bool(sitting().actor.desks & set(KEEPERS)),
    ))  # fmt: skip
    answer.status_code = forms.CONFLICT if tried else 200
    return answer


def act(office: Office, letter: int, act: str) -> Response:
    """Dispose of it, or void it."""
    who = sitting()

    def attempt() -> Answer:
        if act == "void":
            reason = request.form.get("reason", "")
            return office.do(incoming.void, by=who.actor, key=forms.key(), letter=letter, reason=reason)
        body = forms.read(Dispose, {"disposition": request.form.get("disposition", "")})
        return office.do(incoming.dispose, by=who.actor, key=forms.key(), letter=letter, body=body)

    tried = forms.attempt(attempt)
    if not tried.ok:
        return one(office, letter, tried, act)
    return _see_other(link("incoming_letter", who.desk, letter=letter, said=act))


def _one(read: Read, *, letter: int) -> dict[str, Any]:
    row = read.session.get(IncomingLetter, letter)
    if row is None:
        raise Unknown("Surat masuk ini tidak ada di agenda. Buka lagi dari buku agenda.")
    return {
        "row": row, "received": plain_date(row.received_on), "by": staff.name_of(read, row.by),
        "dated": plain_date(row.letter_date) if row.letter_date else "",
        "disposed_by": staff.name_of(read, row.disposed_by) if row.disposed_by else "",
        "disposed_at": read.iso(row.disposed_at),
    }  # fmt: skip


def _today(read: Read) -> str:
    return read.today.isoformat()


def _see_other(address: str) -> Response:
    return make_response("", 303, {"Location": address})
