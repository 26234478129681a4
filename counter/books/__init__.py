"""The office's books: on the screen, as PDF and XLSX; the agenda of letters that come in; inserted numbers."""

from flask import Blueprint

from counter.books import incoming, inserting, shelf
from office.office import Office
from printer.letters.desk import LetterDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """`/counter/books` and everything below it."""
    incoming.routes(blueprint, office)
    inserting.routes(blueprint, office)
    shelf.routes(blueprint, office, letters)
