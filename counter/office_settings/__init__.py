"""The office's settings, for its own people: one sheet a file, one line a sheet."""

from flask import Blueprint

from counter.office_settings import (
    devices,
    emblem,
    exchange,
    history,
    lokets,
    machines,
    number_rules,
    people,
    screen,
    services,
    templates,
    texts,
    voice,
)
from office.office import Office
from printer.letters.desk import LetterDesk

#: `voice` needs the clips beside the office: `counter.pages` asks it for its routes
__all__ = ["SHEETS", "routes", "voice"]

SHEETS = (
    services,
    templates,
    number_rules,
    people,
    lokets,
    texts,
    emblem,
    machines,
    devices,
    screen,
    history,
    exchange,
)


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """Every sheet below `/counter/settings`."""
    for sheet in SHEETS:
        sheet.routes(blueprint, office, letters)
