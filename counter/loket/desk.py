"""The desk's side of the loket: register a file, check it, complete it, hand the letter over (SOP S2, S8d)."""

from typing import Any

from flask import Blueprint, Response, g, render_template, request

from counter.forms import Tried, attempt, key, panels
from counter.loket import bodies, draw, handing
from counter.loket import intake_panel as panel
from counter.loket.words import DONE
from office.errors import Unknown
from office.files import files, lookups
from office.office import Office
from office.people.doors import door
from office.procedure import Act
from office.views import counter_files, intake
from office.views import loket as views
from printer.letters.desk import LetterDesk

#: acts that are possible beside the file's turn: asked on a sheet
ASIDE = ("correct_data", "withdraw")
#: acts after which the same file is gone on with
GOES_ON = ("resubmit", "confirm_arrival", "correct_data")


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The panel's pages, the registration, and every act of a file at the loket."""
    _looking(blueprint, office)
    _registering(blueprint, office)
    _help_while_typing(blueprint, office)
    _acting(blueprint, office, letters)


def _current(office: Office) -> dict[str, Any] | None:
    """The number at hand: what is registered now belongs to it."""
    found: dict[str, Any] | None = office.see(views.at_hand, holder=g.actor.ref)
    return found


def _looking(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/loket/<int:loket>/desk")
    @door("loket")
    def desk_fresh(loket: int) -> Response:
        ticket, like = _current(office), request.args.get("like", type=int)
        if like is not None:
            kept = panel.register(office, loket, ticket, like=like, keep=request.args.get("keep", ""))
            return panels({"desk": kept})
        new = request.args.get("new") == "1"
        return panels({"desk": (panel.register if new else panel.fresh)(office, loket, ticket)})

    @blueprint.post("/loket/<int:loket>/find")
    @door("loket")
    def desk_find(loket: int) -> Response:
        q = request.form.get("q", "")
        return panels({"desk": panel.found(office, loket, _current(office), q, handing.picked())})

    @blueprint.get("/loket/<int:loket>/files/<int:file_id>")
    @door("loket")
    def desk_file(loket: int, file_id: int) -> Response:
        return panels({"desk": panel.file(office, loket, _current(office), file_id)})


def _registering(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/loket/<int:loket>/files")
    @door("loket")
    def desk_register(loket: int) -> Response:
        tried = attempt(lambda: office.do(files.register, by=g.actor, key=key(), body=bodies.registration()))
        ticket = _current(office)
        if not tried.ok:
            return panels({"desk": panel.register(office, loket, ticket, tried)}, tried)
        drawn = panel.file(office, loket, ticket, tried.answer["id"], registered=tried.answer)
        return panels({**draw.hall(office, loket), "said": "", "desk": drawn})


def _help_while_typing(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/loket/<int:loket>/services")
    @door("loket")
    def desk_services(loket: int) -> Response:
        services = office.see(intake.offered, loket=loket)
        return panels({"service": render_template("counter/loket/desk/services.html", loket=loket, services=services)})

    @blueprint.get("/loket/<int:loket>/services/<code>")
    @door("loket")
    def desk_service(loket: int, code: str) -> Response:
        facts = {"loket": loket, "service": office.see(intake.service, code=code), "typed": {}, "problems": {}}
        places = ("service", "service-fields", "service-papers")
        names = {place: f"counter/loket/desk/{place.replace('-', '_')}.html" for place in places}
        return panels({place: render_template(name, **facts) for place, name in names.items()})

    @blueprint.post("/loket/<int:loket>/person")
    @door("loket")
    def desk_person(loket: int) -> Response:
        nik = "".join(char for char in request.form.get("nik", "") if char.isdecimal())
        known = office.see(intake.known, nik=nik) if len(nik) == 16 else None
        under_way = office.see(counter_files.of_person, nik=nik) if known else []
        if under_way:
            lookups.note(office, g.actor, nik, how="nik", files=[row["id"] for row in under_way])
        shown = render_template("counter/loket/desk/known.html", loket=loket, known=known, files=under_way)
        return panels({"known": shown})


def _acting(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    @blueprint.get("/loket/<int:loket>/files/<int:file_id>/acts/<any('correct_data','withdraw'):act>")
    @door("loket")
    def desk_act_sheet(loket: int, file_id: int, act: str) -> Response:
        return panels({"sheet-body": panel.act_sheet(office, loket, file_id, act)})

    @blueprint.post("/loket/<int:loket>/files/<int:file_id>/acts/<act>")
    @door("loket")
    def desk_act(loket: int, file_id: int, act: str) -> Response:
        tried = attempt(lambda: _act(letters, file_id, act))
        return _after_act(office, loket, file_id, act, tried)


def _act(letters: LetterDesk, file_id: int, act: str) -> Any:
    if act not in [known.value for known in Act]:
        raise Unknown("Tindakan ini tidak dikenal. Muat ulang halaman.")
    return letters.act(by=g.actor, key=key(), file_id=file_id, act=act, body=bodies.of(Act(act)))


def _after_act(office: Office, loket: int, file_id: int, act: str, tried: Tried) -> Response:
    ticket = _current(office)
    if tried.ok:
        drawn = _done(office, loket, ticket, act, tried)
        return panels({**draw.hall(office, loket), "said": "", "sheet-body": "", "desk": drawn})
    if act in ASIDE:
        return panels({"sheet-body": panel.act_sheet(office, loket, file_id, act, tried)}, tried)
    return panels({"desk": panel.file(office, loket, ticket, file_id, tried=tried)}, tried)


def _done(office: Office, loket: int, ticket: dict[str, Any] | None, act: str, tried: Tried) -> str:
    if act in GOES_ON:
        title, words = DONE[act]
        return panel.file(office, loket, ticket, tried.answer["id"], done=f"{title}. {words}")
    return panel.outcome(office, loket, ticket, act, tried.answer)
