"""What the namespace `/display` says to a screen that has just connected."""

from typing import Any

from office.office import Office
from office.views import hall_board


def on_connect(office: Office) -> dict[str, Any]:
    """The whole board (`event: board`): a screen that connects takes the same path as one that hears of a change."""
    board: dict[str, Any] = office.see(hall_board.build)
    return board
