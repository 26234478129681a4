"""The print room's page: every printer in words, what waits, and the slips as they leave the printer."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from counter import forms
from counter.print_room import paper
from office.errors import NeedsMissing
from office.office import Answer, Office
from office.paper import printers, rolls, spool
from office.people.doors import door
from office.views import print_room as view
from printer.letters.desk import LetterDesk

ROOM = ("supervisor", "admin", "loket")


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The page, its style of paper, and what a person decides."""

    @blueprint.get("/print-room")
    @door(*ROOM)
    def print_room() -> Response:
        return page(office)

    @blueprint.get("/print-room/paper.css")
    @door(*ROOM)
    def paper_css() -> Response:
        return paper.stylesheet()

    _decisions(blueprint, office)
    _printers(blueprint, office)


def _decisions(blueprint: Blueprint, office: Office) -> None:
    """Print again, came out or not, take out of the queue."""

    @blueprint.post("/print-room/jobs/<int:job>/again")
    @door(*ROOM)
    def print_again(job: int) -> Response:
        return again(office, job)

    @blueprint.post("/print-room/jobs/<int:job>/resolve")
    @door(*ROOM)
    def print_resolve(job: int) -> Response:
        came_out = request.form.get("came_out") == "yes"
        return _do(office, lambda: office.do(spool.resolve, by=g.actor, key=forms.key(), job=job, came_out=came_out))

    @blueprint.post("/print-room/jobs/<int:job>/cancel")
    @door(*ROOM)
    def print_cancel(job: int) -> Response:
        reason = "dibatalkan dari ruang cetak"
        return _do(office, lambda: office.do(spool.cancel, by=g.actor, key=forms.key(), job=job, reason=reason))


def _printers(blueprint: Blueprint, office: Office) -> None:
    """A test slip, a new roll, stop and go on."""

    @blueprint.post("/print-room/printers/<int:printer>/test")
    @door("supervisor", "admin")
    def print_test(printer: int) -> Response:
        return _do(office, lambda: office.do(spool.print_test, by=g.actor, key=forms.key(), printer=printer))

    @blueprint.post("/print-room/printers/<int:printer>/roll")
    @door(*ROOM)
    def print_roll(printer: int) -> Response:
        return _do(office, lambda: office.do(rolls.new_roll, by=g.actor, key=forms.key(), printer=printer))

    @blueprint.post("/print-room/printers/<int:printer>/switch")
    @door("supervisor", "admin")
    def print_switch(printer: int) -> Response:
        return switch(office, printer)


def page(office: Office, problem: str = "", job: int | None = None) -> Response:
    """The room as it is now; `problem` about `job` is told beside it."""
    printer = request.args.get("printer", type=int)
    room: dict[str, Any] = office.see(view.room, printer=printer)
    slips = [{**slip, "html": paper.draw(slip)} for slip in room["latest"]]
    tried = {"problem": problem, "about": job, "typed": request.form.get("reason", "")}
    shown = {"room": room, "slips": slips, "chosen": printer, "desk": g.seat.desk}
    answer = make_response(render_template("counter/print_room/page.html", **shown, **tried))
    answer.status_code = forms.CONFLICT if problem else 200
    return answer


def switch(office: Office, printer: int) -> Response:
    """Stop a printer, its slips wait; or let it go on."""
    on = request.form.get("enabled") == "yes"
    act = printers.switch_printer
    return _do(office, lambda: office.do(act, by=g.actor, key=forms.key(), printer=printer, enabled=on))


def again(office: Office, job: int) -> Response:
    """Print a slip again; a reason is asked, for the copy says SALINAN and is remembered."""
    reason = request.form.get("reason", "").strip()[:200]

    def act() -> Answer:
        if not reason:
            raise NeedsMissing(["reason"], "Tulis alasan cetak ulang dahulu.")
        return office.do(spool.reprint, by=g.actor, key=forms.key(), job=job, reason=reason)

    return _do(office, act, job)


def _do(office: Office, act: Callable[[], Answer], job: int | None = None) -> Response:
    tried = forms.attempt(act)
    if tried.refusal is not None:
        return page(office, tried.refusal.detail, job)
    return make_response("", 303, {"Location": url_for("counter.print_room")})
