"""The way to the signature: several acts in one request, folders of sheets, delegations, who signs now."""

from datetime import datetime
from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, jsonify, request
from pydantic import Field

from office.errors import Refusal
from office.files import folders, runs
from office.files.folders import CountIn, CountOut
from office.hall.bodies import Body, Words
from office.office import Office
from office.people import confirming, delegations
from office.people.doors import door
from office.views import folders as folder_views
from office.views import signing
from printer.letters import folder_list, many
from printer.letters.desk import LetterDesk
from printer.letters.many import Named, Outcome
from server.api.common import body, created, key, query, takes
from server.doors import COOKIE

DESKS = ("kasi", "operator", "sekcam", "camat")


class Several(Body):
    """`POST /files/acts/{acts}`: the same on each file, each its own act; `given`: what the acts of all share."""

    files: list[Named] = Field(min_length=1, max_length=200)
    note: Words | None = Field(None, max_length=4000, description="process")
    stamped: bool | None = Field(None, description="release")
    archive_location: Words | None = Field(None, max_length=200, description="release")
    recorded_for: Words | None = Field(None, max_length=120, description="sign, by a recorder")


class Begin(Body):
    """`POST /delegations`. Times without offset are office time; no `from_at`: now; no `to_at`: until ended."""

    role: delegations.Role
    style: delegations.Style
    basis: Words = Field(max_length=300)
    officer: Words | None = Field(None, max_length=80, description="user name, when several hold that desk")
    from_at: datetime | None = None
    to_at: datetime | None = None


class Block(Body):
    """`GET /signer/block`: the signature block of a delegate's letters."""

    role: delegations.Role = "sekcam"
    style: delegations.Style = "a.n."
    officer: str | None = None


def blueprint(office: Office, letters: LetterDesk) -> APIBlueprint:
    """`/files/acts/{acts}`, `/folders`, `/delegations`, `/signer`."""
    api = APIBlueprint("api_signing", __name__, url_prefix="/api/v1", tag="Tanda tangan")
    _several(api, office, letters)
    _folders(api, office)
    _folder(api, office, letters)
    _signer(api, office)
    _delegations(api, office)
    return api


def sure(office: Office, acts: tuple[str, ...], desk: str, *, many: bool = False) -> None:
    """A session's officer has confirmed who he is (`confirm_first`); a machine does with every request."""
    if confirming.asked(acts, desk, many=many) and not g.visitor.token:
        confirming.make_sure(office, g.actor, cookie=request.cookies.get(COOKIE, ""), password="",
                             address=request.remote_addr or "")  # fmt: skip


def sure_of(office: Office, file_id: int, act: str) -> None:
    """The same for one act on one file; refuses with ConfirmFirst."""
    if act in ("paraf", "sign"):
        sure(office, (act,), office.see(confirming.desk_of, file_id=file_id))


def _several(api: APIBlueprint, office: Office, letters: LetterDesk) -> None:
    @api.post("/files/acts/<string:acts>")
    @door(*DESKS)
    @takes(Several)
    def several(acts: str) -> Any:
        """`paraf`, or a run `process+print_letter+paraf`: one result a file, the refused ones with code and detail."""
        own, asked, named = key(), body(Several), runs.read_name(acts)
        sure(office, named, g.seat.desk, many=True)
        given = asked.model_dump(exclude={"files"}, exclude_none=True)
        outcomes = many.do_many(letters, by=g.actor, key=own, files=asked.files, acts=named, given=given)
        return {"done": sum(one.ok for one in outcomes), "results": [_result(one) for one in outcomes]}


def _result(one: Outcome) -> dict[str, Any]:
    told = {"id": one.file, "registration_number": one.number, "done": [act.value for act in one.done]}
    refused: Refusal | None = one.refusal
    if refused is None:
        return {**one.answer, **told}
    return {**told, "code": refused.code, "detail": refused.detail}


def _folders(api: APIBlueprint, office: Office) -> None:
    @api.get("/folders")
    @door(*DESKS)
    def folder_list_() -> Any:
        return {"waiting": office.see(folder_views.waiting), "folders": office.see(folder_views.listing)}

    @api.post("/folders")
    @door(*folders.KEEPERS)
    @takes(CountOut)
    def folder_out() -> tuple[Response, int]:
        return created(office.do(folders.count_out, by=g.actor, key=key(), body=body(CountOut)))


def _folder(api: APIBlueprint, office: Office, letters: LetterDesk) -> None:
    @api.get("/folders/<int:folder_id>")
    @door(*DESKS)
    def folder(folder_id: int) -> Any:
        return office.see(folder_views.one, folder_id=folder_id)

    @api.post("/folders/<int:folder_id>/return")
    @door(*folders.KEEPERS)
    @takes(CountIn)
    def folder_back(folder_id: int) -> Any:
        return office.do(folders.count_in, by=g.actor, key=key(), folder_id=folder_id, body=body(CountIn))

    @api.get("/folders/<int:folder_id>.pdf")
    @door(*DESKS)
    def folder_pdf(folder_id: int) -> Response:
        return Response(folder_list.pdf(letters, folder_id), mimetype="application/pdf")


def _signer(api: APIBlueprint, office: Office) -> None:
    @api.get("/signer")
    @door("loket", *DESKS, "supervisor", "admin")
    def signer() -> Any:
        return office.see(signing.now)

    @api.get("/signer/block")
    @door(*delegations.KEEPERS)
    @takes(Block, "query")
    def block() -> Any:
        asked = query(Block)
        return office.see(signing.block, role=asked.role, username=asked.officer, style=asked.style)


def _delegations(api: APIBlueprint, office: Office) -> None:
    @api.get("/delegations")
    @door("loket", *DESKS, "supervisor", "admin")
    def listed() -> Response:
        return jsonify(office.see(signing.listing))

    @api.post("/delegations")
    @door(*delegations.KEEPERS)
    @takes(Begin)
    def begin() -> tuple[Response, int]:
        return created(office.do(delegations.begin, by=g.actor, key=key(), **body(Begin).model_dump()))

    @api.post("/delegations/<int:delegation_id>/end")
    @door(*delegations.KEEPERS)
    def end(delegation_id: int) -> Any:
        return office.do(delegations.end, by=g.actor, key=key(), delegation_id=delegation_id)
