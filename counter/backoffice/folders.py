"""The folder of sheets: what may go out, what is out, counting back in, the list on paper."""

from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from counter import forms
from counter.backoffice.who import LISTED, Sitting, link, sitting
from office.errors import Invalid, Refusal
from office.files import folders
from office.files.folders import CountIn, CountOut
from office.office import Office
from office.people.doors import door
from office.records.work import Read
from office.views import folders as view
from office.views import signing
from printer.letters import folder_list
from printer.letters.desk import LetterDesk


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """`/counter/folders`: the page, out, one folder, back, the list as PDF."""
    _all(blueprint, office)
    _single(blueprint, office, letters)


def _all(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/folders")
    @door(*LISTED)
    def folder_page() -> Response:
        return page(office, sitting())

    @blueprint.post("/folders")
    @door(*folders.KEEPERS)
    def folder_out() -> Response:
        return count_out(office, sitting())


def _single(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    @blueprint.get("/folders/<int:folder_id>")
    @door(*LISTED)
    def folder(folder_id: int) -> Response:
        return one(office, sitting(), folder_id)

    @blueprint.post("/folders/<int:folder_id>/back")
    @door(*folders.KEEPERS)
    def folder_back(folder_id: int) -> Response:
        return count_in(office, sitting(), folder_id)

    @blueprint.get("/folders/<int:folder_id>.pdf")
    @door(*LISTED)
    def folder_pdf(folder_id: int) -> Response:
        return Response(folder_list.pdf(letters, folder_id), mimetype="application/pdf",
                        headers={"Content-Disposition": "inline"})  # fmt: skip


def page(office: Office, who: Sitting, refusal: Refusal | None = None) -> Response:
    """What waits, and the folders; with a refused count where it was made."""
    found = office.see(_both)
    typed = request.form if refusal else None
    shown = render_template("counter/backoffice/folders.html", desk=who.desk, refusal=refusal, typed=typed,
                            may=_may(who), back=url_for(f"counter.{who.desk}"), **found)  # fmt: skip
    return _answer(shown, refusal)


def one(office: Office, who: Sitting, folder_id: int, refusal: Refusal | None = None) -> Response:
    """One folder: on its way, or what came back."""
    found = office.see(view.one, folder_id=folder_id)
    shown = render_template("counter/backoffice/folder.html", desk=who.desk, folder=found, refusal=refusal,
                            typed=request.form if refusal else None, may=_may(who),
                            back=link("folder_page", who.desk))  # fmt: skip
    return _answer(shown, refusal)


def count_out(office: Office, who: Sitting) -> Response:
    """The ticked letters go out in one folder."""

    def act() -> Any:
        body = forms.read(CountOut, _going_out())
        return office.do(folders.count_out, by=g.actor, key=forms.key(), body=body)

    tried = forms.attempt(act)
    if tried.refusal:
        return page(office, who, tried.refusal)
    return make_response("", 303, {"Location": link("folder", who.desk, folder_id=tried.answer["id"])})


def count_in(office: Office, who: Sitting, folder_id: int) -> Response:
    """What became of each sheet of the folder."""

    def act() -> Any:
        body = forms.read(CountIn, _coming_back())
        return office.do(folders.count_in, by=g.actor, key=forms.key(), folder_id=folder_id, body=body)

    tried = forms.attempt(act)
    if tried.refusal:
        return one(office, who, folder_id, tried.refusal)
    return make_response("", 303, {"Location": link("folder", who.desk, folder_id=folder_id)})


def _going_out() -> dict[str, Any]:
    """Ticked rows `file` = "12.2" (file, version) with their number of sheets. Refuses with Invalid when none is."""
    rows = [text.split(".") for text in request.form.getlist("file")]
    if not rows:
        raise Invalid("Belum ada surat yang dipilih. Centang lembar yang masuk map.")
    sheets = [{"file": row[0], "version": row[-1], "sheets": request.form.get(f"sheets.{row[0]}", "1")} for row in rows]
    return {"sheets": sheets, **forms.typed("bearer")}


def _coming_back() -> dict[str, Any]:
    """`state.12` says what became of file 12, `sheets.12` how many of its sheets came back, when not all."""
    named = [name.partition(".")[2] for name in request.form if name.startswith("state.")]
    rows = [{"file": n, "state": request.form[f"state.{n}"], **_counted(n)} for n in named]
    return {"sheets": rows, **forms.typed("note")}


def _counted(n: str) -> dict[str, str]:
    if request.form[f"state.{n}"] == "missing":
        return {}
    return {"sheets": value} if (value := request.form.get(f"sheets.{n}", "").strip()) else {}


def _both(read: Read) -> dict[str, Any]:
    return {"waiting": view.waiting(read), "folders": view.listing(read), "signing": signing.now(read)}


def _may(who: Sitting) -> bool:
    return who.desk in folders.KEEPERS


def _answer(shown: str, refusal: Refusal | None) -> Response:
    answer = make_response(shown)
    answer.status_code = forms.CONFLICT if refusal else 200
    return answer
