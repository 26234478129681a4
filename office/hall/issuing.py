"""How a ticket comes to be: where it goes, its number, its slip."""

from typing import Any

from office.errors import Unknown, WrongLoket
from office.hall import turns
from office.hall.series import next_number
from office.paper import due
from office.records.tables import Loket, ServiceRow, Ticket
from office.records.vault import new_token
from office.records.work import Work
from office.views import tickets as views


def where(work: Work, service: str | None, loket: int | None, purpose: str) -> tuple[Loket, ServiceRow | None]:
    """The loket of a wish, and the chosen service. Refuses with Unknown, WrongLoket."""
    chosen = work.session.get(ServiceRow, service) if service else None
    if service and (chosen is None or not chosen.active):
        raise Unknown(f"Layanan {service} tidak tersedia. Pilih layanan dari daftar.")
    number = loket or (chosen.loket if chosen else None) or (turns.shortest_queue(work) if purpose == "help" else None)
    counter = work.session.get(Loket, number) if number else None
    if counter is None:
        raise Unknown("Pilih layanan atau loket yang dituju.")
    if chosen is not None and chosen.loket != counter.number:
        raise WrongLoket(
            f"{chosen.name} dilayani di Loket {chosen.loket}. Ambil nomor untuk loket itu.", loket=chosen.loket
        )
    return counter, chosen


def one(work: Work, counter: Loket, service: ServiceRow | None, purpose: str, priority: str | bool | None,
        lang: str) -> Ticket:  # fmt: skip
    """One more ticket, its number raised in this transaction."""
    series = "P" if priority else counter.series
    number = next_number(work, f"ticket:{series}", work.today)
    ticket = Ticket(
        day=work.today, series=series, number=number, label=f"{series}-{number:03}", token=new_token(),
        loket=counter.number, purpose=purpose, service_code=service.code if service else None,
        priority=priority_code(priority), lang=lang, state="waiting", calls=0, version=1,
        issued_by=work.actor.ref, issued_at=work.now,
    )  # fmt: skip
    work.session.add(ticket)
    work.session.flush()
    work.record("ticket_issued", subject=("ticket", ticket.id), desks=("loket",), number=ticket.label,
                loket=ticket.loket, purpose=purpose, service=ticket.service_code, priority=bool(priority))  # fmt: skip
    return ticket


def priority_code(priority: str | bool | None) -> str | None:
    """How a priority is kept: lansia | disabilitas | hamil | balita | yes, or None."""
    return "yes" if priority is True else str(priority) if priority else None


def answer(work: Work, ticket: Ticket, counter: Loket, print_at: str | None) -> dict[str, Any]:
    """The ticket as the contract answers it, its slip on the way."""
    shown = views.of(work, ticket)
    place = print_at or (f"loket:{counter.number}" if "loket" in work.actor.desks else "kiosk")
    return {**shown, "print": due.ticket(work, ticket, counter, shown, place)}
