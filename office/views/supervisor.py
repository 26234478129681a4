"""The office today, for its supervisor: figures, lokets, files desk by desk, screens and printers."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from office.feedback import survey
from office.files import deadlines
from office.hall import closing as ends
from office.hall import day, leftovers, turns
from office.paper import due_day, print_room
from office.people import devices
from office.procedure import Stage
from office.records.tables import Day, File, Loket, Officer, Printer, Ticket, Token
from office.records.work import Read
from office.views import clocks, screens, worklists

#: rows of the table of desks, in the way's order; `applicant` and `ready` wait for the resident, not for us
DESKS = {"applicant": "Di pemohon (dikembalikan)", "loket": "Loket (pemeriksaan)", "kasi": "Kepala Seksi",
         "operator": "Operator Komputer", "sekcam": "Sekcam", "camat": "Camat", "ready": "Siap diambil"}  # fmt: skip
ROLES = {"kiosk": "Kios", "display": "Layar TV", "agent": "Ruang cetak"}
NEXT_SHOWN = 3
SCANNED = 5000


def overview(read: Read) -> dict[str, Any]:
    """{day, figures, lokets, desks, devices, printers}: what the supervisor's page shows, without a resident's name."""
    desks = files_by_desk(read)
    return {
        "day": _day(read), "figures": _figures(read, desks),
        "lokets": [_loket(read, row) for row in read.session.scalars(select(Loket).order_by(Loket.number))],
        "desks": desks, "devices": _devices(read), "missed": screens.missed(read), "printers": _printers(read),
    }  # fmt: skip


def files_by_desk(read: Read) -> list[dict[str, Any]]:
    """One row a desk: {desk, title, count, late, today, later, nearest}; `nearest`: the file due first."""
    calendar = deadlines.calendar(read)
    found: dict[str, list[tuple[File, dict[str, Any]]]] = defaultdict(list)
    running = [stage for stage in worklists.OPEN if stage != Stage.READY]
    oldest = (File.accepted_at.is_(None), File.accepted_at, File.id)
    for file in read.session.scalars(select(File).where(File.stage.in_(running)).order_by(*oldest).limit(SCANNED)):
        found[file.desk or "applicant"].append((file, clocks.of(read, file, calendar)))
    # letters that nobody comes for add up over the years, and their clocks stand: they are only counted
    ready = read.session.scalar(select(func.count()).select_from(File).where(File.stage == Stage.READY)) or 0
    desks = [_desk(desk, title, found[desk]) for desk, title in DESKS.items() if desk != "ready"]
    return [*desks, {**_desk("ready", DESKS["ready"], []), "count": ready, "later": ready}]


def _desk(desk: str, title: str, timed: list[tuple[File, dict[str, Any]]]) -> dict[str, Any]:
    tones = [clock["tone"] for _, clock in timed]
    running = [(clock["due_at"], file, clock) for file, clock in timed if clock["tone"] != "none"]
    nearest = min(running, key=lambda row: (row[0], row[1].id), default=None)
    return {
        "desk": desk, "title": title, "count": len(timed), "late": tones.count("late"), "today": tones.count("today"),
        "later": tones.count("later") + tones.count("none"),
        "nearest": _nearest(nearest[1], nearest[2]) if nearest else None,
    }  # fmt: skip


def _nearest(file: File, clock: dict[str, Any]) -> dict[str, Any]:
    words = f"{clock['words'][0].lower()}{clock['words'][1:]}"
    return {"id": file.id, "registration_number": file.registration_number, "tone": clock["tone"], "words": words}


def _day(read: Read) -> dict[str, Any]:
    row, state = read.session.get(Day, read.today), day.state(read)
    closed = row is not None and row.state == "closed"
    return {**state, "closed": closed, "opened_at": read.iso(row.opened_at) if row else None,
            "closed_at": read.iso(row.closed_at) if row else None, "quiet_until": day.quiet_until(read),
            "on": read.today.isoformat(), "sheet": row is not None and closed and ends.slip(read, row) is not None,
            "promised": len(leftovers.open_ones(read))}  # fmt: skip


def closing(read: Read) -> dict[str, Any]:
    """{on, closed, here, lokets, counts, printers, place}: what the question before closing shows, without a name."""
    row, here = read.session.get(Day, read.today), ends.still_here(read)
    left = [one for one in here if one["state"] != "serving"]
    lokets = [{"loket": loket.number, "name": loket.name,
               "here": [one for one in left if one["loket"] == loket.number]}
              for loket in read.session.scalars(select(Loket).order_by(Loket.number))]  # fmt: skip
    return {
        "on": read.today, "closed": row is not None and row.state == "closed", "lokets": lokets,
        "serving": [one for one in here if one["state"] == "serving"], "left": len(left),
        "counts": due_day.counts(read, read.today), "printers": places(read),
        "place": read.settings.hours.close_slip_at, "valid": leftovers.valid_on(read),
    }  # fmt: skip


def places(read: Read) -> list[dict[str, str]]:
    """Where a sheet may come out: {purpose, name}, one a purpose."""
    rows = read.session.execute(select(Printer.purpose, Printer.name).where(Printer.enabled).order_by(Printer.id))
    return [{"purpose": purpose, "name": name} for purpose, name in {row.purpose: row.name for row in rows}.items()]


def _figures(read: Read, desks: list[dict[str, Any]]) -> dict[str, Any]:
    """Waiting now, minutes waited on average, numbers served, files under way, late ones, the satisfaction index."""
    called = read.session.execute(
        select(Ticket.issued_at, Ticket.first_called_at).where(
            Ticket.day == read.today, Ticket.first_called_at.is_not(None)
        )
    ).all()
    waited = [(row.first_called_at - row.issued_at).total_seconds() / 60 for row in called]
    return {
        "waiting": _tickets(read, "waiting"), "wait_minutes": round(sum(waited) / len(waited)) if waited else None,
        "served": _tickets(read, "done"), "files": sum(row["count"] for row in desks),
        "late": sum(row["late"] for row in desks),
        "ikm": survey.shown_index(read),
    }  # fmt: skip


def _tickets(read: Read, state: str, loket: int | None = None) -> int:
    rule = [Ticket.day == read.today, Ticket.state == state, *([Ticket.loket == loket] if loket else [])]
    return read.session.scalar(select(func.count()).select_from(Ticket).where(*rule)) or 0


def _loket(read: Read, row: Loket) -> dict[str, Any]:
    rule = (Ticket.day == read.today, Ticket.loket == row.number)
    ticket = read.session.scalars(
        select(Ticket)
        .where(*rule, Ticket.state.in_(("called", "serving")))
        .order_by(Ticket.first_called_at.desc())
        .limit(1)
    ).one_or_none()
    oldest = read.session.scalar(select(func.min(Ticket.issued_at)).where(*rule, Ticket.state == "waiting"))
    busy = {"called": "calling", "serving": "serving"}.get(ticket.state) if ticket else None
    return {
        "loket": row.number, "name": row.name, "own": row.state, "reason": row.reason,
        "state": busy or {"open": "idle"}.get(row.state, row.state), "number": ticket.label if ticket else None,
        "since": read.iso((ticket.served_at or ticket.first_called_at) if ticket else row.since),
        "waiting": turns.waiting_count(read, row.number), "served": _tickets(read, "done", row.number),
        "absent": _tickets(read, "no_show", row.number), "held": _tickets(read, "held", row.number),
        "oldest_minutes": int((read.now - oldest) / timedelta(minutes=1)) if oldest else None,
        "next": [t.label for t in turns.upcoming(read, row.number, NEXT_SHOWN)],
    }  # fmt: skip


def _devices(read: Read) -> list[dict[str, Any]]:
    """Screens and print rooms by their last sign of life: {role, name, seconds, tone, words}."""
    serving = bool(day.state(read)["open"])
    return [
        *({"role": one["role"], "name": one["name"], "seconds": one["seconds"], "tone": one["tone"],
           "words": " · ".join(filter(None, (one["words"], one["where"])))} for one in screens.screens(read)),
        *(_machine(row, name, serving=serving) for row in devices.signs_of_life(read)
          if row["role"] in ROLES and (name := _name(read, row["who"], row["role"]))),
    ]  # fmt: skip


def _machine(row: dict[str, Any], name: str, *, serving: bool) -> dict[str, Any]:
    words, tone = screens.life(max(row["seconds"], 0), serving=serving)
    return {"role": row["role"], "name": name, "seconds": row["seconds"], "tone": tone, "words": words}


def _name(read: Read, who: str, role: str) -> str:
    """Whose sign of life this is; "" for a paired screen (told by itself) and for a token taken back."""
    kind, _, number = who.partition(":")
    if kind == "officer":
        officer = read.session.get(Officer, int(number))
        return officer.name if officer else ROLES[role]
    token = read.session.get(Token, int(number)) if kind == "token" and number else None
    return "" if token is None or token.revoked_at is not None else token.label or ROLES[role]


def _printers(read: Read) -> list[dict[str, Any]]:
    """Printers in words: {id, name, words, waiting, tone}; tone: ready | soon | check."""
    return [
        {"id": row["id"], "name": row["name"], "words": row["words"], "waiting": row["waiting"], "at": row["at"],
         "enabled": row["enabled"], "tone": _printer_tone(row)}
        for row in print_room.overview(read)["printers"]
    ]  # fmt: skip


def _printer_tone(row: dict[str, Any]) -> str:
    if row["blocked"]:
        return "check"
    return "ready" if row["state"] == "ready" and row["enabled"] and not row["roll"]["low"] else "soon"
