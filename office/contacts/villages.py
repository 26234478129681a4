"""Heads of villages (kepala desa): who carries word to people without a telephone."""

import re
from typing import Any

from pydantic import Field

from office.contacts.occasions import DESKS
from office.hall.bodies import Body, Words
from office.office import verb
from office.records import settings
from office.records.settings import Settings, Village
from office.records.work import Read, Work
from office.words.clean import clean_digits

_PREFIX = re.compile(r"^(desa|ds\.?|kelurahan|kel\.?)\s+", re.IGNORECASE)


class VillageHead(Body):
    """Who heads a village, and by which telephone. Both empty: nobody is known any longer."""

    name: Words = Field(min_length=2, max_length=80)
    head: Words = Field("", max_length=120)
    phone: str = Field("", max_length=40)


@verb("contacts.keep_village", *DESKS)
def keep(work: Work, *, body: VillageHead) -> dict[str, Any]:
    """Write down (or correct) the head of a village. History tells that it changed, not to whom."""
    row = Village(name=tidy(body.name), head=body.head, phone=clean_digits(body.phone))

    def changed(now: Settings) -> Settings:
        others = [village for village in now.villages if not _same(village.name, row.name)]
        known = [row] if row.head or row.phone else []
        return now.model_copy(update={"villages": sorted([*others, *known], key=lambda village: village.name)})

    settings.change(work.session, changed)
    work.record("settings_changed", subject=("settings", "villages"), desks=DESKS, what="villages")
    return row.model_dump()


def head_of(read: Read, village: str | None) -> Village | None:
    """The village as the office knows it, however its name was written; None when nobody has entered it."""
    return next((row for row in read.settings.villages if village and _same(row.name, village)), None)


def tidy(name: str) -> str:
    """The village's name without "Desa" before it."""
    return _PREFIX.sub("", name.strip())


def _same(one: str, other: str) -> bool:
    return tidy(one).casefold() == tidy(other).casefold()
