"""THE LOKET: call, receive, register, check, hand over, on one screen.

`hall` is the left and the middle (queue, number at hand, printer), `desk` the right (registration and files). They are
drawn apart, so that a change in the queue never touches what is being typed.
"""

from flask import Blueprint

from counter.loket import desk, hall, handing, sheets, visits
from office.office import Office
from printer.letters.desk import LetterDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """`/counter/loket/<n>` and everything below it."""
    hall.routes(blueprint, office)
    sheets.routes(blueprint, office)
    desk.routes(blueprint, office, letters)
    handing.routes(blueprint, office)
    visits.routes(blueprint, office)
