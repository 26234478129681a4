"""The page of a file: its journey, its letter, and what may be done now."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from counter import forms
from counter.backoffice import beside, bodies
from counter.backoffice.who import DESKS, LISTED, Sitting, link, sitting
from office.errors import Refusal
from office.files import letter_prints, letter_texts
from office.files import letters as versions
from office.files.bodies import ArchiveBody
from office.files.files import archive
from office.office import Office
from office.people.doors import door
from office.views import file_page
from printer.letters.desk import LetterDesk
from printer.letters.press import PressError

TITLES = {"loket": "Loket", "kasi": "Kepala Seksi", "operator": "Operator Komputer", "sekcam": "Sekcam",
          "camat": "Camat", "supervisor": "Pengawas"}  # fmt: skip
#: tried on the page, but no act of the procedure: its form stands by itself
ARCHIVE = "archive"
MOST_ROWS = 50


@dataclass(frozen=True)
class Attempt:
    """An act that was tried and refused: what was typed, and why it was refused."""

    act: str
    typed: MultiDict[str, str]
    refusal: Refusal

    @property
    def status(self) -> int:
        """422 when something on the form has to be changed, else a conflict with how things stand."""
        wrong = ("invalid", "needs_missing", "payment_missing", "wrong_type", "too_large")
        return 422 if self.refusal.code in wrong else 409


@dataclass(frozen=True)
class Form:
    """One act's form as it is drawn: values typed before, and what is wrong with them."""

    typed: MultiDict[str, str] = field(default_factory=MultiDict)
    problems: dict[str, str] = field(default_factory=dict)
    refusal: Refusal | None = None

    def value(self, name: str, default: Any = "") -> str:
        """What stands in a field."""
        return self.typed[name] if name in self.typed else str(default or "")

    def has(self, name: str, value: str, default: bool = False) -> bool:
        """Whether a box of a group is ticked."""
        return value in self.typed.getlist(name) if self.typed else default

    def rows(self, name: str) -> int:
        """How many rows `name.<n>.…` were sent; rows can be added on the page."""
        numbers = [part.split(".")[1] for part in self.typed if part.startswith(f"{name}.")]
        return min(MOST_ROWS, max([int(n) + 1 for n in numbers if n.isdecimal() and len(n) < 4], default=0))

    def problem(self, name: str) -> str:
        """What is wrong with a field; empty when nothing is."""
        return self.problems.get(name, "")


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The page, its letter as pictures and as PDF, the news that somebody else moved the file, the archive's place."""

    @blueprint.get("/files/<int:file_id>")
    @door(*DESKS)
    def file(file_id: int) -> Response:
        return page(office, letters, file_id, sitting())

    @blueprint.get("/files/<int:file_id>/moved")
    @door(*DESKS)
    def file_moved(file_id: int) -> str:
        since = request.args.get("since", type=int, default=0)
        found = office.see(file_page.moved, file_id=file_id, since=since)
        return render_template("counter/backoffice/moved.html", moved=found, file_id=file_id, desk=sitting().desk)

    @blueprint.post("/files/<int:file_id>/archive")
    @door("kasi")
    def file_archive(file_id: int) -> Response:
        return keep_archive(office, letters, file_id)

    _letter_routes(blueprint, office, letters)


def _letter_routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    @blueprint.get("/files/<int:file_id>/draft")
    @door(*DESKS)
    def file_draft(file_id: int) -> str:
        office.see(file_page.check, file_id=file_id, actor=sitting().actor)
        return drawn(lambda: letters.preview(file_id))

    @blueprint.get("/letters/<int:version_id>/pages")
    @door(*DESKS)
    def letter_pages(version_id: int) -> str:
        _may_see(office, version_id)
        return pictures(letters.pages_png(version_id))

    @blueprint.get("/letters/<int:version_id>/<any('surat.pdf', 'skd.pdf'):name>")
    @door(*DESKS)
    def letter_pdf(version_id: int, name: str) -> Response:
        _may_see(office, version_id)
        return as_pdf(letters.pdf(version_id) if name == "surat.pdf" else letters.skd_pdf(version_id))

    @blueprint.get("/files/<int:file_id>/arsip.pdf")
    @door(*DESKS)
    def file_archive_pdf(file_id: int) -> Response:
        office.see(file_page.check, file_id=file_id, actor=sitting().actor)
        return as_pdf(letters.archive_pdf(file_id))


