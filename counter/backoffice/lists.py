"""The worklists of Kasi, operator, Sekcam and Camat."""

from typing import Any

from flask import Blueprint, g, render_template, request

from counter.backoffice.who import NAMELESS, Sitting
from office.office import Office
from office.people.doors import door
from office.records.work import Read
from office.views import archive_due, file_page, folders, short_ways, signing, visit_calendar, worklists

TITLES = {"kasi": "Kepala Seksi", "operator": "Operator Komputer", "sekcam": "Sekcam", "camat": "Camat"}
#: what the files of a desk wait for, after the count
WAITING = {"kasi": "berkas di meja Anda", "operator": "surat menunggu dicetak", "sekcam": "surat menunggu paraf",
           "camat": "surat menunggu tanda tangan"}  # fmt: skip
#: what Sekcam sees beside the own files: letters whose signature by somebody else may be recorded
RECORD = "record"
#: the amber group, when some of it is due tomorrow
SOON = "Hari ini dan segera"
GROUPS = {"late": "Lewat tenggat", "today": "Hari ini", "later": "Besok dan sesudahnya", "none": "Waktu belum berjalan"}


def routes(blueprint: Blueprint, office: Office) -> None:
    """One page a desk; a Kasi sees the files of the own section."""

    @blueprint.get("/kasi")
    @door("kasi")
    def kasi() -> str:
        return _page(office)

    @blueprint.get("/operator")
    @door("operator")
    def operator() -> str:
        return _page(office)

    @blueprint.get("/sekcam")
    @door("sekcam")
    def sekcam() -> str:
        return _page(office)

    @blueprint.get("/camat")
    @door("camat")
    def camat() -> str:
        return _page(office)


def _page(office: Office) -> str:
    seat = Sitting(g.actor, g.seat)
    return render_template("counter/backoffice/worklist.html", **office.see(_listed, seat=seat, **_asked()))


def _asked() -> dict[str, Any]:
    """What the page was asked for: a stage, and what to tell after an act."""
    done, stage = request.args.get("done", ""), request.args.get("stage")
    return {"stage": stage or None, "done": int(done) if done.isdecimal() else None}


def _listed(read: Read, *, seat: Sitting, stage: str | None, done: int | None) -> dict[str, Any]:
    """Everything the page shows."""
    desk, section, recording = seat.desk, seat.section, stage == RECORD
    stages = worklists.stages(read, desk=desk, section=section)
    others = short_ways.to_record(read) if desk == "sekcam" else []
    found = worklists.listed(read, desk=desk, section=section, stage=stage)
    rows = others if recording else found["rows"]
    for row in rows if desk in NAMELESS else ():
        row["applicant"] = ""
    return {
        "desk": desk, "title": TITLES[desk], "section_name": worklists.section_of(read, section),
        "waiting": WAITING[desk], "count": sum(stage["count"] for stage in stages), "stages": stages, "stage": stage,
        "record": RECORD, "recording": recording, "others": len(others),
        "groups": _groups(rows, read.today.isoformat()), "late": found["late"], "due_today": found["today"],
        **_offers(read, seat, rows), **_beside(read, desk, section),
        "told": file_page.last_act(read, file_id=done) if done else None, "today": read.local,
    }  # fmt: skip


def _beside(read: Read, desk: str, section: str | None) -> dict[str, Any]:
    """What else stands on the page: to-dos, who signs now, how many folders are out."""
    return {
        **(_of_a_kasi(read, section) if desk == "kasi" else {}),
        "reprints": worklists.to_reprint(read) if desk == "operator" else [],
        "signing": signing.now(read), "out": sum(not row["back_at"] for row in folders.listing(read)),
    }  # fmt: skip


def _offers(read: Read, seat: Sitting, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What each row allows, and the buttons for what may be done to several."""
    offers = short_ways.offered(read, ids=[row["id"] for row in rows], actor=seat.actor, desk=seat.desk)
    return {"offers": offers, "buttons": _buttons(offers)}


def _buttons(offers: dict[int, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """One button for each way that some row of the page offers, single acts first."""
    ways = {one["run"]: one for found in offers.values() for one in found}
    return sorted(ways.values(), key=lambda one: one["run"].count("+"))


def _of_a_kasi(read: Read, section: str | None) -> dict[str, Any]:
    """The visits of today and those nobody recorded; what the archive still lacks."""
    return {
        "visits": visit_calendar.today(read, section=section),
        "overdue": visit_calendar.overdue(read, section=section),
        "archive": archive_due.rows(read, section=section), "archive_count": archive_due.count(read, section=section),
    }  # fmt: skip


def _groups(rows: list[dict[str, Any]], today: str) -> list[dict[str, Any]]:
    """The rows by how urgent they are; groups without a row are left out."""
    found = []
    for tone, title in GROUPS.items():
        own = [row for row in rows if row["clock"]["tone"] == tone]
        left = own[0]["clock"]["words"].lower() if own and tone == "today" else ""
        if tone == "today" and any(row["clock"]["due_at"][:10] != today for row in own):
            title = SOON
        found.append({"tone": tone, "title": f"{title} · {left}" if left else title, "rows": own})
    return [group for group in found if group["rows"]]
