"""Draws the right side of the loket: a fresh registration, files found, one file, what became of it."""

from typing import Any

from flask import g, render_template, request
from werkzeug.datastructures import MultiDict

from counter.forms import Tried
from counter.loket import words
from office.errors import Refusal
from office.files import lookups
from office.office import Answer, Office
from office.procedure import TABLE, Act
from office.views import counter_files, intake
from office.views import loket as views

Ticket = dict[str, Any] | None
#: what somebody came for with such a number, as the act that it leads to
PURPOSE_ACTS = {"collect": Act.HAND_OVER, "complete": Act.RESUBMIT}

#: what is missing -> the fields where it is written
BOXES = {"receiver": ("id_shown",), "relation": ("name", "relation"), "letter": ("letter",),
         "witness": ("witness_name",), "payment_missing": ("payment_proof",), "note": ("note",),
         "visit_at": ("visit_at",)}  # fmt: skip


def fresh(office: Office, loket: int, ticket: Ticket) -> str:
    """What the visit begins with: the letters to be collected, the files to be completed, or a new registration."""
    act = PURPOSE_ACTS.get(ticket["purpose"]) if ticket else None
    if act is not None:
        return waiting_for(office, loket, ticket, act)
    return register(office, loket, ticket)


def register(
    office: Office, loket: int, ticket: Ticket, tried: Tried | None = None, *, like: int | None = None, keep: str = ""
) -> str:
    """The registration form; after a refusal with everything that was typed and what is wrong with it.

    `like`: a file of this visit, of which the next one keeps the applicant (`person`) or bearer and service (`bearer`).
    """
    typed: MultiDict[str, str] = request.form if tried else MultiDict()
    if typed.get("ticket", "").isdecimal():
        ticket = office.see(views.ticket_row, ticket_id=int(typed["ticket"])) or ticket
    kept = _kept(office, like, keep, typed)
    code = typed.get("service") or (kept["bearer"] or {}).get("service") or (None if kept["person"] else _asked(ticket))
    tried = tried or Tried()
    return draw(
        "register", office, loket, ticket, typed=typed, refusal=tried.refusal, problems=_short(tried.problems),
        kept=kept, service=_service(office, code), services=office.see(intake.offered, loket=loket),
        already=_already(office, tried.refusal),
    )  # fmt: skip


def _asked(ticket: Ticket) -> str | None:
    return ticket["service"] if ticket else None


def _kept(office: Office, like: int | None, keep: str, typed: MultiDict[str, str]) -> dict[str, Any]:
    """Whom the next file keeps: {person, bearer}, each as `intake.like` or None."""
    wanted = {"person": like if keep == "person" else None, "bearer": like if keep == "bearer" else None}
    for name, box in (("person", "applicant_of"), ("bearer", "same_bearer")):
        if typed.get(box, "").isdecimal():
            wanted[name] = int(typed[box])
    found = {name: office.see(intake.like, file_id=one) if one is not None else None for name, one in wanted.items()}
    if found["person"] and found["person"]["proxied"] and not typed:
        found["bearer"] = {**found["person"], "service": None}
    return found


def _already(office: Office, refusal: Refusal | None) -> list[dict[str, Any]]:
    """The file that the refusal names, to be opened instead."""
    named = refusal.extra.get("file") if refusal else None
    return office.see(counter_files.of_ids, ids=[named]) if isinstance(named, int) else []


def _service(office: Office, code: str | None) -> dict[str, Any] | None:
    """The chosen service; one that is not offered any more is asked for again."""
    try:
        found: dict[str, Any] | None = office.see(intake.service, code=code) if code else None
    except Refusal:
        return None
    return found


def _short(problems: dict[str, str]) -> dict[str, str]:
    """`applicant.nik` is the form's field `nik`, `proxy.nik` its `proxy_nik`."""
    names = (("applicant.", ""), ("proxy.", "proxy_"), ("same_bearer.", "proxy_"))
    for long, short in names:
        problems = {name.replace(long, short, 1) if name.startswith(long) else name: said
                    for name, said in problems.items()}  # fmt: skip
    return problems


