"""Whose turn it is, over any day: priority and regular tickets interleave, short visits have a rhythm, nobody starves.

The rules are checked from outside, on what was called while who waited; the code's own bookkeeping is not looked at.
"""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from office.hall import tickets, turns
from office.office import Actor, Office, Seat
from tests.conftest import Clock

KIOSK = Actor("token", 1, "kios", (Seat("kiosk"),))
CLASSES = {
    "priority": {"priority": "lansia"},
    "short": {"purpose": "complete"},
    "collect": {"purpose": "collect"},
    "long": {},
}
MOST_PRIORITY, EVERY = 2, 3

#: what happens next: somebody arrives, or the officer calls and who was called is served, absent, sent on, set aside
EVENTS = st.lists(
    st.one_of(
        st.sampled_from([("comes", name) for name in CLASSES]),
        st.sampled_from([("called", end) for end in ("served", "said again", "absent", "sent away", "set aside")]),
        st.sampled_from([("back", "absent"), ("back", "set aside"), ("back", "sent away")]),
    ),
    min_size=1, max_size=60,
)  # fmt: skip


class Hall:
    """One loket of one day, seen from outside: who waits in which order, and the calls so far."""

    def __init__(self, office: Office, officer: int) -> None:
        self.office = office
        self.officer = Actor("token", officer, "petugas", (Seat("loket", 1),))
        self.waiting: dict[int, str] = {}
        self.away: dict[str, list[int]] = {"absent": [], "set aside": [], "sent away": []}
        self.kinds: dict[int, str] = {}
        self.calls: list[tuple[str, set[str]]] = []

    def comes(self, kind: str) -> None:
        made = self.office.do(tickets.issue, by=KIOSK, loket=1, **CLASSES[kind])
        self.kinds[made["id"]] = self.waiting[made["id"]] = "short" if kind == "collect" else kind

    def called(self, end: str) -> None:
        there = set(self.waiting.values())
        found = self.office.do(tickets.call_next, by=self.officer, loket=1)
        assert bool(found) == bool(self.waiting)
        if not found:
            return
        kind = self.waiting.pop(found["id"])
        older = [ticket for ticket, other in self.waiting.items() if other == kind and ticket < found["id"]]
        assert not older, f"{kind}: {older} came before {found['id']}"
        self.calls.append((kind, there))
        self._judge()
        for _ in range(2 if end == "said again" else 0):
            self.office.do(tickets.recall, by=self.officer, ticket_id=found["id"])
        act: Callable[..., dict[str, Any]]
        act, more = {"absent": (tickets.no_show, {}), "set aside": (tickets.hold, {}),
                     "sent away": (tickets.transfer, {"loket": 2})}.get(end, (tickets.finish, {}))  # fmt: skip
        self.office.do(act, by=self.officer, ticket_id=found["id"], **more)
        if end in self.away:
            self.away[end].append(found["id"])

    def back(self, whence: str) -> None:
        if not self.away[whence]:
            return
        ticket = self.away[whence].pop()
        act, more = {"absent": (tickets.restore, {}), "set aside": (tickets.resume, {}),
                     "sent away": (tickets.transfer, {"loket": 1})}[whence]  # fmt: skip
        self.office.do(act, by=Actor("officer", 999_999, "petugas", (Seat("loket"),)), ticket_id=ticket, **more)
        self.waiting[ticket] = self.kinds[ticket]

    def _judge(self) -> None:
        kind, there = self.calls[-1]
        before = [called for called, _ in self.calls[:-1]]
        run = next((n for n, called in enumerate(reversed(before)) if called != "priority"), len(before))
        calm = [called for called in before if called != "priority"][-(EVERY - 1) :]
        due = len(calm) == EVERY - 1 and "short" not in calm
        said = f"after {before[-9:]} with {sorted(there)} waiting, {kind} was called"
        if kind == "priority" and there != {"priority"}:
            assert run < MOST_PRIORITY, f"{said}: too many priority calls in a row"
        if kind != "priority" and "priority" in there:
            assert run >= MOST_PRIORITY, f"{said}: a priority visitor was passed over"
        if kind == "long" and "short" in there:
            assert not due, f"{said}: the short visit was due"
        if kind == "short" and "long" in there:
            assert due, f"{said}: a short visit came too early"
        for other in there - {kind}:
            assert self._gap(other) <= EVERY * (MOST_PRIORITY + 1) - 1, f"{said}: {other} starves"

    def _gap(self, kind: str) -> int:
        """How many calls in a row passed `kind` over while one of it waited."""
        gap = 0
        for called, there in reversed(self.calls):
            if called == kind or kind not in there:
                break
            gap += 1
        return gap


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=EVENTS)
@example(events=[("comes", "long"), ("comes", "priority"), *[("called", "absent"), ("back", "absent")] * 4])
@example(events=[("comes", "long"), *[("comes", "priority")] * 6, *[("called", "sent away")] * 6])
@example(
    events=[
        *[("comes", "long"), ("called", "served")] * 2,
        *[("comes", "priority"), ("called", "served")] * 14,
        ("comes", "long"),
        ("comes", "short"),
        ("called", "served"),
    ]
)
@example(events=[*[("comes", "long")] * 2, *[("comes", "priority")] * 4, *[("called", "said again")] * 6])
@example(events=[*[("comes", "long")] * 6, ("comes", "short"), *[("called", "served")] * 7])
def test_any_day_keeps_the_rules_of_turns(office: Office, clock: Clock, events: list[tuple[str, str]]) -> None:
    clock.forward(days=1)
    hall = Hall(office, officer=clock.now.toordinal())
    for event, what in events:
        getattr(hall, event)(what)
    expected = office.see(lambda read: [t.id for t in turns.upcoming(read, 1, 50)])
    shown = []
    while hall.waiting:
        before = set(hall.waiting)
        hall.called("served")
        shown += before - set(hall.waiting)
    assert expected == shown, "the TV's order is the order of the calls"


def test_the_rhythm_is_the_office_s_own(office: Office) -> None:
    office.do(_change_rules, by=Actor("system", seats=(Seat("system"),)), most_priority_calls=1, short_visit_every=2)
    for kind in ("long", "long", "long", "short", "short", "priority", "priority", "priority"):
        office.do(tickets.issue, by=KIOSK, loket=1, **CLASSES[kind])
    officer = Actor("officer", 1, "petugas", (Seat("loket", 1),))
    order = []
    while found := office.do(tickets.call_next, by=officer, loket=1):
        order.append("P" if found["priority"] else "s" if found["purpose"] == "complete" else "L")
        office.do(tickets.serve, by=officer, ticket_id=found["id"])
    assert "".join(order) == "PLPsPLsL"


def _change_rules(work: Any, **rules: int) -> dict[str, Any]:
    from office.records.tables import SettingsRow

    row = work.session.get(SettingsRow, 1)
    row.document = {**row.document, "queue": {**row.document["queue"], **rules}}
    row.version += 1
    return {}


_change_rules.verb = tickets.issue.verb.__class__("test.rules", frozenset())


@pytest.mark.parametrize(("lokets", "expected"), [({1: 3, 2: 1}, 2), ({1: 1, 2: 1}, 1), ({1: 0, 2: 4}, 1)])
def test_help_goes_where_fewest_wait(office: Office, lokets: dict[int, int], expected: int) -> None:
    for loket, count in lokets.items():
        for _ in range(count):
            office.do(tickets.issue, by=KIOSK, loket=loket)
    assert office.do(tickets.issue, by=KIOSK, purpose="help")["loket"] == expected
