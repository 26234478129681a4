"""The queue's side of the loket (SOP S1, S2): call, serve, hold, transfer, give numbers, print again, open, pause."""

from typing import Any

from flask import Blueprint, Response, g, render_template, request

from counter.forms import attempt, key, panels, read, typed
from counter.loket import draw, intake_panel
from office.hall import acts, day, hands, helping, tickets
from office.hall.bodies import IssueTicket, LoketState
from office.office import Answer, Office
from office.paper import spool
from office.people.doors import door

#: what a form says of the loket; `away`: only this officer goes, the loket stays as it is
STATES = {"open": "open", "break": "break", "close": "closed", "away": None}
#: why a slip is printed again here
HERE = "dicetak di loket"
PRINTING = "Sedang dicetak di loket ini."


def routes(blueprint: Blueprint, office: Office) -> None:
    """The screen and the acts of its queue."""
    _screen(blueprint, office)
    _queue(blueprint, office)
    _loket(blueprint, office)
    _paper(blueprint, office)


def _screen(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/loket/<int:loket>")
    @door("loket")
    def loket_screen(loket: int) -> str:
        facts = draw.facts_of(office, loket)
        desk = intake_panel.fresh(office, loket, facts["current"])
        return render_template("counter/loket/screen.html", **facts, desk=desk)

    @blueprint.get("/loket/<int:loket>/panels")
    @door("loket")
    def loket_panels(loket: int) -> Response:
        return panels(draw.hall(office, loket))


def _queue(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/loket/<int:loket>/call-next")
    @door("loket")
    def call_next(loket: int) -> Response:
        tried = attempt(lambda: office.do(tickets.call_next, by=g.actor, key=key(), loket=loket))
        nobody = "" if tried.answer else "Tidak ada yang menunggu di loket ini."
        return draw.after_hall_act(office, loket, tried, nobody)

    @blueprint.post(f"/loket/<int:loket>/tickets/<int:ticket>/<any({','.join(map(repr, acts.ACTS))}):act>")
    @door("loket")
    def ticket_act(loket: int, ticket: int, act: str) -> Response:
        tried = attempt(lambda: _act(office, ticket, act))
        return draw.after_hall_act(office, loket, tried, asked=ticket)


def _loket(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/loket/<int:loket>/rings/<int:ring>")
    @door("loket")
    def answer_ring(loket: int, ring: int) -> Response:
        tried = attempt(lambda: office.do(helping.answer, by=g.actor, key=key(), ring_id=ring))
        return draw.after_hall_act(office, loket, tried, "Dicatat: Anda menuju pemanggil.")

    @blueprint.post("/loket/<int:loket>/state")
    @door("loket")
    def loket_state(loket: int) -> Response:
        return draw.after_hall_act(office, loket, attempt(lambda: _set_state(office, loket)))


def _act(office: Office, ticket: int, act: str) -> Answer:
    """The form of `act` as its body; a chosen service decides where the number goes."""
    model = acts.ACTS[act][1]
    given = typed(*model.model_fields) if model else {}
    if act == "transfer" and given.get("service"):
        given.pop("loket", None)
    return acts.do(office, act, ticket, read(model, given) if model else None, by=g.actor, key=key())


def _set_state(office: Office, loket: int) -> Answer:
    state = STATES.get(request.form.get("state", ""), "open")
    said = read(LoketState, typed("reason", "at_hand"))
    if state == "open":
        return office.do(day.set_loket, by=g.actor, key=key(), loket=loket, state=state, reason=said.reason)
    return office.do(hands.leave, by=g.actor, key=key(), loket=loket, state=state, **said.model_dump())


def _paper(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/loket/<int:loket>/issue")
    @door("loket")
    def issue(loket: int) -> Response:
        tried = attempt(lambda: _issue(office, loket))
        return draw.after_hall_act(office, loket, tried, _issued(tried.answer))

    @blueprint.post("/loket/<int:loket>/slips/<int:job>/print")
    @door("loket")
    def print_slip(loket: int, job: int) -> Response:
        here: dict[str, Any] = {"job": job, "reason": HERE, "purpose": f"loket:{loket}"}
        tried = attempt(lambda: office.do(spool.reprint, by=g.actor, key=key(), **here))
        return draw.after_hall_act(office, loket, tried, PRINTING)

    @blueprint.post("/loket/<int:loket>/slips/<int:job>/<any('out','not-out'):seen>")
    @door("loket")
    def slip_seen(loket: int, job: int, seen: str) -> Response:
        here: dict[str, Any] = {"job": job, "came_out": seen == "out", "purpose": f"loket:{loket}"}
        tried = attempt(lambda: office.do(spool.resolve, by=g.actor, key=key(), **here))
        return draw.after_hall_act(office, loket, tried, "Dicatat." if seen == "out" else PRINTING)


def _issue(office: Office, loket: int) -> Answer:
    """The slip comes out here, wherever the number waits."""
    given = read(IssueTicket, {"loket": loket, **typed("service", "loket", "purpose", "priority", "count")})
    if given.service:
        given.loket = None
    return office.do(tickets.issue, by=g.actor, key=key(), print_at=f"loket:{loket}", **given.model_dump())


def _issued(answer: Answer) -> str:
    if not answer:
        return ""
    numbers = [ticket["number"] for ticket in answer.get("tickets", [answer])]
    named = numbers[0] if len(numbers) == 1 else f"{numbers[0]} sampai {numbers[-1]}"
    return f"{named} untuk Loket {answer['loket']}, sedang dicetak di sini."
