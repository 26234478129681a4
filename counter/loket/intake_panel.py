"""Draws the right side of the loket: a fresh registration, files found, one file, what became of it."""

from typing import Any

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from counter.forms import Tried
from counter.loket import words
from office.errors import Refusal
from office.office import Answer, Office
from office.procedure import TABLE, Act
from office.views import intake, worklists
from office.views import loket as views

#: what somebody came for with such a number, as the act that it leads to
PURPOSE_ACTS = {"collect": Act.HAND_OVER, "complete": Act.RESUBMIT}
LISTED = 30


def fresh(office: Office, loket: int, ticket: dict[str, Any] | None) -> str:
    """What the visit begins with: the letters to be collected, the files to be completed, or a new registration."""
    act = PURPOSE_ACTS.get(ticket["purpose"]) if ticket else None
    if act is not None:
        return waiting_for(office, loket, ticket, act)
    return register(office, loket, ticket)


def register(office: Office, loket: int, ticket: dict[str, Any] | None, tried: Tried | None = None) -> str:
    """The registration form; after a refusal with everything that was typed and what is wrong with it."""
    typed: MultiDict[str, str] = request.form if tried else MultiDict()
    if typed.get("ticket", "").isdecimal():
        ticket = office.see(views.ticket_row, ticket_id=int(typed["ticket"])) or ticket
    code = typed.get("service") or (ticket or {}).get("service")
    tried = tried or Tried()
    return render_template(
        "counter/loket/desk/register.html", loket=loket, ticket=ticket, typed=typed, refusal=tried.refusal,
        problems=_short(tried.problems), service=_service(office, code),
        services=office.see(intake.offered, loket=loket),
    )  # fmt: skip


def _service(office: Office, code: str | None) -> dict[str, Any] | None:
    """The chosen service; one that is not offered any more is asked for again."""
    try:
        found: dict[str, Any] | None = office.see(intake.service, code=code) if code else None
    except Refusal:
        return None
    return found


def _short(problems: dict[str, str]) -> dict[str, str]:
    """`applicant.nik` is the form's field `nik`, `proxy.nik` its `proxy_nik`."""
    return {name.removeprefix("applicant.").replace("proxy.", "proxy_"): words for name, words in problems.items()}


def waiting_for(office: Office, loket: int, ticket: dict[str, Any] | None, act: Act) -> str:
    """The files on which `act` is the next step, in the order of their urgency."""
    stage = next(step.waits_at for step in TABLE if step.act == act)
    files = office.see(worklists.worklist, desk=None, stage=stage.value, limit=LISTED)
    return _list(loket, ticket, files, act=act.value)


def found(office: Office, loket: int, ticket: dict[str, Any] | None, q: str) -> str:
    """The file looked for, or the list of those that fit."""
    files = office.see(worklists.worklist, desk=None, q=q, limit=LISTED) if q.strip() else []
    if len(files) == 1:
        return file(office, loket, ticket, files[0]["id"])
    return _list(loket, ticket, files, q=q)


def _list(loket: int, ticket: dict[str, Any] | None, files: list[dict[str, Any]], *, q: str = "", act: str = "") -> str:
    return render_template("counter/loket/desk/found.html", loket=loket, ticket=ticket, files=files, q=q, act=act)


def file(
    office: Office, loket: int, ticket: dict[str, Any] | None, file_id: int, *, tried: Tried | None = None,
    registered: Answer | None = None, done: str = "",
) -> str:  # fmt: skip
    """One file: data, checklist, and the forms of the acts that the procedure offers here and now."""
    typed: MultiDict[str, str] = request.form if tried else MultiDict()
    tried = tried or Tried()
    return render_template(
        "counter/loket/desk/file.html", loket=loket, ticket=ticket, file=office.see(intake.file, file_id=file_id),
        typed=typed, again=bool(typed), refusal=tried.refusal, problems=tried.problems, registered=registered,
        done=done,
    )  # fmt: skip


def outcome(office: Office, loket: int, ticket: dict[str, Any] | None, act: str, answer: Answer) -> str:
    """What was done, what comes out of the printer, and what may follow."""
    seen = office.see(intake.file, file_id=answer["id"])
    return render_template("counter/loket/desk/outcome.html", loket=loket, ticket=ticket, file=seen, act=act,
                           answer=answer, words=words)  # fmt: skip


def act_sheet(office: Office, loket: int, file_id: int, act: str, tried: Tried | None = None) -> str:
    """An act that is not the file's turn but always possible, as a question over the screen."""
    typed: MultiDict[str, str] = request.form if tried else MultiDict()
    tried = tried or Tried()
    return render_template(f"counter/loket/acts/{act}.html", loket=loket, file=office.see(intake.file, file_id=file_id),
                           typed=typed, again=bool(typed), refusal=tried.refusal, problems=tried.problems)  # fmt: skip
