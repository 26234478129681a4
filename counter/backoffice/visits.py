"""The Kasi's calendar of field visits, and the berita acara as paper (SOP S2f, S3a)."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from counter import forms
from counter.backoffice import bodies
from counter.backoffice.file import Form, pictures
from counter.backoffice.who import DESKS, Sitting, sitting
from office.errors import Unknown
from office.files.bodies import BODIES
from office.office import Office
from office.people.doors import door
from office.procedure import Act
from office.records.work import Read
from office.views import file_page, visit_calendar, worklists
from printer.letters.desk import LetterDesk
from printer.letters.visits import VisitDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The calendar and moving a visit there; the berita acara as pictures and as PDF."""

    @blueprint.get("/kasi/visits")
    @door("kasi")
    def kasi_visits() -> Response:
        return page(office, sitting())

    @blueprint.post("/kasi/visits/<int:file_id>/move")
    @door("kasi")
    def move_visit(file_id: int) -> Response:
        return move(office, letters, file_id)

    _papers(blueprint, office, VisitDesk(letters))


def _papers(blueprint: Blueprint, office: Office, papers: VisitDesk) -> None:
    @blueprint.get("/files/<int:file_id>/visits/<int:visit_id>/pages")
    @door(*DESKS)
    def visit_pages(file_id: int, visit_id: int) -> str:
        _may_see(office, file_id, visit_id)
        return pictures(papers.pages_png(visit_id))

    @blueprint.get("/files/<int:file_id>/visits/<int:visit_id>/berita-acara.pdf")
    @door(*DESKS)
    def visit_pdf(file_id: int, visit_id: int) -> Response:
        _may_see(office, file_id, visit_id)
        return make_response(papers.pdf(visit_id), 200, {"Content-Type": "application/pdf",
                                                         "Content-Disposition": "inline"})  # fmt: skip


def page(office: Office, who: Sitting, tried: forms.Tried | None = None) -> Response:
    """The week or the day asked for; beside it the visit that is being moved, with what was typed."""
    context = office.see(_shown, who=who, moving=_moving())
    form = Form(request.form, bodies.problems(tried.refusal), tried.refusal) if tried else Form(_proposed())
    answer = make_response(render_template("counter/backoffice/visits.html", form=form, **context))
    answer.status_code = 422 if tried else 200
    return answer


def _moving() -> int | None:
    """The file whose visit is being moved: of the form that was refused, else as the page was asked."""
    return (request.view_args or {}).get("file_id") or request.args.get("move", type=int)


def _proposed() -> MultiDict[str, str]:
    """The slot that was pressed, as the form's day and time."""
    try:
        at = datetime.fromisoformat(request.args.get("to", ""))
    except ValueError:
        return MultiDict()
    return MultiDict({"visit_at.day": f"{at:%Y-%m-%d}", "visit_at.time": f"{at:%H.%M}"})


def _shown(read: Read, *, who: Sitting, moving: int | None) -> dict[str, Any]:
    span = "day" if request.args.get("span") == "day" else "week"
    week = visit_calendar.calendar(read, section=who.section, day=_asked_day(), span=span)
    told = request.args.get("done", type=int)
    return {
        "week": week, "moving": _file_to_move(read, who, moving), "today": read.local,
        "section_name": worklists.section_of(read, who.section), "minutes": read.settings.visits.minutes_between,
        "told": file_page.last_act(read, file_id=told) if told else None,
    }  # fmt: skip


def _file_to_move(read: Read, who: Sitting, moving: int | None) -> dict[str, Any] | None:
    """The file, when its visit can be moved here and now."""
    found: dict[str, Any] | None = file_page.file(read, file_id=moving, actor=who.actor) if moving else None
    return found if found and any(b["act"] == Act.RESCHEDULE_VISIT for b in found["buttons"]) else None


def _asked_day() -> date | None:
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None


def move(office: Office, letters: LetterDesk, file_id: int) -> Response:
    """The act `reschedule_visit`, and back to the calendar where the visit stands now."""
    who, key = sitting(), forms.key()
    found = office.see(file_page.file, file_id=file_id, actor=who.actor)

    def act() -> Any:
        body = forms.read(BODIES[Act.RESCHEDULE_VISIT], bodies.read(request.form, found))
        return letters.act(by=who.actor, key=key, file_id=file_id, act=Act.RESCHEDULE_VISIT, body=body)

    tried = forms.attempt(act)
    if tried.refusal is not None:
        return page(office, who, tried)
    there = url_for("counter.kasi_visits", day=request.form.get("visit_at.day"), done=file_id)
    return make_response("", 303, {"Location": there})


def _may_see(office: Office, file_id: int, visit_id: int) -> None:
    """A berita acara is shown to whoever may see its file."""
    found = office.see(file_page.file, file_id=file_id, actor=sitting().actor)
    if visit_id not in [visit["id"] for visit in found["visits"]]:
        raise Unknown("Berita acara tidak ditemukan pada berkas ini. Muat ulang halaman berkasnya.")
