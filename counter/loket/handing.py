"""Several letters to one bearer (SOP S8d): picked from what was found, one form, one act, one slip in two sheets."""

from flask import Blueprint, Response, g, request

from counter.forms import Tried, attempt, key, panels
from counter.loket import bodies, draw
from counter.loket import intake_panel as panel
from office.errors import Invalid
from office.files import files
from office.files.bodies import HandOverMany
from office.office import Office
from office.people.doors import door
from office.procedure import Act
from office.views import counter_files
from office.views import loket as views


def routes(blueprint: Blueprint, office: Office) -> None:
    """The form for what was picked, and the act."""

    @blueprint.post("/loket/<int:loket>/handing")
    @door("loket")
    def desk_handing(loket: int) -> Response:
        return panels({"desk": _form(office, loket)})

    @blueprint.post("/loket/<int:loket>/handovers")
    @door("loket")
    def desk_hand_over_many(loket: int) -> Response:
        tried = attempt(lambda: office.do(files.hand_over_many, by=g.actor, key=key(), body=_body()))
        if not tried.ok:
            return panels({"desk": _form(office, loket, tried)}, tried)
        return panels({**draw.hall(office, loket), "said": "", "desk": _handed(office, loket, tried)})


def _body() -> HandOverMany:
    if not picked():
        raise Invalid("Pilih dahulu surat yang diserahkan.")
    return bodies.handover()


def picked() -> list[int]:
    """The files ticked in the list."""
    return [int(one) for one in dict.fromkeys(request.form.getlist("picked")) if one.isdecimal()]


def _form(office: Office, loket: int, tried: Tried | None = None) -> str:
    """Who takes which letters; one that is no longer ready is told apart."""
    chosen = office.see(counter_files.of_ids, ids=picked())
    ready = [row for row in chosen if row["may"] == Act.HAND_OVER]
    gone = [row for row in chosen if row["may"] != Act.HAND_OVER]
    typed = request.form if tried else {}
    tried = tried or Tried()
    return panel.draw(
        "handing", office, loket, office.see(views.at_hand, holder=g.actor.ref), files=ready, gone=gone, typed=typed,
        refusal=tried.refusal, problems=panel.problems_of(tried), bearers=_bearers(ready),
    )  # fmt: skip


def _bearers(ready: list[dict[str, str]]) -> list[str]:
    """Who brought these files in for others: the likely bearer."""
    return list(dict.fromkeys(row["bearer"] for row in ready if row["bearer"]))


def _handed(office: Office, loket: int, tried: Tried) -> str:
    rows = office.see(counter_files.of_ids, ids=[one["id"] for one in tried.answer["files"]])
    ticket = office.see(views.at_hand, holder=g.actor.ref)
    return panel.draw("handed", office, loket, ticket, files=rows, answer=tried.answer,
                      survey=panel.assisted(office, tried.answer))  # fmt: skip
