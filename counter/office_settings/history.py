"""The history of the settings in words: who, when, what it was and what it is; and taking a change back."""

from typing import Any

from flask import Blueprint, Response, g, request

from counter import forms
from counter.office_settings.sheet import page, to
from office.configuration import changes
from office.office import Office
from office.people.doors import door
from office.views import settings_history
from printer.letters.desk import LetterDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """Reading and undoing."""

    @blueprint.get("/settings/history")
    @door("supervisor", "admin")
    def settings_history_page() -> Response:
        return _page(office)

    @blueprint.post("/settings/history/<int:version>/undo")
    @door("supervisor", "admin")
    def settings_undo(version: int) -> Response:
        tried = forms.attempt(lambda: office.do(changes.undo, by=g.actor, key=forms.key(), version=version))
        return to("settings_history_page", "undone") if tried.ok else _page(office, tried)


def _page(office: Office, tried: forms.Tried | None = None) -> Response:
    found: dict[str, Any] = office.see(settings_history.changes_made, before=request.args.get("before", type=int))
    return page("history", "settings_history_page", tried, **found)
