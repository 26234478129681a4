"""Several alike files in one press: what would be done, who does it, and what became of each."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for

from counter import forms
from counter.backoffice import bodies, sure
from counter.backoffice.file import Form
from counter.backoffice.who import LISTED, Sitting, sitting
from office.errors import Invalid, Refusal
from office.files import runs
from office.files.bodies import BODIES
from office.office import Office
from office.people import confirming
from office.people.doors import door
from office.procedure import Act
from office.views import short_ways, worklists
from printer.letters import many
from printer.letters.desk import LetterDesk
from printer.letters.many import Named, Outcome

NONE = "Belum ada yang dipilih. Kembali ke daftar, pilih berkasnya, lalu tekan lagi."
#: what the form of several says beside the act's own body
META = ("run", "file", "password", "csrf_token", "key", "draft", "as")


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The page between the list and the press, the press, and the one press that prints again."""

    @blueprint.get("/many")
    @door(*LISTED)
    def many_review() -> Response:
        return review(office, sitting())

    @blueprint.post("/many")
    @door(*LISTED)
    def many_do() -> Response:
        return do(office, letters, sitting())

    @blueprint.post("/operator/reprints")
    @door("operator")
    def reprint_all() -> Response:
        return print_again(office, letters)


def review(office: Office, who: Sitting, refusal: Refusal | None = None) -> Response:
    """What would be done to which files; `refusal`: why the press was not accepted."""
    run, named = request.values.get("run", ""), _named()
    acts = runs.read_name(run)
    ids = [one.id for one in named]
    found = office.see(short_ways.review, ids=ids, actor=who.actor, desk=who.desk, acts=acts)
    form = Form(request.form, bodies.problems(refusal), refusal)
    page = {"desk": who.desk, "run": run, "acts": acts, "found": found, "form": form, "back": _back(who),
            "asked": confirming.asked(acts, who.desk, many=True), "sure": sure.standing(office, who)}  # fmt: skip
    answer = make_response(render_template("counter/backoffice/many.html", **page))
    answer.status_code = forms.CONFLICT if refusal else 200
    return answer


def do(office: Office, letters: LetterDesk, who: Sitting) -> Response:
    """Each file its own act; those that moved meanwhile are told by number and the others are done."""
    key, acts, named = forms.key(), runs.read_name(request.form.get("run", "")), _named()
    given = bodies.flat(request.form, META)
    try:
        if not named:
            raise Invalid(NONE)
        forms.read(BODIES[acts[0]], given)
        sure.make_sure(office, who, acts, who.desk, many=True)
    except Refusal as refusal:
        return review(office, who, refusal)
    outcomes = many.do_many(letters, by=who.actor, key=key, files=named, acts=acts, given=given)
    return told(office, who, request.form["run"], outcomes)


def told(office: Office, who: Sitting, run: str, outcomes: list[Outcome]) -> Response:
    """What became of each file, those that were not done first."""
    stands = office.see(short_ways.stands, ids=[one.file for one in outcomes])
    left: dict[str, Any] = {"run": run, "file": [one.file for one in outcomes if not one.ok], "as": who.desk}
    again = url_for("counter.many_review", **left) if left["file"] and run != Act.REPRINT else ""
    page = {"desk": who.desk, "run": run, "outcomes": sorted(outcomes, key=lambda one: one.ok), "stands": stands,
            "again": again, "done": sum(one.ok for one in outcomes), "back": _back(who)}  # fmt: skip
    return make_response(render_template("counter/backoffice/many_told.html", **page))


def print_again(office: Office, letters: LetterDesk) -> Response:
    """Every letter whose signer has changed, one act each; what could not be printed again is told by number."""
    who, key = sitting(), forms.key()
    named = [Named(id=row["id"]) for row in office.see(worklists.to_reprint)]
    outcomes = many.do_many(letters, by=who.actor, key=key, files=named, acts=(Act.REPRINT,), given={})
    if all(one.ok for one in outcomes):
        return make_response("", 303, {"Location": url_for("counter.operator", reprinted=len(outcomes))})
    return told(office, who, Act.REPRINT, outcomes)


def _named() -> list[Named]:
    """Files as lists name them (`12`) and as the page before the press saw them (`12.5.2`: the file, its
    version, the letter's)."""
    found = []
    for text in request.values.getlist("file")[:200]:
        numbers = [int(part) if part.isdecimal() and len(part) < 12 else None for part in text.split(".")]
        if numbers[0] is not None:
            seen = dict(zip(("file_version", "version"), numbers[1:], strict=False))
            found.append(Named(id=numbers[0], **seen))
    return found


def _back(who: Sitting) -> str:
    return url_for(f"counter.{who.desk}")
