"""Complaints at the counter: taken in at the loket, read and answered by the supervisor."""

from flask import Blueprint

from counter.complaints import handling, intake
from office.office import Office
from office.views import complaints as view
from printer.letters.desk import LetterDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """`/counter/complaints` and everything below it."""
    intake.routes(blueprint, office)
    handling.routes(blueprint, office)
    # for the badge of the supervisor's page: how many are under way, how many late
    blueprint.app_context_processor(lambda: {"complaint_counts": lambda: office.see(view.counts)})
