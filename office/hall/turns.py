"""Whose turn it is: priority interleaved with regular tickets, short visits called by a rhythm. Nobody starves.

Rules (settings): at most two priority calls between two regular ones; among regular tickets every third call is a short
visit (purpose complete or collect) while one waits. Within a class the oldest comes first.
"""

from sqlalchemy import case, func, select

from office.errors import NotNow
from office.records.tables import Call, Loket, Ticket
from office.records.work import Read

SHORT = ("complete", "collect")
#: calls looked back at: the rhythms need the latest few regular ones, however many priority calls lie between
LOOK_BACK = 50


def choose(read: Read, loket: int) -> Ticket | None:
    """The ticket to call next at `loket`, or None when nobody waits."""
    return next(iter(upcoming(read, loket, 1)), None)


def upcoming(read: Read, loket: int, count: int) -> list[Ticket]:
    """The next `count` tickets in calling order, as the TV shows them."""
    past = _past(read, loket)
    queues = _waiting(read, loket, count)
    order: list[Ticket] = []
    while len(order) < count and any(queues.values()):
        kind = _next_class(read, past, queues)
        order.append(queues[kind].pop(0))
        past.insert(0, kind)
    return order


def waiting_count(read: Read, loket: int) -> int:
    """How many wait at `loket`."""
    rule = (Ticket.day == read.today, Ticket.loket == loket, Ticket.state == "waiting")
    return read.session.scalar(select(func.count()).select_from(Ticket).where(*rule)) or 0


def at_hand(read: Read, holder: str) -> Ticket | None:
    """The ticket that this officer has called or serves: at most one, by the database's constraint."""
    rule = (Ticket.holder == holder, Ticket.state.in_(("called", "serving")))
    return read.session.scalars(select(Ticket).where(*rule)).one_or_none()


def shortest_queue(read: Read) -> int:
    """The open loket where fewest wait (for somebody who only needs help)."""
    numbers = list(read.session.scalars(select(Loket.number).where(Loket.state != "closed").order_by(Loket.number)))
    if not numbers:
        raise NotNow("Semua loket sedang tutup. Silakan tanya petugas.")
    return min(numbers, key=lambda number: (waiting_count(read, number), number))


_CLASS = case((Ticket.priority.is_not(None), "priority"), (Ticket.purpose.in_(SHORT), "short"), else_="long")
_PLACE = func.row_number().over(partition_by=_CLASS, order_by=(Ticket.issued_at, Ticket.id))


def _waiting(read: Read, loket: int, count: int) -> dict[str, list[Ticket]]:
    """The oldest `count` of each class, in one question: every ticket and every board asks it."""
    rule = (Ticket.day == read.today, Ticket.loket == loket, Ticket.state == "waiting")
    line = select(Ticket.id, _CLASS.label("kind"), _PLACE.label("place")).where(*rule).subquery()
    first = select(Ticket, line.c.kind).join(line, line.c.id == Ticket.id).where(line.c.place <= count)
    queues: dict[str, list[Ticket]] = {"priority": [], "short": [], "long": []}
    for ticket, kind in read.session.execute(first.order_by(Ticket.issued_at, Ticket.id)):
        queues[kind].append(ticket)
    return queues


def _past(read: Read, loket: int) -> list[str]:
    """Classes of today's latest calls at this loket, newest first.

    Every turn counts, also of who was absent and came back, or was sent to another loket; a call said again does not.
    """
    rows = read.session.execute(
        select(Ticket.priority, Ticket.purpose).join(Call, Call.ticket_id == Ticket.id)
        .where(Call.day == read.today, Call.loket == loket, Call.again.is_(False))
        .order_by(Call.id.desc()).limit(LOOK_BACK)
    ).all()  # fmt: skip
    return ["priority" if row.priority else "short" if row.purpose in SHORT else "long" for row in rows]


def _next_class(read: Read, past: list[str], queues: dict[str, list[Ticket]]) -> str:
    rules = read.settings.queue
    regular = bool(queues["short"] or queues["long"])
    in_a_row = 0
    while in_a_row < len(past) and past[in_a_row] == "priority":
        in_a_row += 1
    if queues["priority"] and (not regular or in_a_row < rules.most_priority_calls):
        return "priority"
    calm = [kind for kind in past if kind != "priority"][: rules.short_visit_every - 1]
    short_is_due = len(calm) == rules.short_visit_every - 1 and "short" not in calm
    if queues["short"] and (short_is_due or not queues["long"]):
        return "short"
    return "long"
