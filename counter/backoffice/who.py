"""As whom a page is used: one browser may hold several seats, so links carry the desk they were followed from."""

from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for

from office.office import Actor, Seat

#: desks with a worklist of their own; a loket works in its own room
LISTED = ("kasi", "operator", "sekcam", "camat")
#: desks whose list is also read on a telephone in public: no names of applicants
NAMELESS = ("sekcam", "camat")
DESKS = ("loket", *LISTED, "supervisor")


@dataclass(frozen=True)
class Sitting:
    """The officer and the seat a page is used from."""

    actor: Actor
    seat: Seat

    @property
    def desk(self) -> str:
        """The seat's desk."""
        return self.seat.desk

    @property
    def section(self) -> str | None:
        """The section of a Kasi's seat; None for all."""
        return self.seat.section if self.seat.desk == "kasi" else None


def sitting() -> Sitting:
    """The seat named by `?as=`, if somebody of this session holds it; else the one that opened the door."""
    wanted = request.args.get("as", "")
    for actor in g.visitor.actors if wanted in DESKS else ():
        seat = actor.seat(wanted)
        if seat is not None:
            g.actor = actor  # the page's header names who acts
            return Sitting(actor, seat)
    return Sitting(g.actor, g.seat)


def link(endpoint: str, desk: str, **values: Any) -> str:
    """The address of one of our pages, used from `desk`."""
    asked: dict[str, Any] = {**values, "as": desk}
    return url_for(f"counter.{endpoint}", **asked)
