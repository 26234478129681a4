"""Slips: one small layout per kind, made of typed elements. `build` is the only way in."""

from collections.abc import Callable, Mapping
from typing import Any

from office.paper.slips import KINDS, OfficeFacts
from printer.slips import files, handover, office_slips, ticket
from printer.slips.elements import Cut, Element, Slip
from printer.slips.parts import head

Layout = Callable[[Any, OfficeFacts], list[Element]]

LAYOUTS: dict[str, Layout] = {
    "ticket": ticket.ticket,
    "leftover": ticket.leftover,
    "receipt": files.receipt,
    "deficiency": files.deficiency,
    "visit": files.visit,
    "handover": handover.handover,
    "complaint": office_slips.complaint,
    "queue_state": office_slips.queue_state,
    "day_close": office_slips.day_close,
    "test": office_slips.test,
}


def build(kind: str, facts: Mapping[str, Any], office: Mapping[str, Any], *, copy_no: int = 1) -> Slip:
    """The slip of this kind saying these facts, ended by its one cut.

    `facts` and `office` have the shapes of `office.paper.slips`; a copy above the first says SALINAN ke-n.
    """
    known = KINDS[kind].model_validate(facts)
    house = OfficeFacts.model_validate(office)
    body = LAYOUTS[kind](known, house)
    return Slip(kind, (*head(house, known, copy_no), *body, Cut()))
