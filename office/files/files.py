"""A file's verbs: register, every act of the procedure, hand over several at once. One act is one transaction."""

from typing import Any

from pydantic import BaseModel
from sqlalchemy import select, update

from office.errors import AlreadyDone, FileHasMoved, NotYourDesk, Unknown, WrongLoket
from office.feedback import survey
from office.files import catalogue, deadlines, effects, needs, persons, registers
from office.files.bodies import BODIES, HandOver, HandOverMany, Register
from office.files.case import Case, situation
from office.files.services import Service
from office.hall import tickets
from office.office import verb
from office.paper import due
from office.procedure import Act, Desk, Stage, find, waits_for
from office.records.tables import Archive, File, FileNote, Handover, HandoverFile, Ticket
from office.records.vault import new_code
from office.records.work import Seat, Work

#: what a machine's token of an office of its own may never do
PERSONAL = (Act.PARAF, Act.SIGN)


@verb("files.register", "loket")
def register(work: Work, *, body: Register) -> dict[str, Any]:
    """Record a file and give it its number and resi (SOP S2a, S2b: before the completeness check).

    Refuses with WrongLoket, Unknown service or ticket, Invalid fields, AlreadyDone (`already_registered`).
    """
    service = catalogue.service(work, body.service, must_be_active=True)
    loket = _loket_for(work, service)
    applicant = persons.keep(work, body.applicant)
    ticket = _ticket(work, body, applicant.id)
    code = new_code()
    file = _new_file(work, body, service, loket, applicant.id, code)
    file.ticket_id = ticket.id if ticket else None
    work.session.add(file)
    work.session.flush()
    work.record("file_registered", subject=("file", file.id), desks=("loket",), service=service.code,
                number=file.registration_number)  # fmt: skip
    tickets.serving_for(work, file)
    return _registered(file, service, code, due.receipt(work, file, service, code))


@verb("files.act")
def act(work: Work, *, file_id: int, act: str, body: BaseModel, made: dict[str, Any] | None = None) -> dict[str, Any]:
    """One act of the procedure on one file: found in the table, its needs checked, its effects done, the file moved.

    `made`: the version rendered beforehand, for acts that make one. Answers {id, stage, version, due_at, clock, …};
    refuses with NoSuchStep, NotYourDesk, FileHasMoved, VersionVoid, NeedsMissing and what the needs refuse.
    """
    file = _file(work, file_id)
    case = _case(work, file, Act(act), body, made)
    needs.check(work, case)
    effects.EFFECTS[case.act](work, case)
    _move(work, case)
    if case.act == Act.HAND_OVER:
        case.extra.update(_close(work, [case], body))
    return _answer(work, case)


@verb("files.hand_over_many", "loket")
def hand_over_many(work: Work, *, body: HandOverMany) -> dict[str, Any]:
    """Several letters to one bearer: one act, one slip, one survey token (SOP S8d)."""
    cases = []
    for file_id in dict.fromkeys(body.files):
        proof = body.payment_proofs.get(file_id) or body.payment_proof
        own = HandOver(receiver=body.receiver, sheets=body.sheets, payment_proof=proof)
        case = _case(work, _file(work, file_id), Act.HAND_OVER, own, None)
        needs.check(work, case)
        effects.EFFECTS[Act.HAND_OVER](work, case)
        _move(work, case)
        cases.append(case)
    return {"files": [_answer(work, case) for case in cases], **_close(work, cases, body)}


@verb("files.archive", "kasi")
def archive(work: Work, *, file_id: int, location: str) -> dict[str, Any]:
    """Where the office's copy is kept (SOP S8c); may follow the handover."""
    file = _file(work, file_id)
    _seats(work, file)
    work.session.merge(Archive(file_id=file.id, location=location, by=work.actor.ref, at=work.now))
    work.record("file_archived", subject=("file", file.id), desks=("kasi",))
    return {"id": file.id, "archive_location": location}


@verb("files.expire", "system")
def expire(work: Work) -> dict[str, Any]:
    """Timed work: files not completed in time end (R8)."""
    rule = (File.stage == Stage.RETURNED, File.deadline < work.today)
    ended = list(work.session.scalars(select(File.id).where(*rule)))
    for file_id in ended:
        act(work, file_id=file_id, act=Act.EXPIRE, body=BODIES[Act.EXPIRE]())
    return {"expired": ended}


def _new_file(work: Work, body: Register, service: Service, loket: int, applicant_id: int, code: str) -> File:
    year, seq, number = registers.registration(work, loket)
    return File(
        registration_number=number, year=year, seq=seq, track_index=work.vault.index("track", code),
        track_sealed=work.vault.seal(code), service_code=service.code, section=service.section, loket=loket,
        applicant_id=applicant_id, proxy_id=persons.keep(work, body.proxy).id if body.proxy else None,
        proxy_relation=body.proxy.relation if body.proxy else None, stage=Stage.REGISTERED, desk=Desk.LOKET, version=1,
        revision=1, outcome="granted", fields=effects.known_fields(service, body.fields), levy=[], pauses=[],
        visit_needed=service.visit_usual, visit_recorded=False, sla_days=service.days(service.visit_usual),
        signer=service.signer, registered_at=work.now, moved_at=work.now,
    )  # fmt: skip


