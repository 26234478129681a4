"""Photos and scans of files, sent as multipart; field visits: the section's calendar, the berita acara as PDF."""

from datetime import date
from typing import Any, Literal

from apiflask import APIBlueprint
from apiflask.fields import UploadFile
from flask import Response, g, request
from pydantic import ConfigDict, Field

from counter.backoffice.attachments import handed_out
from office.errors import Unknown
from office.files.attachments import DESKS, About, Reason, WrongType, detach, one
from office.hall.bodies import Body
from office.office import Office
from office.people.doors import door
from office.views import file_page, visit_calendar
from printer.attachments.desk import AttachmentDesk
from printer.letters.desk import LetterDesk
from printer.letters.visits import VisitDesk
from server.api.common import body, created, key, query, takes

STAFF = (*DESKS, "supervisor", "admin")


class Upload(About):
    """`POST /files/{id}/attachments`, multipart/form-data: JPEG or PNG, for scans and documents PDF too; 10 MB."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    file: UploadFile


class Calendar(Body):
    """`GET /visits`: the week (or day) around `day`, today when not given."""

    day: date | None = None
    span: Literal["week", "day"] = Field("week")


def blueprint(office: Office, letters: LetterDesk) -> APIBlueprint:
    """`/files/{id}/attachments`, `/attachments`, `/visits`, `/files/{id}/visits/{visit_id}.pdf`."""
    api = APIBlueprint("api_attachments", __name__, url_prefix="/api/v1", tag="Lampiran dan verifikasi lapangan")
    _attachments(api, office, AttachmentDesk(letters))
    _visits(api, office, VisitDesk(letters))
    return api


def _attachments(api: APIBlueprint, office: Office, desk: AttachmentDesk) -> None:
    @api.post("/files/<int:file_id>/attachments")
    @door(*DESKS)
    @takes(Upload, "form_and_files")
    def attach(file_id: int) -> tuple[Response, int]:
        named = key()
        office.see(file_page.check, file_id=file_id, actor=g.actor)
        about, data = _upload()
        return created(desk.take(by=g.actor, key=named, file_id=file_id, about=about, data=data))

    @api.post("/attachments/<int:attachment_id>/remove")
    @door(*DESKS)
    @takes(Reason)
    def remove(attachment_id: int) -> Any:
        reason = body(Reason).reason
        return office.do(detach, by=g.actor, key=key(), attachment_id=attachment_id, reason=reason)

    @api.get("/attachments/<int:attachment_id>")
    @door(*STAFF)
    def attachment(attachment_id: int) -> Response:
        file_id = office.see(one, attachment_id=attachment_id)["file_id"]
        office.see(file_page.check, file_id=file_id, actor=g.actor)
        row, data = desk.read(attachment_id)
        return handed_out(row["name"], row["media_type"], data)


def _upload() -> tuple[About, bytes]:
    """What was sent, and its bytes. Refuses with WrongType when no file came along, Invalid words about it."""
    sent = request.files.get("file")
    if sent is None:
        raise WrongType("Kirim sebagai multipart/form-data dengan berkasnya di isian “file”.")
    given = {name: request.form[name] for name in ("kind", "caption") if request.form.get(name)}
    return About.model_validate({"name": sent.filename or "", **given}), sent.stream.read()


def _visits(api: APIBlueprint, office: Office, papers: VisitDesk) -> None:
    @api.get("/visits")
    @door("kasi", "supervisor")
    @takes(Calendar, "query")
    def calendar() -> Any:
        asked = query(Calendar)
        section = g.seat.section if g.seat.desk == "kasi" else None
        return _plain(office.see(visit_calendar.calendar, section=section, day=asked.day, span=asked.span))

    @api.get("/files/<int:file_id>/visits/<int:visit_id>.pdf")
    @door(*STAFF)
    def visit_report(file_id: int, visit_id: int) -> Response:
        found = office.see(file_page.file, file_id=file_id, actor=g.actor)
        if visit_id not in [visit["id"] for visit in found["visits"]]:
            raise Unknown("Berita acara tidak ditemukan pada berkas ini. Periksa nomornya.")
        return Response(papers.pdf(visit_id), mimetype="application/pdf")


def _plain(value: Any) -> Any:
    """Days as ISO text."""
    if isinstance(value, dict):
        return {name: _plain(inside) for name, inside in value.items()}
    if isinstance(value, list):
        return [_plain(inside) for inside in value]
    return value.isoformat() if isinstance(value, date) else value
