""" "Di mana berkas saya?": one box on every page, and the story of a file or a number that a question is answered from.

What was typed may be somebody's name: it is posted, and goes into addresses only sealed, for as long as a day's work.
"""

from functools import partial
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for

from counter.backoffice.who import DESKS, LISTED, Sitting, link, sitting
from office.files import lookups
from office.office import Office
from office.people.doors import door
from office.views import search, timeline, visit_story
from printer.letters.desk import LetterDesk

#: how long the address of a list of results leads to it, in seconds
KEPT = 12 * 3600
LONGEST = 200
KINDS = ("ticket", "letter", "handover", "complaint", "file")


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The box, its results, the story of a file, the story of a number."""
    blueprint.context_processor(lambda: {"find_desks": DESKS})
    _looking(blueprint, office)
    _stories(blueprint, office)


def _looking(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/find")
    @door(*DESKS)
    def find_ask() -> Response:
        who, q = sitting(), request.form.get("q", "").strip()[:LONGEST]
        if not q:
            return _see_other(link("find", who.desk))
        sealed = office.vault.seal(q)
        found = lookups.look_up(office, who.actor, q, section=who.section)
        return _see_other(_only_one(found, who) or link("find", who.desk, s=sealed))

    @blueprint.get("/find")
    @door(*DESKS)
    def find() -> str:
        who = sitting()
        q = office.vault.unseal_recent(request.args.get("s", ""), seconds=KEPT) or ""
        found = lookups.look_up(office, who.actor, q, section=who.section) if q else search.Found()
        kinds = {kind: [row for row in found.rows if row["kind"] == kind] for kind in KINDS}
        return render_template("counter/find/page.html", q=q, found=found, kinds=kinds, **_common(who))


def _stories(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/find/files/<int:file_id>")
    @door(*DESKS)
    def find_file(file_id: int) -> str:
        who = sitting()
        told = office.see(timeline.file, file_id=file_id, actor=who.actor)
        return render_template("counter/find/file.html", file=told, **_common(who))

    @blueprint.get("/find/tickets/<int:ticket_id>")
    @door(*DESKS)
    def find_ticket(ticket_id: int) -> str:
        who = sitting()
        told = office.see(visit_story.ticket, ticket_id=ticket_id, section=who.section)
        return render_template("counter/find/ticket.html", ticket=told, **_common(who))


def _common(who: Sitting) -> dict[str, Any]:
    """What all pages of the room need: whose seat, the way on (with the list one came from) and the way back."""
    sealed = request.args.get("s", "")
    onward = partial(link, desk=who.desk, **({"s": sealed} if sealed else {}))
    home = link(who.desk, who.desk) if who.desk in LISTED else "/counter/"
    return {"desk": who.desk, "link": onward, "sealed": sealed, "home": home}


def _only_one(found: search.Found, who: Sitting) -> str:
    """The address of the only file or complaint that was found; empty when there is a choice."""
    first = found.rows[0] if len(found.rows) == 1 else None
    if first and first["kind"] == "complaint":
        return url_for("counter.complaint", complaint_id=first["id"])
    return link("find_file", who.desk, file_id=first["id"]) if first and first["kind"] == "file" else ""


def _see_other(address: str) -> Response:
    return make_response("", 303, {"Location": address})
