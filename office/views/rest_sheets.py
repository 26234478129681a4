"""The sheets that the TV shows while nobody is called: what the law asks an office to publish. No resident in them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from office.feedback import survey
from office.feedback.questionnaire import questionnaire
from office.files import catalogue
from office.people import staff
from office.records.work import Read
from office.words.dates import MONTHS


def contents(read: Read) -> dict[str, Any]:
    """`maklumat`, `flow` and `skm` as their sheets need them; None where the office has nothing to show."""
    return {"maklumat": _pledge(read), "flow": _flow(read), "skm": _index(read)}


def _pledge(read: Read) -> dict[str, str] | None:
    """The service pledge with the Camat's name under it (UU 25/2009)."""
    text = " ".join(read.settings.maklumat.split())
    if not text:
        return None
    camat = staff.holder_of(read, "camat")
    place = read.settings.letterhead.office.removeprefix("Kecamatan ")
    return {"text": text, "by": f"Camat {place}", "name": camat.name if camat else ""}


def _flow(read: Read) -> dict[str, Any] | None:
    """{days, with_visit}: working days in words ("1", "1–2") of the services that are offered; None: none is."""
    offered = catalogue.active(read)
    days = _span(service.sla_days for service in offered if not service.visit_usual)
    visited = _span(service.sla_with_visit for service in offered if service.visit != "never")
    return {"days": days, "with_visit": visited} if offered else None


def _span(days: Iterable[int]) -> str:
    found = sorted(set(days))
    return f"{found[0]}–{found[-1]}" if len(found) > 1 else "".join(map(str, found))


def _index(read: Read) -> dict[str, Any] | None:
    """The publication of the satisfaction index, from the office's threshold on: its nine elements in 25..100 too."""
    found = survey.published(read)
    if found is None:
        return None
    convert = questionnaire().survey.conversion
    elements = [{"name": one.short, "value": float(found.means[one.key]) * convert}
                for one in questionnaire().elements if one.key in found.means]  # fmt: skip
    return {"value": float(found.ikm), "grade": found.grade, "performance": found.performance, "n": found.n,
            "period": period(survey.first_month(read.today), read.today), "elements": elements}  # fmt: skip


def period(first: date, last: date) -> str:
    """Months in words: "Januari–November 2026", "April 2026–Januari 2027"."""
    year = "" if first.year == last.year else f" {first.year}"
    return f"{MONTHS[first.month - 1]}{year}–{MONTHS[last.month - 1]} {last.year}"
