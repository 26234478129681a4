"""Random days with real verbs: no number lost, doubled or skipped, nobody starves, everybody is accounted for.

Somebody who waits while k of the same class are called is passed over by at most `random_days.most_calls(class, k)`
calls of the loket; that holds after every call, for everybody who waits, whatever the officers do in between. Within a
class promises of the day before come first in their order, then who came first. So k is at most who came earlier, who
came back to an earlier place, and the promises still open.
"""

from hypothesis import HealthCheck, example, given, settings

from office.office import Office
from office.views import invariants
from tests.conftest import Clock
from tests.office.random_days import EVENTS, Days, most_calls

#: one regular visitor among many with priority, one short visit among many long ones
LONELY = [("comes", 0, 0), *[("comes", 4, 0)] * 9, ("comes", 1, 0), *[("comes", 0, 0)] * 9]


def test_random_days(office: Office, clock: Clock) -> None:
    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
    @given(first=EVENTS, second=EVENTS)
    @example(first=[*LONELY, *[("calls", 0, 0)] * 12], second=[("promise", 9, 0)] * 9)
    def days(first: list[tuple[str, int, int]], second: list[tuple[str, int, int]]) -> None:
        hall = Days(office, clock)
        hall.next_day()
        for event in first:
            hall.step(*event)
        hall.agree()
        hall.closes()
        hall.next_day()
        for event in second:
            hall.step(*event)
        hall.drain()
        hall.closes()

    days()
    for check in (invariants.ticket_numbers, invariants.ticket_states, invariants.at_hand):
        assert not office.see(lambda read, check=check: list(check(read)))


def test_the_bounds_are_those_of_the_rules() -> None:
    """The longest way there is: with every call that may come before somebody coming before."""
    assert [most_calls("priority", k) for k in range(4)] == [1, 2, 4, 5]
    assert [most_calls("long", k) for k in range(3)] == [5, 8, 14]
    assert [most_calls("short", k) for k in range(3)] == [8, 17, 26]
