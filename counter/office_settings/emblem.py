"""The emblem above every slip: a picture is seen on a slip before it is taken, and can be removed again."""

from typing import Any

from flask import Blueprint, Response, g, request
from markupsafe import Markup

from counter import forms
from counter.office_settings.sheet import page, to
from counter.office_settings.texts import EXAMPLE
from counter.print_room.paper import draw
from office.office import Answer, Office
from office.paper import emblem
from office.paper.facts import LogoFacts
from office.paper.leases import office_facts
from office.people.doors import door
from office.records.work import Read
from printer.attachments.desk import emblem as made_of
from printer.layout import Paper
from printer.letters.desk import LetterDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The sheet, a picture on trial, its saving, its removal."""

    @blueprint.get("/settings/emblem")
    @door("supervisor", "admin")
    def settings_emblem() -> Response:
        return _page(office)

    @blueprint.post("/settings/emblem/preview")
    @door("supervisor", "admin")
    def settings_emblem_preview() -> str:
        tried, slip = _tried(office)
        return str(slip) if tried.ok else str(Markup("<p class='field-problem'>{}</p>").format(_why(tried)))

    @blueprint.post("/settings/emblem")
    @door("supervisor", "admin")
    def settings_emblem_save() -> Response:
        tried = forms.attempt(lambda: _set(office, _uploaded()))
        return to("settings_office", _anchor="emblem") if tried.ok else _page(office, tried)

    @blueprint.post("/settings/emblem/remove")
    @door("supervisor", "admin")
    def settings_emblem_remove() -> Response:
        tried = forms.attempt(lambda: _set(office, None))
        return to("settings_office", "removed", _anchor="emblem") if tried.ok else _page(office, tried)


def _uploaded() -> LogoFacts:
    file = request.files.get("picture")
    return made_of(file.read() if file else b"")


def _set(office: Office, logo: LogoFacts | None) -> Answer:
    return office.do(emblem.set_logo, by=g.actor, key=forms.key(), logo=logo.model_dump() if logo else None)


def _tried(office: Office) -> tuple[forms.Tried, Any]:
    """An example ticket with the picture that was chosen."""
    drawn: list[Any] = []

    def look() -> Answer:
        drawn.append(draw(office.see(_slip, logo=_uploaded())))
        return Answer()

    tried = forms.attempt(look)
    return tried, drawn[0] if drawn else None


def _why(tried: forms.Tried) -> str:
    return tried.refusal.detail if tried.refusal else "Gambar ini belum dapat dibaca. Pilih berkas lain."


def _slip(read: Read, logo: LogoFacts | None) -> dict[str, Any]:
    facts = office_facts(read)
    shown = facts.model_copy(update={"logo": logo}) if logo else facts
    return {"kind": "ticket", "facts": EXAMPLE, "office": shown.model_dump(), "copy_no": 1, "laid_out": None,
            "paper": Paper().__dict__}  # fmt: skip


def _page(office: Office, tried: forms.Tried | None = None) -> Response:
    return page("emblem", "settings_office", tried, slip=draw(office.see(_slip, logo=None)),
                present=office.see(lambda read: read.settings.slip_logo is not None))  # fmt: skip
