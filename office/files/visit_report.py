"""The berita acara of a field visit (SOP S3a): which points are looked at, and what is kept of them."""

from collections.abc import Sequence
from typing import Any

from office.errors import Invalid
from office.files.bodies import RecordVisit, VisitFinding
from office.files.services import Service, VisitItem

#: looked at where a service names no points of its own
GENERAL = (
    VisitItem(id="lokasi", label="Lokasi", hint="sesuai alamat dan denah"),
    VisitItem(id="kesesuaian", label="Kesesuaian dengan permohonan", hint="keadaan, ukuran, dan penggunaan"),
    VisitItem(id="batas", label="Batas dan tetangga", hint="batas jelas, tetangga tidak keberatan"),
    VisitItem(id="lingkungan", label="Dampak lingkungan", hint="jalan, saluran air, kebersihan, ketertiban"),
)
VERDICTS = {"sesuai": "sesuai", "tidak": "tidak sesuai"}


def items_of(service: Service) -> tuple[VisitItem, ...]:
    """The points of a service, its own or the general ones."""
    return service.visit_items or GENERAL


def said(items: Sequence[VisitFinding]) -> bool:
    """Whether anything was written down point by point."""
    return any(item.verdict or item.note for item in items)


def kept(service: Service, body: RecordVisit) -> dict[str, Any] | None:
    """The report as it is stored, None when only a result and a text were given.

    {items: [{id, label, verdict, note}], officers, present, place, conditions}. Refuses Invalid a point that the
    service does not know and that has no words of its own.
    """
    given = [item for item in body.items if item.verdict or item.note]
    whole = {
        "items": [_item(service, item) for item in given],
        "officers": [officer.model_dump() for officer in body.officers],
        "present": [one.model_dump() for one in body.present], "place": body.place, "conditions": body.conditions,
    }  # fmt: skip
    return whole if any(whole.values()) else None


def _item(service: Service, item: VisitFinding) -> dict[str, Any]:
    known = next((one for one in items_of(service) if one.id == item.id), None)
    label = known.label if known else item.label
    if not label:
        raise Invalid("Ada butir temuan tanpa nama. Tulis butirnya, lalu simpan lagi.", fields={"items": "tanpa nama"})
    return {"id": known.id if known else "", "label": label, "verdict": item.verdict, "note": item.note}


def summary(items: Sequence[dict[str, Any]]) -> str:
    """The points as one text, a line each: "Lokasi: sesuai. Di tepi jalan desa"."""
    return "\n".join(_line(item) for item in items)


def _line(item: dict[str, Any]) -> str:
    parts = [VERDICTS.get(item["verdict"] or "", ""), item["note"]]
    return f"{item['label']}: {'. '.join(part for part in parts if part)}"


def told(findings: str | None, report: dict[str, Any] | None) -> str:
    """The findings in free words; empty where they only repeat the points."""
    same = findings == summary((report or {}).get("items", []))
    return "" if same else findings or ""
