"""Services as the office's own people keep them: the standard, the checklist, the fields, what is offered and where."""

import re
from typing import Any

from sqlalchemy import func, select

from office.configuration.tidy import read, wrong
from office.errors import Invalid, NotNow, Unknown
from office.files.catalogue_file import contradictions
from office.files.services import Field, Requirement, Service
from office.records import kept
from office.records.parts import Doc
from office.records.tables import File, FileDocument, Loket, Section, ServiceRow, SurveyAnswer, Ticket
from office.records.work import Read, Work

CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
ID = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


def write(work: Work, name: str, doc: Doc | None) -> str:
    """Add or change a service; no document: remove it. Files in flight go on by the new words.

    A paper or field taken out while files hold it is kept as a former one: their record still names it, nobody is
    asked for it. Refuses contradictions (SOP S1, column "Waktu") and removing a service that anything refers to.
    """
    kept.watch(work.session, "service")
    row = work.session.get(ServiceRow, name)
    if doc is None:
        return _remove(work, name, row)
    given = read(Service, doc)
    _check(work, name, given)
    if row is None:
        row = ServiceRow(code=name, position=_last(work) + 1, definition={})
        work.session.add(row)
    else:
        given = _with_former(work, Service.model_validate({**row.definition, "active": row.active}), given)
    row.active, row.loket, row.section, row.name = given.active, given.loket, given.section, given.name
    row.definition = given.model_dump(mode="json")
    return name


def _last(work: Work) -> int:
    return work.session.scalar(select(func.max(ServiceRow.position))) or 0


def _check(work: Work, name: str, given: Service) -> None:
    if not CODE.fullmatch(name) or given.code != name:
        raise wrong("code", "Kode layanan: huruf besar dan angka, misalnya IZ11.")
    if not 1 <= len(given.name) <= 200 or not 1 <= len(given.short_name) <= 60:
        raise wrong("short_name", "Isi nama layanan (paling panjang 200 huruf) dan nama pendek (paling panjang 60).")
    _check_ids(given)
    lokets = {row.number: row.kinds for row in work.session.scalars(select(Loket))}
    sections = set(work.session.scalars(select(Section.code)))
    if found := list(contradictions(given, sections, lokets)):
        raise Invalid(" ".join(f"{words[:1].upper()}{words[1:]}" for words in found), problems=found)


def _check_ids(given: Service) -> None:
    lists: tuple[tuple[str, tuple[Requirement | Field, ...]], ...] = (
        ("requirements", given.requirements),
        ("fields", given.fields),
    )
    for where, rows in lists:
        for n, row in enumerate(rows):
            if not ID.fullmatch(row.id) or not 1 <= len(row.label) <= 300:
                raise wrong(f"{where}.{n}.label", "Tulis namanya, paling panjang 300 huruf.")
    for n, field in enumerate(given.fields):
        if field.kind == "choice" and len(field.options) < 2:
            raise wrong(f"fields.{n}.options", f"{field.label}: tulis sedikitnya dua pilihan.")
    if not 1 <= given.sla_days <= 90 or not given.sla_days <= given.sla_with_visit <= 90:
        raise wrong("sla_days", "Waktu pelayanan 1 sampai 90 hari kerja; dengan verifikasi tidak lebih pendek.")


def _with_former(work: Work, old: Service, given: Service) -> Service:
    """`given`, remembering what was taken out while files hold it."""
    asked, fields = {r.id for r in given.requirements}, {f.id for f in given.fields}
    papers, typed = _held(work, given.code)
    former = [r.model_copy(update={"mandatory": False}) for r in old.requirements if r.id in papers]
    known = {r.id: r for r in (*given.former, *old.former, *former) if r.id not in asked}
    gone = {f.id: f for f in (*given.former_fields, *old.former_fields, *(f for f in old.fields if f.id in typed))
            if f.id not in fields}  # fmt: skip
    return given.model_copy(update={"former": tuple(known.values()), "former_fields": tuple(gone.values())})


def _held(work: Work, code: str) -> tuple[set[str], set[str]]:
    """Papers and fields that files of this service hold."""
    papers = (select(FileDocument.requirement).distinct().join(File, File.id == FileDocument.file_id)
              .where(File.service_code == code))  # fmt: skip
    typed = work.session.scalars(select(File.fields).where(File.service_code == code, File.ended_at.is_(None)))
    return set(work.session.scalars(papers)), {name for fields in typed for name in fields}


def _remove(work: Work, name: str, row: ServiceRow | None) -> str:
    if row is None:
        raise Unknown(f"Layanan {name} tidak ada. Muat ulang daftar layanan.")
    if what := refers(work, name):
        raise NotNow(f"Layanan {name} sudah punya {what}, jadi tidak dihapus. Nonaktifkan saja: kios tidak lagi "
                     "menawarkannya, dan yang berjalan tetap selesai.")  # fmt: skip
    work.session.delete(row)
    return name


def refers(work: Read, code: str) -> str:
    """What refers to the service, in a word; "" when nothing does."""
    uses: tuple[tuple[Any, str], ...] = (
        (select(File.id).where(File.service_code == code), "berkas"),
        (select(Ticket.id).where(Ticket.service_code == code), "nomor antrean"),
        (select(SurveyAnswer.id).where(SurveyAnswer.service_code == code), "jawaban survei"),
    )
    return next((what for found, what in uses if work.session.scalar(found.limit(1)) is not None), "")


def write_order(work: Work, name: str, doc: Doc | None) -> str:
    """In which order services stand on screens: {codes: [all of them]}."""
    kept.watch(work.session, "order")
    rows = {row.code: row for row in work.session.scalars(select(ServiceRow))}
    codes = (doc or {}).get("codes")
    if not isinstance(codes, list) or sorted(map(str, codes)) != sorted(rows):
        raise Invalid("Urutan harus memuat setiap layanan satu kali. Muat ulang daftar layanan.")
    for position, code in enumerate(codes):
        rows[code].position = position
    return name


def copy_of(doc: Doc, code: str) -> Doc:
    """A new service like that one, not offered until somebody has looked at it."""
    name = f"{doc['name']} (salinan)"[:200]
    return {**doc, "code": code, "name": name, "active": False, "popular": None, "former": [], "former_fields": []}
