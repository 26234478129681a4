"""How long files lie at each desk, and those that are late now."""

from typing import Any

from flask import Blueprint, render_template, request

from office.office import Office
from office.people.doors import door
from office.records.work import Read
from office.views import desk_times, worklists


def routes(blueprint: Blueprint, office: Office) -> None:
    """The page."""

    @blueprint.get("/supervisor/times")
    @door("supervisor", "admin")
    def times() -> str:
        asked = request.args.get("days", type=int, default=desk_times.USUAL)
        days = asked if asked in desk_times.PERIODS else desk_times.USUAL
        return render_template("counter/supervisor/times.html", **office.see(_found, days=days))


def _found(read: Read, *, days: int) -> dict[str, Any]:
    return {"report": desk_times.report(read, days=days), "late": worklists.overdue(read), "desks": desk_times.DESKS,
            "periods": desk_times.PERIODS}  # fmt: skip
