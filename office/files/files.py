"""A file's verbs: register, every act of the procedure, hand over several at once. One act is one transaction."""

from typing import Any

from pydantic import BaseModel
from sqlalchemy import func, or_, select, update

from office.contacts import occasions
from office.errors import AlreadyDone, FileHasMoved, NotYourDesk, Unknown, WrongLoket
from office.files import (
    catalogue,
    deadlines,
    effects,
    finding,
    handovers,
    needs,
    persons,
    registers,
    stays,
    ticket_files,
)
from office.files.bodies import BODIES, HandOverMany, Register
from office.files.case import Case, situation
from office.files.services import Service
from office.hall import tickets
from office.office import verb
from office.paper import due
from office.procedure import Act, Desk, Stage, find, waits_for
from office.records.tables import Archive, File, FileNote, Person, Ticket
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
    applicant = persons.applicant(work, body)
    ticket = _ticket(work, body, applicant)
    code = new_code()
    file = _new_file(work, body, service, loket, applicant.id, code)
    file.ticket_id = ticket.id if ticket else None
    work.session.add(file)
    work.session.flush()
    finding.write(work, [file])
    work.record("file_registered", subject=("file", file.id), desks=("loket",), service=service.code,
                number=file.registration_number)  # fmt: skip
    if file.proxy_letter:
        effects.tick(work, file, needs.proxy_papers(service), True)
    tickets.serving_for(work, file)
    ticket_files.note(work, file, ticket_files.REGISTER, ticket)
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
        case.extra.update(handovers.close(work, [case]))
    return _answer(work, case)


@verb("files.hand_over_many", "loket")
def hand_over_many(work: Work, *, body: HandOverMany) -> dict[str, Any]:
    """Several letters to one bearer: one act, one slip, one survey token (SOP S8d)."""
    cases = []
    for file_id in dict.fromkeys(body.files):
        case = _case(work, _file(work, file_id), Act.HAND_OVER, handovers.own_body(body, file_id), None)
        needs.check(work, case)
        effects.EFFECTS[Act.HAND_OVER](work, case)
        _move(work, case)
        cases.append(case)
    handovers.one_applicant(work, cases)
    return {"files": [_answer(work, case) for case in cases], **handovers.close(work, cases)}


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
        applicant_id=applicant_id, **persons.bearer(work, body), stage=Stage.REGISTERED, desk=Desk.LOKET, version=1,
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
        owner = catalogue.section_name(work, file.section)
        raise NotYourDesk(f"Berkas ini milik Kasi {owner}. Minta Kasi itu membukanya.")
    return seats


def _move(work: Work, case: Case) -> None:
    """Compare and swap: the file moves once, or the loser is told."""
    file, to = case.file, case.step.goes_to or case.stage
    waited = (case.stage, file.desk, file.moved_at)
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
    stays.end(work, file, *waited)
    _keep_words(work, case)
    told = occasions.follow(work, case)
    touched = tuple(dict.fromkeys([case.step.desk.value, *([desk.value] if desk else []), *told]))
    work.record("file_act", subject=("file", file.id), desks=touched, act=case.act, sop=case.step.sop,
                desk=case.step.desk, before=case.stage, after=to, revision=file.revision, file_version=file.version,
                **case.facts)  # fmt: skip
    if case.step.desk == Desk.LOKET:
        ticket_files.note(work, file, case.act, ticket_files.at_hand(work))


def _keep_words(work: Work, case: Case) -> None:
    """What the desk wrote with the act, for the journey."""
    words = next((said for name in ("note", "reason", "findings") if (said := getattr(case.body, name, None))), None)
    if words:
        work.session.add(FileNote(file_id=case.file.id, file_version=case.file.version, words=words))


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
        "fields": [{"id": f.id, "label": f.label, "kind": f.kind, "optional": f.optional, "options": f.options,
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


def _ticket(work: Work, body: Register, applicant: Person) -> Ticket | None:
    """The visit's ticket; the same person is registered for a service once in a visit. Refuses with AlreadyDone."""
    if body.ticket is None:
        return None
    ticket = tickets.find(work, body.ticket)
    namesake = func.lower(Person.name) == applicant.name.lower()
    if applicant.nik_index:
        namesake &= Person.nik_index.is_(None)
    same = or_(File.applicant_id == applicant.id, namesake)
    rule = (File.ticket_id == ticket.id, File.service_code == body.service, same)
    asked = select(File.id, File.registration_number).join(Person, Person.id == File.applicant_id).where(*rule)
    if found := work.session.execute(asked.limit(1)).one_or_none():
        raise AlreadyDone(
            f"Orang ini sudah didaftarkan untuk layanan ini pada kunjungan ini, nomor {found.registration_number}. "
            "Buka berkas itu. Bila orangnya lain, isi NIK-nya.",
            code="already_registered", file=found.id, number=found.registration_number,
        )  # fmt: skip
    return ticket
