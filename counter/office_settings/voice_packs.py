"""Packs of the voice side by side: one more announcer or language, and one taken out of the list again."""

import re
from typing import Any

from flask import Blueprint, Response, request

from counter import forms
from counter.office_settings.sheet import save, to
from counter.office_settings.voice_clips import Draw, told
from counter.office_settings.voice_shelf import Shelf
from office.errors import Invalid
from office.hall import voice
from office.office import Answer, Office
from office.people.doors import door
from office.records import parts
from office.records.parts import Doc
from office.records.voice_rules import FIRST_PACK
from office.records.work import Read


def routes(blueprint: Blueprint, office: Office, shelf: Shelf, draw: Draw) -> None:
    """Adding and taking out."""

    @blueprint.post("/settings/voice/packs")
    @door("supervisor", "admin")
    def settings_voice_pack_add() -> Response:
        tried = forms.attempt(lambda: _add(office))
        if not tried.ok:
            return draw(tried, "")
        told(office, shelf)
        return to("settings_voice", "saved", pack=_slug(request.form.get("title", "")))

    @blueprint.post("/settings/voice/packs/<name>/remove")
    @door("supervisor", "admin")
    def settings_voice_pack_remove(name: str) -> Response:
        tried = forms.attempt(lambda: _remove(office, name))
        return to("settings_voice", "unlisted") if tried.ok else draw(tried, "")


def facts(read: Read) -> dict[str, Any]:
    """{packs: [{name, title, machine, use, lacks, stays}], choices: [(name, title)]}.

    `lacks` counts the clips that the office's calls need and nobody says.
    """
    rules = read.settings.voice
    use = {rules.pack: "pertama", rules.second: "kedua"}
    rows = [{**pack.model_dump(), "use": use.get(pack.name, ""), "lacks": len(voice.lacks(read, rules, pack.name)),
             "stays": pack.name in (FIRST_PACK, rules.pack, rules.second)} for pack in rules.packs]  # fmt: skip
    return {"packs": rows, "choices": [(pack.name, pack.title) for pack in rules.packs]}


def _add(office: Office) -> Answer:
    """A pack named by its title. Refuses a title without letters and one that is there already."""
    title = request.form.get("title", "").strip()
    made = {"name": _slug(title), "title": title, "machine": "machine" in request.form}
    doc = _document(office)
    if not made["name"] or any(made["name"] == pack["name"] for pack in doc["packs"]):
        raise Invalid("Beri paket itu nama yang belum dipakai, misalnya Madura atau Bahasa Indonesia, Bu Siti.")
    return _saved(office, doc, [*doc["packs"], made])


def _remove(office: Office, name: str) -> Answer:
    """Out of the list; its recordings stay in their folder. Refuses one that is in use."""
    doc = _document(office)
    return _saved(office, doc, [pack for pack in doc["packs"] if pack["name"] != name])


def _document(office: Office) -> Doc:
    return dict(office.see(lambda read: parts.read(read.session, "voice")) or {})


def _saved(office: Office, doc: Doc, packs: list[Doc]) -> Answer:
    return save(office, "voice", {**doc, "packs": packs}, seen=parts.fingerprint(doc))


def _slug(title: str) -> str:
    """Its folder: "Bahasa Madura" -> bahasa-madura."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-0123456789")[:30]
