"""The supervisor's side: complaints with their clocks, one complaint with its answers, the answer on paper."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from counter import forms
from office.errors import Unknown
from office.feedback import complaints
from office.feedback.bodies import Decide, Grade, Note
from office.office import Answer, Office
from office.people.doors import door
from office.records.work import Read
from office.views import complaints as view

#: act -> its verb, its body, and the form's fields
ACTS: dict[str, tuple[Callable[..., dict[str, Any]], type[Note] | type[Decide] | type[Grade], tuple[str, ...]]] = {
    "note": (complaints.note, Note, ("kind", "words")), "settle": (complaints.settle, Decide, ("words",)),
    "withdraw": (complaints.withdraw, Decide, ("words",)), "grade": (complaints.grade, Grade, ("severity",)),
}  # fmt: skip
DONE = {
    "note": "Dicatat.", "reply": "Jawaban disimpan. Pelapor dapat membacanya di kios dengan kodenya.",
    "settle": "Pengaduan diselesaikan.", "withdraw": "Pengaduan dicabut.", "grade": "Bobot dan tenggat diubah.",
}  # fmt: skip
#: what an answer on paper is called
ON_PAPER = {"reply": "Jawaban", "decision": "Keputusan"}


def routes(blueprint: Blueprint, office: Office) -> None:
    """The list, one complaint, its acts, and its answer to be printed."""

    @blueprint.get("/complaints")
    @door("supervisor")
    def complaints() -> str:
        ended = request.args.get("ended") == "1"
        rows = office.see(view.listing, ended=ended)
        return render_template("counter/complaints/list.html", rows=rows, ended=ended, counts=office.see(view.counts))

    @blueprint.get("/complaints/<int:complaint_id>")
    @door("supervisor")
    def complaint(complaint_id: int) -> Response:
        return page(office, complaint_id)

    @blueprint.post(f"/complaints/<int:complaint_id>/<any({','.join(map(repr, ACTS))}):act>")
    @door("supervisor")
    def complaint_act(complaint_id: int, act: str) -> Response:
        return do(office, complaint_id, act)

    @blueprint.get("/complaints/<int:complaint_id>/answers/<int:note_id>")
    @door("supervisor")
    def complaint_answer(complaint_id: int, note_id: int) -> str:
        return render_template("counter/complaints/answer.html", **office.see(_answer, complaint_id=complaint_id,
                                                                              note_id=note_id))  # fmt: skip


def page(office: Office, complaint_id: int, tried: forms.Tried | None = None, act: str = "") -> Response:
    """One complaint; a refused act is told where it was typed."""
    found: dict[str, Any] = office.see(view.one, complaint_id=complaint_id)
    refusal = tried.refusal if tried else None
    said = DONE.get(request.args.get("done", ""))
    answer = make_response(render_template(
        "counter/complaints/one.html", one=found, refusal=refusal, tried=act, typed=request.form if refusal else {},
        said=said, severities=view.SEVERITIES, on_paper=ON_PAPER,
    ))  # fmt: skip
    answer.status_code = forms.CONFLICT if refusal else 200
    return answer


def do(office: Office, complaint_id: int, act: str) -> Response:
    """Answer, note a step, decide, withdraw, weigh anew."""
    verb, model, names = ACTS[act]

    def attempt() -> Answer:
        body = forms.read(model, forms.typed(*names))
        return office.do(verb, by=g.actor, key=forms.key(), complaint_id=complaint_id, body=body)

    tried = forms.attempt(attempt)
    if tried.refusal is not None:
        return page(office, complaint_id, tried, act)
    done = "reply" if act == "note" and request.form.get("kind") == "reply" else act
    where = url_for("counter.complaint", complaint_id=complaint_id, done=done)
    return make_response("", 303, {"Location": where})


def _answer(read: Read, *, complaint_id: int, note_id: int) -> dict[str, Any]:
    """What the answer on paper says; a step is for the office only."""
    one = view.one(read, complaint_id=complaint_id)
    note = next((note for note in one["notes"] if note["id"] == note_id and note["kind"] in ON_PAPER), None)
    if note is None:
        raise Unknown("Jawaban ini tidak ditemukan. Buka pengaduannya lalu pilih jawaban.")
    return {"one": one, "note": note, "title": ON_PAPER[note["kind"]], "head": read.settings.letterhead,
            "escalation": read.settings.complaints.escalation}  # fmt: skip
