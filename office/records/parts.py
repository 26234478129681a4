"""The office's settings as parts: small plain documents, each with a key (`service:IZ01`, `letterhead`).

A part is what one sheet saves at once, what a row of the changes tells, and what the YAML of all settings is made of.
Passwords, tokens and what changes by itself (states, times) are in none of them.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from office.files.services import Service
from office.records.tables import (
    CalendarDay,
    CalendarSpan,
    Loket,
    Officer,
    OfficerDesk,
    Printer,
    Section,
    ServiceRow,
    ServiceWording,
    Table,
)
from office.records.tables.hall import FIRST_ZONE

Doc = dict[str, Any]
#: a single list or text of the settings, as a document
VALUE = "value"
#: kinds whose part names are not prefixed: the fields of the settings document
SETTINGS = "settings"
PRINTER = ("name", "at", "purpose", "columns", "codepage", "cut", "native_qr", "enabled")
OFFICER = ("username", "name", "title", "nip", "rank", "active")


def key(kind: str, name: str) -> str:
    """The part's key."""
    return name if kind == SETTINGS else f"{kind}:{name}"


def split(part: str) -> tuple[str, str]:
    """(kind, name) of a part's key."""
    kind, colon, name = part.partition(":")
    return (kind, name) if colon else (SETTINGS, kind)


def fingerprint(doc: Doc | None) -> str:
    """What a form carries to say which state it was drawn from."""
    return hashlib.sha256(json.dumps(doc, sort_keys=True).encode()).hexdigest()[:16]


def read(session: Session, part: str) -> Doc | None:
    """The part as it is now, or None when there is none."""
    kind, name = split(part)
    return DOCS[kind](session).get(name) if kind in DOCS else None


def _services(session: Session) -> dict[str, Doc]:
    rows = session.scalars(select(ServiceRow).order_by(ServiceRow.position, ServiceRow.code))
    whole = ({**row.definition, "active": row.active} for row in rows)
    return {str(doc["code"]): Service.model_validate(doc).model_dump(mode="json") for doc in whole}


def _order(session: Session) -> dict[str, Doc]:
    codes = session.scalars(select(ServiceRow.code).order_by(ServiceRow.position, ServiceRow.code))
    return {"services": {"codes": list(codes)}}


def _sections(session: Session) -> dict[str, Doc]:
    return {row.code: {"name": row.name} for row in session.scalars(select(Section).order_by(Section.code))}


def _lokets(session: Session) -> dict[str, Doc]:
    rows = session.scalars(select(Loket).order_by(Loket.number))
    return {str(row.number): {"name": row.name, "series": row.series, "kinds": row.kinds, **_zone(row)} for row in rows}


def _zone(row: Loket) -> Doc:
    """Nothing for the first zone: an office with one zone keeps the documents that it always had."""
    return {} if row.zone == FIRST_ZONE else {"zone": row.zone}


def _officers(session: Session) -> dict[str, Doc]:
    seats: dict[int, list[Doc]] = {}
    for row in session.scalars(select(OfficerDesk)):
        seat = {"desk": row.desk, "loket": row.loket, "section": row.section, "deputy": row.deputy}
        seats.setdefault(row.officer_id, []).append(seat)
    officers = session.scalars(select(Officer).order_by(Officer.username))
    return {str(row.id): {**_columns(row, OFFICER), "desks": ordered(seats.get(row.id, []))} for row in officers}


def ordered(seats: list[Doc]) -> list[Doc]:
    """Desks in one order, so that the same desks are the same document."""
    return sorted(seats, key=lambda seat: (seat["desk"], seat["loket"] or 0, seat["section"] or ""))


def _printers(session: Session) -> dict[str, Doc]:
    return {str(row.id): _columns(row, PRINTER) for row in session.scalars(select(Printer).order_by(Printer.name))}


def _calendar(session: Session) -> dict[str, Doc]:
    names = ("kind", "name", "closes", "source", "estimated", "replaced")
    rows = session.scalars(select(CalendarDay).order_by(CalendarDay.day))
    return {row.day.isoformat(): _columns(row, names) for row in rows}


def _ramadan(session: Session) -> dict[str, Doc]:
    rows = session.scalars(select(CalendarSpan).where(CalendarSpan.kind == "ramadan").order_by(CalendarSpan.first))
    return {row.first.isoformat(): {"last": row.last.isoformat(), "source": row.source, "estimated": row.estimated}
            for row in rows}  # fmt: skip


def _wordings(session: Session) -> dict[str, Doc]:
    rows = session.scalars(select(ServiceWording).order_by(ServiceWording.service_code, ServiceWording.kind))
    return {f"{row.service_code}/{row.kind}": dict(row.parts) for row in rows if row.parts}


def _columns(row: Table, names: tuple[str, ...]) -> Doc:
    return {name: getattr(row, name) for name in names}


#: kind -> its parts as they are now, by name; `office.records.settings` adds its own
DOCS: dict[str, Callable[[Session], dict[str, Doc]]] = {
    "section": _sections, "loket": _lokets, "service": _services, "order": _order,
    "officer": _officers, "printer": _printers, "calendar": _calendar, "ramadan": _ramadan,
    "wording": _wordings,
}  # fmt: skip
