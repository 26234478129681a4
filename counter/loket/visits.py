"""The loket proposes a time for a field visit from the section's calendar (SOP S2f; A9)."""

from datetime import datetime
from typing import Any

from flask import Blueprint, g, render_template, request

from office.office import Office
from office.people.doors import door
from office.records.work import Read
from office.views import file_page, visit_calendar


def routes(blueprint: Blueprint, office: Office) -> None:
    """What stands in the way of the time in the form; nothing is refused here."""

    @blueprint.get("/loket/<int:loket>/files/<int:file_id>/visit-look")
    @door("loket")
    def desk_visit_look(loket: int, file_id: int) -> str:
        words = office.see(_look, file_id=file_id, actor=g.actor, asked=request.args.get("visit_at", ""))
        return render_template("counter/loket/desk/visit_look.html", words=words)


def _look(read: Read, *, file_id: int, actor: Any, asked: str) -> list[str]:
    file = file_page.check(read, file_id=file_id, actor=actor)
    try:
        at = datetime.fromisoformat(asked)
    except ValueError:
        return ["Tanggal atau jamnya belum lengkap."]
    if not 2000 <= at.year <= 2100:
        return ["Tahunnya tidak mungkin. Periksa tanggalnya."]
    at = at if at.tzinfo else at.replace(tzinfo=read.zone)
    return visit_calendar.look_at(read, section=file.section, at=at, file_id=file.id)
