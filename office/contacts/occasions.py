"""Whom there is something to tell: begun by the act that makes it so, over by itself when the file goes on.

At the loket the applicant stands there and gets a slip (SOP S2). This list ("Hubungi") is for what happens behind it:
a letter is ready (S8b), a desk returns the file (R2), a field visit is planned or moved (S2f). Nothing is sent by
itself; the office's people make the call.
"""

from typing import Any

from sqlalchemy import select

from office.files.case import Case
from office.procedure import Act, Stage
from office.records.tables import Contact
from office.records.work import Work

#: acts after which the applicant is to be told, who is not there to see it
OCCASIONS: dict[Act, str] = {
    Act.RELEASE: "ready", Act.RETURN_TO_APPLICANT: "returned", Act.REQUEST_VISIT: "visit_planned",
    Act.RESCHEDULE_VISIT: "visit_moved",
}  # fmt: skip
#: reason -> where the file waits for as long as there is something to tell
LASTS: dict[str, Stage] = {
    "visit_moved": Stage.FIELD_VISIT, "visit_planned": Stage.FIELD_VISIT, "returned": Stage.RETURNED,
    "rejected": Stage.READY, "ready": Stage.READY, "uncollected": Stage.READY,
}  # fmt: skip
#: desks whose list this is
DESKS = ("loket", "supervisor")


def follow(work: Work, case: Case) -> tuple[str, ...]:
    """After a file moved, in the same transaction: end what no longer holds, begin what is new.

    A file has one thing to be told at a time, the newest. Answers the desks whose list changed.
    """
    why = OCCASIONS.get(case.act)
    if why == "ready" and case.file.outcome == "rejected":
        why = "rejected"
    known = open_of(work, case.file.id)
    over = known is not None and (why is not None or LASTS[known.why] != case.file.stage)
    if known is not None and over:
        end(work, known, "moot")
    if why is not None:
        begin(work, case.file.id, why)
    return DESKS if over or why else ()


def open_of(work: Work, file_id: int) -> Contact | None:
    """What is to be told about this file, or None."""
    return work.session.scalars(
        select(Contact).where(Contact.file_id == file_id, Contact.state == "open")
    ).one_or_none()


def begin(work: Work, file_id: int, why: str) -> Contact:
    """Put the file's applicant on the list."""
    row = Contact(file_id=file_id, why=why, since=work.now, state="open")
    work.session.add(row)
    work.session.flush()
    return row


def end(work: Work, row: Contact, state: str, note: str | None = None) -> dict[str, Any]:
    """Take a row off the list: told, given_up or moot."""
    row.state, row.ended_at, row.ended_by, row.end_note = state, work.now, work.actor.ref, note
    work.session.flush()
    return {"id": row.id, "file": row.file_id, "why": row.why, "state": state}
