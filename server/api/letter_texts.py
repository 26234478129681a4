"""The text of a file's letter while it is written, and prints of a version."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, g

from office.files import letter_prints, letter_texts, letters
from office.files.letter_prints import PrintBody
from office.files.letter_texts import LetterTextBody
from office.office import Office
from office.people.doors import door
from office.views import file_page
from printer.letters.desk import LetterDesk
from server.api.common import body, created, key, takes


def blueprint(office: Office, desk: LetterDesk) -> APIBlueprint:
    """`/files/{id}/letter-text`, `/letters/{id}/prints`, `/letters/{id}/number.pdf`."""
    api = APIBlueprint("api_letter_texts", __name__, url_prefix="/api/v1", tag="Naskah surat")
    _text(api, office)
    _prints(api, office, desk)
    return api


def _text(api: APIBlueprint, office: Office) -> None:
    @api.get("/files/<int:file_id>/letter-text")
    @door("operator", "kasi", "sekcam", "camat")
    def letter_text(file_id: int) -> Any:
        """The parts of the file's next letter: as they stand, and as they would if nobody had written."""
        office.see(file_page.check, file_id=file_id, actor=g.actor)
        return office.see(letter_texts.look, file_id=file_id, actor=g.actor)

    @api.put("/files/<int:file_id>/letter-text")
    @door(*letter_texts.DESKS)
    @takes(LetterTextBody)
    def letter_text_write(file_id: int) -> Any:
        """Write parts of the file's next letter; null gives a part its standard text again."""
        given = body(LetterTextBody)
        return office.do(letter_texts.write, by=g.actor, key=key(), file_id=file_id, body=given)


def _prints(api: APIBlueprint, office: Office, desk: LetterDesk) -> None:
    def check(version_id: int) -> None:
        file_id = office.see(letters.stored, version_id=version_id)["file_id"]
        office.see(file_page.check, file_id=file_id, actor=g.actor)

    @api.post("/letters/<int:version_id>/prints")
    @door(*letter_prints.DESKS)
    @takes(PrintBody)
    def letter_print(version_id: int) -> tuple[Response, int]:
        """Print a version on a laser printer of the office, or record that it is printed from the browser."""
        given, asked = body(PrintBody), key()
        check(version_id)
        return created(desk.sheets.print(by=g.actor, key=asked, version_id=version_id, body=given))

    @api.get("/letters/<int:version_id>/number.pdf")
    @door(*letter_prints.DESKS)
    def letter_number(version_id: int) -> Response:
        """Number and date alone, at the blanks of the signed sheet."""
        check(version_id)
        pdf = desk.sheets.pdf(version_id, "nomor")
        return Response(pdf, mimetype="application/pdf", headers={"Cache-Control": "no-store"})
