"""The story of one file, from the number of its first visit to the handover: what a resident's question needs."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select

from office.files import catalogue, deadlines, persons
from office.files.case import situation
from office.people import staff
from office.procedure import ENDED, STAGE_TITLES, Act, Stage
from office.records.tables import Contact, ContactTry, File, Ticket, TicketFile, Visit
from office.records.work import Actor, Read
from office.views import clocks, desk_stays, due_notes, file_page, journey, moments, spoken
from office.words import dates, text

CHANNELS = {"phone": "telepon", "whatsapp": "WhatsApp", "kades": "kepala desa", "in_person": "tatap muka"}
RESULTS = {"told": "sudah diberi tahu", "no_answer": "tidak diangkat", "wrong_number": "nomor salah",
           "message_left": "titip pesan"}  # fmt: skip
MARKS = {"cap_jempol": "cap jempol"}


def file(read: Read, *, file_id: int, actor: Actor) -> dict[str, Any]:
    """The file's story: {…head, spoken, days: [{title, entries}], stays: [{title, words, share, now}], ahead}.

    An entry: {at (ISO), clock, title, detail, by, note, tone (done | back | visit | told), ended, waited (words),
    ticket (id or null)}. `stays`: working time at each desk, `share` in percent of the longest. Refuses with Unknown,
    and with NotYourDesk a Kasi of another section.
    """
    row = file_page.check(read, file_id=file_id, actor=actor)
    now, days = situation(read, row, catalogue.service(read, row.service_code)), deadlines.calendar(read)
    clock, ahead = clocks.of(read, row, days), journey.ahead(row, now)
    acts = [_act(read, row, entry) for entry in journey.of(read, row)]
    stays = desk_stays.of(read, row, acts, now, days)
    entries = [*_visits(read, row), *acts, *_attempts(read, row)]
    return {
        **_head(read, row), "clock": clock, "due": due_notes.of(read, row, days), "ahead": ahead,
        "spoken": spoken.of(read, row, clock, ahead),
        "here": journey.here(row), "since": read.iso(row.moved_at), "ended": Stage(row.stage) in ENDED,
        "days": _by_day(read, sorted(entries, key=lambda entry: entry["at"])), "stays": stays,
    }  # fmt: skip


def _head(read: Read, row: File) -> dict[str, Any]:
    rule = (Visit.file_id == row.id, Visit.state == "planned")
    planned = read.session.scalar(select(Visit.visit_at).where(*rule).order_by(Visit.id.desc()).limit(1))
    return {
        "id": row.id, "registration_number": row.registration_number, "loket": row.loket, "stage": row.stage,
        "stage_title": STAGE_TITLES[Stage(row.stage)], "outcome": row.outcome,
        "service_name": catalogue.service(read, row.service_code).short_name,
        "applicant": persons.on_screen(read, row.applicant_id), "place": journey.place(row),
        "proxy": persons.name(read, row.proxy_id) if row.proxy_id else "",
        "visit": moments.said(read, planned) if planned else "",
    }  # fmt: skip


def _act(read: Read, row: File, entry: dict[str, Any]) -> dict[str, Any]:
    """A step of the journey; a handover also says who took the letter."""
    kept = {name: entry[name] for name in ("at", "title", "detail", "by", "note", "tone", "ended", "after")}
    if entry["act"] == Act.HAND_OVER:
        kept["detail"] = _given(read, row)
    if entry["act"] == "file_registered" and row.outage_id:
        kept["detail"] = "dicatat di kertas saat listrik padam, dimasukkan kemudian"
    return {**kept, "waited": "", "ticket": None}


def _given(read: Read, row: File) -> str:
    handover = spoken.of_handover(read, row)
    if handover is None:
        return ""
    relation = f" ({handover.relation})" if handover.relation else ""
    taken = f"diterima {persons.name(read, handover.receiver_id)}{relation}"
    return " · ".join(part for part in (f"no. serah {handover.number}", taken, MARKS.get(handover.mark or "")) if part)


def _visits(read: Read, row: File) -> Iterable[dict[str, Any]]:
    """The numbers with which somebody came for this file."""
    touched = read.session.scalars(select(TicketFile.ticket_id).where(TicketFile.file_id == row.id))
    visits = {*touched, *([row.ticket_id] if row.ticket_id else [])}
    for ticket in read.session.scalars(select(Ticket).where(Ticket.id.in_(visits)).order_by(Ticket.id)):
        yield _plain(
            read, ticket.issued_at, f"Datang dengan nomor {ticket.label}", tone="visit", ticket=ticket.id,
            detail=" · ".join([text(f"purpose.{ticket.purpose}"), *_served(read, ticket)]),
        )  # fmt: skip


def _served(read: Read, ticket: Ticket) -> list[str]:
    moments_of = (
        ("dipanggil", ticket.first_called_at),
        ("dilayani", ticket.served_at),
        ("selesai", ticket.finished_at),
    )
    return [f"{word} {dates.clock_text(at.astimezone(read.zone))}" for word, at in moments_of if at]


def _attempts(read: Read, row: File) -> Iterable[dict[str, Any]]:
    """When the office tried to tell the applicant something."""
    tries = select(ContactTry).join(Contact, Contact.id == ContactTry.contact_id).where(Contact.file_id == row.id)
    for one in read.session.scalars(tries.order_by(ContactTry.id)):
        yield _plain(
            read, one.at, f"Pemohon dihubungi: {RESULTS.get(one.result, one.result)}", tone="told", note=one.note,
            detail=f"lewat {CHANNELS.get(one.channel, one.channel)}", by=staff.name_of(read, one.by),
        )  # fmt: skip


def _plain(read: Read, at: datetime, title: str, *, tone: str, **more: Any) -> dict[str, Any]:
    empty = {"detail": "", "by": "", "note": None, "ended": False, "after": None, "waited": "", "ticket": None}
    return {**empty, "at": read.iso(at), "title": title, "tone": tone, **more}


def _by_day(read: Read, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for day, own in groupby(entries, key=lambda entry: datetime.fromisoformat(entry["at"]).date()):
        near = clocks.near_day(day, read.today)
        title = dates.date_text(day) + (f" ({near})" if near in ("hari ini", "kemarin") else "")
        told = [{**entry, "clock": dates.clock_text(datetime.fromisoformat(entry["at"]))} for entry in own]
        found.append({"title": title, "entries": told})
    return found
