"""The catalogue in the database: what is offered, as the office's own people keep it."""

import json
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from office.errors import Unknown
from office.files.services import Service
from office.records.tables import Section, ServiceRow
from office.records.work import Read


def service(read: Read, code: str, *, must_be_active: bool = False) -> Service:
    """The service `code`; refuses with Unknown."""
    row = read.session.get(ServiceRow, code)
    if row is None or (must_be_active and not row.active):
        raise Unknown(f"Layanan {code} tidak tersedia. Pilih layanan dari daftar.")
    return _parsed(json.dumps(row.definition), row.active)


def active(read: Read, *, loket: int | None = None) -> list[Service]:
    """What is offered now (at one loket), most used first."""
    rule = (ServiceRow.active,) if loket is None else (ServiceRow.active, ServiceRow.loket == loket)
    rows = read.session.scalars(select(ServiceRow).where(*rule).order_by(ServiceRow.position))
    return [_parsed(json.dumps(row.definition), row.active) for row in rows]


@lru_cache(maxsize=256)
def _parsed(definition: str, active: bool) -> Service:
    """A definition as a model; the same text is read once."""
    return Service.model_validate({**json.loads(definition), "active": active})


def section_name(read: Read, code: str) -> str:
    """Seksi …, or the code when it is unknown."""
    row = read.session.get(Section, code)
    return row.name if row else code


def public(read: Read) -> list[dict[str, Any]]:
    """`GET /services`: what every resident may know of each service."""
    return [
        {
            "code": s.code, "name": s.name, "short_name": s.short_name, "loket": s.loket, "category": s.category,
            "requirements": [{"id": r.id, "label": r.label, "mandatory": r.mandatory, "kind": r.kind,
                              "copies": r.copies, "when": r.when_text} for r in s.requirements],
            "fields": [{"id": f.id, "label": f.label, "kind": f.kind, "optional": f.optional,
                        "options": f.options} for f in s.fields],
            "field_visit": s.visit, "sla_days": s.sla_days, "sla_days_with_visit": s.sla_with_visit,
            "fee": s.fee, "levy": s.levy is not None, "product": s.product, "kind": s.kind, "section": s.section,
        }
        for s in active(read)
    ]  # fmt: skip
