"""What each act changes beside the stage: one function per act. Slips are queued here, in the act's transaction."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from office.errors import Invalid
from office.files import deadlines, finding, letters, needs, registers, visits
from office.files.bodies import Applicant, LevyLine
from office.files.case import Case
from office.files.services import Service
from office.paper import due
from office.procedure import Act, Desk, Stage
from office.records.tables import Archive, File, FileDocument, Person
from office.records.work import Work

#: more cannot be owed, nor be written in words
MOST_RUPIAH = 10**12 - 1


def tick(work: Work, file: File, documents: list[str], present: bool) -> None:
    """Set ticks of the checklist."""
    for name in documents:
        row = work.session.get(FileDocument, (file.id, name)) or FileDocument(file_id=file.id, requirement=name)
        row.present, row.checked_by, row.checked_at = present, work.actor.ref, work.now
        work.session.add(row)


def _accept(work: Work, case: Case) -> None:
    tick(work, case.file, case.body.documents, True)
    if case.body.visit_at is not None:
        if case.service.visit == "never":
            said = "Layanan ini tidak memerlukan verifikasi lapangan. Kosongkan jadwalnya."
            raise Invalid(said, fields={"visit_at": "tidak perlu"})
        case.file.visit_needed = True
    case.file.sla_days = case.service.days(case.file.visit_needed)
    case.file.accepted_at = case.file.accepted_at or work.now
    if case.step.goes_to == Stage.FIELD_VISIT:
        visits.plan(work, case, None)


def _return(work: Work, case: Case) -> None:
    known = {r.id for r in case.service.requirements}
    missing = case.body.missing
    seen = case.body.documents or [name for name in needs.required(case) if name not in missing]
    tick(work, case.file, [name for name in seen if name in known and name not in missing], True)
    tick(work, case.file, missing, False)
    file, days = case.file, work.settings.files.days_to_complete
    file.returned_from, file.note, file.deadline = case.stage, case.body.note, work.today + timedelta(days=days)
    deadlines.pause(file, work.now)
    work.session.flush()
    case.extra["print"] = due.deficiency(work, file, case.service, missing, needs.ticked(work, file.id), case.body.note)


def _resubmit(work: Work, case: Case) -> None:
    tick(work, case.file, case.body.documents, True)
    case.file.revision += 1
    case.file.deadline, case.file.returned_from = None, None
    deadlines.resume(case.file, work.now)


def _request_visit(work: Work, case: Case) -> None:
    case.file.visit_needed, case.file.visit_recorded = True, False
    case.file.sla_days = case.service.days(True)
    visits.plan(work, case, case.body.reason)


def _reject(work: Work, case: Case) -> None:
    case.file.outcome, case.file.reason, case.file.levy = "rejected", case.body.reason, []
    visits.cancel(work, case.file.id)
    letters.void_versions(work, case.file, "permohonan ditolak")


def _process(work: Work, case: Case) -> None:
    file = case.file
    file.fields = {**file.fields, **known_fields(case.service, case.body.fields)}
    file.levy = levy_lines(case.service, file.fields, case.body.levy)
    file.note = case.body.note or None
    if case.step.goes_to == Stage.KASI_PARAF:
        _file_made(work, case)


def _file_made(work: Work, case: Case) -> None:
    if case.made is None:
        raise Invalid("Versi surat belum tersusun. Ulangi tindakan ini.")
    letters.file_version(work, case.file, letters.add_version(work, case.file, case.made))


def _print_letter(work: Work, case: Case) -> None:
    if case.made is not None:
        _file_made(work, case)
    else:
        version = letters.version_of(work, case.file.id, case.body.version)
        if version is not None:
            letters.file_version(work, case.file, version)


def _paraf(work: Work, case: Case) -> None:
    # sent back with the same version and initialled again: one paraf of a desk holds
    letters.end_marks(work, case.file, "diparaf ulang", desk=case.step.desk)
    letters.mark(work, case.file, letters.named(work, case.file, case.body.version), "paraf", case.step.desk)
    case.facts["letter_version"] = case.body.version


def _sign(work: Work, case: Case) -> None:
    version = letters.named(work, case.file, case.body.version)
    recorded_for = case.body.recorded_for if "recorded_for" in case.step.needs else None
    letters.mark(work, case.file, version, "signature", version.signer, recorded_for)
    case.facts["letter_version"] = case.body.version


def _send_back(work: Work, case: Case) -> None:
    case.file.note = case.body.note
    case.facts["letter_version"] = case.file.letter_version
    if case.step.goes_to == Stage.KASI_PARAF:
        letters.end_marks(work, case.file, "dikembalikan untuk koreksi", desk=Desk.KASI)


def _assign_number(work: Work, case: Case) -> None:
    version = letters.named(work, case.file, None)
    row = registers.letter(work, case.file, case.service, version)
    case.extra.update(letter_number=row.number, letter_date=row.letter_date.isoformat())
    case.facts["number"] = row.number


def _release(work: Work, case: Case) -> None:
    case.file.ready_at = work.now
    if case.body.archive_location:
        work.session.merge(
            Archive(file_id=case.file.id, location=case.body.archive_location, by=work.actor.ref, at=work.now)
        )


def _hand_over(work: Work, case: Case) -> None:
    case.file.ended_at = work.now


def _correct(work: Work, case: Case) -> None:
    changes = dict(case.body.changes)
    person = work.session.get_one(Person, case.file.applicant_id)
    fields = changes.pop("fields", {})
    unknown = set(changes) - {"name", "nik", "address", "village", "phone"}
    if unknown or not isinstance(fields, dict):
        raise Invalid(
            f"Data ini tidak dapat dibetulkan di sini: {', '.join(sorted(unknown)) or 'fields'}. Pilih data lain."
        )
    if changes:
        given = Applicant.model_validate({"name": person.name, **changes})
        person.name = given.name
        person.address, person.village = given.address or person.address, given.village or person.village
        person.phone = given.phone or person.phone
        if given.nik:
            person.nik_sealed, person.nik_index = work.vault.seal(given.nik), work.vault.index("nik", given.nik)
        finding.of_person(work, person.id)
    case.file.fields = {**case.file.fields, **known_fields(case.service, fields)}
    letters.void_versions(work, case.file, "data dibetulkan")
    case.facts["changed"] = sorted([*changes, *fields])


def _withdraw(work: Work, case: Case) -> None:
    case.file.ended_at, case.file.reason = work.now, case.body.reason
    visits.cancel(work, case.file.id)
    letters.void_versions(work, case.file, "permohonan dibatalkan")


def _expire(work: Work, case: Case) -> None:
    case.file.ended_at = work.now
    visits.cancel(work, case.file.id)


def _void_letter(work: Work, case: Case) -> None:
    registers.void_letter(work, case.file, case.body.reason)
    letters.void_versions(work, case.file, "surat dibatalkan")
    if case.file.ready_at is not None:
        case.file.pauses = [*case.file.pauses, [case.file.ready_at.isoformat(), work.now.isoformat()]]
    case.file.ready_at, case.file.note = None, case.body.reason


def known_fields(service: Service, given: dict[str, Any]) -> dict[str, str]:
    """The given fields as they are kept. Refuses unknown ones and unreadable values."""
    if unknown := sorted(name for name in given if service.field(name) is None):
        said = f"Isian tidak dikenal pada layanan ini: {', '.join(unknown)}. Hapus isian itu."
        raise Invalid(said, fields=dict.fromkeys(unknown, "tidak dikenal"))
    return {field.id: field.read(given[field.id]) for field in service.fields if field.id in given}


def levy_lines(service: Service, fields: dict[str, str], given: list[LevyLine] | None) -> list[dict[str, Any]]:
    """The SKD's lines: as given, else from the service's tariff and its field (SOP S4b); none when no levy applies."""
    if service.skd == "never":
        if given:
            raise Invalid(
                "Layanan ini tidak dikenai retribusi. Hapus baris retribusinya.", fields={"levy": "tidak berlaku"}
            )
        return []
    if given is not None:
        if sum(line.volume * line.rate for line in given) > MOST_RUPIAH:
            raise Invalid("Jumlah retribusi terlalu besar. Periksa volume dan tarifnya.", fields={"levy": "periksa"})
        return [{"code": line.code, "label": line.label, "volume": f"{line.volume:f}", "rate": f"{line.rate:f}",
                 "unit": line.unit, "amount": int((line.volume * line.rate).to_integral_value("ROUND_HALF_UP"))}
                for line in given]  # fmt: skip
    tariff = service.levy
    volume = fields.get(tariff.field) if tariff else None
    if tariff is None or not volume:
        return []
    return [{"code": tariff.code, "label": tariff.label, "volume": volume, "rate": str(tariff.rate),
             "unit": tariff.unit, "amount": tariff.amount(Decimal(volume))}]  # fmt: skip


def _nothing(work: Work, case: Case) -> None:
    """The move itself is all."""


EFFECTS: dict[Act, Callable[[Work, Case], None]] = {
    Act.ACCEPT: _accept, Act.RETURN_INCOMPLETE: _return, Act.RESUBMIT: _resubmit, Act.EXPIRE: _expire,
    Act.RECORD_VISIT: visits.record, Act.RESCHEDULE_VISIT: visits.move, Act.RETURN_TO_APPLICANT: _return,
    Act.REJECT: _reject, Act.PROCESS: _process, Act.REQUEST_VISIT: _request_visit, Act.PRINT_LETTER: _print_letter,
    Act.PARAF: _paraf, Act.SEND_BACK: _send_back, Act.SIGN: _sign, Act.ASSIGN_NUMBER: _assign_number,
    Act.RELEASE: _release, Act.CONFIRM_ARRIVAL: _nothing, Act.HAND_OVER: _hand_over, Act.CORRECT_DATA: _correct,
    Act.WITHDRAW: _withdraw, Act.VOID_LETTER: _void_letter, Act.REPRINT: _file_made,
}  # fmt: skip
