"""Every act on a file is one view: read the form, act, and go on; a refusal is shown where it was typed."""

from flask import Blueprint, Response, make_response, request, url_for

from counter import forms
from counter.backoffice import bodies
from counter.backoffice.file import Attempt, page
from counter.backoffice.who import LISTED, Sitting, link, sitting
from office.errors import NoSuchStep
from office.files.bodies import BODIES
from office.office import Answer, Office
from office.people.doors import door
from office.procedure import Act
from office.views import file_page, worklists
from printer.letters.desk import LetterDesk

DESKS = ("loket", *LISTED)


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The acts, and the one press that prints again what an earlier signer was named on."""

    @blueprint.post("/files/<int:file_id>/acts/<act>")
    @door(*DESKS)
    def file_act(file_id: int, act: str) -> Response:
        return do(office, letters, file_id, act)

    @blueprint.post("/operator/reprints")
    @door("operator")
    def reprint_all() -> Response:
        return print_again(office, letters)


def do(office: Office, letters: LetterDesk, file_id: int, name: str) -> Response:
    """Do the act, then stay while there is more to do here, else go back to the list."""
    who, key = sitting(), forms.key()
    if name not in BODIES:
        raise NoSuchStep(act=name)
    found = office.see(file_page.file, file_id=file_id, actor=who.actor)

    def act() -> Answer:
        body = forms.read(BODIES[Act(name)], bodies.read(request.form, found))
        return letters.act(by=who.actor, key=key, file_id=file_id, act=name, body=body)

    tried = forms.attempt(act)
    if tried.refusal is not None:
        return page(office, file_id, who, Attempt(name, request.form, tried.refusal))
    return _onward(office, file_id, who)


def _onward(office: Office, file_id: int, who: Sitting) -> Response:
    found = office.see(file_page.file, file_id=file_id, actor=who.actor)
    more = any(button["rank"] == "primary" for button in found["buttons"])
    if more or who.desk not in LISTED:
        return _see_other(link("file", who.desk, file_id=file_id, done=file_id))
    return _see_other(url_for(f"counter.{who.desk}", done=file_id))


def print_again(office: Office, letters: LetterDesk) -> Response:
    """Every letter whose signer has changed, one act each; the first refusal stops and is told."""
    who, key = sitting(), forms.key()
    for row in office.see(worklists.to_reprint):
        body = BODIES[Act.REPRINT]()
        letters.act(by=who.actor, key=f"{key}-{row['id']}", file_id=row["id"], act=Act.REPRINT, body=body)
    return _see_other(url_for("counter.operator"))


def _see_other(address: str) -> Response:
    return make_response("", 303, {"Location": address})
