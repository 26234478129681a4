"""Which slip is due: each function turns records into a slip's facts and queues it in the act's transaction."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from sqlalchemy import select

from office.files import catalogue, deadlines, persons
from office.files.services import Requirement, Service
from office.paper import slips, spool
from office.records.tables import File, Handover, HandoverFile, LetterNumber, Loket, Person, Ticket, Visit
from office.records.work import Work
from office.words.masks import mask_name, mask_nik_slip
from office.words.numerals import rupiah

#: a ticket's slip is worthless after this
TICKET_LIFE = timedelta(minutes=5)


def ticket(work: Work, row: Ticket, loket: Loket, answer: dict[str, Any], place: str) -> dict[str, Any]:
    """Karcis antrean (SOP S1)."""
    service = catalogue.service(work, row.service_code) if row.service_code else None
    wait = answer["wait_minutes"]
    facts = slips.TicketFacts(
        number=row.label, loket=loket.number, loket_name=loket.name,
        service_name=service.short_name if service else None,
        purpose=row.purpose, priority=row.priority, ahead=answer["ahead"], wait=slips.Wait(**wait) if wait else None,
        issued_at=_iso(work, row.issued_at), url=answer["url"] if work.hall_url else None,
        url_is_public=bool(work.public_url), training=work.example,
        bring=[_paper(r) for r in service.requirements if r.mandatory] if service else [],
    )  # fmt: skip
    return spool.queue(work, "ticket", f"ticket:{row.id}", place, facts, not_after=work.now + TICKET_LIFE)


def receipt(work: Work, file: File, service: Service, code: str) -> dict[str, Any]:
    """Resi pendaftaran (SOP S2b), before the completeness check."""
    facts = slips.ReceiptFacts(
        **_about(work, file, service), registered_at=_iso(work, file.registered_at),
        requirements=[slips.Requirement(label=_paper(r)) for r in service.requirements if r.mandatory],
        due_if_complete=_iso(work, deadlines.if_complete_now(work, file.sla_days)), sla_days=file.sla_days,
        visit=_visit_words(service), fee=rupiah(service.fee) + (" (gratis)" if not service.fee else "")
        if service.levy is None else "sesuai SKD", track_code=f"{code[:4]}-{code[4:]}",
        track_url=_track_url(work, file, code),
    )  # fmt: skip
    return spool.queue(work, "receipt", f"file:{file.id}", place_of(work, file), facts)


def _track_url(work: Work, file: File, code: str) -> str | None:
    """The file's page at home. Number and code stand behind the "#", which no server and no log sees."""
    return f"{work.public_url}/kiosk/file#{quote(file.registration_number)}.{code}" if work.public_url else None


def deficiency(work: Work, file: File, service: Service, missing: list[str], ticks: dict[str, bool], note: str,
               ) -> dict[str, Any]:  # fmt: skip
    """Lembar kekurangan (SOP S2d)."""
    labels = {r.id: _paper(r) for r in (*service.former, *service.requirements)}
    facts = slips.DeficiencyFacts(
        **_about(work, file, service), returned_at=_iso(work, work.now),
        missing=[slips.Requirement(label=labels.get(name, name), present=False) for name in missing],
        present=[labels.get(name, name) for name, there in ticks.items() if there], note=note or None,
        deadline=file.deadline.isoformat() if file.deadline else None,
    )  # fmt: skip
    return spool.queue(work, "deficiency", f"file:{file.id}-{file.version}", place_of(work, file), facts)


def visit(work: Work, file: File, service: Service, row: Visit, *, moved: bool) -> dict[str, Any]:
    """Jadwal verifikasi lapangan (SOP S2f)."""
    person = work.session.get_one(Person, file.applicant_id)
    facts = slips.VisitFacts(
        **_about(work, file, service), visit_at=_iso(work, row.visit_at), place=person.village or "sesuai permohonan",
        visitor=catalogue.section_name(work, file.section), rescheduled=moved,
        due_at=deadlines.of(work, file)["due_at"],
    )  # fmt: skip
    return spool.queue(work, "visit", f"visit:{row.id}", place_of(work, file), facts)


def handover(work: Work, row: Handover, files: list[tuple[File, Service]], token: str) -> dict[str, Any]:
    """Bukti penyerahan in two sheets, the resident's with the survey code (SOP S8d)."""
    receiver = persons.full(work, row.receiver_id)
    loket = work.session.get(Loket, row.loket or files[0][0].loket)
    facts = slips.HandoverFacts(
        handover_number=row.number, files=[_handed(work, file, service) for file, service in files],
        receiver=slips.Receiver(kind="kuasa" if row.receiver_kind == "kuasa" else "pemohon",
                                name=mask_name(receiver["name"]), relation=row.relation,
                                nik=mask_nik_slip(receiver["nik"]) if receiver["nik"] else None,
                                power_of_attorney="sudah diperlihatkan" if row.proxy_letter else None,
                                thumbprint=row.mark == "cap_jempol",
                                witness=persons.masked(work, row.witness_id) if row.witness_id else None),
        at=_iso(work, row.at), loket=loket.number if loket else 1, loket_name=loket.name if loket else "",
        officer=f"Petugas Loket {loket.number if loket else 1}", survey_code=token,
        survey_url=f"{work.hall_url}/kiosk/survey/{token}" if work.hall_url else None,
        training=work.example,
    )  # fmt: skip
    return spool.queue(work, "handover", f"handover:{row.id}", f"loket:{facts.loket}", facts)


def place_of(work: Work, file: File) -> str:
    """Which printer: the one of the loket where the officer sits, else of the file's loket."""
    seat = work.actor.seat("loket")
    return f"loket:{seat.loket if seat and seat.loket else file.loket}"


def _about(work: Work, file: File, service: Service) -> dict[str, Any]:
    loket = work.session.get(Loket, file.loket)
    return {
        "registration_number": file.registration_number, "loket": file.loket, "loket_name": loket.name if loket else "",
        "officer": f"Petugas Loket {file.loket}", "applicant": persons.masked(work, file.applicant_id),
        "service_name": service.short_name, "training": work.example,
    }  # fmt: skip


def _handed(work: Work, file: File, service: Service) -> slips.HandedFile:
    rule = (LetterNumber.file_id == file.id, LetterNumber.state == "used")
    number = work.session.scalars(select(LetterNumber).where(*rule)).one_or_none()
    given = work.session.scalars(select(HandoverFile).where(HandoverFile.file_id == file.id)).first()
    total = sum(line["amount"] for line in file.levy)
    paid = (
        f"{rupiah(total)}, bukti {given.payment_proof}"
        if given and given.payment_proof and total
        else "tidak ada (Rp0)"
    )
    return slips.HandedFile(
        registration_number=file.registration_number, letter_number=number.number if number else None,
        letter_date=number.letter_date.isoformat() if number else None,
        kind="Surat penolakan" if file.outcome == "rejected" else service.short_name,
        sheets=given.sheets if given else 1, skd=paid,
    )  # fmt: skip


def _paper(paper: Requirement) -> str:
    """A paper as slips name it, with the number of sheets where more than one is asked."""
    return f"{paper.brief} ({paper.copies} lembar)" if paper.copies > 1 else paper.brief


def _visit_words(service: Service) -> str:
    return {"always": "ada, jadwal menyusul", "conditional": "bila diperlukan"}.get(
        service.visit, "tidak perlu ke lapangan"
    )


def _iso(work: Work, moment: Any) -> str:
    return work.iso(moment) or ""
