"""What is told together, and what goes before it."""

import queue
from typing import Any

from office.records.history import Event
from server.tell import gathered

SLIP, SENDING = Event("slip_queued", "print_job:1", {}), Event("slip_sending", "print_job:1", {})
CALLED = Event("ticket_called", "ticket:1", {})


class Later(queue.Queue[list[Event]]):
    """A queue where the second thing happens only while somebody waits for it, with a limit."""

    def __init__(self, first: list[Event], second: list[Event] | None = None) -> None:
        super().__init__()
        self.put(first)
        self.second = second

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        if timeout is None:
            return super().get(block)
        if self.second is None:
            raise queue.Empty
        return self.second


def test_a_slip_goes_before_the_screens_until_the_next_thing_happens() -> None:
    assert gathered(Later([SLIP], [SENDING])) == [SLIP, SENDING]
    assert gathered(Later([SLIP])) == [SLIP], "and no longer than that"


def test_a_call_waits_for_nothing() -> None:
    assert gathered(Later([CALLED], [SENDING])) == [CALLED]


def test_what_came_together_is_told_together() -> None:
    happened = Later([CALLED])
    happened.put([SLIP])
    assert gathered(happened) == [CALLED, SLIP]
