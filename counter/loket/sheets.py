"""Questions that lie over the screen: why to hold, where to send, for whom a number, what to do with a waiting one."""

from typing import Any

from flask import Blueprint, g, render_template, request

from counter.loket import queue_words, words
from office.errors import Unknown
from office.office import Office
from office.people.doors import door
from office.views import intake, loket_queue
from office.views import loket as views

SHEETS = ("hold", "transfer", "ticket", "cancel", "issue", "break", "sign-out", "correct", "take-over")


def routes(blueprint: Blueprint, office: Office) -> None:
    """Each sheet is a form of its own; its act answers on the hall's side."""

    @blueprint.get(f"/loket/<int:loket>/sheets/<any({','.join(map(repr, SHEETS))}):sheet>")
    @door("loket")
    def loket_sheet(loket: int, sheet: str) -> str:
        facts = {"loket": loket, "ticket": _ticket(office), "words": words, "say": queue_words, "holder": g.actor.ref}
        return render_template(f"counter/loket/sheets/{sheet}.html", **facts, **_more(office, loket, sheet))


def _more(office: Office, loket: int, sheet: str) -> dict[str, Any]:
    """What this question is about besides the number."""
    lokets = office.see(views.lokets)
    mine = office.see(views.at_hand, holder=g.actor.ref) if sheet in ("break", "sign-out", "take-over") else None
    asked = {"issue": [loket], "correct": [loket], "transfer": [one["loket"] for one in lokets]}.get(sheet, [])
    services = {n: office.see(intake.offered, loket=n) for n in asked}
    colleagues = office.see(loket_queue.colleagues, loket=loket, holder=g.actor.ref)
    return {"lokets": lokets, "mine": mine, "services": services, "colleagues": colleagues}


def _ticket(office: Office) -> dict[str, object] | None:
    given = request.args.get("ticket", type=int)
    if given is None:
        return None
    found: dict[str, object] | None = office.see(views.ticket_row, ticket_id=given)
    if found is None:
        raise Unknown("Nomor antrean tidak ditemukan. Muat ulang daftar antrean.")
    return found
