"""The back office: worklists and the page of a file, for Kasi, operator, Sekcam and Camat (SOP S3-S8)."""

from flask import Blueprint

from counter.backoffice import (
    acts,
    attachments,
    delegations,
    file,
    folders,
    lists,
    many,
    printing,
    visits,
    writing,
)
from office.office import Office
from printer.letters.desk import LetterDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """Register the back office's views on the counter's blueprint."""
    lists.routes(blueprint, office)
    file.routes(blueprint, office, letters)
    acts.routes(blueprint, office, letters)
    many.routes(blueprint, office, letters)
    folders.routes(blueprint, office, letters)
    delegations.routes(blueprint, office)
    writing.routes(blueprint, office, letters)
    printing.routes(blueprint, office, letters)
    visits.routes(blueprint, office, letters)
    attachments.routes(blueprint, office, letters)
