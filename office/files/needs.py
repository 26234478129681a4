"""What a step needs before it may be taken: one function per need of the table, refusing by name."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from office.errors import ClockWrong, Invalid, NeedsMissing, NotYourDesk, PaymentMissing
from office.files import letters, visit_report
from office.files.bodies import Receiver
from office.files.case import Case
from office.files.services import Service
from office.records.tables import FileDocument, HistoryRow, LetterNumber, LetterVersion
from office.records.work import Read, Work

#: a clock this much behind what is on record is wrong
CLOCK_SLACK = timedelta(minutes=5)


def check(work: Work, case: Case) -> None:
    """All needs of the step, in the table's order."""
    for need in case.step.needs:
        NEEDS[need](work, case)


def ticked(read: Read, file_id: int) -> dict[str, bool]:
    """The file's checklist as it stands: requirement -> present."""
    rows = read.session.scalars(select(FileDocument).where(FileDocument.file_id == file_id))
    return {row.requirement: row.present for row in rows}


def required_ids(service: Service, *, proxied: bool) -> list[str]:
    """Requirements that must be there: the mandatory ones, and surat kuasa when a proxy brings the file."""
    return [r.id for r in service.requirements if r.mandatory or (proxied and r.when == "dikuasakan")]


def proxy_papers(service: Service) -> list[str]:
    """What a proxy brings beside the applicant's papers: the surat kuasa."""
    return [r.id for r in service.requirements if r.when == "dikuasakan"]


def required(case: Case) -> list[str]:
    """The same for the file at hand."""
    return required_ids(case.service, proxied=case.file.proxy_id is not None)


def _documents(work: Work, case: Case) -> None:
    _known_documents(work, case)
    have = {name for name, present in ticked(work, case.file.id).items() if present} | set(case.body.documents)
    must = [*required(case), *getattr(case.body, "needed", [])]
    if missing := [name for name in dict.fromkeys(must) if name not in have]:
        raise NeedsMissing(
            missing, f"Syarat ini belum ada: {_labels(case, missing)}. Centang bila sudah ada, atau kembalikan berkas."
        )


def _known_documents(work: Work, case: Case) -> None:
    known = {r.id for r in case.service.requirements} | set(ticked(work, case.file.id))
    named = [*case.body.documents, *getattr(case.body, "needed", [])]
    if unknown := [name for name in named if name not in known]:
        raise Invalid(
            f"Syarat {', '.join(unknown)} tidak ada pada layanan ini. Buka berkasnya sekali lagi, lalu centang.",
            fields={"documents": "tidak dikenal"},
        )


def _what_was_missing(work: Work, case: Case) -> None:
    _known_documents(work, case)
    # what the office has taken out of the service meanwhile is asked of nobody
    asked = {r.id for r in case.service.requirements}
    missing = [name for name, present in ticked(work, case.file.id).items() if not present and name in asked]
    if left := [name for name in missing if name not in case.body.documents]:
        raise NeedsMissing(left, f"Masih kurang: {_labels(case, left)}. Centang bila sudah dibawa.")


def _missing(work: Work, case: Case) -> None:
    if not case.body.missing:
        raise NeedsMissing(["missing"], "Tandai syarat yang kurang, lalu kembalikan.")


def _text(name: str, words: str, what: str) -> Callable[[Work, Case], None]:
    def need(work: Work, case: Case) -> None:
        if not str(getattr(case.body, name, "") or "").strip():
            raise NeedsMissing([name], f"{words} wajib diisi. Tulis {what}.")

    return need


def _visit_at(work: Work, case: Case) -> None:
    if case.body.visit_at is None:
        raise NeedsMissing(["visit_at"], "Isi jadwal verifikasi lapangan: tanggal dan jamnya.")


def _findings(work: Work, case: Case) -> None:
    body = case.body
    given = {"result": body.result, "findings": body.findings or visit_report.said(body.items), "at": body.at}
    if missing := [name for name, value in given.items() if not value]:
        raise NeedsMissing(missing, "Isi hasil, temuan, dan waktu verifikasi lapangan.")


def _letter_fields(work: Work, case: Case) -> None:
    given = {**case.file.fields, **case.body.fields}
    missing = [f for f in case.service.fields if not f.optional and not str(given.get(f.id) or "").strip()]
    if missing:
        labels = ", ".join(f.label for f in missing)
        raise NeedsMissing([f.id for f in missing], f"Isian surat belum lengkap: {labels}. Lengkapi, lalu ulangi.")


