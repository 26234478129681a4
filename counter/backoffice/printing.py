"""Printing a version on paper: opened in the browser, or sent to the office's laser printer. Copies are on record."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for

from counter import forms
from counter.backoffice.file import Attempt, as_pdf, page
from counter.backoffice.who import link, sitting
from office.files import letter_prints, letters
from office.files.letter_prints import PrintBody
from office.office import Actor, Office
from office.people.doors import door
from office.records.letter_rules import BROWSER
from office.records.work import Read
from office.views import file_page
from printer.letters.desk import LetterDesk

PRINT = "print_sheet"


def routes(blueprint: Blueprint, office: Office, desk: LetterDesk) -> None:
    """The card of a version's prints, a print, and number and date alone as PDF."""

    @blueprint.get("/letters/<int:version_id>/printing")
    @door(*letter_prints.DESKS)
    def letter_printing(version_id: int) -> str:
        return card(office, desk, version_id)

    @blueprint.post("/letters/<int:version_id>/prints")
    @door(*letter_prints.DESKS)
    def letter_print(version_id: int) -> Response:
        return send(office, desk, version_id)

    @blueprint.get("/letters/<int:version_id>/nomor.pdf")
    @door(*letter_prints.DESKS)
    def letter_number_pdf(version_id: int) -> Response:
        office.see(_file_of, version_id=version_id, actor=sitting().actor)
        return as_pdf(desk.sheets.pdf(version_id, "nomor"))


def card(office: Office, desk: LetterDesk, version_id: int) -> str:
    """What can be printed of this version, on which printers, and what was printed so far."""
    seen = office.see(_card, version_id=version_id, actor=sitting().actor)
    found = desk.sheets.laser.printers()
    usual = sorted(found, key=lambda name: name != seen["usual"])
    return render_template("counter/backoffice/printing.html", **seen, printers=usual, desk=sitting().desk,
                           browser=BROWSER)  # fmt: skip


def send(office: Office, desk: LetterDesk, version_id: int) -> Response:
    """Print, or open the PDF to be printed; a printer that refuses is told where the officer looks."""
    who, key = sitting(), forms.key()
    file_id = office.see(_file_of, version_id=version_id, actor=who.actor)

    def act() -> Any:
        given = forms.read(PrintBody, forms.typed("piece", "copies", "printer"))
        return desk.sheets.print(by=who.actor, key=key, version_id=version_id, body=given)

    tried = forms.attempt(act)
    if tried.refusal is not None:
        return page(office, desk, file_id, who, Attempt(PRINT, request.form, tried.refusal))
    to = link("file", who.desk, file_id=file_id, printed=version_id)
    return make_response("", 303, {"Location": _pdf_of(version_id, tried.answer) or to})


def _pdf_of(version_id: int, answer: dict[str, Any]) -> str:
    """Where the browser finds what it prints itself; empty for a laser printer."""
    if answer["printer"] != BROWSER:
        return ""
    asked: dict[str, Any] = {"version_id": version_id, "as": sitting().desk}
    if answer["piece"] == "nomor":
        return url_for("counter.letter_number_pdf", **asked)
    return url_for("counter.letter_pdf", name=f"{answer['piece']}.pdf", **asked)


def _file_of(read: Read, *, version_id: int, actor: Actor) -> int:
    """The version's file, if the actor may see it."""
    file_id: int = letters.stored(read, version_id=version_id)["file_id"]
    file_page.check(read, file_id=file_id, actor=actor)
    return file_id


def _card(read: Read, *, version_id: int, actor: Actor) -> dict[str, Any]:
    stored = letters.stored(read, version_id=version_id)
    _file_of(read, version_id=version_id, actor=actor)
    number = letters.number_of(read, version_id=version_id)
    pieces = {"surat": "Surat"} | ({"skd": "SKD"} if stored["skd_sha"] else {})
    return {
        "version": stored, "pieces": pieces | ({"nomor": "Nomor & tanggal"} if number else {}),
        "prints": letter_prints.of_version(read, version_id=version_id), "usual": read.settings.letters.printer,
    }  # fmt: skip
