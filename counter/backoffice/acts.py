"""Every act on a file is one view: read the form, act, and go on; a refusal is shown where it was typed."""

from flask import Blueprint, Response, make_response, request, url_for

from counter import forms
from counter.backoffice import bodies, sure
from counter.backoffice.file import Attempt, page
from counter.backoffice.who import LISTED, Sitting, link, sitting
from office.errors import NoSuchStep, Refusal
from office.files import runs
from office.files.bodies import BODIES, ActBody
from office.office import Answer, Office
from office.people.doors import door
from office.procedure import ACT_TITLES, Act
from office.views import file_page
from printer.letters import many
from printer.letters.desk import LetterDesk
from printer.letters.many import Named

DESKS = ("loket", *LISTED)


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The acts of the procedure, each by its name."""

    @blueprint.post("/files/<int:file_id>/acts/<act>")
    @door(*DESKS)
    def file_act(file_id: int, act: str) -> Response:
        return do(office, letters, file_id, act)


def do(office: Office, letters: LetterDesk, file_id: int, name: str) -> Response:
    """Do the act, or the run that begins with it; then stay while there is more to do here, else go to the list."""
    who, key = sitting(), forms.key()
    if name not in BODIES:
        raise NoSuchStep(act=name)
    found = office.see(file_page.file, file_id=file_id, actor=who.actor)
    acts = runs.read_name(run) if (run := request.form.get("run", "")) else (Act(name),)

    def act() -> Answer:
        sure.make_sure(office, who, acts, found["desk"] or "")
        body = forms.read(BODIES[Act(name)], bodies.read(request.form, found))
        if len(acts) == 1:
            return letters.act(by=who.actor, key=key, file_id=file_id, act=name, body=body)
        return _in_one_press(letters, who, key, file_id, acts, body)

    tried = forms.attempt(act)
    if tried.refusal is not None:
        at = str(tried.refusal.extra.get("act", name))
        return page(office, letters, file_id, who, Attempt(at, request.form, tried.refusal))
    return _onward(office, file_id, who)


def _in_one_press(letters: LetterDesk, who: Sitting, key: str, file_id: int, acts: tuple[Act, ...], body: ActBody,
                  ) -> Answer:  # fmt: skip
    """All acts of a run; a refusal says how far it came and stands at the act that was refused."""
    outcome = many.run(letters, by=who.actor, key=key, named=Named(id=file_id), acts=acts, first=body)
    if outcome.refusal is None:
        return Answer(outcome.answer)
    if outcome.done:
        done = ", ".join(ACT_TITLES[act].lower() for act in outcome.done)
        words = f"Sudah dilakukan: {done}. Sesudah itu berhenti. {outcome.refusal.detail}"
        raise Refusal(words, code=outcome.refusal.code, act=acts[len(outcome.done)])
    raise outcome.refusal


def _onward(office: Office, file_id: int, who: Sitting) -> Response:
    found = office.see(file_page.file, file_id=file_id, actor=who.actor)
    more = any(button["rank"] == "primary" for button in found["buttons"])
    if more or who.desk not in LISTED:
        return _see_other(link("file", who.desk, file_id=file_id, done=file_id))
    return _see_other(url_for(f"counter.{who.desk}", done=file_id))


def _see_other(address: str) -> Response:
    return make_response("", 303, {"Location": address})
