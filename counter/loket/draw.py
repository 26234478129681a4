"""Draws the loket's panels: queue, current, acts and tools on the hall's side; desk on the right; said between them."""

from typing import Any

from flask import Response, g, render_template

from counter.forms import Tried, panels
from counter.loket import queue_words, words
from office.office import Office
from office.views import loket as views

HALL = ("tools", "queue", "current", "acts")


def hall(office: Office, loket: int) -> dict[str, str]:
    """The hall's side as it stands now, by place."""
    facts = facts_of(office, loket)
    return {place: render_template(f"counter/loket/{place}.html", **facts) for place in HALL}


def facts_of(office: Office, loket: int) -> dict[str, Any]:
    """What the hall's templates are given."""
    seen = office.see(views.screen, loket=loket, holder=g.actor.ref)
    return {**seen, "about": words.about, "slip": words.slip, "say": queue_words}


def said(tried: Tried | None = None, loket: int = 0, done: str = "", asked: int | None = None) -> str:
    """The refusal or the good news, in its place between number and buttons; `asked` is the number it is about."""
    refusal = tried.refusal if tried else None
    facts = {"refusal": refusal, "loket": loket, "done": done, "asked": asked, "say": queue_words}
    return render_template("counter/loket/said.html", **facts)


def after_hall_act(office: Office, loket: int, tried: Tried, done: str = "", asked: int | None = None) -> Response:
    """The hall's side after an act of the queue; an open question is closed, answered or refused beside the number."""
    drawn = {**hall(office, loket), "said": said(tried, loket, done if tried.ok else "", asked), "sheet-body": ""}
    return panels(drawn, tried)