def _stored_version(work: Work, case: Case) -> None:
    """A version rendered before, still valid; without a number in the body the act brings a fresh one."""
    if case.made is not None:
        return
    n = case.body.version
    rule = (LetterVersion.file_id == case.file.id, LetterVersion.n == n, LetterVersion.state == "rendered")
    if n is None or work.session.scalar(select(LetterVersion.id).where(*rule)) is None:
        raise NeedsMissing(["version"], "Versi surat belum disusun. Susun surat dahulu.")


def _version_in_force(work: Work, case: Case) -> None:
    if case.body.version is None:
        raise NeedsMissing(["version"], "Sebutkan versi surat yang diparaf atau ditandatangani.")
    version = letters.named(work, case.file, case.body.version)
    if work.settings.files.four_eyes and letters.marked_by(work, version, case.step.desk):
        raise NotYourDesk("Anda sudah memaraf atau menandatangani berkas ini. Minta pejabat lain untuk tanda ini.")


def _recorded_for(work: Work, case: Case) -> None:
    if not case.body.recorded_for:
        raise NeedsMissing(["recorded_for"], "Sebutkan siapa yang menandatangani lembar ini.")


def _right_clock(work: Work, case: Case) -> None:
    """Not before the newest record, the file's own last act or the newest letter in force.

    The newest record alone would not do: a ticket given by the wrong clock is one.
    """
    record = select(HistoryRow.at).order_by(HistoryRow.seq.desc()).limit(1)
    letter = select(LetterNumber.given_at).where(LetterNumber.state == "used").order_by(LetterNumber.id.desc()).limit(1)
    known = [case.file.moved_at, work.session.scalar(record), work.session.scalar(letter)]
    if any(moment is not None and moment > work.now + CLOCK_SLACK for moment in known):
        raise ClockWrong


def _changes(work: Work, case: Case) -> None:
    if not case.body.changes:
        raise NeedsMissing(["changes"], "Sebutkan data yang dibetulkan: ubah isian yang salah, lalu simpan.")


def _stamped(work: Work, case: Case) -> None:
    if not case.body.stamped:
        raise NeedsMissing(["stamped"], "Surat belum distempel. Stempel dahulu, lalu centang.")


def _receiver(work: Work, case: Case) -> None:
    """Who takes a letter is known and has shown who he is; a thumbprint has a witness (A16)."""
    lacking = _lacking_of(case.body.receiver)
    if case.body.mark == "cap_jempol" and case.body.witness is None:
        lacking["witness"] = "Cap jempol perlu saksi: isi namanya."
    if lacking:
        raise NeedsMissing(list(lacking), " ".join(lacking.values()))


def _lacking_of(receiver: Receiver | None) -> dict[str, str]:
    """What is not yet known of who takes the letter, by name, in words."""
    lacking = {}
    if receiver is None or not receiver.id_shown:
        lacking["receiver"] = "Lihat KTP-el asli penerima, lalu centang."
    if receiver is not None and receiver.kind == "kuasa":
        if not (receiver.name and receiver.relation):
            lacking["relation"] = "Isi nama kuasa dan hubungannya dengan pemohon."
        if receiver.letter is False:
            lacking["letter"] = "Minta surat kuasa atau surat tugas, lihat, lalu centang."
    return lacking


def _payment(work: Work, case: Case) -> None:
    """An SKD blocks the handover until its payment proof is recorded (A2)."""
    if case.file.levy and case.file.outcome == "granted" and not case.body.payment_proof:
        raise PaymentMissing


def _labels(case: Case, ids: list[str]) -> str:
    names = case.service.labels
    return ", ".join(names.get(name, name) for name in ids)


NEEDS: dict[str, Callable[[Work, Case], None]] = {
    "documents": _documents, "known_documents": _known_documents, "what_was_missing": _what_was_missing,
    "missing": _missing, "note": _text("note", "Catatan", "apa yang kurang atau harus dibetulkan"),
    "reason": _text("reason", "Alasan", "satu kalimat"), "visit_at": _visit_at,
    "findings": _findings, "letter_fields": _letter_fields, "stored_version": _stored_version,
    "version_in_force": _version_in_force, "recorded_for": _recorded_for, "right_clock": _right_clock,
    "changes": _changes, "stamped": _stamped, "receiver": _receiver, "payment": _payment,
}  # fmt: skip
