"""Setelah padam: what was done on paper while the system was away is entered here, line by line.

`replay` is the page and its acts, `sheets` the reserved numbers for work on paper and their printed forms.
"""

from typing import Any

from flask import Blueprint

from counter.outage import acts, replay, sheets
from office.office import Office
from office.views import outages as views
from printer.letters.desk import LetterDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """`/counter/outage` and everything below it; every room's header may say how the office is fed."""
    replay.routes(blueprint, office)
    acts.routes(blueprint, office)
    sheets.routes(blueprint, office)

    @blueprint.app_context_processor
    def hint() -> dict[str, Any]:
        return {"outage_hint": lambda: office.see(views.hint)}
