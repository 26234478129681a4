"""The sheet of printers: where paper comes out and how each printer is."""

from typing import Any

from flask import Blueprint, Response, g, request

from counter import forms
from counter.office_settings.sheet import open_form, page, save, to
from office.errors import Unknown
from office.office import Office
from office.paper import print_room, printers, spool
from office.people.doors import door
from office.records import parts
from office.records.parts import Doc
from office.records.work import Read
from printer.letters.desk import LetterDesk

EMPTY = {"at": "tcp://", "purpose": "kiosk", "columns": "48", "codepage": "CP437", "cut": "partial", "native_qr": "1",
         "enabled": "1"}  # fmt: skip
TEXTS = ("name", "at", "purpose", "codepage", "cut")


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The list; one printer; a test slip."""

    @blueprint.get("/settings/machines")
    @door("supervisor", "admin")
    def settings_machines() -> Response:
        return page("machines", "settings_machines", **office.see(listed))

    @blueprint.get("/settings/machines/<printer>")
    @door("supervisor", "admin")
    def settings_printer(printer: str) -> Response:
        return _page(office, printer)

    @blueprint.post("/settings/machines/<printer>")
    @door("supervisor", "admin")
    def settings_printer_save(printer: str) -> Response:
        tried = forms.attempt(lambda: save(office, f"printer:{printer}", _document()))
        return to("settings_machines") if tried.ok else _page(office, printer, tried)

    _acts(blueprint, office)


def _acts(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/settings/machines/<int:printer>/test")
    @door("supervisor", "admin")
    def settings_printer_test(printer: int) -> Response:
        return _done(office, "printed", lambda: office.do(spool.print_test, by=g.actor, key=forms.key(),
                                                          printer=printer))  # fmt: skip


def _done(office: Office, said: str, act: Any) -> Response:
    tried = forms.attempt(act)
    if not tried.ok:
        return page("machines", "settings_machines", tried, **office.see(listed))
    return to("settings_machines", said)


def listed(read: Read) -> dict[str, Any]:
    """{printers}: each with its state and place in words."""
    return {"printers": [{**one, "words": _state(one), "place": _place(one["purpose"])}
                         for one in printers.list_printers(read)]}  # fmt: skip


def _state(one: dict[str, Any]) -> str:
    if not one["enabled"]:
        return "dimatikan"
    if one["at"] == "preview:":
        return "hanya di layar"
    return one["state_reason"] or print_room.PRINTER_WORDS[one["state"]]


def _place(purpose: str) -> str:
    return "Kios" if purpose == "kiosk" else f"Loket {purpose.removeprefix('loket:')}"


def _document() -> Doc:
    form = request.form
    columns, texts = form.get("columns", ""), {name: form.get(name, "").strip() for name in TEXTS}
    width = int(columns) if columns in ("48", "42", "32") else 0
    return {**texts, "columns": width, "native_qr": "native_qr" in form, "enabled": "enabled" in form}


def _page(office: Office, printer: str, tried: forms.Tried | None = None) -> Response:
    form = open_form(office, f"printer:{printer}", tried, EMPTY if printer == "new" else None)
    if printer != "new" and form.doc is None:
        raise Unknown("Printer itu tidak ada. Kembali ke daftar printer.")
    places: list[str] = office.see(lambda read: ["kiosk", *(f"loket:{n}" for n in parts.DOCS["loket"](read.session))])
    return page(
        "printer",
        "settings_machines",
        tried,
        form=form,
        printer=printer,
        places=[(one, _place(one)) for one in places],
        codepages=[(one, one) for one in printers.CODEPAGES],
    )
