"""Whose turn it is at a loket of today. The rules and their bounds stand in `office.hall.rhythm`."""

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import bindparam, func, literal_column, select

from office.errors import NotNow
from office.hall import rhythm
from office.hall.rhythm import Kind, Turn, Waiting
from office.records.tables import Call, Loket, Ticket
from office.records.work import Read

AT_HAND = ("called", "serving")
#: the same, word for word as the index of those at hand has it: only so does SQLite look into that small index
_AT_HAND = Ticket.state.in_([literal_column(f"'{state}'") for state in AT_HAND])
#: turns looked back at: the rhythms need the latest E - 1 regular ones with P priority calls before each, at most 89
LOOK_BACK = 100
#: asked at every press and every board, so made once: who waits, promises first; the turns there were
_LINE = (
    select(Ticket.id, Ticket.priority, Ticket.purpose, Ticket.leftover_id)
    .where(Ticket.day == bindparam("today"), Ticket.loket == bindparam("at"), Ticket.state == "waiting")
    .order_by(Ticket.leftover_id.is_(None), Ticket.leftover_id, Ticket.issued_at, Ticket.id)
)
_TURNS = (
    select(Call.turn).where(Call.day == bindparam("today"), Call.loket == bindparam("at"), Call.turn.is_not(None))
    .order_by(Call.id.desc()).limit(LOOK_BACK)
)  # fmt: skip


def choose(read: Read, loket: int) -> Ticket | None:
    """The ticket to call next at `loket`, or None when nobody waits."""
    return next(iter(upcoming(read, loket, 1)), None)


def upcoming(read: Read, loket: int, count: int) -> list[Ticket]:
    """The next `count` tickets in calling order, as the TV shows them."""
    ids = [turn.who.id for turn in islice(line(read, loket), count)]
    found = {row.id: row for row in read.session.scalars(select(Ticket).where(Ticket.id.in_(ids)))} if ids else {}
    return [found[key] for key in ids]


def line(read: Read, loket: int) -> Iterator[Turn]:
    """Everybody who waits at `loket`, in calling order."""
    lines = _waiting(read, loket)
    past = _past(read, loket) if len(lines) > 1 else []  # one class alone has no rhythm to keep
    return rhythm.in_order(read.settings.queue, past, lines)


def before(read: Read, ticket: Ticket) -> list[Turn]:
    """Who will be called before this waiting ticket, in their order, if nobody else comes."""
    ahead: list[Turn] = []
    for turn in line(read, ticket.loket):
        if turn.who.id == ticket.id:
            break
        ahead.append(turn)
    return ahead


def waiting_count(read: Read, loket: int) -> int:
    """How many wait at `loket`."""
    rule = (Ticket.day == read.today, Ticket.loket == loket, Ticket.state == "waiting")
    return read.session.scalar(select(func.count()).select_from(Ticket).where(*rule)) or 0


def at_hand(read: Read, holder: str) -> Ticket | None:
    """The ticket that this officer has called or serves: at most one, by the database's constraint."""
    rule = (Ticket.holder == holder, _AT_HAND)
    return read.session.scalars(select(Ticket).where(*rule)).one_or_none()


def shortest_queue(read: Read) -> int:
    """The open loket where fewest wait (for somebody who only needs help)."""
    numbers = list(read.session.scalars(select(Loket.number).where(Loket.state != "closed").order_by(Loket.number)))
    if not numbers:
        raise NotNow("Semua loket sedang tutup. Silakan tanya petugas.")
    return min(numbers, key=lambda number: (waiting_count(read, number), number))


def kind_of(ticket: Ticket) -> Kind:
    """The class in which a ticket waits."""
    return rhythm.kind_of(ticket.priority, ticket.purpose)


def _waiting(read: Read, loket: int) -> dict[Kind, list[Waiting]]:
    """Each class in its own order, in one question without whole rows: every ticket and every board asks it."""
    rows = read.session.execute(_LINE, {"today": read.today, "at": loket})
    lines: dict[Kind, list[Waiting]] = {}
    for key, priority, purpose, leftover in rows:
        kind = rhythm.kind_of(priority, purpose)
        lines.setdefault(kind, []).append(Waiting(key, purpose, leftover is not None))
    return lines


def _past(read: Read, loket: int) -> list[Kind]:
    """Classes of today's latest turns at this loket, newest first.

    Every turn counts, also of who was absent and came back, or was sent to another loket; a call said again does not.
    """
    return list(read.session.scalars(_TURNS, {"today": read.today, "at": loket}))
