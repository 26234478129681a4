"""Berita acara as paper: what is on record of a visit becomes the content of its sheet, photos and all."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from office.errors import Unknown
from office.files import attachments, catalogue, persons, visit_report
from office.files.services import Service
from office.records.tables import Attachment, File, Visit
from office.records.work import Read
from office.words import dates, numerals
from printer.letters.desk import LetterDesk
from printer.letters.parts import OfficeContent
from printer.letters.press import LetterUnprintable
from printer.letters.visit_content import VisitContent

#: what stands for a character that no font has
_UNPRINTABLE = "?"
_MOST_TRIES = 30


class VisitDesk:
    """Sets berita acara from the record; equal records give equal bytes."""

    def __init__(self, letters: LetterDesk) -> None:
        self._letters = letters

    def pdf(self, visit_id: int) -> bytes:
        """The berita acara of a visit, or the form for the pen while it is planned. Refuses with Unknown."""
        return self._set(visit_id, None)[0]

    def pages_png(self, visit_id: int) -> list[bytes]:
        """The same, page by page, for a screen."""
        return self._set(visit_id, 110)

    def _set(self, visit_id: int, ppi: int | None) -> list[bytes]:
        """What was recorded is printed, whatever was typed: a character without a glyph becomes a question mark."""
        found: dict[str, Any] = self._letters.office.see(facts, visit_id=visit_id)
        photos = [self._letters.store.get(photo.pop("sha256"), ".jpg") for photo in found["photos"]]
        for _ in range(_MOST_TRIES):
            try:
                return self._letters.press.visit(VisitContent.model_validate(found), photos, ppi)
            except LetterUnprintable as refusal:
                found = _without(found, refusal.characters)
        raise Unknown("Berita acara ini tidak dapat disusun. Beri tahu admin.")


def _without(value: Any, characters: str) -> Any:
    if isinstance(value, dict):
        return {name: _without(inside, characters) for name, inside in value.items()}
    if isinstance(value, list):
        return [_without(inside, characters) for inside in value]
    if not isinstance(value, str):
        return value
    for character in characters:
        value = value.replace(character, _UNPRINTABLE)
    return value


def facts(read: Read, *, visit_id: int) -> dict[str, Any]:
    """The content of a visit's sheet as plain data; each photo with the `sha256` of its picture."""
    visit = read.session.get(Visit, visit_id)
    if visit is None or visit.state not in ("planned", "recorded"):
        raise Unknown("Berita acara verifikasi tidak ditemukan. Muat ulang halaman berkasnya.")
    file = read.session.get_one(File, visit.file_id)
    service = catalogue.service(read, file.service_code)
    person, report = persons.full(read, file.applicant_id), visit.report or {}
    at = (visit.done_at or visit.visit_at).astimezone(read.zone)
    address = ", ".join(filter(None, (person["address"], person["village"])))
    return {
        "office": _letterhead(read), "registration_number": file.registration_number,
        "created_at": at.replace(microsecond=0), "service_name": service.name,
        "section": catalogue.section_name(read, file.section), "applicant": person["name"],
        "applicant_address": address, **_when(at), "place": report.get("place") or address,
        "points": _points(service, report, filled=visit.result is not None),
        "findings": visit_report.told(visit.findings, visit.report),
        "conditions": report.get("conditions", ""), "result": visit.result, **_people(report, person["name"]),
        "photos": _photos(read, visit),
    }  # fmt: skip


def _letterhead(read: Read) -> dict[str, Any]:
    head = read.settings.letterhead.model_dump()
    named = {name: head[name] for name in ("address", "phone", "email", "place", "postcode")}
    regency = f"Pemerintah {head['regency']}".upper()
    return OfficeContent(regency=regency, name=head["office"], training=read.example, **named).model_dump()


def _when(at: datetime) -> dict[str, str]:
    words = f"{numerals.terbilang(at.day)} {dates.MONTHS[at.month - 1]} {numerals.terbilang(at.year)}"
    return {"weekday": dates.DAYS[at.weekday()], "day": dates.plain_date(at.date()), "day_words": words,
            "clock": dates.clock_text(at)}  # fmt: skip


def _points(service: Service, report: dict[str, Any], *, filled: bool) -> list[dict[str, Any]]:
    """The service's points with what was found; points of one's own behind them. Unfilled: all, with their hints."""
    given = {item["id"]: item for item in report.get("items", []) if item["id"]}
    own = [{"label": item["label"], "verdict": item["verdict"], "note": item["note"]}
           for item in report.get("items", []) if not item["id"]]  # fmt: skip
    known = [{"label": item.label, "hint": item.hint, "verdict": given.get(item.id, {}).get("verdict"),
              "note": given.get(item.id, {}).get("note", "")} for item in visit_report.items_of(service)]  # fmt: skip
    late = [{"label": item["label"], "verdict": item["verdict"], "note": item["note"]} for name, item in given.items()
            if name not in {one.id for one in visit_report.items_of(service)}]  # fmt: skip
    if filled and not given:
        return own
    return [*known, *late, *own]


def _people(report: dict[str, Any], applicant: str) -> dict[str, Any]:
    there = report.get("present", [])
    by_role = {role: [{"name": one["name"], "position": one["position"]} for one in there if one["role"] == role]
               for role in ("pemohon", "perangkat_desa", "lainnya")}  # fmt: skip
    return {
        "officers": report.get("officers", []),
        "applicants": by_role["pemohon"] or [{"name": applicant}],
        "witnesses": [*by_role["perangkat_desa"], *by_role["lainnya"]],
    }


def _photos(read: Read, visit: Visit) -> list[dict[str, Any]]:
    rule = (Attachment.visit_id == visit.id, Attachment.kind == "visit_photo", Attachment.removed_at.is_(None))
    rows = read.session.scalars(select(Attachment).where(*rule).order_by(Attachment.id).limit(attachments.MOST))
    return [{"name": f"photo-{n}.jpg", "caption": row.caption or "", "sha256": row.sha256}
            for n, row in enumerate(rows, 1)]  # fmt: skip