def page(office: Office, letters: LetterDesk, file_id: int, who: Sitting, attempt: Attempt | None = None) -> Response:
    """The page as it stands now, with a refused attempt shown where it was made."""
    found = office.see(file_page.file, file_id=file_id, actor=who.actor)
    answer = make_response(
        render_template("counter/backoffice/file.html", **_context(office, letters, found, who, attempt))
    )
    answer.status_code = attempt.status if attempt else 200
    return answer


def _context(
    office: Office, letters: LetterDesk, found: dict[str, Any], who: Sitting, attempt: Attempt | None
) -> dict[str, Any]:
    done = request.args.get("done", type=int)
    tried = attempt.act if attempt else None

    def form(act: str) -> Form:
        if attempt is None or act != tried:
            return Form()
        return Form(attempt.typed, bodies.problems(attempt.refusal), attempt.refusal)

    shown = _shown(found)
    placed = {ARCHIVE, "attach", "detach", *(button["act"] for button in found["buttons"])}
    return {
        "file": found, "desk": who.desk, "link": partial(link, desk=who.desk), "desk_title": TITLES[who.desk],
        "form": form, "view_form": form, "tried": tried, "attempt": attempt, **beside.of(office, letters, found, who),
        "homeless": attempt if tried not in placed else None,
        "shown": shown, "writing": _writing(office, found, who, shown), "print_desks": letter_prints.DESKS,
        "told": office.see(file_page.last_act, file_id=done) if done else None,
        "back": url_for(f"counter.{who.desk}") if who.desk in LISTED else "/counter/",
    }  # fmt: skip


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    """What stands in the middle: a letter version, the draft that would be printed next, or the file's data."""
    by_number = {version["n"]: version for version in found["letters"]}
    wanted = by_number.get(request.args.get("version", type=int, default=0))
    drafting = any("stored_version" in button["needs"] for button in found["buttons"])
    sheet = found["service"]["endorsement"] and any(button["act"] == "process" for button in found["buttons"])
    visit = next((one for one in reversed(found["visits"]) if one["state"] in ("planned", "recorded")), None)
    views = {"letter": by_number.get(found["version"]), "draft": drafting or sheet, "data": True, "visit": visit}
    view = request.args.get("view", "")
    if wanted is None and not views.get(view):
        view = "draft" if drafting else "letter" if views["letter"] else "data"
    return {"view": "letter" if wanted else view, "version": wanted or views["letter"], "drafting": views["draft"],
            "visit": visit}  # fmt: skip


def _writing(office: Office, found: dict[str, Any], who: Sitting, shown: dict[str, Any]) -> dict[str, Any] | None:
    """The letter's text, where this desk may write it now."""
    if shown["view"] != "draft" or who.desk not in letter_texts.DESKS:
        return None
    text: dict[str, Any] = office.see(letter_texts.look, file_id=found["id"], actor=who.actor)
    return text if text["may_write"] else None


def keep_archive(office: Office, letters: LetterDesk, file_id: int) -> Response:
    """Where the office's copy is kept (SOP S8c)."""
    who, key = sitting(), forms.key()
    office.see(file_page.check, file_id=file_id, actor=who.actor)

    def act() -> Any:
        body = forms.read(ArchiveBody, forms.typed("location"))
        return office.do(archive, by=who.actor, key=key, file_id=file_id, location=body.location)

    tried = forms.attempt(act)
    if tried.refusal is not None:
        return page(office, letters, file_id, who, Attempt(ARCHIVE, request.form, tried.refusal))
    return make_response("", 303, {"Location": link("file", who.desk, file_id=file_id)})


def _may_see(office: Office, version_id: int) -> None:
    """A letter is shown to whoever may see its file."""
    file_id = office.see(versions.stored, version_id=version_id)["file_id"]
    office.see(file_page.check, file_id=file_id, actor=sitting().actor)


def drawn(draw: Callable[[], tuple[list[bytes], list[bytes]]]) -> str:
    """The pages, or in words why they cannot be drawn."""
    try:
        return pictures(*draw())
    except PressError as refusal:
        return render_template("counter/backoffice/not_drawn.html", refusal=refusal)


def pictures(pages: list[bytes], skd: list[bytes] | None = None) -> str:
    """Pages as pictures: the letter's, then the SKD's."""
    coded = [b64encode(one).decode() for one in [*pages, *(skd or [])]]
    return render_template("counter/backoffice/pages.html", pages=coded, letter_pages=len(pages))


def as_pdf(data: bytes) -> Response:
    """A PDF to be looked at, and printed from there."""
    answer = make_response(data)
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = "inline"
    return answer
