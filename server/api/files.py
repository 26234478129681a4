"""Files, acts, handovers, letters, tracking, the catalogue, surveys and the index."""

from datetime import date
from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, jsonify, request
from pydantic import Field

from office.errors import Unknown
from office.feedback import survey
from office.files import catalogue, files, lookups
from office.files import letters as letter_versions
from office.files.bodies import BODIES, ActBody, ArchiveBody, HandOverMany, Register
from office.hall.bodies import Body
from office.office import Office
from office.people.doors import door
from office.procedure import Act
from office.views import file_page, timeline, tracking, worklists
from printer.letters.desk import LetterDesk
from server.api import signing
from server.api.common import body, created, key, query, takes

STAFF = ("loket", "kasi", "operator", "sekcam", "camat", "supervisor", "admin")


class Worklist(Body):
    """`GET /files`."""

    desk: str | None = None
    stage: str | None = None
    q: str | None = None
    limit: int = Field(100, ge=1, le=500)


class Search(Body):
    """`POST /search`: posted, because what is typed may be a name or a NIK."""

    q: str = Field(max_length=80)
    limit: int = Field(30, ge=1, le=100)


class Track(Body):
    """`GET /track`."""

    number: str = ""
    code: str = ""


class Survey(Body):
    """`POST /surveys`: nine answers 1..4 by element key; profile and comment are optional."""

    token: str
    answers: dict[str, int]
    profile: dict[str, Any] | None = None
    comment: str | None = Field(None, max_length=1000)


class Period(Body):
    """`GET /skm`."""

    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    service: str | None = None


def blueprint(office: Office, letters: LetterDesk) -> APIBlueprint:
    """`/services`, `/files`, `/handovers`, `/letters`, `/track`, `/surveys`, `/skm`."""
    api = APIBlueprint("api_files", __name__, url_prefix="/api/v1", tag="Berkas")
    _reading(api, office)
    _searching(api, office)
    _acting(api, office, letters)
    _papers(api, office, letters)
    _letters(api, office, letters)
    _residents(api, office)
    return api


def _reading(api: APIBlueprint, office: Office) -> None:
    @api.get("/services")
    @door()
    def services() -> Response:
        return jsonify(office.see(catalogue.public))

    @api.get("/files/<int:file_id>")
    @door(*STAFF)
    def one_file(file_id: int) -> Any:
        found: dict[str, Any] = office.see(file_page.file, file_id=file_id, actor=g.actor)
        return {**found, "history": found["journey"], "due_at": found["clock"]["due_at"]}

    @api.get("/files")
    @door(*STAFF)
    @takes(Worklist, "query")
    def worklist() -> Response:
        asked = query(Worklist)
        rows = office.see(worklists.worklist, section=_section(), **asked.model_dump())
        if asked.q:
            lookups.listed(office, g.actor, asked.q, rows)
        return jsonify(rows)


def _searching(api: APIBlueprint, office: Office) -> None:
    @api.get("/files/<int:file_id>/timeline")
    @door(*STAFF)
    def file_story(file_id: int) -> Any:
        return office.see(timeline.file, file_id=file_id, actor=g.actor)

    @api.post("/search")
    @door(*STAFF)
    @takes(Search)
    def find() -> Any:
        key()  # as every POST is asked for one; a look answers how things stand now
        asked = body(Search)
        found = lookups.look_up(office, g.actor, asked.q, section=_section(), limit=asked.limit)
        return {"rows": found.rows, "more": found.more}


def _section() -> str | None:
    """The section of a Kasi's seat; None for all."""
    return g.seat.section if g.seat.desk == "kasi" else None


def _acting(api: APIBlueprint, office: Office, letters: LetterDesk) -> None:
    @api.post("/files")
    @door("loket")
    @takes(Register)
    def register() -> tuple[Response, int]:
        given = body(Register)
        return created(office.do(files.register, by=g.actor, key=key(), body=given))

    for act, model in BODIES.items():
        api.post(f"/files/<int:file_id>/acts/{act}", endpoint=f"act_{act}")(_act(office, letters, act, model))

    @api.post("/files/<int:file_id>/acts/<string:act>")
    @door()
    def unknown_act(file_id: int, act: str) -> Any:
        raise Unknown(f"Tindakan {act} tidak dikenal. Pilih dari daftar tindakan di /api/v1/openapi.json.")


def _papers(api: APIBlueprint, office: Office, letters: LetterDesk) -> None:
    @api.post("/files/<int:file_id>/versions")
    @door("operator")
    def render(file_id: int) -> tuple[Response, int]:
        return created(letters.render(by=g.actor, key=key(), file_id=file_id))

    @api.post("/files/<int:file_id>/archive")
    @door("kasi")
    @takes(ArchiveBody)
    def archive(file_id: int) -> Any:
        given = body(ArchiveBody)
        return office.do(files.archive, by=g.actor, key=key(), file_id=file_id, location=given.location)

    @api.post("/handovers")
    @door("loket")
    @takes(HandOverMany)
    def hand_over_many() -> tuple[Response, int]:
        return created(office.do(files.hand_over_many, by=g.actor, key=key(), body=body(HandOverMany)))


def _act(office: Office, letters: LetterDesk, act: Act, model: type[ActBody]) -> Any:
    @door(*STAFF)
    @takes(model)
    def do_act(file_id: int) -> Any:
        given = body(model)
        signing.sure_of(office, file_id, act)
        return letters.act(by=g.actor, key=key(), file_id=file_id, act=act, body=given)

    do_act.__name__ = f"act_{act}"
    do_act.__doc__ = f"Act `{act}` of the procedure; which desk may, and when, stands in the SOP table."
    return do_act


def _letters(api: APIBlueprint, office: Office, letters: LetterDesk) -> None:
    def check(file_id: int) -> None:
        """A Kasi of another section reads no letter of this one."""
        office.see(file_page.check, file_id=file_id, actor=g.actor)

    @api.get("/letters/<int:version_id>.pdf")
    @door(*STAFF)
    def letter(version_id: int) -> Response:
        check(office.see(letter_versions.stored, version_id=version_id)["file_id"])
        return _pdf(letters.skd_pdf(version_id) if request.args.get("part") == "skd" else letters.pdf(version_id))

    @api.get("/files/<int:file_id>/archive.pdf")
    @door(*STAFF)
    def archive_copy(file_id: int) -> Response:
        check(file_id)
        return _pdf(letters.archive_pdf(file_id))


def _pdf(data: bytes) -> Response:
    return Response(data, mimetype="application/pdf", headers={"Cache-Control": "no-store"})


def _residents(api: APIBlueprint, office: Office) -> None:
    @api.get("/track")
    @door()
    @takes(Track, "query")
    def track() -> Any:
        asked = query(Track)
        return office.see(tracking.track, number=asked.number, code=asked.code)

    @api.post("/surveys")
    @door()
    @takes(Survey)
    def answer() -> tuple[Response, int]:
        given = body(Survey)
        return created(office.do(survey.answer, by=g.actor, key=key(), **given.model_dump()))

    @api.get("/skm")
    @door("display", *STAFF)
    @takes(Period, "query")
    def skm() -> Any:
        asked = query(Period)
        return office.see(survey.index, first=asked.first, last=asked.last, service=asked.service)
