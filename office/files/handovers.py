"""The end of a file: one bearer takes one letter or several, with one proof in two sheets (SOP S8d)."""

from typing import Any

from office.errors import NeedsMissing
from office.feedback import survey
from office.files import persons, registers
from office.files.bodies import Applicant, HandOver, HandOverMany
from office.files.case import Case
from office.paper import due
from office.records.tables import Handover, HandoverFile
from office.records.work import Work


def own_body(body: HandOverMany, file_id: int) -> HandOver:
    """What is said of one file in a handover of several."""
    return HandOver(
        receiver=body.receiver, mark=body.mark, witness=body.witness,
        sheets=body.sheet_counts.get(file_id, body.sheets),
        payment_proof=body.payment_proofs.get(file_id) or body.payment_proof,
    )  # fmt: skip


def one_applicant(work: Work, cases: list[Case]) -> None:
    """An applicant takes his own letters; who takes those of others is their proxy. Refuses with NeedsMissing."""
    given = cases[0].body.receiver
    if given.kind == "pemohon" and len({persons.who(work, case.file.applicant_id) for case in cases}) > 1:
        raise NeedsMissing(["receiver"], "Surat ini milik beberapa orang. Pilih Kuasa, lalu isi siapa pembawanya.")


def close(work: Work, cases: list[Case]) -> dict[str, Any]:
    """The handover itself: number, who took it and how it was marked, the slip in two sheets, one survey token."""
    row = _row(work, cases[0])
    work.session.add(row)
    work.session.flush()
    work.session.add_all(HandoverFile(handover_id=row.id, file_id=case.file.id, sheets=case.body.sheets,
                                      payment_proof=case.body.payment_proof) for case in cases)  # fmt: skip
    work.session.flush()
    work.record("files_handed_over", subject=("handover", row.id), files=[case.file.id for case in cases])
    token = survey.give_token(work, cases[0].file.service_code)
    return {"handover_number": row.number, "survey_token": token,
            "print": due.handover(work, row, [(case.file, case.service) for case in cases], token)}  # fmt: skip


def _row(work: Work, first: Case) -> Handover:
    given, witness = first.body.receiver, first.body.witness
    receiver, saw = first.file.applicant_id, None
    if given.kind == "kuasa":
        receiver = persons.keep(work, Applicant(name=given.name, nik=given.nik)).id
    if first.body.mark == "cap_jempol" and witness is not None:
        saw = persons.keep(work, Applicant(name=witness.name, nik=witness.nik)).id
    return Handover(
        number=registers.handover(work), receiver_kind=given.kind, receiver_id=receiver, relation=given.relation,
        proxy_letter=given.letter, mark=first.body.mark, witness_id=saw, loket=first.seat.loket, by=work.actor.ref,
        at=work.now,
    )  # fmt: skip
