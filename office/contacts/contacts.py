"""Telling applicants: every attempt ticked, given up with a reason, reminded of letters that nobody collects."""

from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import and_, not_, or_, select

from office.contacts import occasions
from office.errors import AlreadyDone, NeedsMissing, Unknown
from office.files import deadlines
from office.files.bodies import Lines
from office.hall.bodies import Body
from office.office import verb
from office.procedure import Stage
from office.records.tables import Contact, ContactTry, File
from office.records.work import Work

#: a reminder looks at this many letters at a time; the rest follows with the next turn
MOST_AT_ONCE = 500


class Attempt(Body):
    """One attempt to tell somebody: over which channel, and how it went."""

    channel: Literal["phone", "whatsapp", "kades", "in_person"]
    result: Literal["told", "message_left", "no_answer", "wrong_number"]
    note: Lines = Field("", max_length=500)


class GiveUp(Body):
    """Why nobody tries any longer."""

    reason: Lines = Field("", max_length=500)


@verb("contacts.tick", *occasions.DESKS)
def tick(work: Work, *, contact_id: int, body: Attempt) -> dict[str, Any]:
    """Record an attempt; "told" takes the row off the list. Refuses with Unknown, AlreadyDone (`contact_ended`)."""
    row = _open(work, contact_id)
    work.session.add(ContactTry(contact_id=row.id, channel=body.channel, result=body.result, note=body.note or None,
                                by=work.actor.ref, at=work.now))  # fmt: skip
    if body.result == "told":
        occasions.end(work, row, "told")
    work.record("contact_tried", subject=("contact", row.id), desks=occasions.DESKS, file=row.file_id, why=row.why,
                channel=body.channel, result=body.result)  # fmt: skip
    return {"id": row.id, "file": row.file_id, "why": row.why, "state": row.state}


@verb("contacts.give_up", *occasions.DESKS)
def give_up(work: Work, *, contact_id: int, body: GiveUp) -> dict[str, Any]:
    """Nobody can be reached: off the list, with the reason. Refuses with NeedsMissing, Unknown, AlreadyDone."""
    if not body.reason:
        raise NeedsMissing(["reason"], "Tulis alasan berhenti menghubungi, misalnya nomor salah.")
    answer = occasions.end(work, _open(work, contact_id), "given_up", body.reason)
    work.record("contact_ended", subject=("contact", contact_id), desks=occasions.DESKS, file=answer["file"],
                why=answer["why"], state="given_up")  # fmt: skip
    return answer


@verb("contacts.remind", "system")
def remind(work: Work) -> dict[str, Any]:
    """Timed work: who has not collected a letter within the office's working days is told, and told again.

    Counted from when the letter was ready, or from when the applicant was last told. A reminder that was given up is
    not repeated; neither is one begun while there is still something to tell.
    """
    days = work.settings.files.days_until_reminder
    calendar = deadlines.calendar(work)
    due = [file_id for file_id, since in _uncollected(work, days)
           if calendar.working_day_after(calendar.local(since).date(), days) <= work.today]  # fmt: skip
    # a handover under way goes first: whoever took the letter meanwhile is not reminded of it
    still = select(File.id).where(File.id.in_(due), File.stage == Stage.READY).with_for_update()
    reminded = [occasions.begin(work, file_id, "uncollected").file_id for file_id in work.session.scalars(still).all()]
    return {"reminded": reminded}


def _uncollected(work: Work, days: int) -> list[tuple[int, datetime]]:
    """(file, since when nothing was said) of letters ready for at least `days` days, nothing being open about them."""
    long_ago = work.now - timedelta(days=days)
    newest = select(Contact.id).where(Contact.file_id == File.id).order_by(Contact.id.desc()).limit(1)
    last = newest.correlate(File).scalar_subquery()
    given_up = and_(Contact.why == "uncollected", Contact.state == "given_up")
    rows = work.session.execute(
        select(File.id, File.ready_at, Contact.ended_at).outerjoin(Contact, Contact.id == last)
        .where(File.stage == Stage.READY, File.ready_at <= long_ago)
        .where(or_(Contact.id.is_(None), and_(Contact.ended_at <= long_ago, not_(given_up))))
        .order_by(File.id).limit(MOST_AT_ONCE)
    )  # fmt: skip
    return [(row.id, max(row.ready_at, row.ended_at or row.ready_at)) for row in rows]


def _open(work: Work, contact_id: int) -> Contact:
    row = work.session.get(Contact, contact_id)
    if row is None:
        raise Unknown("Orang ini tidak ada di daftar Hubungi. Muat ulang daftarnya.")
    if row.state != "open":
        raise AlreadyDone(
            "Orang ini sudah diberi tahu, atau berkasnya sudah berjalan lagi. Muat ulang daftar Hubungi.",
            code="contact_ended",
        )
    return row
