"""The sheet of lokets: one to six, their names, letters and kinds of service; open or closed now."""

from typing import Any

from flask import Blueprint, Response, g, request

from counter import forms
from counter.office_settings.sheet import page, save, to
from office.configuration.places import MOST_LOKETS
from office.errors import Invalid
from office.hall import day, zones
from office.office import Answer, Office
from office.people.doors import door
from office.records import parts
from office.records.parts import Doc
from office.records.tables import Loket
from office.records.work import Read
from printer.letters.desk import LetterDesk

STATES = {"open": "buka", "break": "istirahat", "closed": "tutup"}
LETTERS = "ABCDEFGHIJKLMNOQRSTUVWXYZ"


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The sheet, saving one loket, taking the last one out, opening and closing."""

    @blueprint.get("/settings/lokets")
    @door("supervisor", "admin")
    def settings_lokets() -> Response:
        return _page(office)

    @blueprint.post("/settings/lokets/<number>")
    @door("supervisor", "admin")
    def settings_loket_save(number: str) -> Response:
        return _answer(office, forms.attempt(lambda: save(office, f"loket:{number}", _document())))

    @blueprint.post("/settings/lokets/<number>/remove")
    @door("supervisor", "admin")
    def settings_loket_remove(number: str) -> Response:
        return _answer(office, forms.attempt(lambda: save(office, f"loket:{number}", None)), "removed")

    @blueprint.post("/settings/lokets/<int:number>/state")
    @door("supervisor")
    def settings_loket_state(number: int) -> Response:
        return _answer(office, forms.attempt(lambda: _set_state(office, number)))


def listed(read: Read) -> dict[str, Any]:
    """{lokets: [{number, doc, seen, state}], next, zones}: `next` is the number and letter of one more, or None."""
    docs = parts.DOCS["loket"](read.session)
    rows: list[dict[str, Any]] = [{"number": number, "doc": doc, "seen": parts.fingerprint(doc),
             "state": read.session.get_one(Loket, int(number)).state} for number, doc in docs.items()]  # fmt: skip
    taken = {doc["series"] for doc in docs.values()}
    number = int(rows[-1]["number"]) + 1
    more = {"number": number, "letter": next(c for c in LETTERS if c not in taken)} if number <= MOST_LOKETS else None
    return {"lokets": rows, "next": more, "states": STATES, "zones": zones.names(read)}


def _document() -> Doc:
    form = request.form
    return {"name": form.get("name", "").strip(), "series": form.get("series", "").strip().upper(),
            "kinds": form.getlist("kinds"), **forms.typed("zone")}  # fmt: skip


def _set_state(office: Office, number: int) -> Answer:
    state = request.form.get("state", "")
    if state not in STATES:
        raise Invalid("Pilih buka, istirahat, atau tutup.")
    return office.do(day.set_loket, by=g.actor, key=forms.key(), loket=number, state=state, reason=None)


def _answer(office: Office, tried: forms.Tried, said: str = "saved") -> Response:
    return to("settings_lokets", said) if tried.ok else _page(office, tried)


def _page(office: Office, tried: forms.Tried | None = None) -> Response:
    about = (request.view_args or {}).get("number", "") if tried else ""
    return page("lokets", "settings_lokets", tried, about=str(about), typed=_document() if tried else {},
                **office.see(listed))  # fmt: skip
