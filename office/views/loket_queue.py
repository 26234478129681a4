"""The loket's left side: who waits and who is next, who was set aside or absent, colleagues, the other lokets."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from office.hall import estimate, turns
from office.hall.rhythm import KINDS, Turn
from office.people import staff
from office.records.tables import Loket, ServiceRow, Ticket
from office.records.work import Read

#: so many fit in calling order; of more, the next few are shown so and all others by class
FITTING, SOON = 8, 4
#: rows that anybody reads; the rest is counted
SHOWN = 150


def queue(read: Read, *, loket: int, holder: str) -> dict[str, Any]:
    """All of it for the officer `holder`.

    `waiting` is everybody in calling order; `soon` the first of them (all, where they fit), `groups` the others by
    class ({kind, count, oldest, rows}; count and oldest of the whole class); `why` the first is next (rhythm.Why, or
    `promised`).
    """
    place = read.session.get_one(Loket, loket)
    line = list(turns.line(read, loket))
    waiting = _waiting(read, line[:SHOWN])
    others = read.session.scalars(select(Loket).where(Loket.number != loket).order_by(Loket.number))
    soon = len(waiting) if len(line) <= FITTING else SOON
    mine = turns.at_hand(read, holder)
    found = {
        "loket": loket, "name": place.name, "state": place.state, "reason": place.reason,
        "waiting": waiting, "waiting_count": len(line), "oldest": max((row["minutes"] for row in waiting), default=0),
        "why": _why(line[0]) if line else None, "soon": waiting[:soon], "groups": _groups(waiting, soon),
        "held": _held(read, loket), "absent": _rows(read, loket, ("no_show",)),
        "recent": _rows(read, loket, ("done",), latest=True, most=3),
        "current": _row(read, mine) if mine else None, "colleagues": colleagues(read, loket=loket, holder=holder),
        "others": [_other(read, row) for row in others],
    }  # fmt: skip
    _name_services(read, found)
    return found


def colleagues(read: Read, *, loket: int, holder: str) -> list[dict[str, Any]]:
    """Who else serves this loket now: {holder, name, ticket, number, state, minutes}; no number: free."""
    found: dict[str, dict[str, Any]] = {}
    for row in estimate.at_work(read):
        if row.loket != loket or row.holder in (None, holder):
            continue
        busy = row.state in turns.AT_HAND
        if busy or row.holder not in found:
            said = {"ticket": row.id, "number": row.label, "state": row.state, **_minutes(read, row)} if busy else {}
            found[row.holder] = {"holder": row.holder, "name": staff.name_of(read, row.holder), "number": None, **said}
    return list(found.values())


def _minutes(read: Read, row: Ticket) -> dict[str, int]:
    return {"minutes": _since(read, row.served_at or row.first_called_at or read.now)}


def _waiting(read: Read, line: list[Turn]) -> list[dict[str, Any]]:
    """Rows in calling order, each with its class."""
    rule = Ticket.id.in_([turn.who.id for turn in line])
    found = {row.id: row for row in read.session.scalars(select(Ticket).where(rule))} if line else {}
    return [{**_row(read, found[turn.who.id]), "kind": turn.kind} for turn in line]


def _groups(waiting: list[dict[str, Any]], soon: int) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    for kind in KINDS:
        rows = [row for row in waiting if row["kind"] == kind]
        later = [row for row in waiting[soon:] if row["kind"] == kind]
        if later:
            oldest = max(row["minutes"] for row in rows)
            groups.append({"kind": kind, "count": len(rows), "oldest": oldest, "rows": later})
    return groups


def _why(turn: Turn) -> str:
    return "promised" if turn.who.promised else turn.why


def _held(read: Read, loket: int) -> list[dict[str, Any]]:
    """Those whose time is over first."""
    rows = _rows(read, loket, ("held",))
    return sorted(rows, key=lambda row: (row["held_seconds"] is None, row["held_seconds"] or 0))


def _other(read: Read, row: Loket) -> dict[str, Any]:
    rule = (Ticket.day == read.today, Ticket.loket == row.number, Ticket.state.in_(turns.AT_HAND))
    newest = select(Ticket.label).where(*rule).order_by(Ticket.first_called_at.desc()).limit(1)
    return {"loket": row.number, "name": row.name, "state": row.state, "reason": row.reason,
            "waiting": turns.waiting_count(read, row.number), "number": read.session.scalar(newest)}  # fmt: skip


def _rows(
    read: Read, loket: int, states: tuple[str, ...], *, latest: bool = False, most: int = 20
) -> list[dict[str, Any]]:
    order = Ticket.finished_at.desc() if latest else Ticket.issued_at
    rule = (Ticket.day == read.today, Ticket.loket == loket, Ticket.state.in_(states))
    return [_row(read, t) for t in read.session.scalars(select(Ticket).where(*rule).order_by(order).limit(most))]


def _row(read: Read, ticket: Ticket) -> dict[str, Any]:
    until = ticket.held_until
    return {
        "id": ticket.id, "number": ticket.label, "purpose": ticket.purpose, "service": ticket.service_code,
        "priority": ticket.priority, "promised": ticket.leftover_id is not None, "state": ticket.state,
        "calls": ticket.calls, "note": ticket.note, "minutes": _since(read, ticket.issued_at),
        "serving_seconds": int(_seconds(read, ticket.served_at)) if ticket.served_at else None,
        "held_seconds": int((until - read.now).total_seconds()) if until else None,
        "finished_at": read.iso(ticket.finished_at), "loket": ticket.loket,
    }  # fmt: skip


def _seconds(read: Read, moment: datetime) -> float:
    """Never negative, even when the server's clock was set back."""
    return max(0.0, (read.now - moment).total_seconds())


def _since(read: Read, moment: datetime) -> int:
    return int(_seconds(read, moment) // 60)


def _name_services(read: Read, found: dict[str, Any]) -> None:
    rows = read.session.execute(select(ServiceRow.code, ServiceRow.definition))
    names = {code: str(definition["short_name"]) for code, definition in rows}
    lists = (found["waiting"], found["held"], found["absent"], found["recent"], filter(None, [found["current"]]))
    for row in (row for rows in lists for row in rows):
        row["service_name"] = names.get(row["service"] or "")
