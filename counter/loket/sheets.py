"""Questions that lie over the screen: why to hold, where to send, for whom a number, what to do with a waiting one."""

from flask import Blueprint, g, render_template, request

from counter.loket import words
from office.errors import Unknown
from office.office import Office
from office.people.doors import door
from office.views import intake
from office.views import loket as views

SHEETS = ("hold", "transfer", "ticket", "cancel", "issue", "break")


def routes(blueprint: Blueprint, office: Office) -> None:
    """Each sheet is a form of its own; its act answers on the hall's side."""

    @blueprint.get(f"/loket/<int:loket>/sheets/<any({','.join(map(repr, SHEETS))}):sheet>")
    @door("loket")
    def loket_sheet(loket: int, sheet: str) -> str:
        ticket = _ticket(office)
        services = office.see(intake.offered, loket=loket) if sheet == "issue" else []
        lokets = office.see(views.lokets)
        return render_template(f"counter/loket/sheets/{sheet}.html", loket=loket, ticket=ticket, services=services,
                               lokets=lokets, words=words, holder=g.actor.ref)  # fmt: skip


def _ticket(office: Office) -> dict[str, object] | None:
    given = request.args.get("ticket", type=int)
    if given is None:
        return None
    found: dict[str, object] | None = office.see(views.ticket_row, ticket_id=given)
    if found is None:
        raise Unknown("Nomor antrean tidak ditemukan. Muat ulang daftar antrean.")
    return found
