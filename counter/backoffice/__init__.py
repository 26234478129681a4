"""The back office: worklists and the page of a file, for Kasi, operator, Sekcam and Camat (SOP S3-S8)."""

from flask import Blueprint

from counter.backoffice import acts, attachments, file, lists, visits
from office.office import Office
from printer.letters.desk import LetterDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """Register the back office's views on the counter's blueprint."""
    lists.routes(blueprint, office)
    file.routes(blueprint, office, letters)
    acts.routes(blueprint, office, letters)
    visits.routes(blueprint, office, letters)
    attachments.routes(blueprint, office, letters)
