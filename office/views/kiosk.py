"""What the kiosk and the phone page show: the hall now, what is offered, one visitor's number. No personal data."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from office.errors import Unknown
from office.files import catalogue
from office.files.services import Service
from office.hall import day, outages, turns
from office.hall.hours import Closed
from office.paper import printers
from office.records.tables import Loket, Printer, PrintJob, SurveyToken, Ticket
from office.records.vault import tidy_code
from office.records.work import ANYONE, Actor, Read
from office.views import tickets

#: this many slips in a row that did not come out: the kiosk sends people to the loket
UNPRINTED_IN_A_ROW = 3
#: so many numbers in so short a time are a rush at the kiosk
RUSH_NUMBERS, RUSH_WITHIN = 4, timedelta(minutes=3)
_ON_PAPER = ("printed", "sent")
_ON_THE_WAY = ("queued", "leased", "sending")


def now(read: Read) -> datetime:
    """The office's clock."""
    return read.local


def home(read: Read, *, by: Actor = ANYONE) -> dict[str, Any]:
    """The hall now: open or why not, the hours, each loket with its called number and how many wait, `by`'s paper."""
    rows = read.session.scalars(select(Loket).order_by(Loket.number))
    return {**_open_state(read, None), "hours": day.hours_now(read), "lokets": [_loket(read, row) for row in rows],
            "paper": paper(read, by), "power": outages.power(read), "rush": rush(read)}  # fmt: skip


def rush(read: Read) -> bool:
    """Whether people are taking numbers: four or more in the last three minutes. The survey then steps aside."""
    since = read.now - RUSH_WITHIN
    taken = select(func.count()).select_from(Ticket).where(Ticket.day == read.today, Ticket.issued_at >= since)
    return (read.session.scalar(taken) or 0) >= RUSH_NUMBERS


def loket(read: Read, *, number: int, by: Actor = ANYONE) -> dict[str, Any]:
    """One loket with its services, most used first. Refuses with Unknown."""
    row = read.session.get(Loket, number)
    if row is None:
        raise Unknown(f"Loket {number} tidak ada. Pilih loket dari daftar.")
    offered = catalogue.active(read, loket=number)
    return {**_loket(read, row), **_open_state(read, number), "paper": paper(read, by),
            "services": [_service(service) for service in offered]}  # fmt: skip


def offered(read: Read) -> list[dict[str, Any]]:
    """Every service, most used first, with `open` (its loket gives numbers now) and `found_by`, its names."""
    lokets = list(read.session.scalars(select(Loket.number)))
    open_ = {number: _open_state(read, number)["open"] for number in lokets}
    return [{**_service(found), "loket": found.loket, "open": open_[found.loket],
             "found_by": f"{found.short_name} {found.name}"} for found in catalogue.active(read)]  # fmt: skip


def service(read: Read, *, code: str) -> dict[str, Any]:
    """One service with the papers it asks for and its loket. Refuses with Unknown."""
    found = catalogue.service(read, code, must_be_active=True)
    row = read.session.get_one(Loket, found.loket)
    asked = [{"label": r.label, "brief": r.brief, "kind": r.kind, "copies": r.copies, "mandatory": r.mandatory,
              "when": r.when_text} for r in found.requirements]  # fmt: skip
    state = _open_state(read, found.loket)
    return {**state, "why": state["code"], **_service(found), "loket": _loket(read, row), "requirements": asked,
            "product": found.product}  # fmt: skip


def ticket(read: Read, *, token: str) -> dict[str, Any]:
    """A visitor's own number with its service, the `lang` chosen for it and its slip (`paper`: coming | out | not_out).

    `anywhere`: its page is reached from home too, not on the office Wi-Fi only. Refuses with Unknown.
    """
    shown = tickets.by_token(read, token=token)
    chosen = catalogue.service(read, shown["service"]) if shown["service"] else None
    needed = [{"label": r.brief, "mandatory": r.mandatory} for r in chosen.requirements] if chosen else []
    lang = read.session.scalar(select(Ticket.lang).where(Ticket.token == token))
    return {**shown, "lang": lang, "token": token, "url": f"{read.hall_url}/kiosk/t/{token}",
            "anywhere": bool(read.public_url), "requirements": needed,
            "service_name": chosen.short_name if chosen else None, "paper": slip_state(read, token=token)}  # fmt: skip


