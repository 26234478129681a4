"""Slips at the end of a day: the promise to who still waited, and the sheet that closes the day."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from office.files import catalogue
from office.paper import slips, spool
from office.records.tables import Day, File, Handover, HandoverFile, HistoryHead, Leftover, Loket, NumberSeries, Ticket
from office.records.work import Read, Work

#: label on the sheet -> the states counted; every number of the day stands in one of them
OUTCOMES = {"dilayani": ("done",), "tidak hadir": ("no_show",), "batal": ("cancelled",),
            "di loket": ("serving",), "menunggu": ("waiting", "held", "called")}  # fmt: skip


def leftover(work: Work, promise: Leftover, ticket: Ticket, valid_on: date) -> dict[str, Any]:
    """Dahulukan besok, at the printer of the loket where the person waited."""
    loket = work.session.get(Loket, promise.loket)
    service = catalogue.service(work, ticket.service_code) if ticket.service_code else None
    facts = slips.LeftoverFacts(
        number=ticket.label, loket=promise.loket, loket_name=loket.name if loket else "",
        service_name=service.short_name if service else None, issued_at=work.iso(ticket.issued_at) or "",
        valid_on=valid_on.isoformat(),
        valid_until=promise.last_day.isoformat() if promise.last_day > valid_on else None,
        code=f"{promise.code[:4]}-{promise.code[4:]}", training=work.example,
    )  # fmt: skip
    return spool.queue(work, "leftover", f"leftover:{promise.id}", f"loket:{promise.loket}", facts)


def day_close(work: Work, row: Day, place: str) -> dict[str, Any]:
    """Penutupan hari: the day's figures over the newest link of the history chain, for the archive."""
    head = work.session.get_one(HistoryHead, 1)
    facts = slips.DayCloseFacts(
        day=row.day.isoformat(), closed_at=work.iso(row.closed_at) or "",
        closed_by="Sistem, menurut jam" if row.closed_by in (None, "system") else "Pengawas",
        counts=[slips.Count(label=label, value=value) for label, value in counts(work, row.day)],
        history_seq=head.seq, history_hash=head.hash, training=work.example,
    )  # fmt: skip
    return spool.queue(work, "day_close", subject(work, row), place, facts)


def subject(read: Read, row: Day) -> str:
    """What names the sheet of one closing; a day opened again and closed later gets a sheet of its own."""
    moment = row.closed_at.astimezone(read.zone) if row.closed_at else read.local
    return f"day:{row.day.isoformat()}-{moment:%H%M%S}"


def counts(read: Read, day: date) -> list[tuple[str, str]]:
    """Label and figure in the order of the sheet: each loket, the last numbers, the files, the handovers."""
    rows = [line for loket in read.session.scalars(select(Loket).order_by(Loket.number))
            for line in _of_loket(read, day, loket.number)]  # fmt: skip
    series = select(NumberSeries.name, NumberSeries.last).where(
        NumberSeries.name.startswith("ticket:", autoescape=True), NumberSeries.period == day.isoformat()
    )
    last = [f"{name.partition(':')[2]}-{n:03}" for name, n in read.session.execute(series.order_by(NumberSeries.name))]
    begins, ends = (datetime.combine(day, clock, read.zone) for clock in (datetime.min.time(), datetime.max.time()))
    files = select(func.count()).select_from(File).where(File.registered_at.between(begins, ends))
    given = select(func.count()).select_from(HandoverFile).join(Handover, Handover.id == HandoverFile.handover_id)
    return [
        *rows, ("Nomor akhir", ", ".join(last) or "tidak ada"),
        ("Berkas masuk", str(read.session.scalar(files) or 0)),
        ("Diserahkan", str(read.session.scalar(given.where(Handover.at.between(begins, ends))) or 0)),
    ]  # fmt: skip


def _of_loket(read: Read, day: date, loket: int) -> list[tuple[str, str]]:
    rule = (Ticket.day == day, Ticket.loket == loket)
    found = dict(read.session.execute(select(Ticket.state, func.count()).where(*rule).group_by(Ticket.state)).all())
    kept = select(func.count()).select_from(Leftover).where(Leftover.day == day, Leftover.loket == loket)
    promised = read.session.scalar(kept) or 0
    lines = [(f"Loket {loket}", f"{sum(found.values())} nomor")]
    for label, states in OUTCOMES.items():
        count = sum(found.get(state, 0) for state in states) - (promised if label == "batal" else 0)
        if count or label in ("dilayani", "tidak hadir"):
            lines.append((f"- {label}", str(count)))
    return [*lines, ("- besok", str(promised))]
