"""The lines typed on "Setelah padam" as the bodies that the verbs take."""

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import request

from counter.forms import read, typed
from counter.loket.bodies import registration
from office.errors import Invalid
from office.files.late import LateRegister
from office.hall.pad import PadNumber

_CLOCK = re.compile(r"(\d{1,2})[.: ]?(\d{2})")


def pad_number(zone: ZoneInfo) -> PadNumber:
    """A number of the paper pad. Refuses with Invalid."""
    given: dict[str, Any] = {**typed("label", "loket", "purpose"), "served": request.form.get("served") != "no"}
    return read(PadNumber, {**given, **_times(zone, "at")})


def late_registration(zone: ZoneInfo) -> LateRegister:
    """A registration made on paper, in the loket's own form. Refuses with Invalid."""
    asked = registration().model_dump(exclude_none=True)
    given: dict[str, Any] = {**asked, **typed("number", "pad", "visit_at"), "receipt": "receipt" in request.form,
                             "documents": request.form.getlist("documents")}  # fmt: skip
    return read(LateRegister, {**given, **_times(zone, "registered_at", "accepted_at")})


def period(zone: ZoneInfo) -> dict[str, datetime]:
    """From when to when an outage entered by hand was, on one day. Refuses with Invalid."""
    return _times(zone, "from_at", "to_at")


def _times(zone: ZoneInfo, *fields: str) -> dict[str, datetime]:
    """Clock times of the form's `day`; an empty one is left out."""
    return {name: _moment(name, zone) for name in fields if request.form.get(name, "").strip()}


def _moment(name: str, zone: ZoneInfo) -> datetime:
    """09.41, 9:41 or 0941, on the form's day."""
    found = _CLOCK.fullmatch(request.form[name].strip())
    try:
        if found is None:
            raise ValueError(name)
        day, clock = date.fromisoformat(request.form.get("day", "")), time(int(found[1]), int(found[2]))
    except ValueError:
        said = "Tulis jam seperti 09.41."
        raise Invalid(said, fields={name: said}) from None
    return datetime.combine(day, clock, zone)
