"""The office's own settings, set by its own people: one room a subject."""

from flask import Blueprint

from counter.office_settings import number_rules
from office.office import Office
from printer.letters.desk import LetterDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """`/counter/office` and everything below it."""
    for room in (number_rules,):
        room.routes(blueprint, office)