def _case(work: Work, file: File, act: Act, body: Any, made: dict[str, Any] | None) -> Case:
    if work.actor.kind == "token" and act in PERSONAL and not work.example:
        raise NotYourDesk("Token mesin tidak boleh memaraf atau menandatangani. Masuk sebagai pejabatnya.")
    if getattr(body, "file_version", None) not in (None, file.version):
        raise FileHasMoved
    service = catalogue.service(work, file.service_code)
    seats = _seats(work, file)
    step = find(Stage(file.stage), act, [seat.desk for seat in seats], situation(work, file, service, body))
    seat = next(seat for seat in seats if seat.desk == step.desk)
    return Case(file, service, act, body, step, seat, made)


def _seats(work: Work, file: File) -> list[Seat]:
    """The actor's seats that see this file: a Kasi's only in the file's section. Refuses with NotYourDesk."""
    seats = [seat for seat in work.actor.seats if seat.desk != Desk.KASI or seat.section in (None, file.section)]
    if not seats and "kasi" in work.actor.desks:
        raise NotYourDesk(f"Berkas ini milik Kasi {catalogue.section_name(work, file.section)}.")
    return seats


def _move(work: Work, case: Case) -> None:
    """Compare and swap: the file moves once, or the loser is told."""
    file, to = case.file, case.step.goes_to or case.stage
    work.session.flush()
    after = situation(work, file, case.service)
    desk = waits_for(to, after)
    moved = work.session.execute(
        update(File).where(File.id == file.id, File.version == file.version, File.stage == case.stage)
        .values(stage=to, desk=desk, version=File.version + 1, moved_at=work.now)
        .returning(File.version).execution_options(synchronize_session=False)
    ).one_or_none()  # fmt: skip
    if moved is None:
        raise FileHasMoved
    work.session.refresh(file)
    _keep_words(work, case)
    touched = tuple(dict.fromkeys([case.step.desk.value, *([desk.value] if desk else [])]))
    work.record("file_act", subject=("file", file.id), desks=touched, act=case.act, sop=case.step.sop,
                desk=case.step.desk, before=case.stage, after=to, revision=file.revision, file_version=file.version,
                **case.facts)  # fmt: skip


def _keep_words(work: Work, case: Case) -> None:
    """What the desk wrote with the act, for the journey."""
    words = next((said for name in ("note", "reason", "findings") if (said := getattr(case.body, name, None))), None)
    if words:
        work.session.add(FileNote(file_id=case.file.id, file_version=case.file.version, words=words))


def _close(work: Work, cases: list[Case], body: Any) -> dict[str, Any]:
    """The handover itself: number, who took it, the slip in two sheets, one survey token."""
    first, given = cases[0].file, body.receiver
    receiver = first.applicant_id
    if given.kind == "kuasa":
        receiver = persons.keep(work, persons.proxy(given)).id
    row = Handover(number=registers.handover(work), receiver_kind=given.kind, receiver_id=receiver,
                   relation=given.relation, loket=cases[0].seat.loket, by=work.actor.ref, at=work.now)  # fmt: skip
    work.session.add(row)
    work.session.flush()
    work.session.add_all(HandoverFile(handover_id=row.id, file_id=case.file.id, sheets=body.sheets,
                                      payment_proof=case.body.payment_proof) for case in cases)  # fmt: skip
    work.session.flush()
    work.record("files_handed_over", subject=("handover", row.id), files=[case.file.id for case in cases])
    token = survey.give_token(work, first.service_code)
    return {"handover_number": row.number, "survey_token": token,
            "print": due.handover(work, row, [(case.file, case.service) for case in cases], token)}  # fmt: skip


def _answer(work: Work, case: Case) -> dict[str, Any]:
    file = case.file
    return {"id": file.id, "registration_number": file.registration_number, "stage": file.stage,
            "version": file.letter_version, "file_version": file.version, "revision": file.revision,
            **deadlines.of(work, file), **case.extra}  # fmt: skip


def _registered(file: File, service: Service, code: str, printed: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": file.id, "registration_number": file.registration_number, "track_code": code, "stage": file.stage,
        "version": None, "file_version": file.version,
        "requirements": [{"id": r.id, "label": r.label, "mandatory": r.mandatory} for r in service.requirements],
        "fields": [{"id": f.id, "label": f.label, "kind": f.kind, "optional": f.optional,
                    "value": file.fields.get(f.id)} for f in service.fields],
        "print": printed,
    }  # fmt: skip


def _file(work: Work, file_id: int) -> File:
    file = work.session.get(File, file_id)
    if file is None:
        raise Unknown("Berkas tidak ditemukan. Periksa nomor pendaftarannya.")
    return file


def _loket_for(work: Work, service: Service) -> int:
    """A file is registered at its service's loket (SOP S1), unless the office lets any loket do it."""
    seats = [seat.loket for seat in work.actor.seats if seat.desk == "loket"]
    if service.loket in seats or None in seats:
        return service.loket
    if work.settings.files.any_loket_registers and seats[0] is not None:
        return seats[0]
    raise WrongLoket(f"{service.short_name} didaftarkan di Loket {service.loket}. Alihkan nomor antreannya ke sana.",
                     loket=service.loket)  # fmt: skip


def _ticket(work: Work, body: Register, applicant_id: int) -> Ticket | None:
    if body.ticket is None:
        return None
    ticket = tickets.find(work, body.ticket)
    rule = (File.ticket_id == ticket.id, File.service_code == body.service, File.applicant_id == applicant_id)
    if found := work.session.scalar(select(File.registration_number).where(*rule).limit(1)):
        raise AlreadyDone(f"Permohonan ini sudah terdaftar dengan nomor {found}.", code="already_registered")
    return ticket
