"""The letter's editor on the page of a file: what is typed is kept at once, and shown as it would be printed."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

from counter import forms
from counter.backoffice.file import Attempt, page, pictures
from counter.backoffice.who import link, sitting
from office.files import letter_texts
from office.files.letter_texts import LetterTextBody
from office.office import Answer, Office
from office.people.doors import door
from printer.letters.desk import LetterDesk

PART = "part."
WRITE = "letter_text"


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """Keep and draw while somebody types; the button that only keeps, for a browser without scripts."""

    @blueprint.post("/files/<int:file_id>/letter-text/preview")
    @door(*letter_texts.DESKS)
    def letter_text_preview(file_id: int) -> Response:
        return preview(office, letters, file_id)

    @blueprint.post("/files/<int:file_id>/letter-text")
    @door(*letter_texts.DESKS)
    def letter_text(file_id: int) -> Response:
        return keep(office, letters, file_id)


def body() -> LetterTextBody:
    """The form as the text's body. Refuses with Invalid."""
    given: dict[str, Any] = {"parts": {}}
    for name, value in request.form.items():
        if name.startswith(PART):
            given["parts"][name.removeprefix(PART)] = value
    for name in ("paper", "seen", "drawn", "n"):
        if request.form.get(name):
            given[name] = request.form[name]
    return forms.read(LetterTextBody, given)


def preview(office: Office, letters: LetterDesk, file_id: int) -> Response:
    """Keep first, so that what cannot be drawn is not lost; then the letter's pages.

    The header X-Letter-Text tells the text's counter, which the print act names.
    """
    given = body()
    kept: Answer = office.do(letter_texts.write, by=sitting().actor, file_id=file_id, body=given)
    told = {"X-Letter-Text": str(kept["version"]), "X-Letter-Edited": " ".join(kept["edited"]),
            "X-Letter-At": kept["at"]}  # fmt: skip
    tried = forms.attempt(lambda: Answer(pages=letters.sketches.of_file(file_id, f"file:{file_id}:{given.drawn}")))
    if tried.refusal is not None:
        words = render_template("counter/backoffice/not_drawn.html", refusal=tried.refusal)
        return make_response(words, 200, {**told, "X-Letter-Drawn": "no"})
    return make_response(pictures(tried.answer["pages"]), 200, told)


def keep(office: Office, letters: LetterDesk, file_id: int) -> Response:
    """Keep the text and show the page again; a refusal is shown with what was typed."""
    who, key = sitting(), forms.key()

    def act() -> Answer:
        return office.do(letter_texts.write, by=who.actor, key=key, file_id=file_id, body=body())

    tried = forms.attempt(act)
    if tried.refusal is not None:
        return page(office, letters, file_id, who, Attempt(WRITE, request.form, tried.refusal))
    return make_response("", 303, {"Location": link("file", who.desk, file_id=file_id, view="draft")})
