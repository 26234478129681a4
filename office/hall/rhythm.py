"""The order of calling, as rules that know no database: who is next, and why. Nobody starves.

With P = `most_priority_calls` and E = `short_visit_every` (settings):

1. While somebody regular waits, at most P priority calls in a row; then one regular call.
2. Of the regular calls every E-th is a short visit while one waits (a file completed, a letter collected); the others
   are long ones. Where only one of the two waits, it is called.
3. Within a class, who carries a promise of the day before ("dahulukan besok") comes first, in the order of the
   promises; then who came first.

Bounds, in calls of that loket, for somebody before whom k of their class are called (who came earlier, and promises):

- a long visit: regular calls before it at most r = k + 1 + k // (E - 1), with the priority calls r + P * (r + 1);
- a short visit: r = k + (k + 1) * (E - 1), with the priority calls again r + P * (r + 1);
- a priority visit: at most k + 1 + k // P.

Promises are few by construction: one for each who was still waiting when a day was closed, good for one number. So k is
at most who came earlier plus the promises still open, and no one of today is passed over without end.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

Kind = Literal["priority", "short", "long"]
#: why somebody is next: `priority` goes first · `between` priority calls a regular one · `rhythm` the short visit is
#: due · `order` nobody waits longer
Why = Literal["priority", "between", "rhythm", "order"]
SHORT = ("complete", "collect")
KINDS: tuple[Kind, ...] = ("priority", "long", "short")


class Rules(Protocol):
    """The office's settings of fairness."""

    most_priority_calls: int
    short_visit_every: int


class Waiting(NamedTuple):
    """Somebody in the line: ticket id, purpose, whether a promise is carried."""

    id: int
    purpose: str
    promised: bool


class Turn(NamedTuple):
    """A turn to come."""

    who: Waiting
    kind: Kind
    why: Why


def kind_of(priority: str | None, purpose: str) -> Kind:
    """The class in which somebody waits."""
    if priority:
        return "priority"
    return "short" if purpose in SHORT else "long"


def in_order(rules: Rules, past: Sequence[Kind], lines: Mapping[Kind, Sequence[Waiting]]) -> Iterator[Turn]:
    """Who is called one after the other if nobody else comes. `past`: the classes of the calls so far, newest first."""
    queues = {kind: list(reversed(line)) for kind, line in lines.items()}
    called = list(reversed(past))
    while any(queues.values()):
        kind, why = _next(rules, called, {kind for kind, line in queues.items() if line})
        yield Turn(queues[kind].pop(), kind, why)
        called.append(kind)


def _next(rules: Rules, called: Sequence[Kind], there: set[Kind]) -> tuple[Kind, Why]:
    regular = there - {"priority"}
    if "priority" in there and (not regular or _priority_run(called) < rules.most_priority_calls):
        return "priority", "priority"
    why: Why = "between" if "priority" in there else "order"
    if "short" in regular and "long" in regular:
        return ("short", "rhythm") if _short_is_due(rules, called) else ("long", why)
    return ("short" if "short" in regular else "long"), why


def _priority_run(called: Sequence[Kind]) -> int:
    """How many priority calls there have been in a row."""
    run = 0
    while run < len(called) and called[-1 - run] == "priority":
        run += 1
    return run


def _short_is_due(rules: Rules, called: Sequence[Kind]) -> bool:
    calm = rules.short_visit_every - 1
    latest: list[Kind] = []
    for kind in reversed(called):
        if len(latest) == calm:
            break
        if kind != "priority":
            latest.append(kind)
    return len(latest) == calm and "short" not in latest
