"""Drafts: what an officer is typing, so that refresh, Back, a sign-out or a power cut lose nothing.

A draft belongs to one officer and one form. It is sealed with the office key (it is full of personal data), writes no
history, and ends when its form was sent, was emptied, or nobody came back to it for some days.
"""

import json
import re
from datetime import timedelta
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import delete, or_, select

from office.errors import Invalid, NotYourDesk
from office.office import verb
from office.records.tables import Draft
from office.records.work import Read, Work
from office.words import dates

DESKS = ("loket", "kasi", "operator", "sekcam", "camat", "supervisor", "admin")
#: how a form is called: `register:1:17`, `act:12:process`; never with anything that somebody typed
FORM = r"^[a-z0-9_-]+(:[a-z0-9_.-]*)*$"
MOST_NAME = 80
MOST_BYTES = 32 * 1024
#: never kept, whatever a page sends
SECRET = frozenset({"password", "csrf_token", "key"})
TOO_LONG = "Isian ini terlalu panjang untuk disimpan sementara. Ringkas, atau kirim sebelum meninggalkan halaman."
_ENDED = "ended"


class Box(BaseModel):
    """One field as it stands: the name it is sent under, how it is called, its values, and how a person reads them."""

    name: str = Field(min_length=1, max_length=120)
    label: str = Field("", max_length=300)
    values: list[str] = Field(max_length=100)
    words: str = ""


class Typed(BaseModel):
    """A form half typed. `drawn`: the idempotency key of the very form on screen; `n` rises with each keeping of it.

    `seen`: the `at` of the draft that this form was drawn from or last kept as, if any. No boxes: nothing is typed.
    """

    form: str = Field(pattern=FORM, max_length=MOST_NAME)
    drawn: str = Field(min_length=1, max_length=200)
    n: int = Field(ge=1)
    seen: str | None = Field(None, max_length=40)
    title: str = Field("", max_length=200)
    boxes: list[Box] = Field(max_length=300)


@verb("drafts.keep", *DESKS)
def keep(work: Work, *, typed: Typed) -> dict[str, Any]:
    """Keep a form as it stands: {at, clock, overtook}. The last who writes wins.

    `overtook`: when the draft of another window was kept that this one had not seen, else None. What arrives late
    (older than what is kept of the same drawn form, or after that form was sent) changes nothing.
    Refuses with NotYourDesk who is no officer, and with Invalid what is too long.
    """
    row, before = _open(work, typed.form)
    if row and before["drawn"] == typed.drawn and (before[_ENDED] or before["n"] >= typed.n):
        return {**_told(work, row), "overtook": None}
    text = _document(typed)
    if len(text.encode()) > MOST_BYTES:
        raise Invalid(TOO_LONG)
    other = row if row and before["boxes"] and before["drawn"] != typed.drawn else None
    overtook = _told(work, other)["clock"] if other and other.at.isoformat() != typed.seen else None
    return {**_told(work, _put(work, row, typed.form, text)), "overtook": overtook}


@verb("drafts.forget", *DESKS)
def forget(work: Work, *, form: str, drawn: str) -> dict[str, Any]:
    """The drawn form was sent: its draft ends, also for what is still under way to be kept. Refuses odd names."""
    if not re.fullmatch(FORM, form) or len(form) > MOST_NAME:
        raise Invalid("Nama isian sementara tidak dikenal. Muat ulang halaman.")
    row, before = _open(work, form)
    had = bool(row and before["boxes"])
    _put(work, row, form, json.dumps({"drawn": drawn, "n": 0, "boxes": [], "title": "", _ENDED: True}))
    return {"had": had}


@verb("drafts.expire", "system")
def expire(work: Work) -> dict[str, Any]:
    """Drop drafts that nobody came back to (chore)."""
    since = work.now - timedelta(days=work.settings.files.days_drafts_kept)
    gone = work.session.execute(delete(Draft).where(Draft.at < since).returning(Draft.form))
    return {"forgotten": len(gone.all())}


def kept(read: Read, *, holder: str, of: list[str]) -> list[dict[str, Any]]:
    """The drafts of `holder` (`officer:3`) named in `of`, oldest first: form, title, at, clock, boxes.

    A name with * at its end stands for all that begin with it.
    """
    exact = [name for name in of if not name.endswith("*")]
    begun = [Draft.form.startswith(name[:-1], autoescape=True) for name in of if name.endswith("*")]
    rows = read.session.scalars(
        select(Draft).where(Draft.holder == holder, or_(Draft.form.in_(exact), *begun)).order_by(Draft.at)
    )
    found = [(row, json.loads(read.vault.unseal(row.sealed))) for row in rows]
    return [{"form": row.form, "title": text["title"], "boxes": text["boxes"], **_told(read, row)}
            for row, text in found if text["boxes"]]  # fmt: skip


def _open(work: Work, form: str) -> tuple[Draft | None, dict[str, Any]]:
    """The draft's row, held until the act ends, and what is in it."""
    if work.actor.kind != "officer":
        raise NotYourDesk(
            "Isian sementara hanya disimpan untuk petugas yang masuk dengan namanya sendiri. Masuk dahulu."
        )
    row = work.session.get(Draft, (work.actor.ref, form), with_for_update=True)
    return row, json.loads(work.vault.unseal(row.sealed)) if row else {}


def _document(typed: Typed) -> str:
    boxes = [box.model_dump() for box in typed.boxes if box.name not in SECRET]
    return json.dumps({"drawn": typed.drawn, "n": typed.n, "title": typed.title, "boxes": boxes, _ENDED: False})


def _put(work: Work, row: Draft | None, form: str, text: str) -> Draft:
    if row is None:
        row = Draft(holder=work.actor.ref, form=form)
        work.session.add(row)
    row.sealed, row.at = work.vault.seal(text).encode(), work.now
    return row


def _told(read: Read, row: Draft) -> dict[str, str]:
    """When, exactly (`at`, to be compared) and in words: "09.41", on another day "Senin, 23 November 2026, 09.41"."""
    local = row.at.astimezone(read.zone)
    clock = dates.clock_text(local) if local.date() == read.today else dates.moment_text(local)
    return {"at": row.at.isoformat(), "clock": clock}