def slip_state(read: Read, *, token: str) -> str:
    """How the newest slip of a ticket stands: coming | out | not_out."""
    row = read.session.scalars(select(Ticket).where(Ticket.token == token)).one_or_none()
    if row is None:
        raise Unknown("Nomor ini sudah tidak berlaku. Ambil nomor baru.")
    jobs = select(PrintJob.state, Printer.state.label("printer")).join(Printer, Printer.id == PrintJob.printer_id)
    newest = jobs.where(PrintJob.subject == f"ticket:{row.id}").order_by(PrintJob.id.desc()).limit(1)
    job = read.session.execute(newest).first()
    if job is not None and job.state in _ON_PAPER:
        return "out"
    coming = job is not None and job.state in _ON_THE_WAY and job.printer not in printers.BLOCKED
    return "coming" if coming else "not_out"


def paper(read: Read, by: Actor = ANYONE) -> dict[str, Any]:
    """The printer of the kiosk `by`: `ok`, and `give_up` when people are better sent to the loket."""
    beside = printers.own_printer(read, by)
    own = beside or printers.printer_at(read, "kiosk")
    stuck = own is not None and own.state in printers.BLOCKED
    # what waits for a printer that cannot print is as far from paper as what failed
    coming = ("leased", "sending") if stuck else _ON_THE_WAY
    jobs = select(PrintJob.state).join(Printer, Printer.id == PrintJob.printer_id)
    this = Printer.id == beside.id if beside else Printer.purpose == "kiosk"
    ended = jobs.where(this, PrintJob.kind == "ticket", PrintJob.state.not_in(coming))
    last = list(read.session.scalars(ended.order_by(PrintJob.id.desc()).limit(UNPRINTED_IN_A_ROW)))
    failing = len(last) == UNPRINTED_IN_A_ROW and not any(state in _ON_PAPER for state in last)
    return {"ok": not stuck and not failing, "give_up": stuck and failing}


def survey_right(read: Read, *, token: str) -> str:
    """Whether a survey code may still be used: open | used | unknown (never given, or past its days)."""
    right = read.session.get(SurveyToken, read.vault.index("survey", tidy_code(token)))
    if right is None or right.expires_on < read.today:
        return "unknown"
    return "used" if right.used else "open"


def _open_state(read: Read, number: int | None) -> dict[str, Any]:
    answer = day.availability(read, number)
    if isinstance(answer, Closed):
        return {"open": False, "code": answer.code, "detail": answer.detail, "until": read.iso(answer.until)}
    return {"open": True, "code": None, "detail": "", "until": None}


def _loket(read: Read, row: Loket) -> dict[str, Any]:
    popular = [service.short_name for service in catalogue.active(read, loket=row.number)[:2]]
    return {"loket": row.number, "name": row.name, "series": row.series, "state": row.state, "popular": popular,
            "number": _called(read, row.number), "waiting": turns.waiting_count(read, row.number)}  # fmt: skip


def _called(read: Read, loket: int) -> str | None:
    rule = (Ticket.day == read.today, Ticket.loket == loket, Ticket.state.in_(("called", "serving")))
    return read.session.scalar(select(Ticket.label).where(*rule).order_by(Ticket.first_called_at.desc()).limit(1))


def _service(found: Service) -> dict[str, Any]:
    return {"code": found.code, "name": found.name, "short_name": found.short_name, "visit": found.visit,
            "days": found.sla_days, "days_with_visit": found.sla_with_visit, "fee": found.fee,
            "levy": found.levy is not None or found.skd != "never"}  # fmt: skip
