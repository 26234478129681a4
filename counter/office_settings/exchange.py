"""The sheet of one file for all settings: taken out, and taken over after its differences were seen."""

from typing import Any

from flask import Blueprint, Response, g, make_response, request

from counter import forms
from counter.office_settings.sheet import page, to
from office.configuration import exchange
from office.configuration.yaml_lines import LARGEST
from office.errors import Invalid
from office.office import Answer, Office
from office.people.doors import door
from printer.letters.desk import LetterDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """Download; upload, differences, taking over."""

    @blueprint.get("/settings/exchange")
    @door("supervisor", "admin")
    def settings_exchange() -> Response:
        return page("exchange", "settings_exchange")

    @blueprint.get("/settings/exchange/pengaturan.yaml")
    @door("supervisor", "admin")
    def settings_export() -> Response:
        answer = make_response(office.see(exchange.export))
        answer.headers |= {"Content-Type": "application/yaml", "Content-Disposition": "attachment"}
        return answer

    @blueprint.post("/settings/exchange")
    @door("admin")
    def settings_import() -> Response:
        return _compare(office) if "go" not in request.form else _take_over(office)


def _text() -> str:
    """The uploaded file, or the text that was shown before."""
    if "file" not in request.files:
        return request.form.get("text", "").replace("\r\n", "\n")
    given = request.files["file"].stream.read(LARGEST + 1)
    try:
        return given.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Invalid("Berkas itu bukan teks UTF-8. Pilih berkas YAML hasil ekspor.") from None


def _compare(office: Office) -> Response:
    """What the file would change; nothing is written."""
    found: dict[str, Any] = {}

    def rehearse() -> Answer:
        found["text"] = _text()
        try:
            office.do(exchange.take_over, by=g.actor, text=found["text"], dry_run=True)
        except exchange.Rehearsed as rehearsed:
            found["result"] = rehearsed.result
        return Answer()

    tried = forms.attempt(rehearse)
    return page("exchange", "settings_exchange", tried, result=found.get("result"), text=found.get("text", ""),
                faults=_faults(tried))  # fmt: skip


def _faults(tried: forms.Tried) -> list[str]:
    return list(tried.refusal.extra.get("problems", [])) if tried.refusal else []


def _take_over(office: Office) -> Response:
    tried = forms.attempt(lambda: office.do(exchange.take_over, by=g.actor, key=forms.key(), text=_text(),
                                            seen=request.form.get("seen", "")))  # fmt: skip
    if tried.ok:
        return to("settings_history_page", "imported")
    return page("exchange", "settings_exchange", tried, faults=_faults(tried))
