"""The same random days, shorter, on either database: `tests.office.test_random_days` says what must hold."""

from hypothesis import HealthCheck, Phase, given, settings

from office.office import Office
from office.views import invariants
from tests.conftest import Clock
from tests.office.random_days import EVENTS, Days


def test_a_few_random_days(office: Office, clock: Clock) -> None:
    @settings(max_examples=3, deadline=None, phases=[Phase.generate],
              suppress_health_check=[HealthCheck.differing_executors])  # fmt: skip
    @given(first=EVENTS, second=EVENTS)
    def days(first: list[tuple[str, int, int]], second: list[tuple[str, int, int]]) -> None:
        hall = Days(office, clock)
        for events in (first, second):
            hall.next_day()
            for event in events:
                hall.step(*event)
            hall.drain()
            hall.closes()

    days()
    for check in (invariants.ticket_numbers, invariants.ticket_states, invariants.at_hand):
        assert not office.see(lambda read, check=check: list(check(read)))
