"""Photos and scans on a file's page: added one or several at once, looked at, taken off with a reason."""

import re

from flask import Blueprint, Response, make_response, request
from werkzeug.datastructures import FileStorage, MultiDict

from counter import forms
from counter.backoffice.file import Attempt, page
from counter.backoffice.who import DESKS, link, sitting
from office.errors import Refusal
from office.files.attachments import DESKS as UPLOADERS
from office.files.attachments import About, Reason, WrongType, detach, one
from office.files.media import JPEG, SUFFIXES
from office.office import Actor, Answer, Office
from office.people.doors import door
from office.views import file_page
from printer.attachments.desk import AttachmentDesk
from printer.letters.desk import LetterDesk

#: tried on the page, but no acts of the procedure
UPLOAD, REMOVE = "attach", "detach"
#: photos of one form
MOST_AT_ONCE = 12


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """Add, take off, look at."""
    desk = AttachmentDesk(letters)

    @blueprint.post("/files/<int:file_id>/attachments")
    @door(*UPLOADERS)
    def file_attach(file_id: int) -> Response:
        return add(office, letters, desk, file_id)

    @blueprint.post("/files/<int:file_id>/attachments/<int:attachment_id>/remove")
    @door(*UPLOADERS)
    def file_detach(file_id: int, attachment_id: int) -> Response:
        return take_off(office, letters, file_id, attachment_id)

    @blueprint.get("/attachments/<int:attachment_id>")
    @door(*DESKS)
    def attachment(attachment_id: int) -> Response:
        file_id = office.see(one, attachment_id=attachment_id)["file_id"]
        office.see(file_page.check, file_id=file_id, actor=sitting().actor)
        row, data = desk.read(attachment_id)
        return handed_out(row["name"], row["media_type"], data)


def add(office: Office, letters: LetterDesk, desk: AttachmentDesk, file_id: int) -> Response:
    """Every upload by itself: what was taken stays, what was not is told by name."""
    who, key = sitting(), forms.key()
    office.see(file_page.check, file_id=file_id, actor=who.actor)
    uploads = [one for one in request.files.getlist("file") if one.filename][:MOST_AT_ONCE]
    tried = [_taken(desk, who.actor, f"{key}-{n}", file_id, one) for n, one in enumerate(uploads)]
    refused = [said for said in tried if said is not None]
    if not uploads:
        refused = [WrongType("Belum ada berkas yang dipilih. Pilih foto atau hasil pindai, lalu unggah.")]
    if refused:
        return page(office, letters, file_id, who, Attempt(UPLOAD, request.form, _together(refused, len(uploads))))
    return _back(file_id, who.desk)


def _taken(desk: AttachmentDesk, by: Actor, key: str, file_id: int, upload: FileStorage) -> Refusal | None:
    """None when it is on the file now, else the refusal, which names the upload."""
    try:
        about = forms.read(About, {**forms.typed("kind", "caption"), "name": upload.filename})
        desk.take(by=by, key=key, file_id=file_id, about=about, data=upload.stream.read())
    except Refusal as refusal:
        return Refusal(f"“{upload.filename}”: {refusal.detail}", code=refusal.code, **refusal.extra)
    return None


def _together(refused: list[Refusal], sent: int) -> Refusal:
    """What was refused of an upload, and how many were taken all the same."""
    taken = f"{sent - len(refused)} lampiran lainnya tersimpan. " if sent > len(refused) else ""
    return Refusal(f"{taken}{' '.join(one.detail for one in refused)}", code=refused[0].code)


def take_off(office: Office, letters: LetterDesk, file_id: int, attachment_id: int) -> Response:
    """With the reason kept; the page says what is wrong when it cannot be."""
    who, key = sitting(), forms.key()
    office.see(file_page.check, file_id=file_id, actor=who.actor)

    def act() -> Answer:
        reason = forms.read(Reason, forms.typed("reason")).reason
        return office.do(detach, by=who.actor, key=key, attachment_id=attachment_id, reason=reason)

    tried = forms.attempt(act)
    if tried.refusal is not None:
        return page(office, letters, file_id, who, Attempt(REMOVE, MultiDict(request.form), tried.refusal))
    return _back(file_id, who.desk)


def _back(file_id: int, desk: str) -> Response:
    """To the page, where the data with its pictures is shown."""
    return make_response("", 303, {"Location": link("file", desk, file_id=file_id, view=request.form.get("view"))})


def handed_out(name: str, media_type: str, data: bytes) -> Response:
    """Photos, which were encoded anew here, are shown; anything else is only handed out as a download."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name.rpartition(".")[0] or name).strip("-.")[:80] or "lampiran"
    shown = "inline" if media_type == JPEG else "attachment"
    return make_response(data, 200, {
        "Content-Type": media_type, "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f'{shown}; filename="{plain}{SUFFIXES[media_type]}"',
        "Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "private, no-store",
    })  # fmt: skip