def waiting_for(office: Office, loket: int, ticket: Ticket, act: Act) -> str:
    """The files on which `act` is the next step, in the order of their urgency."""
    stage = next(step.waits_at for step in TABLE if step.act == act)
    files = office.see(counter_files.waiting, stage=stage.value)
    return draw("found", office, loket, ticket, files=files, picked=[], q="", act=act.value)


def found(office: Office, loket: int, ticket: Ticket, q: str, picked: list[int]) -> str:
    """The file looked for, or the list of those that fit; letters picked before stay picked."""
    files = office.see(counter_files.found, q=q)
    lookups.listed(office, g.actor, q, files)
    if len(files) == 1 and not picked:
        return file(office, loket, ticket, files[0]["id"])
    if len(files) == 1 and files[0]["may"] == Act.HAND_OVER:
        picked = [*picked, files[0]["id"]]
    taken = office.see(counter_files.of_ids, ids=picked)
    ids = [row["id"] for row in taken]
    files = [row for row in files if row["id"] not in ids]
    return draw("found", office, loket, ticket, files=files, picked=taken, q=q, act="")


def file(
    office: Office, loket: int, ticket: Ticket, file_id: int, *, tried: Tried | None = None,
    registered: Answer | None = None, done: str = "",
) -> str:  # fmt: skip
    """One file: data, checklist, and the forms of the acts that the procedure offers here and now."""
    typed: MultiDict[str, str] = request.form if tried else MultiDict()
    tried = tried or Tried()
    seen = office.see(intake.file, file_id=file_id)
    ready = office.see(counter_files.together, file_id=file_id) if "hand_over" in seen["acts"] else []
    return draw(
        "file", office, loket, ticket, file=seen, typed=typed, again=bool(typed), refusal=tried.refusal,
        problems=problems_of(tried), registered=registered, done=done, together=ready,
    )  # fmt: skip


def problems_of(tried: Tried) -> dict[str, str]:
    """What is wrong, by the form's names: `receiver.nik` is its `nik`, `witness.name` its `witness_name`.

    A need that the act found missing points to the empty fields it is about.
    """
    short = {name.removeprefix("receiver.").replace("witness.", "witness_"): said
             for name, said in tried.problems.items()}  # fmt: skip
    lacking = [tried.refusal.code, *tried.refusal.extra.get("missing", [])] if tried.refusal else []
    empty = [box for need in lacking for box in BOXES.get(str(need), ()) if not request.form.get(box, "").strip()]
    return {**dict.fromkeys(empty, "Wajib diisi."), **short}


def outcome(office: Office, loket: int, ticket: Ticket, act: str, answer: Answer) -> str:
    """What was done, what comes out of the printer, and what may follow."""
    seen = office.see(intake.file, file_id=answer["id"])
    return draw("outcome", office, loket, ticket, file=seen, act=act, answer=answer, words=words,
                survey=assisted(office, answer))  # fmt: skip


def assisted(office: Office, answer: Answer) -> str:
    """The survey's right, sealed: the page may carry it, only this office can read it."""
    token = answer.get("survey_token")
    return office.vault.seal(str(token)) if token else ""


def act_sheet(office: Office, loket: int, file_id: int, act: str, tried: Tried | None = None) -> str:
    """An act that is not the file's turn but always possible, as a question over the screen."""
    typed: MultiDict[str, str] = request.form if tried else MultiDict()
    tried = tried or Tried()
    return render_template(f"counter/loket/acts/{act}.html", loket=loket, file=office.see(intake.file, file_id=file_id),
                           typed=typed, again=bool(typed), refusal=tried.refusal, problems=tried.problems)  # fmt: skip


def draw(panel: str, office: Office, loket: int, ticket: Ticket, **facts: Any) -> str:
    """A panel of the desk, with the files of this visit at hand."""
    visit = office.see(counter_files.of_visit, ticket_id=ticket["id"]) if ticket else []
    return render_template(f"counter/loket/desk/{panel}.html", loket=loket, ticket=ticket, visit=visit, **facts)
